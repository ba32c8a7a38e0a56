"""Findings on a side of which the source is silent, though it speaks of the very thing on the other side alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.bearing import Source
from overread.language.comparison.blocks import named_in_sentence
from overread.language.comparison.facts import Facts
from overread.language.places import OTHER_SIDE, touches
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference


def missided(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons with a wrong side for what is silent on its own side and only bears on the finding on the other:
    a right hydrosalpinx, where there is a tubular structure on the left.
    """
    told = frozenset(fact.span for comparison in comparisons for fact in comparison.facts)
    source = Source(facts.all, facts.quotes.text, told)
    return [_missided(comparison, source) or comparison for comparison in comparisons]


def _missided(comparison: Comparison, source: Source) -> Comparison | None:
    claim = comparison.claim
    side = OTHER_SIDE.get(claim.laterality or "")
    silent = comparison.relation == "unsupported" and comparison.reason == "silent"
    if side is None or not silent or claim.kind != "finding" or claim.presence == "absent" or source.bearing_on(claim):
        return None
    near = source.bearing_on(replace(claim, laterality=side))
    if not near or not _is_of_side(near[0], side) or _is_elsewhere(claim, near[0], source.text):
        return None
    difference = Difference("laterality", f"the {claim.laterality}", f"the {side}")
    return Comparison(claim, "contradicted", near[:1], difference)


def _is_elsewhere(claim: Finding, fact: Finding, text: str) -> bool:
    """Say whether a fact is in no place of a claim: a shadow of the other lung is no wrong side in another lobe."""
    places = fact.anatomy or named_in_sentence(fact, text)
    return bool(claim.anatomy and places) and not touches(claim.anatomy, places)


def _is_of_side(fact: Finding, side: str) -> bool:
    """Say whether a fact is of one side, by itself or by the words of its sentence."""
    words = norms(fact.text) if fact.concept == "~" else []
    return fact.laterality == side or (side in words and OTHER_SIDE[side] not in words)
