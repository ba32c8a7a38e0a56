"""A modality, body part or side that is not the one examined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

_HEAD = {"exam": {"modality": "CT", "description": "CT head without contrast"}}
_WRIST = {"exam": {"modality": "DX", "description": "Left wrist, 3 views"}}
_SPINE = {"exam": {"modality": "MR", "description": "MRI lumbar spine"}}

_STRESS = {"exam": {"modality": "NM", "description": "Myocardial perfusion SPECT with regadenoson"}}
_MEAL = {"exam": {"modality": "NM", "description": "Gastric emptying of a solid meal"}}

ROWS: Sequence[Row] = [
    (
        "No defect.",
        "Stress echocardiogram negative for ischemia.",
        [("major", "Stress echocardiogram negative", "exam: description")],
        _STRESS,
    ),
    ("No defect.", "Treadmill stress test without a defect.", [("major", "Treadmill stress", "exam: description")], _STRESS),
    ("No defect.", "No defect. A stress echocardiogram with contrast may be considered.", [], _STRESS),
    ("Delayed emptying.", "Delayed liquid phase.", [("major", "liquid phase", "exam: description")], _MEAL),
    ("Delayed emptying of solids.", "Delayed solid-phase gastric emptying.", [], _MEAL),
    ("No haemorrhage.", "MRI brain: No haemorrhage.", [("major", "MRI brain", "exam: modality")], _HEAD),
    (
        "No haemorrhage.",
        "CT head with contrast. No haemorrhage.",
        [("major", "CT head with contrast", "exam: description")],
        _HEAD,
    ),
    ("No haemorrhage.", "CT head, unenhanced:\nNo haemorrhage.", [], _HEAD),
    ("No haemorrhage.", "Recommendation: MRI brain.", [], _HEAD),
    ("No haemorrhage. Earlier MRI: small infarct.", "MRI: old small infarct. CT: no haemorrhage.", [], _HEAD),
    (
        "No fracture.",
        "Two views of the left wrist: no fracture.",
        [("major", "Two views of the left wrist", "exam: description")],
        _WRIST,
    ),
    ("No fracture.", "Three views of the left wrist: no fracture.", [], _WRIST),
    ("Disc bulge at L4-5.", "MRI cervical spine: disc bulge.", [("major", "MRI cervical spine", "exam: description")], _SPINE),
    ("Disc bulge at L4-5.", "MRI spine: disc bulge at L4-5.", [], _SPINE),
    (
        "Filling defect of the renal pelvis.",
        "Barium enema: filling defect of the renal pelvis.",
        [("major", "Barium enema", "exam: description")],
        {"exam": {"modality": "RF", "description": "Retrograde urogram"}},
    ),
    (
        "Normal stomach and duodenum. Contrast reaches the caecum after 70 minutes.",
        "The caecum is unremarkable on this barium enema.",
        [("major", "on this barium enema", "exam: description")],
        {"exam": {"modality": "RF", "description": "Barium swallow and small bowel follow-through"}},
    ),
    (
        "Uptake at the left sacroiliac joint.",
        "Uptake at the left sacroiliac joint on this bone scan.",
        [],
        {"exam": {"modality": "NM", "description": "Bone scan"}},
    ),
    (
        "Uptake at the left sacroiliac joint.",
        "Renogram with uptake at the left sacroiliac joint.",
        [("major", "Renogram with", "exam: description")],
        {"exam": {"modality": "NM", "description": "Bone scan"}},
    ),
    (
        "Tear of the anterior labrum.",
        "CT arthrogram showing a tear of the anterior labrum.",
        [("major", "CT arthrogram showing", "exam: modality")],
        {"exam": {"modality": "MR", "description": "MR arthrogram of the hip"}},
    ),
    (
        "Homogeneous uptake. Chest radiograph: clear lungs.",
        "Uptake is normal and the chest radiograph is clear.",
        [],
        {"exam": {"modality": "NM", "description": "Lung scan"}},
    ),
    (
        "The lungs are clear.",
        "Unremarkable MRI of the knee.",
        [("major", "Unremarkable MRI", "exam: modality")],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}},
    ),
    (
        "The lungs are clear.",
        "CT of the chest shows no other abnormality.",
        [],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}},
    ),
    (
        "The lungs are clear.",
        "Ultrasound of the chest shows no abnormality.",
        [("major", "Ultrasound of the chest shows", "exam: modality")],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}},
    ),
    (
        "The lungs are clear.",
        "Unremarkable CT of the pelvis.",
        [("major", "Unremarkable CT of the pelvis", "exam: body_part")],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}},
    ),
    (
        "The lungs are clear.",
        "Normal chest CT.",
        [],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}},
    ),
    (
        "The lungs are clear.",
        "Recommend MRI of the liver.",
        [],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}},
    ),
    (
        "The lungs are clear.",
        "Unchanged from the prior MRI.",
        [],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}},
    ),
    (
        "No fracture. No joint effusion.",
        "No abnormality of the left knee.",
        [("major", "left", "exam: laterality")],
        {"exam": {"modality": "MR", "body_part": "knee", "description": "MRI of the right knee", "laterality": "right"}},
    ),
    (
        "No fracture. No joint effusion.",
        "No abnormality of the right knee.",
        [],
        {"exam": {"modality": "MR", "body_part": "knee", "description": "MRI of the right knee", "laterality": "right"}},
    ),
    (
        "Tear of the medial meniscus.",
        "Tear of the medial meniscus of the left knee.",
        [("major", "left", "exam: laterality")],
        {"exam": {"modality": "MR", "body_part": "knee", "description": "MRI of the right knee", "laterality": "right"}},
    ),
    (
        "Fracture of the left wrist and right wrist.",
        "Fracture of the left wrist.",
        [],
        {"exam": {"modality": "DX", "description": "Radiographs of the right wrist", "laterality": "right"}},
    ),
    (
        "Fracture of the distal radius.",
        "Fracture of the left distal radius.",
        [("critical", "left", "exam: description")],
        {"exam": {"modality": "DX", "description": "Right wrist radiographs"}},
    ),
    (
        "The liver is echogenic.",
        "Hepatic steatosis on this unenhanced CT.",
        [("major", "on this unenhanced CT", "exam: modality")],
        {"exam": {"modality": "US", "body_part": "abdomen"}},
    ),
    (
        "The bones are intact without acute abnormality.",
        "The bones are intact without acute abnormality.",
        [],
        {"exam": {"modality": "DX", "body_part": "chest"}},
    ),
    ("The lungs are clear.", "Normal head CT.", [], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_exam(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("exam", findings, impression, expected, **fields)
