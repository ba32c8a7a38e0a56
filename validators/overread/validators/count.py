"""The number of lesions."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("count")
def count(review: Review) -> Iterator[Flag]:
    """Flag a number of lesions that the source gives otherwise."""
    return difference_flags(review, "count", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    return "minor" if difference.added else by_importance(finding, "major", "major", "minor")
