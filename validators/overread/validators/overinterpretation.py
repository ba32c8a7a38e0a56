"""Diagnoses beyond what the source supports."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("overinterpretation")
def overinterpretation(review: Review) -> Iterator[Flag]:
    """Flag a definite conclusion where the source names only something wider or merely suggestive of it.

    A reading that is usual in practice ("opacity" called "pneumonia") only lacks its hedge and is minor.
    """
    return difference_flags(review, "overinterpretation", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    return "minor" if difference.added else by_importance(finding, "major", "minor", "minor")
