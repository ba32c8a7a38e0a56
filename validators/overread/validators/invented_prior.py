"""Comparisons where there is nothing to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from overread.flagging import flag, said
from overread.priors import has_prior
from overread.review import Flag, Review
from overread.validators import validator

_NEEDS_PRIOR = frozenset({"new", "increased", "decreased", "stable", "resolved"})


@validator("invented_prior")
def invented_prior(review: Review) -> Iterator[Flag]:
    """Flag a change or a comparison in the draft of a study whose source names no prior examination and no change."""
    if has_prior(review):
        return
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        finding = claim.finding
        if finding.kind == "comparison":
            yield flag(review, claim, comparison, "invented_prior", "major", "The source names no prior examination.")
        elif finding.change in _NEEDS_PRIOR and comparison.relation in ("contradicted", "unsupported", "supported", "inferred"):
            if comparison.difference is None or comparison.difference.source_value == "no change":
                span = finding.marks.get("change", finding.span)
                message = f"Draft: {said(finding)} is {finding.change}. The source names no prior examination."
                yield flag(review, claim, comparison, "invented_prior", "major", message, span)
