"""The degree or extent of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import against, by_importance, difference_flags, flag
from overread.language.figures.degrees import DEGREE, are_far_apart
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator


@validator("severity")
def severity(review: Review) -> Iterator[Flag]:
    """Flag a degree that the source gives otherwise, or a marked degree where it gives none."""
    yield from difference_flags(review, "severity", _severity)
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if comparison.relation == "inferred" and _is_beyond(claim.finding, comparison.facts):
            degree, fact = str(claim.finding.severity).replace("_", " to "), comparison.facts[0]
            message = against(degree, str(fact.severity).replace("_", " to "), comparison.facts)
            severity = by_importance(claim.finding, "major", "minor", "minor")
            yield flag(review, claim, comparison, "severity", severity, message)


def _is_beyond(claim: Finding, facts: tuple[Finding, ...]) -> bool:
    """Say whether a conclusion has a degree far above, or below, that of every finding it is drawn from."""
    return claim.kind == "finding" and bool(facts) and all(are_far_apart(claim.severity, fact.severity) for fact in facts)


def _severity(finding: Finding, difference: Difference) -> Severity:
    claimed, stated = (value.replace(" to ", "_") for value in (difference.claim_value, difference.source_value))
    if difference.added:
        return "minor"
    if difference.mark == "score":
        return "major"
    near = {claimed, stated} <= DEGREE.keys() and not are_far_apart(claimed, stated)
    return by_importance(finding, "major", "minor" if near else "major", "minor")
