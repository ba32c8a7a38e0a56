"""A morphology, device type or category that the source gives otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("No hemorrhage. No acute infarct.", "No hemorrhagic infarct.", [], {}),
    ("No cavity. No lung mass.", "No cavitary lung mass.", [], {}),
    ("Restricted diffusion in the left thalamus.", "Chronic left thalamic infarct.", [("major", "Chronic", "diffusion")], {}),
    ("Restricted diffusion in the left thalamus.", "Acute left thalamic infarct.", [], {}),
    ("Encephalomalacia in the left MCA territory.", "Acute left MCA infarct.", [("major", "Acute", "Encephalomalacia")], {}),
    ("Encephalomalacia in the left MCA territory.", "Old left MCA infarct.", [], {}),
    ("L1 wedge deformity without marrow edema.", "Acute L1 compression fracture.", [("major", "Acute", "marrow edema")], {}),
    ("L1 wedge deformity, L3 fracture with marrow edema.", "Acute L3 compression fracture.", [], {}),
    ("Left MCA infarct. No hemorrhage.", "Hemorrhagic left MCA infarct.", [("major", "Hemorrhagic", "No hemorrhage")], {}),
    ("Complex ovarian cyst. No intracranial hemorrhage.", "Hemorrhagic ovarian cyst.", [], {}),
    ("Age-indeterminate infarct.", "Acute infarct.", [("major", "Acute", "infarct")], {}),
    ("Age-indeterminate infarct.", "Possible acute infarct.", [], {}),
    ("Thrombus of the femoral vein, of uncertain chronicity.", "Chronic femoral DVT.", [("major", "Chronic", "Thrombus")], {}),
    ("Age-indeterminate compression deformity of L1.", "Compression fracture of L1, age indeterminate.", [], {}),
    (
        "Popliteal cyst of 3 cm.",
        "Ruptured popliteal cyst of 3 cm.",
        [("minor", "Ruptured", "Popliteal cyst")],
        {},
    ),
    (
        "Thrombus in the left femoral vein.",
        "Chronic thrombus in the left femoral vein.",
        [("minor", "Chronic", "Thrombus")],
        {},
    ),
    (
        "Transverse fracture of the distal fibula without displacement.",
        "Displaced fracture of the distal fibula.",
        [("major", "Displaced", "without displacement")],
        {},
    ),
    (
        "Gastric tumour at the antrum with stranding of the perigastric fat, cT4a N1.",
        "Tumour of the gastric antrum, cT2.",
        [("major", "cT2", "cT4a")],
        {},
    ),
    (
        "Fracture of the fifth metatarsal, which is not displaced.",
        "Displaced fracture of the fifth metatarsal.",
        [("major", "Displaced", "not displaced")],
        {},
    ),
    ("Fracture of the ulna without displacement.", "Nondisplaced fracture of the ulna.", [], {}),
    ("Gastric tumour at the antrum, cT3b N1.", "Tumour of the gastric antrum, cT3.", [], {}),
    (
        "Comminuted fracture of the radial head (Mason type III).",
        "Fracture of the radial head, Mason type I.",
        [("major", "Mason type I", "Mason type III")],
        {},
    ),
    ("Fracture of the radial head, Mason II.", "Radial head fracture, Mason type II.", [], {}),
    (
        "New mass in the right breast. Ultrasound of the right breast is required.",
        "New mass in the right breast. BI-RADS 2, benign.",
        [("minor", "BI-RADS 2", "required")],
        {},
    ),
    ("Oil cyst in the right breast. Routine screening is advised.", "Oil cyst. BI-RADS 2, benign.", [], {}),
    (
        "10 mm oval mass in the right breast. BI-RADS 3.",
        "10 mm oval mass in the right breast, BI-RADS 4.",
        [("major", "BI-RADS 4", "10 mm")],
        {},
    ),
    (
        "10 mm oval mass in the right breast, BI-RADS 3.",
        "10 mm oval mass in the right breast, BI-RADS 4.",
        [("major", "BI-RADS 4", "BI-RADS 3")],
        {},
    ),
    ("10 mm oval mass in the right breast, BI-RADS 3.", "10 mm oval mass in the right breast, BI-RADS 3.", [], {}),
    (
        "2.2 cm nodule in the right thyroid lobe, TI-RADS 4.",
        "2.2 cm nodule in the right thyroid lobe, TI-RADS 2.",
        [("major", "TI-RADS 2", "TI-RADS 4")],
        {},
    ),
    (
        "8 mm solid nodule in the right upper lobe, Lung-RADS 4A.",
        "8 mm solid nodule in the right upper lobe, Lung-RADS 2.",
        [("major", "Lung-RADS 2", "Lung-RADS 4A")],
        {},
    ),
    (
        "Solid nodule in the right upper lobe.",
        "Part-solid nodule in the right upper lobe.",
        [("major", "Part-solid", "Solid")],
        {},
    ),
    (
        "Spiculated mass in the left breast.",
        "Circumscribed mass in the left breast.",
        [("major", "Circumscribed", "Spiculated")],
        {},
    ),
    ("Spiculated mass in the left breast.", "Mass in the left breast.", [], {}),
    (
        "Displaced fracture of the distal radius.",
        "Nondisplaced fracture of the distal radius.",
        [("major", "Nondisplaced", "Displaced")],
        {},
    ),
    ("Chronic infarct in the left cerebellum.", "Acute infarct in the left cerebellum.", [("major", "Acute", "Chronic")], {}),
    ("Acute infarct in the left cerebellum.", "Acute infarct in the left cerebellum.", [], {}),
    (
        "15 mm focus in the peripheral zone of the prostate, PI-RADS 4.",
        "15 mm focus in the peripheral zone, PI-RADS 5.",
        [("major", "PI-RADS 5", "PI-RADS 4")],
        {},
    ),
    (
        "Circumscribed mass in the left breast.",
        "Mass in the left breast with indistinct margins.",
        [("major", "indistinct margins", "Circumscribed")],
        {},
    ),
    ("Multiple focal areas of uptake in the skeleton.", "Diffuse skeletal uptake.", [], {}),
    (
        "Left breast mass, 14 mm. Category 4. Right breast cyst, BI-RADS 2.",
        "Left breast mass, 14 mm, BI-RADS 4.",
        [],
        {},
    ),
    ("Type B dissection.", "Type B dissection. No type A dissection.", [], {}),
    (
        "Nodule 1: right upper pole, 9 mm, TR2. Nodule 2: left lower pole, 7 mm, TR3.",
        "Right upper pole and left lower pole thyroid nodules (TR2 and TR3).",
        [],
        {},
    ),
    (
        "Peripheral zone: 14 mm lesion in the left mid gland. DWI score 4.\nTransition zone: BPH. PI-RADS 2.",
        "PI-RADS 4 lesion in the left mid gland peripheral zone, 14 mm.",
        [],
        {"exam": {"modality": "MR", "body_part": "prostate"}},
    ),
    (
        "Peripheral zone: 14 mm lesion in the left mid gland. DWI score 4.\nTransition zone: BPH. PI-RADS 2.",
        "PI-RADS 5 lesion in the left mid gland peripheral zone, 14 mm.",
        [("minor", "PI-RADS 5", "PI-RADS 2")],
        {"exam": {"modality": "MR", "body_part": "prostate"}},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_descriptor(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("descriptor", findings, impression, expected, **fields)
