"""The side of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("laterality")
def laterality(review: Review) -> Iterator[Flag]:
    """Flag a side that the source gives otherwise, or does not give."""
    return difference_flags(
        review,
        "laterality",
        lambda finding, difference: "minor" if "no side" in (difference.source_value, difference.claim_value) else by_importance(finding, "critical", "major", "minor"),
        lambda finding, difference: f"Draft: {said(finding)}, {difference.claim_value}. Source: {difference.source_value}.",
    )
