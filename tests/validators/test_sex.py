"""Words and organs of the other sex."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Prostate enlarged.", "Ovarian cyst.", [("major", "Ovarian", "patient: sex")], {"patient": {"sex": "M"}}),
    ("The bladder is normal.", "Normal prostate.", [("major", "prostate", "patient: sex")], {"patient": {"sex": "F"}}),
    ("The prostate is enlarged.", "Enlarged prostate.", [], {"patient": {"sex": "M"}}),
    ("The uterus is normal.", "Normal uterus.", [], {"patient": {"sex": "F"}}),
    ("The lungs are clear.", "Clear lungs in this woman.", [("major", "woman", "patient: sex")], {"patient": {"sex": "M"}}),
    (
        "The lungs are clear.",
        "Clear lungs in this man.",
        [("major", "man", "indication: woman")],
        {"indication": "A 45-year-old woman with cough."},
    ),
    ("The lungs are clear.", "Clear lungs in this man.", [], {}),
    ("The lungs are clear.", "Her mother has breast cancer; the lungs are clear.", [], {"patient": {"sex": "M"}}),
    ("HER2-positive carcinoma of the breast.", "HER2-positive carcinoma of the breast.", [], {"patient": {"sex": "M"}}),
    ("The testes are normal.", "Normal testes.", [], {"patient": {"sex": "F"}}),
    ("Leak at the angle of His.", "Leak at the angle of His.", [], {"patient": {"sex": "F"}}),
    ("The bundle of His is normal.", "Normal bundle of His.", [], {"patient": {"sex": "F"}}),
    (
        "No free fluid.",
        "Normal endometrium. She is well.",
        [("major", "She", "patient: sex"), ("major", "endometrium", "patient: sex")],
        {"patient": {"sex": "M"}},
    ),
    ("No free fluid.", "Normal endometrium.", [], {"patient": {"sex": "O"}}),
    ("The prostate is enlarged.", "Enlarged prostate in this woman.", [("major", "woman", "findings: prostate")], {}),
    ("Cyst of the right ovary.", "Ovarian cyst in a man.", [("major", "man", "findings: ovary")], {}),
    ("Cyst of the right ovary.", "Ovarian cyst in a woman.", [], {}),
    ("Single live fetus. Anterior placenta.", "Live male fetus.", [], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_sex(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("sex", findings, impression, expected, **fields)
