"""How sure a statement is."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("certainty")
def certainty(review: Review) -> Iterator[Flag]:
    """Flag a hedge that the source does not have, or one of the source that is gone."""
    return difference_flags(
        review,
        "certainty",
        lambda finding, difference: by_importance(finding, "major", "minor", "minor"),
        lambda finding, difference: f"Draft: {said(finding)} is {difference.claim_value}. Source: {difference.source_value}.",
    )
