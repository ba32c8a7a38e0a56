"""How sure a statement is."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("certainty")
def certainty(review: Review) -> Iterator[Flag]:
    """Flag a hedge that the source does not have, or one of the source that is gone.

    It is minor where the draft hedges that very finding in another statement, and only names it again.
    """
    hedged = {claim.finding.concept for claim in review.claims if claim.finding.certainty != "definite"}

    def severity(finding: Finding, difference: Difference) -> Severity:
        again = finding.certainty == "definite" and finding.concept in hedged
        return "minor" if again else by_importance(finding, "major", "minor", "minor")

    return difference_flags(review, "certainty", severity)
