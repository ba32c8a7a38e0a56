"""Repetition, truncation and text that is no report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Small effusion.", "Small effusion. Small effusion.", [("minor", "Small effusion", "")], {}),
    ("Small effusion.", "Small effusion.", [], {}),
    ("Cord normal. Small cyst at T4. Cord normal.", "1. Cord normal.\n2. Small cyst at T4.\n3. Cord normal.", [], {}),
    ("Small effusion.", "   ", [("critical", "   ", "")], {}),
    ("Small effusion.", "Small effusion in the", [("minor", "the", "")], {}),
    ("Small pleural effusion.", "Small pleural effu", [("minor", "effu", "")], {}),
    ("Small effusion on the right", "Small effusion on the right", [], {}),
    ("Small effusion.", "Sure, here is the impression: Small effusion.", [("major", "Sure, here", "")], {}),
    ("Small effusion.", "Small effusion.<|im_end|>", [("major", "<|im_end|>", "")], {}),
    ("Small effusion.", "**Small effusion**", [("minor", "**", "")], {}),
    ("**Lungs:** Small effusion.", "**Small effusion**", [], {}),
    ("Cysts and ectasia.", "- Ectasia. (BI-RADS 2)\n- Cysts. (BI-RADS 2)", [], {}),
    ("Small effusion.", "As an AI language model, I report a small effusion.", [("major", "As an AI", "")], {}),
    (
        "Small effusion.",
        "Small effusion and small effusion and small effusion and small effusion.",
        [("minor", "Small effusion and small effusion and small effusion and small effusion", "")],
        {},
    ),
    (
        "Thoracic spine: No fracture. Lumbar spine: No fracture.",
        "Thoracic spine: No fracture.\nLumbar spine: No fracture.",
        [],
        {},
    ),
    (
        "Oblique fracture of the left distal fibula.",
        "Oblique fracture of the left distal fibula. Oblique fracture of the left distal",
        [("minor", "Oblique fracture of the left distal", "")],
        {},
    ),
    ("Small effusion.", "Small effusion. Let me know if you need more.", [("major", "Let me know if", "")], {}),
    ("Small effusion.", "### FINDINGS\nSmall effusion.", [("minor", "### ", ""), ("major", "### FINDINGS", "")], {}),
    ("No mass. No fracture.", "No mass, no fracture, no effusion, no stone.", [], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_text_defect(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("text_defect", findings, impression, expected, **fields)
