"""Denials that name nothing but a finding ("No fracture."): what is found by that very name, in whatever part, belies them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from overread.finding import Finding
from overread.language.comparison.denials.features import nouns_of
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.belied import belied
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, places_of, touches
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference

_LED = frozenset("no without absence of evidence sign indication any".split())
_OTHERS = frozenset({"other", "further", "additional", "more"})
_PAST = frozenset("old chronic remote prior previous healed healing longstanding residual".split())
_WHATEVER_NAME = frozenset({"calculus", "hemorrhage", "hernia"})
"""What has many names ("cholelithiasis", "hematoma", "omphalocele"), and is denied with all its kinds."""
_STEM = 6
"""Letters by which a quality tells of what a noun denies: an obstructing calculus of an obstruction."""
_NEW_ITEM = re.compile(r"\n|\d[.)]\s*\Z|[•*-]\s*\Z")


def plainly_denied(comparisons: Sequence[Comparison], draft: str, facts: Facts) -> list[Comparison]:
    """Return the comparisons with a negation for each denial of one word that names what the source finds.

    A denial in the same line as another statement may be of the organ of that one, and is left as it is unless the finding lies
    there; so is one that the source has word for word.
    """
    found = list(comparisons)
    by_place = sorted(range(len(found)), key=lambda number: found[number].claim.span)
    before = {after: first for first, after in pairwise(by_place)}
    for number, comparison in enumerate(found):
        word = _only_word(comparison)
        if word is None or _is_said(comparison.claim, facts):
            continue
        led = found[before[number]].claim if number in before else None
        if led and led.kind not in ("finding", "normal"):
            led = None
        if led and _NEW_ITEM.search(draft[led.span[1] : comparison.claim.span[0]]):
            led = None
        named = _named(word, facts) or _concluded(comparison.claim, facts)
        if fact := next((fact for fact in named if _may_be_meant(fact, comparison.claim, led)), None):
            difference = Difference("negation", "absent", "present")
            found[number] = Comparison(comparison.claim, "contradicted", (fact,), difference)
    return found


def _is_said(claim: Finding, facts: Facts) -> bool:
    """Say whether the source denies a finding without a place as well, and not of the others alone ("no other fracture")."""
    said = facts.quotes.find(claim.text, whole=True)
    if said is not None and _OTHERS.isdisjoint(norms(facts.quotes.text[slice(*said)])):
        return True
    denied = (facts.all[number] for group in facts.denied.get(claim.concept, ()) for number in group)
    own = (fact for fact in denied if fact.source == "findings" and "anatomy" not in fact.marks and not fact.descriptors)
    return any(fact.concept == claim.concept and _OTHERS.isdisjoint(norms(fact.text)) for fact in own)


def _only_word(comparison: Comparison) -> str | None:
    """Return the only word that a plain denial consists of, none of what is more or is contradicted already."""
    claim = comparison.claim
    if claim.presence != "absent" or claim.kind != "finding" or comparison.relation == "contradicted":
        return None
    if claim.change or claim.severity or claim.descriptors or claim.levels or claim.laterality or "anatomy" in claim.marks:
        return None
    words = [word for word in norms(claim.text) if word[0].isalnum()]
    rest = [word for word in words if word not in _LED]
    return rest[0] if len(rest) == 1 and words[0] in _LED else None


def _named(word: str, facts: Facts) -> list[Finding]:
    """Return what the source now finds, without a doubt, by a name that ends in a word or by a quality that means it."""
    meant = {entry.value for entry in lexicon().phrases.get(word, ()) if entry.category == "concept"} & _WHATEVER_NAME
    return [fact for fact in facts.first_found if _is_now(fact) and _is_named(fact, word, meant)]


def _concluded(claim: Finding, facts: Facts) -> list[Finding]:
    """Return what lets a denied finding of any organ be concluded in one: dilated loops before a transition point."""
    named = lexicon().within.get(claim.concept, {})
    told = ((place, belied(replace(claim, concept=name), facts)) for place, name in named.items())
    return [one.facts[0] for place, one in told if one and is_inside(places_of(one.facts[0]), frozenset({place}))]


def _is_now(fact: Finding) -> bool:
    sure = fact.certainty == "definite" and fact.presence == "present" and fact.kind == "finding" and fact.source == "findings"
    return sure and not fact.historical and fact.change != "resolved" and _PAST.isdisjoint(fact.descriptors)


def _is_named(fact: Finding, word: str, meant: set[str]) -> bool:
    own = norms(fact.words_of())
    qualities = {noun for quality in fact.descriptors for noun in nouns_of(quality)}
    if (own and own[-1] == word) or any(quality.startswith(word[:_STEM]) for quality in fact.descriptors if len(word) > _STEM):
        return True
    return bool(meant & (lexicon().kinds(fact.concept) | qualities))


def _may_be_meant(fact: Finding, claim: Finding, led: Finding | None) -> bool:
    """Say whether a denial reaches the place of a fact, and the statement that leads to it, if any, is not of another one."""
    places = places_of(fact) | {name for name in fact.nearby if name in lexicon().places}
    mine = claim.anatomy | (led.anatomy if led else frozenset())
    return not mine or touches(mine, places)
