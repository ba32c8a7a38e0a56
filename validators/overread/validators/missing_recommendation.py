"""Recommendations of the source that the draft lacks."""

from __future__ import annotations

from collections.abc import Iterator

from overread.advice import advice_of, agree
from overread.flagging import evidence_of
from overread.review import Flag, Review
from overread.validators import validator


@validator("missing_recommendation")
def missing_recommendation(review: Review) -> Iterator[Flag]:
    """Flag a recommendation of the findings section that no statement of the draft repeats."""
    drafted = [advice_of(claim.finding) for claim in review.claims if claim.finding.kind == "recommendation"]
    for fact in review.facts:
        if fact.kind != "recommendation" or fact.source != "findings":
            continue
        wanted = advice_of(fact)
        if wanted.denies or wanted.is_general or not (wanted.means or wanted.days):
            continue
        if not any(agree(wanted, other) is None and (wanted.means & other.means or not other.means or not wanted.means) for other in drafted):
            yield Flag("missing_recommendation", "major", "The draft leaves out a recommendation of the source.", evidence=(evidence_of(fact),))
