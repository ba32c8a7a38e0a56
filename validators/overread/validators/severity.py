"""The degree or extent of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("severity")
def severity(review: Review) -> Iterator[Flag]:
    """Flag a degree that the source gives otherwise, or a marked degree where it gives none."""
    return difference_flags(
        review,
        "severity",
        lambda finding, difference: "minor" if difference.source_value == "no degree" else by_importance(finding, "major", "major", "minor"),
        lambda finding, difference: f"Draft: {difference.claim_value} {said(finding)}. Source: {difference.source_value}.",
    )
