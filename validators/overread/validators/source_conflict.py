"""The source's text against its own measurement rows."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import evidence_of, said
from overread.language.differences import agrees, size_words
from overread.language.lexicon import lexicon
from overread.language.places import location_of
from overread.review import Flag, Review
from overread.validators import validator


@validator("source_conflict")
def source_conflict(review: Review) -> Iterator[Flag]:
    """Flag a measurement row whose finding the findings text measures otherwise, in every place the row could mean."""
    text = [fact for fact in review.facts if fact.source == "findings" and fact.presence == "present" and fact.sizes]
    for row in review.facts:
        if row.row is None or not row.sizes:
            continue
        value = row.sizes[0]
        same = [fact for fact in text if _is_same(row, fact)]
        sizes = [size for fact in same for size in fact.sizes if size.quantity == value.quantity and (size.role == "prior") == (value.role == "prior")]
        if sizes and not any(agrees(value, size) for size in sizes):
            message = (
f"The measurement row gives {size_words(value)} for the {said(row)}; the findings text gives "
f"{size_words(sizes[0])}."
)
            yield Flag("source_conflict", "major", message, evidence=(evidence_of(row), *(evidence_of(fact) for fact in same[:2])))


def _is_same(row: Finding, fact: Finding) -> bool:
    kinds = lexicon().kinds
    related = row.concept in kinds(fact.concept) or fact.concept in kinds(row.concept)
    sided = not (row.laterality and fact.laterality) or "bilateral" in (row.laterality, fact.laterality) or row.laterality == fact.laterality
    return related and sided and location_of(row, fact) != "apart"
