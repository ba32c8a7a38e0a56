"""Present where the source says absent, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, differing, flag, importance, said
from overread.review import Claim, Comparison, Flag, Review, Severity
from overread.validators import validator


@validator("negation")
def negation(review: Review) -> Iterator[Flag]:
    """Flag a finding that the source denies, and a denial or a statement of normality that a source finding belies."""
    for claim, comparison, difference in differing(review, "negation"):
        fact = comparison.facts[0]
        if difference.claim_value == "present":
            message = f"Draft: {said(claim.finding)}. The source says there is none."
        elif difference.claim_value == "normal":
            message = f"Draft: normal. Source: {said(fact)}."
        else:
            message = f"Draft: no {said(claim.finding)}. Source: {said(fact)} is present."
        yield flag(review, claim, comparison, "negation", _severity(claim, comparison), message)


def _severity(claim: Claim, comparison: Comparison) -> Severity:
    if claim.finding.presence == "present":
        return by_importance(claim.finding, "critical", "major", "minor")
    weights = {importance(fact) for fact in comparison.facts}
    return "critical" if "critical" in weights else "major" if "notable" in weights else "minor"
