"""The place of a finding: lobe, segment, level, organ, tip of a device."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("location")
def location(review: Review) -> Iterator[Flag]:
    """Flag a place that the source gives otherwise, or more widely."""
    return difference_flags(
        review,
        "location",
        lambda finding, difference: "minor" if difference.added else by_importance(finding, "major", "major", "minor"),
        lambda finding, difference: f"Draft: {said(finding)} in {difference.claim_value}. Source: {difference.source_value}.",
    )
