"""Recommendations in the draft against those of the source."""

from __future__ import annotations

from collections.abc import Iterator

from overread.advice import Advice, advice_of, agree
from overread.flagging import evidence_of
from overread.review import Claim, Flag, Review, Severity
from overread.validators import validator


@validator("recommendation")
def recommendation(review: Review) -> Iterator[Flag]:
    """Flag a recommendation that the source does not give, or gives with another modality or interval."""
    given = [advice_of(fact) for fact in review.facts if fact.kind == "recommendation" and fact.source == "findings"]
    for claim in review.claims:
        if claim.finding.kind != "recommendation":
            continue
        wanted = advice_of(claim.finding)
        verdicts = [(agree(wanted, source), source) for source in given]
        if any(difference is None and _speaks_of_same(wanted, source) for difference, source in verdicts):
            continue
        if given and not wanted.is_general:
            difference, source = verdicts[0]
            message = f"The source recommends otherwise ({difference})." if difference else "The source gives no such recommendation."
            yield _flag(review, claim, "major", message, source)
        elif claim.status not in ("supported", "inferred"):
            severity: Severity = "minor"
            yield _flag(review, claim, severity, "The source gives no recommendation.", None)


def _speaks_of_same(one: Advice, other: Advice) -> bool:
    return not one.means or not other.means or bool(one.means & other.means) or one.is_general


def _flag(review: Review, claim: Claim, severity: Severity, message: str, source: Advice | None) -> Flag:
    span = claim.finding.span
    evidence = (evidence_of(source.statement),) if source else ()
    return Flag("recommendation", severity, message, span, review.impression[slice(*span)], claim.id, evidence=evidence)
