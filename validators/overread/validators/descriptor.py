"""Morphology, device type and reporting category."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("descriptor")
def descriptor(review: Review) -> Iterator[Flag]:
    """Flag a morphology or category that cannot be true together with the one the source gives."""
    return difference_flags(review, "descriptor", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    if difference.mark == "score":
        return "major"
    return by_importance(finding, "major", "major", "minor")
