"""Interval changes of the source that the draft leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import evidence_of, importance, said
from overread.review import Flag, Review
from overread.validators import validator

_TOLD = frozenset({"new", "increased", "decreased"})


@validator("dropped_change")
def dropped_change(review: Review) -> Iterator[Flag]:
    """Flag a finding that the source calls new or changed and the draft mentions without its change."""
    told = set()
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if claim.finding.change or claim.finding.presence == "absent":
            told |= {(fact.concept, fact.span) for fact in comparison.facts}
    seen = set()
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        for fact in comparison.facts[:1]:
            key = (fact.concept, fact.span)
            if fact.change in _TOLD and fact.source == "findings" and fact.kind == "finding" and key not in told | seen and importance(fact) != "routine":
                seen.add(key)
                message = f"The source says that the {said(fact)} is {fact.change}; the draft does not."
                severity = "major" if fact.change in ("new", "increased") and importance(fact) == "critical" else "minor"
                yield Flag("dropped_change", severity, message, evidence=(evidence_of(fact),))  # type: ignore[arg-type]
