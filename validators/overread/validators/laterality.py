"""The side of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("laterality")
def laterality(review: Review) -> Iterator[Flag]:
    """Flag a side that the source gives otherwise, does not give, or gives and the draft has dropped."""
    return difference_flags(review, "laterality", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    part = difference.source_value == "both sides" and difference.claim_value != "one side"
    if "no side" in (difference.source_value, difference.claim_value) or part:
        return "minor"
    return by_importance(finding, "critical", "major", "minor")
