"""Diagnoses beyond what the source supports."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags
from overread.review import Flag, Review
from overread.validators import validator


@validator("overinterpretation")
def overinterpretation(review: Review) -> Iterator[Flag]:
    """Flag a definite conclusion where the source names only something wider or merely suggestive of it."""
    return difference_flags(
        review,
        "overinterpretation",
        lambda finding, difference: by_importance(finding, "major", "minor", "minor"),
        lambda finding, difference: f"Draft: {difference.claim_value}. The source says only {difference.source_value}.",
    )
