"""Interval change."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, difference_flags, said
from overread.priors import has_prior
from overread.review import Flag, Review
from overread.validators import validator


@validator("change")
def change(review: Review) -> Iterator[Flag]:
    """Flag an interval change that the source or the prior measurements contradict, or do not give though there is a prior."""
    if not has_prior(review):
        contradicted = [claim.id for claim, comparison in zip(review.claims, review.comparisons, strict=True)
                        if comparison.difference and comparison.difference.source_value == "no change"]  # fmt: skip
    else:
        contradicted = []
    for found in difference_flags(
        review,
        "change",
        lambda finding, difference: "minor" if difference.source_value == "no change" else by_importance(finding, "major", "major", "minor"),
        lambda finding, difference: f"Draft: {said(finding)} is {difference.claim_value}. Source: {difference.source_value}.",
    ):
        if found.claim not in contradicted:
            yield found
