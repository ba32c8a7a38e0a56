"""The number of lesions."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("count")
def count(review: Review) -> Iterator[Flag]:
    """Flag a number of lesions that the source gives otherwise."""
    return difference_flags(
        review,
        "count",
        lambda finding, difference: by_importance(finding, "major", "major", "minor"),
        lambda finding, difference: f"Draft: {difference.claim_value} {said(finding)}. Source: {difference.source_value}.",
    )
