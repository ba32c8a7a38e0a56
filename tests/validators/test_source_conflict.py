"""The findings text against the measurement rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "11 mm nodule in the left thyroid lobe.",
        "11 mm nodule in the left thyroid lobe.",
        [("major", None, "measurements: m1; findings: 11 mm nodule")],
        {"rows": [("m1", "nodule", "left thyroid lobe", 17, "mm", "current")]},
    ),
    (
        "11 mm nodule in the left thyroid lobe.",
        "11 mm nodule in the left thyroid lobe.",
        [],
        {"rows": [("m1", "nodule", "left thyroid lobe", 11, "mm", "current")]},
    ),
    (
        "11 mm nodule in the left thyroid lobe.",
        "11 mm nodule in the left thyroid lobe.",
        [],
        {"rows": [("m1", "nodule", "left thyroid lobe", 1.1, "cm", "current")]},
    ),
    (
        "11 mm nodule in the left thyroid lobe.",
        "11 mm nodule in the left thyroid lobe.",
        [],
        {"rows": [("m1", "nodule", "right thyroid lobe", 17, "mm", "current")]},
    ),
    (
        "11 mm nodule in the left thyroid lobe.",
        "11 mm nodule in the left thyroid lobe.",
        [],
        {"rows": [("m1", "nodule", "left thyroid lobe", 9, "mm", "prior")]},
    ),
    (
        "Nodule in the left lung measures 9 mm, previously 6 mm.",
        "9 mm nodule.",
        [("major", None, "measurements: m2")],
        {"rows": [("m1", "nodule", "left lung", 9, "mm", "current"), ("m2", "nodule", "left lung", 7, "mm", "prior")]},
    ),
    (
        "3.2 cm mass in the left kidney.",
        "3.2 cm mass in the left kidney.",
        [("major", None, "measurements: m1")],
        {"rows": [("m1", "mass", "left kidney", 2.3, "cm", "current")]},
    ),
    (
        "8 mm nodule in the right upper lobe. 5 mm nodule in the left lower lobe.",
        "Nodules.",
        [],
        {"rows": [("m1", "nodule", "left lower lobe", 5, "mm", "current")]},
    ),
    (
        "8 mm nodule in the right upper lobe. 5 mm nodule in the left lower lobe.",
        "Nodules.",
        [("major", None, "measurements: m1")],
        {"rows": [("m1", "nodule", "left lower lobe", 8, "mm", "current")]},
    ),
    ("The lungs are clear.", "The lungs are clear.", [], {"rows": [("m1", "nodule", "left lower lobe", 5, "mm", "current")]}),
    (
        "Abdominal aortic aneurysm of 5.1 cm.",
        "Abdominal aortic aneurysm of 5.1 cm.",
        [("major", None, "measurements: m1")],
        {"rows": [("m1", "abdominal aortic aneurysm", None, 51, "cm", "current")]},
    ),
    (
        "4 mm calculus in the distal left ureter. 3.5 cm mass of the right kidney.",
        "Calculus and mass.",
        [],
        {
            "rows": [
                ("m1", "calculus", "distal left ureter", 4, "mm", "current"),
                ("m2", "mass", "right kidney", 3.5, "cm", "current"),
            ]
        },
    ),
    (
        "9 mm mass in the left breast, 6 cm from the nipple.",
        "9 mm mass in the left breast.",
        [],
        {"rows": [("m1", "mass", "left breast", 9, "mm", "current"), ("m2", "mass", "left breast", 6, "cm", "current")]},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_source_conflict(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("source_conflict", findings, impression, expected, **fields)
