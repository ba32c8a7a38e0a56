"""A wrong degree or extent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "Small effusion.",
        "Large joint effusion.",
        [("major", "Large", "Small effusion")],
        {"exam": {"description": "MRI left knee"}},
    ),
    ("LCx: less than 25% stenosis.", "Moderate LCx stenosis.", [("major", "Moderate", "less than 25%")], {}),
    ("LCx: less than 25% stenosis.", "Mild LCx stenosis.", [], {}),
    ("Left ICA: PSV 96 cm/s.", "Severe left ICA stenosis.", [("major", "Severe", "PSV 96 cm/s")], {}),
    ("Left ICA: PSV 296 cm/s.", "Severe left ICA stenosis.", [], {}),
    ("Mild left hydronephrosis.", "Severe left hydronephrosis.", [("major", "Severe", "Mild")], {}),
    ("Mild left hydronephrosis.", "Moderate left hydronephrosis.", [("major", "Moderate", "Mild")], {}),
    ("Mild left hydronephrosis.", "Mild left hydronephrosis.", [], {}),
    (
        "C4-C5: Mild canal stenosis.\nC5-C6: Moderate canal stenosis and severe foraminal stenosis.",
        "C4-C5: Moderate canal stenosis.",
        [("minor", "Moderate", "Mild")],
        {},
    ),
    ("Small left pleural effusion.", "Trace left pleural effusion.", [], {}),
    ("Small left pleural effusion.", "Large left pleural effusion.", [("major", "Large", "Small")], {}),
    ("Large right pneumothorax.", "Small right pneumothorax.", [("major", "Small", "Large")], {}),
    (
        "Severe stenosis of the spinal canal at L4-L5.",
        "Mild spinal canal stenosis at L4-L5.",
        [("major", "Mild", "Severe")],
        {},
    ),
    ("Moderate cardiomegaly.", "Moderate cardiomegaly.", [], {}),
    ("Mild to moderate emphysema.", "Moderate emphysema.", [], {}),
    ("Left pleural effusion.", "Large left pleural effusion.", [("minor", "Large", "Left pleural effusion")], {}),
    ("Left pleural effusion.", "Small left pleural effusion.", [], {}),
    ("Mild degenerative change of the spine.", "Severe degenerative change of the spine.", [("minor", "Severe", "Mild")], {}),
    ("Moderate mitral regurgitation.", "Severe mitral regurgitation.", [("minor", "Severe", "Moderate")], {}),
    (
        "Partial tear of the supraspinatus tendon.",
        "Complete tear of the supraspinatus tendon.",
        [("major", "Complete", "Partial tear of the supraspinatus tendon")],
        {},
    ),
    (
        "Complete occlusion of the left internal carotid artery.",
        "Partial occlusion of the left internal carotid artery.",
        [("major", "Partial", "Complete occlusion of the left internal ")],
        {},
    ),
    (
        "Mild cardiomegaly. Mild interstitial edema. Small effusions.",
        "Severe congestive heart failure.",
        [("major", "Severe", "Mild cardiomegaly")],
        {},
    ),
    ("Mild cardiomegaly. Mild interstitial edema.", "Mild congestive heart failure.", [], {}),
    (
        "Opacities at the left base appear slightly increased compared to the prior exam.",
        "Opacities at the left base appear markedly increased compared to the prior exam.",
        [("major", "markedly", "Opacities at the left base appear slight")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_severity(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("severity", findings, impression, expected, **fields)
