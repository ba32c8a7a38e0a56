"""What signs let a radiologist conclude, and what they do not: head, spine and limbs, and the trunk."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from overread.checking import over_read
from overread.review import Flag
from overread.study import Exam, Study

ROWS: list[dict[str, str]] = [
    row
    for file in sorted(Path(__file__).parent.glob("diagnoses_of_*.yaml"))
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def weighty(row: dict[str, str], impression: str) -> list[Flag]:
    """Return the flags of an impression that are critical or major, and those for what could not be read."""
    review = over_read(Study("S", row["signs"], Exam(description=row["exam"]), impression=impression))
    assert all(claim.status != "unchecked" for claim in review.claims)
    return [flag for flag in review.flags if flag.severity != "minor"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sound"])
def test_what_signs_bear_out_is_no_alarm(row: dict[str, str]) -> None:
    assert weighty(row, row["sound"]) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["wrong"])
def test_what_signs_do_not_bear_out_is(row: dict[str, str]) -> None:
    assert weighty(row, row["wrong"])
