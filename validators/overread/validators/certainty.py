"""How sure a statement is."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("certainty")
def certainty(review: Review) -> Iterator[Flag]:
    """Flag a hedge that the source does not have, or one of the source that is gone."""
    return difference_flags(review, "certainty", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    return by_importance(finding, "major", "minor", "minor")
