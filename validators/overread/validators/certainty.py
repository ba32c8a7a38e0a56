"""How sure a statement is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Finding
from overread.flagging import against, by_importance, differing, flag
from overread.language.lexicon import lexicon
from overread.review import Flag, Review
from overread.validators import validator

_SUSPECTED = re.compile(r"\b(?:suspect\w*|suspici\w*|question\w*|concern\w*|worrisome)\b|\?", re.IGNORECASE)


@validator("certainty")
def certainty(review: Review) -> Iterator[Flag]:
    """Flag a hedge that the source does not have, or one of the source that is gone.

    It is minor where the draft hedges that very finding in another statement, and only names it again, and where it is sure of
    what the source calls likely, but for a tumor and for what is only suspected.
    """
    hedged = {claim.finding.concept for claim in review.claims if claim.finding.certainty != "definite"}
    for claim, comparison, difference in differing(review, "certainty"):
        sure = claim.finding.certainty == "definite"
        slight = sure and (claim.finding.concept in hedged or _is_likely(claim.finding, comparison.facts))
        severity = "minor" if slight else by_importance(claim.finding, "major", "minor", "minor")
        message = against(difference.claim_value, difference.source_value, comparison.facts)
        yield flag(review, claim, comparison, "certainty", severity, message)


def _is_likely(finding: Finding, facts: Sequence[Finding]) -> bool:
    """Say whether the source calls something likely that is no tumor, and does not merely suspect it."""
    if "malignancy" in lexicon().kinds(finding.concept):
        return False
    return any(fact.certainty == "probable" and not _SUSPECTED.search(fact.text) for fact in facts[:1])
