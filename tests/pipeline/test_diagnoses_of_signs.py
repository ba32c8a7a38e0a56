"""What signs of the head, the spine and the limbs let a radiologist conclude, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from overread.checking import over_read
from overread.review import Flag
from overread.study import Exam, Study

ROWS: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("diagnoses_of_head_spine_limbs.yaml").read_text(encoding="utf-8")
)


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
