"""A recommendation of the source, or of a guideline, that the draft lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Thickened sigmoid. Colonoscopy is advised.", "Thickened sigmoid. Colonoscopy once settled.", [], {}),
    (
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        "9 mm cyst of the pancreas.",
        [("major", None, "MRI in 12 months is recommended")],
        {},
    ),
    (
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        [],
        {},
    ),
    (
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        "9 mm cyst of the pancreas. CT in 12 months is recommended.",
        [("major", None, "MRI in 12 months is recommended")],
        {},
    ),
    ("Opacity in the left base. Clinical correlation is recommended.", "Opacity in the left base.", [], {}),
    ("Simple cyst of the left kidney. No follow-up is needed.", "Simple cyst of the left kidney.", [], {}),
    ("Sessile polyp of the cecum. Colonoscopy is recommended.", "Cecal polyp requiring colonoscopy.", [], {}),
    ("Sessile polyp of the cecum. Colonoscopy is recommended.", "Cecal polyp.", [("major", None, "Colonoscopy is")], {}),
    ("6 cm ovarian cyst. Ultrasound in 3 months is advised.", "6 cm ovarian cyst, ultrasound in 3 months.", [], {}),
    (
        "6 cm ovarian cyst. Ultrasound in 3 months is advised.",
        "6 cm ovarian cyst, ultrasound in 12 months.",
        [("major", None, "Ultrasound in 3 months is advised")],
        {},
    ),
    (
        "The asymmetry of the left breast requires spot compression.",
        "Asymmetry of the left breast.",
        [("major", None, "requires spot compression")],
        {},
    ),
    (
        "A 7 mm solid nodule in the right middle lobe.",
        "7 mm solid nodule in the right middle lobe.",
        [("minor", None, "guideline: fleischner-2017/solid-6-to-8; findings: A 7 mm solid nodule")],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}, "patient": {"age": 60}},
    ),
    (
        "A 7 mm solid nodule in the right middle lobe.",
        "7 mm solid nodule in the right middle lobe.",
        [],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}, "patient": {"age": 30}},
    ),
    (
        "A 7 mm solid nodule in the right middle lobe.",
        "7 mm solid nodule in the right middle lobe.",
        [],
        {
            "exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"},
            "patient": {"age": 60},
            "indication": "Known colon cancer.",
        },
    ),
    (
        "A 5 mm solid nodule in the right middle lobe.",
        "5 mm solid nodule in the right middle lobe.",
        [],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}, "patient": {"age": 60}},
    ),
    (
        "1.2 cm nodule in the left thyroid lobe, TI-RADS 5.",
        "1.2 cm TI-RADS 5 nodule in the left thyroid lobe.",
        [("minor", None, "tirads-2017/tr5-10")],
        {"exam": {"modality": "US", "body_part": "thyroid"}, "patient": {"age": 44}},
    ),
    (
        "1.2 cm nodule in the left thyroid lobe, TI-RADS 3.",
        "1.2 cm TI-RADS 3 nodule in the left thyroid lobe.",
        [],
        {"exam": {"modality": "US", "body_part": "thyroid"}, "patient": {"age": 44}},
    ),
    (
        "1.8 cm left adrenal nodule.",
        "1.8 cm left adrenal nodule.",
        [("minor", None, "adrenal-2017/1-to-2")],
        {"exam": {"modality": "CT", "body_part": "abdomen"}, "patient": {"age": 50}},
    ),
    (
        "6 cm simple cyst of the left ovary.",
        "6 cm simple cyst of the left ovary.",
        [("minor", None, "adnexal-2019/simple-after-menopause-over-5")],
        {"exam": {"modality": "US", "body_part": "pelvis"}, "patient": {"age": 61, "sex": "F"}},
    ),
    (
        "4 cm simple cyst of the left ovary.",
        "4 cm simple cyst of the left ovary.",
        [],
        {"exam": {"modality": "US", "body_part": "pelvis"}, "patient": {"age": 31, "sex": "F"}},
    ),
    (
        "A 9 mm nodule in the left lower lobe is stable since 2022.",
        "9 mm nodule in the left lower lobe, stable.",
        [],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}, "patient": {"age": 60}},
    ),
    (
        "Complex ovarian cyst. Follow-up pelvic ultrasound in 6-12 weeks is suggested.",
        "Complex ovarian cyst. Pelvic ultrasound in 6-12 weeks.",
        [],
        {},
    ),
    (
        "7 mm nodular opacity at the left base. A CT scan could be performed for further evaluation.",
        "7 mm nodular opacity at the left base.",
        [("minor", None, "A CT scan could be performed for further")],
        {},
    ),
    (
        "No metastatic disease. Follow-up per oncology.",
        "No metastatic disease.",
        [("minor", None, "Follow-up per oncology")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_missing_recommendation(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("missing_recommendation", findings, impression, expected, **fields)
