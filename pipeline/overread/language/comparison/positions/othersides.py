"""Conclusions on another side than what they are drawn from, or on none, though the source tells of one side alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts.blocks import named_in_sentence
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.bearing import Source
from overread.language.places import OTHER_SIDE, has_halves, narrowest, places_of, touches
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


def unsided(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons with the loss of a side for each conclusion of a paired organ that no statement of the draft puts
    on the one side where all it is drawn from lies: breast cancer, of a mass in the right breast.
    """
    sided = [comparison for comparison in comparisons if comparison.claim.laterality]
    return [_unsided(comparison, sided, facts) or comparison for comparison in comparisons]


def _unsided(comparison: Comparison, sided: Sequence[Comparison], facts: Facts) -> Comparison | None:
    claim, told = comparison.claim, comparison.facts
    if comparison.relation != "inferred" or comparison.difference or claim.kind != "finding" or claim.presence == "absent":
        return None
    sides = {fact.laterality for fact in told}
    if claim.laterality or len(sides) != 1 or not sides <= OTHER_SIDE.keys() or claim.nearby & {"left", "right", "bilateral"}:
        return None
    side, places = told[0].laterality, places_of(claim)
    if any(fact.presence == "absent" for fact in told) or not (places and all(map(has_halves, narrowest(places)))):
        return None
    if any(_is_of_these(other, told, places) for other in sided) or _is_on_another(side, told, places, facts):
        return None
    difference = Difference("laterality", "no side", f"the {side}", "concept", added=True)
    return Comparison(claim, comparison.relation, told, difference)


def _is_of_these(sided: Comparison, told: Sequence[Finding], places: frozenset[str]) -> bool:
    """Say whether a statement that names a side rests on the same facts, or is of the same place."""
    return any(fact in told for fact in sided.facts) or touches(places_of(sided.claim), places)


def _is_on_another(side: str | None, told: Sequence[Finding], places: frozenset[str], facts: Facts) -> bool:
    """Say whether the source finds the same on another side, or leaves the side of something in that place open."""
    kinds = {fact.concept for fact in told}
    others = (fact for fact in facts.all if fact.kind == "finding" and fact.presence == "present" and fact.laterality != side)
    return any(fact.concept in kinds or touches(places_of(fact), places) for fact in others)


def _is_elsewhere(claim: Finding, fact: Finding, text: str) -> bool:
    """Say whether a fact is in no place of a claim: a shadow of the other lung is no wrong side in another lobe."""
    places = fact.anatomy or named_in_sentence(fact, text)
    return bool(claim.anatomy and places) and not touches(claim.anatomy, places)


def _is_of_side(fact: Finding, side: str) -> bool:
    """Say whether a fact is of one side, by itself or by the words of its sentence."""
    words = norms(fact.text) if fact.concept == "~" else []
    return fact.laterality == side or (side in words and OTHER_SIDE[side] not in words and "shift" not in words)
