"""An examination other than the one that was done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.wording import regions, source_text
from overread.study import Study

_NAMED = {
    "chest": "chest", "abdomen": "abdomen", "head": "brain", "spine": "lumbar spine", "pelvis": "pelvis", "breast": "breast",
    "msk": "knee", "vascular": "carotid arteries",
}  # fmt: skip
_MODALITIES = {
    "CR": "MRI",
    "DX": "MRI",
    "CT": "ultrasound",
    "MR": "radiograph",
    "US": "CT",
    "MG": "CT",
    "NM": "MRI",
    "PT": "ultrasound",
}


@error_type("exam_other", ("exam",))
def name_other_exam(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts that open or close with the name of an examination of another modality and another region."""
    own = regions(study)
    modality = _MODALITIES.get(study.exam.modality or "")
    source = source_text(study).lower()
    others = [part for region, part in _NAMED.items() if region not in own and part not in source]
    if not own or not modality or not others or modality.lower() in source:
        return
    part = rng.choice(others)
    phrase = rng.choice((f"Unremarkable {modality} of the {part}.", f"{modality} of the {part} shows no other abnormality."))
    yield replace(added(draft, phrase), note=phrase)
