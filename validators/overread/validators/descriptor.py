"""Morphology, device type and reporting category."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("descriptor")
def descriptor(review: Review) -> Iterator[Flag]:
    """Flag a morphology or category that cannot be true together with the one the source gives."""
    return difference_flags(
        review,
        "descriptor",
        lambda finding, difference: by_importance(finding, "major", "major", "minor"),
        lambda finding, difference: f"Draft: {said(finding)}, {difference.claim_value}. Source: {difference.source_value}.",
    )
