"""An age that does not fit the patient."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.wording import matches, source_text
from overread.study import Patient, Study

_AGED = (
    r"year[- ]old|\byears? of age\b|\byo\b|\by/o\b|\b(?:infant|newborn|child|pediatric|neonat\w+|months?[- ]old|days?[- ]old)\b"
)
_PHRASES = (
    "Findings are as described in this {age}-year-old patient.",
    "No further abnormality in this {age} year old patient.",
)


@error_type("age", ("age",))
def mistake_age(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts that give an age at least fifteen years off; an age is given to the patient where no text tells one."""
    age = study.patient.age
    source = study
    if age is None:
        if matches(_AGED, source_text(study)):
            return
        age = float(rng.randint(22, 88))
        source = replace(study, patient=Patient(study.patient.sex, age))
    wrong = int(age) + rng.choice((15, 27)) if age < 50 else int(age) - rng.choice((15, 27))
    edit = added(draft, rng.choice(_PHRASES).format(age=wrong), note=f"{age:.0f} -> {wrong}")
    clean = added(draft, _PHRASES[0].format(age=int(age))).text
    yield replace(edit, study=source, clean=clean, clean_study=source)
