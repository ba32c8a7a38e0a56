"""An interval change of the source that the draft leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Left chest pacemaker. Stable cardiomediastinal silhouette.", "Left chest pacemaker.", [], {}),
    (
        "The left pleural effusion has increased since the prior study.",
        "Left pleural effusion.",
        [("minor", None, "has increased")],
        {},
    ),
    ("The left pleural effusion has increased since the prior study.", "Worsening left pleural effusion.", [], {}),
    ("New mass in the right upper lobe.", "Mass in the right upper lobe.", [("major", None, "New mass")], {}),
    (
        "New acute subdural hematoma over the left convexity.",
        "Acute subdural hematoma over the left convexity.",
        [("major", None, "New acute")],
        {},
    ),
    ("Stable 5 mm nodule in the right apex.", "5 mm nodule in the right apex.", [("minor", None, "Stable 5 mm")], {}),
    ("Stable 5 mm nodule in the right apex.", "Stable 5 mm nodule in the right apex.", [], {}),
    ("Unchanged tortuosity of the aorta.", "Tortuous aorta.", [("minor", None, "Unchanged")], {}),
    ("Stable 5 mm nodule in the right apex.", "5 mm nodule in the right apex. Stable examination.", [], {}),
    ("Improving consolidation in the left lower lobe.", "Left lower lobe consolidation.", [("minor", None, "Improving")], {}),
    ("Left pleural effusion.", "Left pleural effusion.", [], {}),
    (
        "The fibroid has grown to 3.4 cm since the prior study.",
        "Uterine fibroid of 3.4 cm.",
        [("minor", None, "has grown")],
        {},
    ),
    (
        "Abdominal aortic aneurysm has enlarged since the prior study.",
        "Abdominal aortic aneurysm.",
        [("major", None, "has enlarged")],
        {},
    ),
    ("Two new demyelinating lesions.", "Two new demyelinating lesions.", [], {}),
    (
        "A new 7 mm lesion in the right frontal lobe. A new 4 mm lesion in the left cerebellum.",
        "Two new lesions: 7 mm in the right frontal lobe and 4 mm in the left cerebellum.",
        [],
        {},
    ),
    (
        "Stable elevation of the left hemidiaphragm. Stable cardiomediastinal silhouette.",
        "Elevation of the left hemidiaphragm. Stable cardiomediastinal silhouette.",
        [("minor", None, "Stable elevation of the left hemidiaphra")],
        {},
    ),
    ("The left pleural effusion has increased since the prior study.", "Increased left pleural effusion.", [], {}),
    (
        "Enlarging lymph nodes and ascites are noted.",
        "Lymphadenopathy. Ascites.",
        [("minor", None, "Enlarging lymph nodes and ascites are no")],
        {},
    ),
    (
        "The pancreatic cyst measures 2.1 cm, previously 1.4 cm.",
        "2.1 cm pancreatic cyst.",
        [("minor", None, "The pancreatic cyst measures 2.1 cm, pre")],
        {},
    ),
    ("The pancreatic cyst measures 2.1 cm, previously 2.0 cm.", "2.1 cm pancreatic cyst.", [], {}),
    ("The pancreatic cyst measures 2.1 cm, previously 1.4 cm.", "Pancreatic cyst of 2.1 cm, previously 1.4 cm.", [], {}),
    ("The fibroid is slightly larger, 5.1 cm compared with 4.8 cm.", "Slight enlargement of the fibroid to 5.1 cm.", [], {}),
    (
        "Mass in the left breast, 3.1 cm. It measured 2.2 cm on the mammogram seven months ago.",
        "3.1 cm left breast mass.",
        [("major", None, "3.1 cm")],
        {},
    ),
    (
        "Left ventricular ejection fraction 35%, previously 50%.",
        "Left ventricular ejection fraction 35%.",
        [("minor", None, "35%")],
        {},
    ),
    (
        "Left ventricular ejection fraction 52%, previously 50%.",
        "Left ventricular ejection fraction 52%.",
        [],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_dropped_change(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("dropped_change", findings, impression, expected, **fields)
