"""From a comparison to a flag: what went wrong, where, how grave, in words a radiologist accepts at a glance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from overread.finding import Finding, Span
from overread.language.lexicon import lexicon
from overread.review import Claim, Comparison, Difference, Evidence, Flag, Review, Severity

MARKS = {
    "laterality": ("side",), "location": ("anatomy", "level"), "measurement": ("size",), "severity": ("severity",), "count": ("count",),
    "descriptor": ("score", "descriptor"), "change": ("change",), "certainty": ("certainty",),
}  # fmt: skip


def evidence_of(fact: Finding) -> Evidence:
    """Return where a fact stands in the source: its row or its span."""
    if fact.row is not None:
        return Evidence("measurements", id=fact.row)
    return Evidence(fact.source, fact.span, fact.text)


def importance(finding: Finding) -> str:
    """Return the clinical weight of a finding: `critical`, `notable` or `routine`; one the lexicon lacks is notable."""
    known = lexicon().concepts.get(finding.concept)
    return known.importance if known else "notable"


def by_importance(finding: Finding, critical: Severity, notable: Severity, routine: Severity) -> Severity:
    """Return the severity that fits the weight of a finding."""
    weights: dict[str, Severity] = {"critical": critical, "notable": notable, "routine": routine}
    return weights[importance(finding)]


def differing(review: Review, attribute: str) -> Iterator[tuple[Claim, Comparison, Difference]]:
    """Yield the claims whose primary difference from the source is in one attribute."""
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if comparison.difference and comparison.difference.attribute == attribute:
            yield claim, comparison, comparison.difference


def mark_of(claim: Claim, attribute: str, mark: str = "") -> Span:
    """Return the span of the words that carry an attribute of a claim, the whole statement where none are known."""
    marks = claim.finding.marks
    if mark in marks:
        return marks[mark]
    for name in MARKS.get(attribute, ()):
        for key, span in marks.items():
            if key == name or key.startswith(name + ":"):
                return span
    return claim.finding.span


def flag(
    review: Review, claim: Claim, comparison: Comparison, type: str, severity: Severity, message: str, span: Span | None = None
) -> Flag:
    """Return a flag on a claim, with the facts it was compared with as evidence."""
    span = span or mark_of(claim, type, comparison.difference.mark if comparison.difference else "")
    evidence = tuple(evidence_of(fact) for fact in comparison.facts)
    return Flag(type, severity, message, span, review.impression[slice(*span)], claim.id, evidence=evidence)


def difference_flags(
    review: Review,
    type: str,
    severity: Callable[[Finding, Difference], Severity],
    message: Callable[[Finding, Difference], str],
) -> Iterator[Flag]:
    """Yield a flag for every claim whose primary difference is of the given type."""
    for claim, comparison, difference in differing(review, type):
        yield flag(review, claim, comparison, type, severity(claim.finding, difference), message(claim.finding, difference))


def said(finding: Finding) -> str:
    """Return the readable name of a finding."""
    return finding.name or lexicon().name(finding.concept)
