"""Findings on which the source is silent."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, described, flag, less
from overread.language.removed import follows_removed
from overread.review import Flag, Review, Severity
from overread.validators import validator


@validator("invented_finding")
def invented_finding(review: Review) -> Iterator[Flag]:
    """Flag a finding, a normal or a negative that the source does not mention; a mere negative is minor."""
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if comparison.relation != "unsupported" or comparison.reason != "silent":
            continue
        finding = claim.finding
        span = finding.span if finding.presence == "absent" else finding.marks.get("concept", finding.span)
        message = f"Draft: {described(finding)}. The source does not mention it."
        yield flag(review, claim, comparison, "invented_finding", _severity(finding), message, span)


def _severity(finding: Finding) -> Severity:
    """Return how grave an invention is: less for what is hedged or old, minor for what is past, denied or nameless."""
    if finding.presence == "absent" or finding.historical:
        return "minor"
    if finding.concept.startswith("~"):
        return "major" if finding.sizes or finding.severity in ("moderate", "moderate_severe", "severe") else "minor"
    severity = by_importance(finding, "critical", "major", "minor")
    doubtful = finding.certainty != "definite" or follows_removed(finding)
    return less(severity) if doubtful or "chronic" in finding.descriptors else severity
