"""An interval change that the source or the prior contradicts, or does not give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "The left pleural effusion is larger than on the prior study.",
        "Left pleural effusion, smaller.",
        [("major", "smaller", "larger")],
        {},
    ),
    ("The left pleural effusion is unchanged.", "Left pleural effusion, larger.", [("major", "larger", "unchanged")], {}),
    ("The left pleural effusion is unchanged.", "Unchanged left pleural effusion.", [], {}),
    (
        "Left pleural effusion.",
        "Worsening left pleural effusion.",
        [("minor", "Worsening", "Left pleural")],
        {"comparison": "CT of 2024-01-02."},
    ),
    ("Left pleural effusion.", "Worsening left pleural effusion.", [], {"comparison": "None."}),
    ("New nodule in the right upper lobe.", "Stable nodule in the right upper lobe.", [("major", "Stable", "New nodule")], {}),
    (
        "The nodule in the left lung measures 9 mm, previously 6 mm.",
        "Stable 9 mm nodule in the left lung.",
        [("major", "Stable", "previously 6 mm")],
        {},
    ),
    ("The nodule in the left lung measures 9 mm, previously 6 mm.", "9 mm nodule in the left lung, increased.", [], {}),
    (
        "Stable simple cyst of the left kidney.",
        "Enlarging simple cyst of the left kidney.",
        [("minor", "Enlarging", "Stable")],
        {},
    ),
    (
        "Demyelinating lesions are unchanged since the prior MRI.",
        "New demyelinating lesions.",
        [("major", "New", "unchanged")],
        {},
    ),
    (
        "Abdominal aortic aneurysm has enlarged since the prior CT.",
        "Enlarged abdominal aortic aneurysm since the prior CT.",
        [],
        {},
    ),
    (
        "Improved aeration of the left lower lobe with decreased consolidation.",
        "Decreased left lower lobe consolidation.",
        [],
        {},
    ),
    (
        "Worsening consolidation in the left lower lobe.",
        "Improving consolidation in the left lower lobe.",
        [("major", "Improving", "Worsening")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_change(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("change", findings, impression, expected, **fields)
