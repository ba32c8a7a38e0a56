"""Interval change."""

from __future__ import annotations

from collections.abc import Iterator

from overread.coverage import is_said_of_all
from overread.flagging import against, by_importance, differing, flag
from overread.priors import has_prior
from overread.review import Flag, Review, Severity
from overread.validators import validator


@validator("change")
def change(review: Review) -> Iterator[Flag]:
    """Flag an interval change that the source or the prior measurements contradict, or do not give though there is a prior.

    That the examination as a whole is stable may rest on the prior alone.
    """
    for claim, comparison, difference in differing(review, "change"):
        silent = difference.source_value == "no change"
        if silent and (not has_prior(review) or is_said_of_all(claim.finding)):
            continue
        severity: Severity = "minor" if silent or difference.added else by_importance(claim.finding, "major", "major", "minor")
        said = claim.finding.marks.get(difference.mark or "change")
        own = review.impression[slice(*said)].lower() if said else difference.claim_value
        message = against(own, difference.source_value, comparison.facts)
        yield flag(review, claim, comparison, "change", severity, message)
