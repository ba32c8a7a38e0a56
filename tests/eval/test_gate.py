from __future__ import annotations

from typing import Any

import pytest

from overread.eval.gate import falls
from overread.eval.summary import SummaryRecord


def summary(**scores: Any) -> SummaryRecord:
    """Return a summary of one judge; each score is a value, or a value with its direction and unit."""
    made = {}
    for name, given in scores.items():
        value, better, unit = given if isinstance(given, tuple) else (given, "higher", "rate")
        made[name] = {"value": value, "low": None, "high": None, "n": 10, "better": better, "unit": unit}
    record = {"suite": {}, "digests": {}, "datasets": [], "subgroups": {}, "not_judged": {}, "scores": {"overread": made}}
    return SummaryRecord.model_validate(record)


@pytest.mark.parametrize(
    ("before", "now", "fell"),
    [
        ({"caught": 0.9}, {"caught": 0.9}, []),
        ({"caught": 0.9}, {"caught": 0.89}, []),
        ({"caught": 0.9}, {"caught": 0.85}, ["caught"]),
        ({"caught": 0.9}, {"caught": 1.0}, []),
        ({"flagged": (0.1, "lower", "rate")}, {"flagged": (0.2, "lower", "rate")}, ["flagged"]),
        ({"flagged": (0.1, "lower", "rate")}, {"flagged": (0.0, "lower", "rate")}, []),
        ({"caught": 0.9}, {}, ["caught"]),
        ({"caught": 0.9}, {"caught": None}, ["caught"]),
        ({"caught": None}, {"caught": None}, []),
        ({}, {"caught": 0.1}, []),
        ({"seconds": (1.0, "lower", "seconds")}, {"seconds": (9.0, "lower", "seconds")}, []),
    ],
)
def test_what_fell_is_found(before: dict[str, Any], now: dict[str, Any], fell: list[str]) -> None:
    assert [fall.score for fall in falls(summary(**before), summary(**now), 0.01)] == fell


def test_a_fall_says_what_from_what_to_what() -> None:
    (fall,) = falls(summary(caught=0.9), summary(caught=0.5), 0.01)
    assert str(fall) == "overread: caught: 0.900 -> 0.500"
    (gone,) = falls(summary(caught=0.9), summary(), 0.01)
    assert str(gone) == "overread: caught: 0.900 -> no longer measured"
