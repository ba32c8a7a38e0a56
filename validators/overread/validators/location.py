"""The place of a finding: lobe, segment, level, organ, tip of a device."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("location")
def location(review: Review) -> Iterator[Flag]:
    """Flag a place that the source gives otherwise, or more widely."""
    return difference_flags(review, "location", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    return "minor" if difference.added else by_importance(finding, "major", "major", "minor")
