"""The degree or extent of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.language.differences import DEGREE
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator

_FAR = 1.5


@validator("severity")
def severity(review: Review) -> Iterator[Flag]:
    """Flag a degree that the source gives otherwise, or a marked degree where it gives none."""
    return difference_flags(review, "severity", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    claimed, stated = (DEGREE.get(value.replace(" to ", "_")) for value in (difference.claim_value, difference.source_value))
    if difference.added:
        return "minor"
    if claimed is None or stated is None:
        return by_importance(finding, "major", "major", "minor")
    return by_importance(finding, "major", "major" if abs(claimed - stated) >= _FAR else "minor", "minor")
