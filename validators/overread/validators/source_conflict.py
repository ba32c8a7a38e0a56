"""The source's text against its own measurement rows."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding, Quantity
from overread.flagging import evidence_of, told
from overread.language.figures.agreement import agrees
from overread.language.figures.quantities import quantities
from overread.language.lexicon import lexicon
from overread.language.places import location_of
from overread.language.words.tokens import tokenize
from overread.review import Flag, Review
from overread.validators import validator

_EVIDENCE = 2


@validator("source_conflict")
def source_conflict(review: Review) -> Iterator[Flag]:
    """Flag a measurement row whose finding the findings text measures otherwise, in every place the row could mean."""
    rows = [fact for fact in review.facts if fact.row is not None and fact.sizes]
    if not rows:
        return
    text = [fact for fact in review.facts if fact.source == "findings" and _is_measured(fact)]
    stated = list(quantities(review.study.findings))
    for row in rows:
        value = row.sizes[0]
        placed = [fact for fact in text if _is_in_place(row, fact)]
        same = [fact for fact in placed if _is_of_kind(row, fact)] or [fact for fact in placed if _is_named(row, fact)]
        sized = [
            (fact, size)
            for fact in same
            for size in fact.sizes
            if size.quantity == value.quantity and (size.role == "prior") == (value.role == "prior")
        ]
        if sized and not any(agrees(value, size) for _, size in sized) and not _stands_elsewhere(row, text, stated):
            message = f"{told(row)}. {told(sized[0][0])}."
            named = dict.fromkeys(evidence_of(fact) for fact, _ in sized)
            yield Flag("source_conflict", "major", message, evidence=(evidence_of(row), *list(named)[:_EVIDENCE]))


def _is_measured(fact: Finding) -> bool:
    """Say whether a fact has a size: what is measured is there, even where one view does not show it."""
    return bool(fact.sizes) and (fact.presence == "present" or any(size.role == "current" for size in fact.sizes))


def _stands_elsewhere(row: Finding, text: list[Finding], stated: list[Quantity]) -> bool:
    """Say whether the text has the row's value for something else than findings of its kind: a distance, a thickness."""
    own = {size.span for fact in text if _is_of_kind(row, fact) for size in fact.sizes if size.quantity != "distance"}
    return any(agrees(row.sizes[0], size) for size in stated if size.span not in own)


def _is_of_kind(row: Finding, fact: Finding) -> bool:
    kinds = lexicon().kinds
    return row.concept in kinds(fact.concept) or fact.concept in kinds(row.concept)


def _is_named(row: Finding, fact: Finding) -> bool:
    """Say whether the statement of a fact has every word that the row calls its finding by."""
    words = {token.norm for token in tokenize(row.name)}
    return bool(words) and words <= fact.words


def _is_in_place(row: Finding, fact: Finding) -> bool:
    sides = {row.laterality, fact.laterality} - {None, "bilateral"}
    return len(sides) < 2 and location_of(row, fact) != "apart"
