"""Two statements of the draft that cannot both be true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "The fetus is appropriate in size.",
        "Oligohydramnios. Normal fetal heart rate. Polyhydramnios.",
        [("critical", "Polyhydramnios", "")],
        {},
    ),
    (
        "Nodule beside the neobladder, suspicious for recurrence.",
        "New nodule of the pelvic wall, suspicious for recurrence. Neobladder without recurrence.",
        [],
        {},
    ),
    (
        "Tumor of the mid rectum. Mesorectal fascia not involved.",
        "Tumor of the rectum. Mesorectal fascia clear.",
        [],
        {},
    ),
    (
        "Small right pleural effusion.",
        "Small right pleural effusion. No pleural effusion.",
        [("major", "No pleural effusion", "")],
        {},
    ),
    (
        "Acute appendicitis. The appendix is dilated to 11 mm.",
        "Acute appendicitis. Normal appendix.",
        [("critical", "Normal appendix", "")],
        {},
    ),
    ("Large right pneumothorax.", "Large right pneumothorax. No pneumothorax.", [("critical", "No pneumothorax", "")], {}),
    ("Right pleural effusion. No left pleural effusion.", "Right pleural effusion. No left pleural effusion.", [], {}),
    (
        "No pulmonary embolism.",
        "No pulmonary embolism. Pulmonary embolism in the left lower lobe.",
        [("critical", "Pulmonary embolism in the left lower lobe", "")],
        {},
    ),
    (
        "A 7 mm nodule in the right upper lobe.",
        "7 mm nodule in the right upper lobe. 12 mm nodule in the right upper lobe.",
        [("major", "12 mm nodule in the right upper lobe", "")],
        {},
    ),
    ("Mass in the left kidney.", "Mass in the left kidney. No mass.", [("critical", "No mass", "")], {}),
    ("Stones in the gallbladder.", "Cholelithiasis. No gallstones.", [("major", "No gallstones", "")], {}),
    (
        "Old fracture of the left sixth rib. No acute fracture.",
        "Old fracture of the left sixth rib. No acute fracture.",
        [],
        {},
    ),
    ("Small pleural effusion. No large pleural effusion.", "Small pleural effusion. No large pleural effusion.", [], {}),
    ("Degenerative change of the spine.", "Degenerative change of the spine. No acute osseous abnormality.", [], {}),
    ("There is an effusion. There is no effusion.", "There is an effusion. There is no effusion.", [], {}),
    ("Mild emphysema.", "Mild emphysema. Prior CT showed no emphysema.", [], {}),
    ("Tear of the medial meniscus.", "Tear of the medial meniscus. No meniscal tear.", [("major", "No meniscal tear", "")], {}),
    # a value that belies the word for it
    (
        "Pituitary nodule measuring 12 x 4 mm.",
        "Pituitary microadenoma measuring 12 x 4 mm.",
        [("major", "microadenoma measuring 12 x 4 mm", "")],
        {},
    ),
    ("Pituitary nodule measuring 7 x 4 mm.", "Pituitary microadenoma measuring 7 x 4 mm.", [], {}),
    ("LVEF 30%.", "Normal LVEF of 30%.", [("major", "Normal LVEF of 30%", "")], {}),
    (
        "LVEF 30%.",
        "Preserved left ventricular systolic function, EF 30%.",
        [("major", "Preserved left ventricular systolic function, EF 30%", "")],
        {},
    ),
    ("LVEF 30%.", "Severely reduced LVEF of 30%.", [], {}),
    ("LVEF 56%.", "Normal LV function. LVEF 56%.", [], {}),
    ("LVEF 30%. RV normal.", "Normal right ventricle. LVEF 30%.", [], {}),
    (
        "Gallbladder ejection fraction 21%.",
        "Normal gallbladder ejection fraction of 21%.",
        [("major", "Normal gallbladder ejection fraction of 21%", "")],
        {},
    ),
    ("Gallbladder ejection fraction 41%.", "Normal gallbladder ejection fraction of 41%.", [], {}),
    ("Right ICA stenosis 70-99%.", "Mild right ICA stenosis, 70-99%.", [("major", "Mild right ICA stenosis, 70-99%", "")], {}),
    (
        "Right ICA stenosis 70-99%, left less than 50%.",
        "Less than 50% left ICA stenosis and 70-99% right ICA stenosis.",
        [],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_internal_contradiction(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("internal_contradiction", findings, impression, expected, **fields)
