"""Places that a draft takes up from beside a finding: its heading names them, or the sentence, for no other finding."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding, Quantity
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.blocks import named_in_sentence
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.positions.sides_and_places import named_near
from overread.language.comparison.vicinity.given_values import is_unnamed, owners
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import is_covered
from overread.language.words.tokens import norms


def without_place(claim: Finding, fact: Finding, mark: str, facts: Facts) -> Finding:
    """Return a claim without the place that differs, where the heading over the fact names it for no other finding, or its
    sentence does and the fact has no place of its own.
    """
    place = mark.partition(":")[2]
    if mark.startswith("anatomy:") and (others := _of_another(claim, fact, place, facts)):
        kept = tuple(size for size in claim.sizes if size not in others)
        return replace(claim, anatomy=claim.anatomy - {place}, sizes=kept)
    if not mark.startswith("anatomy:") or place not in claim.anatomy:
        return claim
    if _is_worded_there(claim, fact, mark, facts.quotes.text):
        return replace(claim, anatomy=claim.anatomy - {place})
    if not is_named_beside(claim, fact, place, facts):
        return claim
    if fact.anatomy and is_covered(place, named_in_sentence(fact, facts.quotes.text)):
        return claim
    return replace(claim, anatomy=claim.anatomy - {place})


def _is_worded_there(claim: Finding, fact: Finding, mark: str, text: str) -> bool:
    """Say whether the statement of a fact has the very words of a claimed place, read as another one ("upper and lower lobar
    branches").
    """
    words, place = norms(claim.words_of(mark)), mark.partition(":")[2]
    own = norms(fact.text)
    there = any(own[start : start + len(words)] == words for start in range(len(own) - len(words) + 1))
    return len(words) > 1 and there and place not in named_in_sentence(fact, text)


def _of_another(claim: Finding, fact: Finding, place: str, facts: Facts) -> list[Quantity]:
    """Return the values of a claim that the source gives to another finding in the place that differs: both are of that one."""
    found = []
    for size in claim.sizes:
        given = owners(size, facts)
        there = [one for one in given if place in one.anatomy and not are_of_one_family(claim.concept, one.concept)]
        if there and len(there) == len(given) and fact not in given:
            found.append(size)
    return found


def is_named_beside(claim: Finding, fact: Finding, place: str, facts: Facts) -> bool:
    """Say whether the sentence of a fact, or its heading, names a place, and for no other finding."""
    if not is_covered(place, named_near(fact)):
        return False
    mates = [mate for mate in facts.sentences.get(fact.sentence, ()) if mate is not fact]
    here = [mate for mate in mates if is_covered(place, mate.anatomy)]
    return not any(mate.presence == "absent" or _is_told_apart(fact, mate) or not is_same_side(claim, mate) for mate in here)


def _is_told_apart(fact: Finding, mate: Finding) -> bool:
    kinds = lexicon().kinds
    akin = mate.concept in kinds(fact.concept) or fact.concept in kinds(mate.concept) or is_unnamed(mate.concept)
    return mate.span != fact.span and not akin
