"""Small reports of all of radiology: a true impression stays quiet, and an error planted in it is named.

The counts are those reached when the table was written, less a little room; a report that alarms or an error that is missed is
shown with the count.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.checking import over_read
from overread.review import Flag, Review
from overread.study import Exam, Study

REPORTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "mini_reports.yaml").read_text("utf-8"))
ALARMS = 33
NAMED = {
    "laterality": 71,
    "negation": 54,
    "location": 42,
    "measurement": 45,
    "severity": 21,
    "omission": 8,
    "invented_finding": 2,
    "descriptor": 9,
    "change": 3,
}


def checked(row: dict[str, Any], impression: str) -> Review:
    """Return the review of a row with an impression."""
    return over_read(Study("S", row["findings"], Exam(**row["exam"]), impression=impression))


def weighty(review: Review) -> list[str]:
    """Return the flags of critical or major weight, in words."""
    return [f"{flag.type}: {flag.message}" for flag in review.flags if flag.severity in ("critical", "major")]


def is_named(review: Review, error: dict[str, str], before: list[Flag], start: int) -> bool:
    """Say whether a planted error has a flag of its type that the true impression has not, at its words."""
    known = {(flag.type, flag.text) for flag in before}
    end = start + len(error["to"])
    return any(
        flag.type == error["type"]
        and (flag.type, flag.text) not in known
        and (flag.span is None or (flag.span[0] <= end and start <= flag.span[1]))
        for flag in review.flags
    )


@cache
def missed() -> dict[str, list[str]]:
    """Return the planted errors that are not named, by type, each as what replaces what."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in REPORTS:
        before = list(checked(row, row["impression"]).flags)
        for error in row.get("errors", ()):
            wrong = row["impression"].replace(error["from"], error["to"], 1)
            if not is_named(checked(row, wrong), error, before, row["impression"].index(error["from"])):
                found[error["type"]].append(f"{error['from']} -> {error['to']}")
    return dict(found)


def test_true_impressions_stay_quiet() -> None:
    alarms = [words for row in REPORTS for words in weighty(checked(row, row["impression"]))]
    assert len(alarms) <= ALARMS, alarms


def test_every_true_impression_can_be_read() -> None:
    reviews = [checked(row, row["impression"]) for row in REPORTS]
    assert [review.error for review in reviews if review.error] == []
    unread = [claim.finding.text for review in reviews for claim in review.claims if claim.status == "unchecked"]
    assert len(unread) <= 2, unread


@pytest.mark.parametrize("type", NAMED)
def test_planted_errors_are_named(type: str) -> None:
    planted = sum(error["type"] == type for row in REPORTS for error in row.get("errors", ()))
    lost = missed().get(type, [])
    assert planted - len(lost) >= NAMED[type], lost


def test_every_error_can_be_planted() -> None:
    for row in REPORTS:
        for error in row.get("errors", ()):
            assert error["from"] in row["impression"]
            assert error["from"] != error["to"]
