"""A normal that the source belies, and a finding where it says that all is well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("The hip joint is located.", "Dislocation of the hip.", [("critical", "Dislocation of the hip", "joint is located")], {}),
    ("Irregular stricture of the oesophagus.", "Normal oesophagogram.", [("major", "Normal oesophagogram", "stricture")], {}),
    ("Irregular stricture of the oesophagus.", "Otherwise normal study.", [], {}),
    ("CBD measures 12 mm.", "Normal CBD.", [("major", "Normal CBD", "CBD measures 12 mm")], {}),
    ("Spleen: 15.5 cm. Normal.", "Normal spleen.", [], {}),
    (
        "Protrusion at C5-C6. T2 hyperintense signal in the cord, consistent with myelopathy.",
        "Protrusion at C5-C6. The cord signal is normal.",
        [("critical", "The cord signal is normal", "T2 hyperintense signal")],
        {},
    ),
    ("Scattered benign calcifications in the left breast.", "Benign left breast.", [], {}),
    (
        "Spiculated mass in the left breast.",
        "Benign left breast.",
        [("critical", "Benign left breast", "Spiculated mass")],
        {},
    ),
    (
        "The spleen measures 15.5 cm.",
        "Normal size of the spleen.",
        [("major", "Normal size of the spleen", "15.5 cm")],
        {},
    ),
    ("The spleen measures 10.5 cm.", "Normal size of the spleen.", [], {}),
    (
        "Left upper lobe: emphysema. Right lower lobe: clear. No intracardiac thrombus.",
        "Left ventricular thrombus.",
        [("critical", "Left ventricular thrombus", "No intracardiac thrombus")],
        {},
    ),
    (
        "The pancreas is normal. Pancreatic tail: 2 cm cystic lesion with wall enhancement.",
        "Cystic lesion of the pancreatic tail.",
        [],
        {},
    ),
    (
        "Left axilla: one node of 14 mm with loss of the fatty hilum. The remaining axillary nodes are normal.",
        "The axillary nodes are normal.",
        [("major", "The axillary nodes are normal", "one node of 14 mm")],
        {},
    ),
    (
        "The left brachial vein is noncompressible. The left cephalic vein is compressible.",
        "Deep vein thrombosis of the left brachial vein.",
        [],
        {},
    ),
    (
        "RIGHT: Erosion of the malleus. LEFT: The ossicular chain is normal.",
        "The ossicular chain is intact.",
        [("major", "The ossicular chain is intact", "Erosion of the malleus")],
        {},
    ),
    ("The proximal pancreatic duct is normal. Stricture of the pancreatic duct in the tail.", "Duct stricture.", [], {}),
    (
        "The cervical cord is of normal caliber apart from a focal thinning at C5-C6 with myelomalacia.",
        "Myelomalacia at C5-C6.",
        [],
        {},
    ),
    (
        "Vertebral body heights are maintained apart from a chronic compression fracture of T12.",
        "Chronic T12 compression fracture. Acute L3 compression fracture.",
        [("critical", "Acute L3 compression fracture", "Vertebral body heights are maintained")],
        {},
    ),
    ("The spleen, aside from a small infarct, is unremarkable.", "Small splenic infarct.", [], {}),
    ("Left epididymis enlarged with hyperemia.", "Preserved flow in the left epididymis.", [], {}),
    (
        "The humeral head is normally located.",
        "Dislocation of the humeral head.",
        [("critical", "Dislocation of the humeral head", "normally located")],
        {},
    ),
    (
        "Sarcoma of the thigh, 9 cm. The femoral vessels are spared.",
        "9 cm sarcoma of the thigh. Femoral vessels free.",
        [],
        {},
    ),
    (
        "New uptake in the right scapula. The spine and the pelvis are unremarkable.",
        "New uptake in the right scapula. Another focus of uptake in the sacrum.",
        [("major", "Another focus of uptake in the sacrum", "The spine and the pelvis are unremarkable")],
        {},
    ),
    (
        "The left ventricle is dilated. The right ventricle is normal in size.",
        "Dilated left ventricle. Dilated right ventricle.",
        [("major", "Dilated right ventricle", "right ventricle is normal")],
        {},
    ),
    (
        "The anterior cruciate ligament is torn.",
        "The anterior cruciate ligament is intact.",
        [("critical", "The anterior cruciate ligament is intact", "torn")],
        {},
    ),
    ("The lungs are clear.", "The lungs are clear.", [], {}),
    ("Consolidation in the right lower lobe.", "The lungs are clear.", [("major", "The lungs are clear", "Consolidation")], {}),
    ("Mild degenerative change of the spine. The lungs are clear.", "No acute cardiopulmonary abnormality.", [], {}),
    ("Severe cardiomegaly.", "The heart is normal in size.", [("major", "The heart is normal in size", "Severe card")], {}),
    ("Mild cardiomegaly.", "The heart is normal in size.", [("minor", "The heart is normal in size", "Mild card")], {}),
    (
        "Normal uterus. Right ovary: 3 cm cyst. The left tube is dilated. No abscess.",
        "Dilated left tube with an abscess of the left ovary.",
        [("major", "Dilated left tube with an abscess of the left ovary", "No abscess")],
        {},
    ),
    (
        "The hip prosthesis is dislocated.",
        "Alignment satisfactory.",
        [("critical", "Alignment satisfactory", "dislocated")],
        {},
    ),
    ("The components of the hip prosthesis are in anatomic alignment.", "Satisfactory alignment.", [], {}),
    ("The stomach is smooth.", "Gastric distension.", [], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_normality(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("negation", findings, impression, expected, **fields)
