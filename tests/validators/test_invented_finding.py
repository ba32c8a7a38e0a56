"""A finding on which the source is silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("CBD 4 mm. Aorta 2.1 cm.", "No biliary dilatation. The aorta is normal in calibre.", [], {}),
    ("Gallbladder wall measures 2 mm.", "No gallbladder wall thickening.", [], {}),
    ("The lungs are clear. The heart is normal in size.", "Pulmonary embolism.", [("critical", "Pulmonary embolism", "")], {}),
    (
        "Patchy opacity at the left base.",
        "Patchy opacity at the left base. Fracture of the right fourth rib.",
        [("critical", "Fracture", "")],
        {},
    ),
    (
        "The heart is normal in size.",
        "The heart is normal in size. Possible fracture of the right fourth rib.",
        [("major", "fracture", "")],
        {},
    ),
    (
        "Patchy opacity at the left base.",
        "Patchy opacity at the left base. Cholelithiasis.",
        [("major", "Cholelithiasis", "")],
        {},
    ),
    (
        "Patchy opacity at the left base.",
        "Patchy opacity at the left base. Simple renal cyst.",
        [("minor", "renal cyst", "")],
        {},
    ),
    (
        "Patchy opacity at the left base.",
        "Patchy opacity at the left base. No pneumothorax.",
        [("minor", "No pneumothorax", "")],
        {},
    ),
    ("Patchy opacity at the left base.", "Patchy opacity at the left base.", [], {}),
    ("Right paratracheal node measures 13 mm in short axis.", "Right paratracheal lymphadenopathy.", [], {}),
    ("Gallbladder wall thickness 5 mm.", "Gallbladder wall thickening.", [], {}),
    ("Disc protrusion at L4-L5.", "Disc protrusion at L4-L5. Cord compression.", [("critical", "Cord compression", "")], {}),
    (
        "Normal uterus. No free fluid.",
        "Normal uterus. No free fluid. Dermoid of the left ovary.",
        [("major", "Dermoid", "")],
        {},
    ),
    ("The liver is normal.", "The liver is normal. Prior cholecystectomy.", [("minor", "Prior cholecystectomy", "")], {}),
    (
        "The knee joint has no effusion.",
        "Bone contusion of the lateral femoral condyle. No knee effusion.",
        [("major", "Bone contusion", "")],
        {},
    ),
    ("Mass in the left breast.", "Mass in the left breast. Axillary lymphadenopathy.", [("major", "lymphadenopathy", "")], {}),
    (
        "No acute intracranial hemorrhage.",
        "No acute intracranial hemorrhage. Old infarct in the left thalamus.",
        [("major", "infarct", "")],
        {},
    ),
    ("Opacity in the right lower lobe.", "Right lower lobe seminoma.", [("critical", "seminoma", "")], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_invented_finding(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("invented_finding", findings, impression, expected, **fields)
