"""The values, units and dimensions of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("measurement")
def measurement(review: Review) -> Iterator[Flag]:
    """Flag a value that differs from the source after unit conversion and rounding to the printed precision."""
    return difference_flags(
        review,
        "measurement",
        lambda finding, difference: by_importance(finding, "critical", "major", "minor"),
        lambda finding, difference: f"Draft: {said(finding)}, {difference.claim_value}. Source: {difference.source_value}.",
    )
