"""A diagnosis beyond what the source supports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "The treated HCC in segment 5 shows no arterial enhancement.",
        "Viable HCC in segment 5.",
        [("major", "Viable HCC in segment 5", "no arterial enhancement")],
        {},
    ),
    ("The treated HCC in segment 5 shows no arterial enhancement.", "Treated HCC in segment 5.", [], {}),
    ("The treated HCC in segment 5 shows nodular arterial enhancement.", "Viable HCC in segment 5.", [], {}),
    ("Residual viable tumor at the margin of the treated HCC, no enhancement elsewhere.", "Viable HCC.", [], {}),
    (
        "Mass of the ovary, 48 mm.",
        "Ovarian carcinoma, 48 mm.",
        [("major", "Ovarian carcinoma, 48 mm", "Mass of the ovary")],
        {},
    ),
    ("Mass of the ovary, 48 mm.", "Ovarian carcinoma, 48 mm.", [], {"indication": "Staging of a biopsy-proven carcinoma."}),
    (
        "Left lower lobe consolidation, likely atelectasis.",
        "Left lower lobe pneumonia.",
        [("major", "Left lower lobe pneumonia", "consolidation")],
        {},
    ),
    ("Left lower lobe consolidation, likely atelectasis.", "Left lower lobe consolidation, possibly pneumonia.", [], {}),
    ("Left lower lobe consolidation with a possible small effusion.", "Left lower lobe pneumonia.", [], {}),
    (
        "Left lower lobe opacity, likely scarring.",
        "Left lower lobe pneumonia.",
        [("major", "Left lower lobe pneumonia", "opacity")],
        {},
    ),
    (
        "Sclerotic focus in the femur, likely a bone island.",
        "Sclerotic metastasis of the femur.",
        [("minor", "Sclerotic metastasis of the femur", "Sclerotic focus")],
        {},
    ),
    ("Sclerotic metastases in L2 and L4.", "Osteoblastic metastases in L2 and L4.", [], {}),
    ("White matter foci, likely chronic microvascular ischemic change.", "White matter disease.", [], {}),
    ("Pseudoaneurysm at the aortic isthmus, 9 mm.", "Blunt aortic injury at the isthmus.", [], {}),
    ("3 cm mass in the body of the stomach.", "3 cm tumour of the gastric body.", [], {}),
    ("Pyloric muscle thickness of 5 mm.", "Hypertrophic pyloric stenosis with gastric outlet obstruction.", [], {}),
    ("Dilated fluid-filled left fallopian tube.", "Left hydrosalpinx with distal occlusion.", [], {}),
    (
        "Stricture of the left ureter at the pelvic brim, 2 cm long.",
        "Stricture of the left ureter due to endometriosis.",
        [("minor", "Stricture of the left ureter due to endometriosis", "Stricture")],
        {},
    ),
    (
        "Enlarged left cervical nodes, likely reactive.",
        "Enlarged left cervical nodes, suspicious for metastases.",
        [("major", "metastases", "reactive")],
        {},
    ),
    ("Thickened distal oesophagus, oedematous.", "No carcinoma. Thickened and oedematous distal oesophagus.", [], {}),
    (
        "Mass of the left kidney.",
        "Renal cell carcinoma of the left kidney.",
        [],
        {"indication": "Biopsy-proven renal cell carcinoma"},
    ),
    ("13 mm right hilar lymph node.", "Metastatic lung carcinoma in a 13 mm right hilar lymph node.", [], {}),
    (
        "Opacity in the right lower lobe.",
        "Pneumonia in the right lower lobe.",
        [("minor", "Pneumonia in the right lower lobe", "Opacity")],
        {},
    ),
    ("Opacity in the right lower lobe.", "Opacity in the right lower lobe, possibly pneumonia.", [], {}),
    ("Consolidation in the right lower lobe with air bronchograms.", "Pneumonia in the right lower lobe.", [], {}),
    ("Opacity in the right lower lobe.", "Opacity in the right lower lobe.", [], {}),
    ("Thickening of the gallbladder wall.", "Thickening of the gallbladder wall.", [], {}),
    (
        "Mass in the upper pole of the left kidney.",
        "Renal cell carcinoma in the upper pole of the left kidney.",
        [("major", "Renal cell carcinoma in the upper pole of the left kidney", "Mass")],
        {},
    ),
    (
        "Nodule in the right upper lobe.",
        "Lung cancer in the right upper lobe.",
        [("major", "Lung cancer in the right upper lobe", "Nodule")],
        {},
    ),
    ("Lucent line through the distal fibula.", "Lucent line through the distal fibula.", [], {}),
    ("Cyst of the left kidney.", "Simple cyst of the left kidney.", [], {}),
    ("Nodule in the left thyroid lobe.", "Thyroid nodule on the left.", [], {}),
    ("Mass in the left breast.", "Possible carcinoma of the left breast.", [], {}),
    (
        "Left basilar opacity compatible with scarring or atelectasis.",
        "Left basilar opacity compatible with scarring or bronchial carcinoma.",
        [("major", "bronchial carcinoma", "Left basilar opacity compatible with sca")],
        {},
    ),
    (
        "Left basilar opacity compatible with scarring or atelectasis.",
        "Left basilar opacity compatible with atelectasis or scarring.",
        [],
        {},
    ),
    (
        "Small pleural effusions which could be reactive.",
        "Small empyemas which could be reactive.",
        [("major", "Small empyemas which could be reactive", "Small pleural effusions which could be r")],
        {},
    ),
    (
        "Right upper lobe mass, 5 cm. Right adrenal nodule of 2 cm, consistent with adenoma.",
        "5 cm mass in the right upper lobe. Right adrenal metastasis, 2 cm.",
        [("major", "Right adrenal metastasis, 2 cm", "adrenal nodule")],
        {},
    ),
    ("Right adrenal nodule of 2 cm, consistent with adenoma.", "Right adrenal adenoma, 2 cm.", [], {}),
    (
        "Cavitating mass in the left upper lobe with patchy opacities.",
        "Left upper lobe cavity, suspicious for tuberculosis.",
        [],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_overinterpretation(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("overinterpretation", findings, impression, expected, **fields)
