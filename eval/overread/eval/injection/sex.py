"""A sex that does not fit the patient."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.edits import added
from overread.eval.injection import Edit, error_type
from overread.eval.wording import matches, source_text
from overread.study import Patient, Study

_SEXED = (
    r"\b(?:fe)?males?\b|\b(?:wo)?m[ae]n\b|\b(?:she|he|her|his|him)\b|\b(?:uter\w+|ovar\w+|prostat\w+|testic\w+|scrot\w+|endometri\w+|"
    r"adnex\w+|pregnan\w+|gestation\w*|fet(?:al|us)|breasts?|mammogra\w+|hysterectomy|gynecomastia|cervi\w+|seminal|penile|vagina\w*)\b"
)
_WRONG = {
    "F": (
        "The prostate is enlarged.",
        "Findings in this man are as described.",
        "Normal testicular echotexture.",
        "Seminal vesicles are normal.",
    ),
    "M": (
        "The uterus is unremarkable.",
        "Findings in this woman are as described.",
        "3 cm left ovarian cyst.",
        "The endometrium is thickened.",
    ),
}


@error_type("sex", ("sex",))
def mistake_sex(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with a statement that fits the other sex only; a sex is given to the patient where no text tells one."""
    if study.patient.sex in ("F", "M"):
        sex, source = study.patient.sex, study
    elif not matches(_SEXED, source_text(study) + "\n" + draft):
        sex = rng.choice("FM")
        source = replace(study, patient=Patient(sex, study.patient.age))
    else:
        return
    edit = added(draft, rng.choice(_WRONG[sex]))
    yield replace(edit, study=source, clean=draft, clean_study=source)
