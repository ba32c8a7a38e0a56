"""Findings on which the source is silent."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import by_importance, flag, said
from overread.review import Flag, Review
from overread.validators import validator


@validator("invented_finding")
def invented_finding(review: Review) -> Iterator[Flag]:
    """Flag a finding, a normal or a negative that the source does not mention; a mere negative is minor."""
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if comparison.relation != "unsupported" or comparison.reason != "silent":
            continue
        finding = claim.finding
        if finding.presence == "absent":
            message = f"The source says nothing of {said(finding)}."
            yield flag(review, claim, comparison, "invented_finding", "minor", message)
        else:
            severity = by_importance(finding, "critical", "major", "minor") if not finding.historical else "minor"
            span = finding.marks.get("concept", finding.span)
            yield flag(review, claim, comparison, "invented_finding", severity, f"The source does not mention {said(finding)}.", span)
