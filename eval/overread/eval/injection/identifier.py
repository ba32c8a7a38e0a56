"""A patient identifier in the draft."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.study import Study

_NAMES = ("John Smith", "Maria Gonzalez", "Wei Chen", "Aisha Khan", "Robert Miller")


@error_type("identifier", ("identifier",))
def plant_identifier(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one invented identifier added: name, record number, date of birth, telephone, address or the like."""
    number = "".join(rng.choice("0123456789") for _ in range(8))
    name = rng.choice(_NAMES)
    phrases = (
        f"Patient name: {name}.",
        f"MRN: {number}.",
        f"MRN {number[:7]}.",
        f"Date of birth: 0{rng.randint(1, 9)}/1{rng.randint(0, 9)}/19{rng.randint(30, 99)}.",
        f"DOB 19{rng.randint(30, 99)}-0{rng.randint(1, 9)}-2{rng.randint(0, 8)}.",
        f"Contact the patient at ({number[:3]}) {number[3:6]}-{number[6:]}{number[:2]}.",
        f"Accession number {number}.",
        f"SSN 219-0{number[0]}-{number[2:6]}.",
        f"Send results to {name.split()[0].lower()}.{name.split()[1].lower()}@example.org.",
        f"Mr. {name.split()[1]} was informed of the results.",
    )
    yield added(draft, rng.choice(phrases))
