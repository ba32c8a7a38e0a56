"""An age that does not fit the patient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "Buckle fracture.",
        "Buckle fracture in this 80-year-old woman.",
        [("major", "80-year-old", "patient: age")],
        {"patient": {"age": 8}},
    ),
    ("Buckle fracture.", "Buckle fracture in this 8-year-old girl.", [], {"patient": {"age": 8}}),
    ("Buckle fracture.", "Buckle fracture in this 8-year-old girl.", [], {"patient": {"age": 8.9}}),
    (
        "Buckle fracture.",
        "Buckle fracture in this eighty-year-old woman.",
        [("major", "eighty-year-old", "patient: age")],
        {"patient": {"age": 8}},
    ),
    (
        "Clear lungs.",
        "Clear lungs in this 54 y/o man.",
        [("major", "54 y/o", "indication: 45-year-old")],
        {"indication": "A 45-year-old man."},
    ),
    ("Clear lungs.", "Clear lungs in this 54 y/o man.", [], {}),
    ("Clear lungs.", "Clear lungs in this infant.", [("major", "infant", "patient: age")], {"patient": {"age": 40}}),
    ("Clear lungs.", "Clear lungs in this elderly patient.", [], {"patient": {"age": 81}}),
    ("Clear lungs.", "Clear lungs in this elderly patient.", [("major", "elderly", "patient: age")], {"patient": {"age": 31}}),
    ("Nodule in a young patient.", "Nodule at an advanced age.", [("major", "advanced age", "findings: young patient")], {}),
    ("Nodule in a young patient.", "Nodule in a young woman.", [], {}),
    ("Healing fracture.", "A 6-week-old fracture.", [], {"patient": {"age": 31}}),
    ("Clear lungs.", "Screening is recommended at age 65.", [], {"patient": {"age": 50}}),
    (
        "Clear lungs.",
        "Clear lungs in this 10-month-old.",
        [("major", "10-month-old", "patient: age")],
        {"patient": {"age": 0.25}},
    ),
    ("Hand.", "Bone age of 10 years; patient aged 12.", [], {"patient": {"age": 12}}),
    ("Clear lungs.", "Clear lungs, patient aged 70.", [("major", "aged 70", "patient: age")], {"patient": {"age": 50}}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_age(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("age", findings, impression, expected, **fields)
