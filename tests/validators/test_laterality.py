"""A wrong, added or dropped side, weighed by what is on that side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "Stanford type B dissection begins just distal to the left subclavian artery and extends to the right iliac artery.",
        "Type B dissection extending to the left iliac artery.",
        [("critical", "left", "right iliac artery")],
        {},
    ),
    (
        "Consolidation in the right lower lobe with air bronchograms. The left lung is clear.",
        "Left lower lobe pneumonia.",
        [("critical", "Left", "right lower lobe")],
        {},
    ),
    (
        "Cortical break of the right distal radius. Normal left wrist.",
        "Left distal radius fracture.",
        [("critical", "Left", "right distal radius")],
        {},
    ),
    (
        "Consolidation in the right lower lobe. The left lung is clear.",
        "Right lower lobe consolidation. Left lower lobe pneumonia.",
        [],
        {},
    ),
    (
        "The left testis measures 4 cm. There is a moderate hydrocele. The right testis is small. No hydrocele on this side.",
        "Moderate left hydrocele.",
        [],
        {},
    ),
    (
        "The left testis measures 4 cm. There is a moderate hydrocele.",
        "Moderate right hydrocele.",
        [("minor", "right", "hydrocele")],
        {},
    ),
    ("LEFT\nFV: thrombus.\nRIGHT\nFV: compressible.", "Left femoral vein thrombosis.", [], {}),
    (
        "LEFT BREAST:\nMass 1: 2 o'clock, 12 mm, irregular.\nMass 2: 6 o'clock, 8 mm, oval.",
        "Irregular 12 mm mass in the right breast at 2 o'clock. 8 mm oval mass in the left breast.",
        [("critical", "right", "Mass 1")],
        {},
    ),
    (
        "A 3 cm mass in the right upper lobe.",
        "3 cm mass in the left upper lobe.",
        [("critical", "left", "right upper lobe")],
        {},
    ),
    ("Right renal simple cyst measuring 3 cm.", "3 cm simple cyst of the left kidney.", [("minor", "left", "Right renal")], {}),
    ("Small left pleural effusion.", "Small right pleural effusion.", [("major", "right", "left pleural")], {}),
    ("Small left pleural effusion.", "Small left pleural effusion.", [], {}),
    (
        "Small bilateral pleural effusions.",
        "Small right pleural effusion.",
        [("minor", "right", "bilateral pleural effusions")],
        {},
    ),
    ("Small right pleural effusion.", "Small bilateral pleural effusions.", [("major", "bilateral", "right")], {}),
    ("Mild hydronephrosis of the left kidney.", "Mild right hydronephrosis.", [("critical", "right", "left kidney")], {}),
    (
        "Complete tear of the left supraspinatus tendon.",
        "Complete tear of the right supraspinatus tendon.",
        [("major", "right", "left supraspinatus")],
        {},
    ),
    (
        "Acute infarct in the left cerebellum.",
        "Acute infarct in the right cerebellum.",
        [("critical", "right", "left cerebellum")],
        {},
    ),
    (
        "An 11 mm spiculated mass in the right breast at 10 o'clock.",
        "11 mm spiculated mass in the left breast at 10 o'clock.",
        [("critical", "left", "right breast")],
        {},
    ),
    (
        "Occlusive thrombus in the right femoral vein.",
        "Thrombus in the left femoral vein.",
        [("critical", "left", "right femoral")],
        {},
    ),
    ("Pneumothorax on the right.", "Left pneumothorax.", [("critical", "Left", "on the right")], {}),
    (
        "Pulmonary nodule, 6 mm, in the left lower lobe.",
        "6 mm pulmonary nodule in the lower lobe.",
        [("minor", "pulmonary nodule", "left lower lobe")],
        {},
    ),
    ("Nondisplaced fracture of the right distal radius.", "Nondisplaced fracture of the right distal radius.", [], {}),
    (
        "Lymph nodes in the axillary tail of the right breast, up to 12 mm. Cyst of the left ovary.",
        "Ultrasound of the nodes in the axillary tail of the left breast is recommended.",
        [("major", "left", "Lymph nodes in the axillary tail of the right breast, up to 12 mm")],
        {},
    ),
    (
        "Lymph nodes in the axillary tail of the right breast, up to 12 mm. Cyst of the left ovary.",
        "Ultrasound of the nodes in the axillary tail of the right breast and of the left ovary is recommended.",
        [],
        {},
    ),
    ("Small right and moderate left pleural effusions.", "Moderate left and small right pleural effusions.", [], {}),
    (
        "Lytic lesions in the sternum and in the left scapula.",
        "Lytic lesions of the sternum and left scapula, suspicious for myeloma of the sternum and right scapula.",
        [("critical", "right", "left scapula")],
        {},
    ),
    (
        "Left: echogenic clot in the germinal matrix. Right: germinal matrix echogenicity, unchanged.",
        "Right germinal matrix hemorrhage.",
        [],
        {"exam": {"modality": "US", "body_part": "head"}},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_laterality(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("laterality", findings, impression, expected, **fields)
