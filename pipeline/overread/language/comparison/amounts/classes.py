"""Classes and degrees of a draft whose description the source gives: a Weber C fracture at the level of the syndesmosis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts, fact_at
from overread.language.comparison.facts.stretches import NO_LIMIT, Stretch, Value, stretches
from overread.language.comparison.vicinity.unread import is_one_word
from overread.language.figures.degrees import DEGREE
from overread.language.inference.stated import Line
from overread.language.lexicon import Limits, Need, Portrait, Scheme, lexicon
from overread.language.places import OTHER_SIDE, are_levels_apart, organs, places_of, touches
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference

_SHARED = frozenset({"grade", "type", "stage", "figo", "aast"})
"""Names that many schemes have for their classes."""
_SLIGHT = {"trace": "mild", "minimal": "mild"}
_CATEGORY = "assessment_category"
_NEAR = 60


def classed(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a claim that names a class or a degree which what the source describes excludes, and that a
    class without a finding holds which the source describes.
    """
    if claim.presence != "present" or claim.historical or claim.source != "impression" or claim.certainty == "possible":
        return None
    named = list(_classes(claim))
    for scheme, name, mark in named:
        mates = [other for own, other, at in named if own is scheme and at == mark]  # of its other side or part
        told = [found for group in _groups(claim, scheme, facts) if (found := _fitting(scheme, group)) is not None]
        excluded = [(fits, at) for fits, at in told if not any(_is_one(mate, fit) for fit in fits for mate in mates)]
        if excluded and (len(excluded) == len(told) or claim.laterality == "bilateral"):
            fits, at = excluded[0]
            difference = _difference(claim, scheme, name, mark, fits)
            return Comparison(claim, "contradicted", (fact_at(at.line.span, claim, facts),), difference)
        if told and claim.concept == _CATEGORY:
            return Comparison(claim, "inferred", (fact_at(told[0][1].line.span, claim, facts),))
    return None


def _difference(claim: Finding, scheme: Scheme, name: str, mark: str, fits: frozenset[str]) -> Difference:
    """Return the difference of a class from those that a description stands for, in the words of the scheme."""
    if mark == "severity":
        nearest = min(fits, key=lambda one: abs(DEGREE.get(one, 0) - DEGREE.get(name, 0)), default="")
        return Difference(scheme.attribute, name.replace("_", " to "), nearest, mark)
    given = " or ".join(one.upper() if len(one) == 1 else one for one in sorted(fits))
    stated = f"{scheme.title} {given}".strip() if given else f"no {scheme.title}"
    return Difference(scheme.attribute, claim.words_of(mark) or name, stated, mark)


def _classes(claim: Finding) -> Iterator[tuple[Scheme, str, str]]:
    """Yield the classes that a claim names, each with its scheme and the attribute that tells it."""
    by_system, by_concept, by_degree = _index()
    for descriptor in sorted(claim.descriptors):
        system, _, name = descriptor.partition(":")
        for scheme in by_system.get(system, ()) if name else ():
            known = any(_is_one(name, one) for one in scheme.classes)
            if known and (system not in _SHARED or _is_near(scheme.about, claim)):
                yield scheme, name, "score"
    for scheme in by_concept.get(claim.concept, ()):
        yield scheme, scheme.concepts[claim.concept], "concept"
    for concept in lexicon().kinds(claim.concept) if claim.severity else ():
        for scheme in by_degree.get(concept, ()):
            yield scheme, _SLIGHT.get(claim.severity or "", claim.severity or ""), "severity"


@cache
def _index() -> tuple[dict[str, list[Scheme]], dict[str, list[Scheme]], dict[str, list[Scheme]]]:
    """Return the schemes by the names of their systems, by findings named for a class, and by those whose degree is one."""
    by_system: dict[str, list[Scheme]] = {}
    by_concept: dict[str, list[Scheme]] = {}
    by_degree: dict[str, list[Scheme]] = {}
    for scheme in lexicon().schemes:
        for name in scheme.systems:
            by_system.setdefault(name, []).append(scheme)
        for name in scheme.concepts:
            by_concept.setdefault(name, []).append(scheme)
        for name in scheme.of:
            by_degree.setdefault(name, []).append(scheme)
    return by_system, by_concept, by_degree


def _is_near(need: Need, claim: Finding) -> bool:
    """Say whether words that tell which scheme is meant stand near the class that a claim names."""
    start, end = (place - claim.span[0] for place in claim.marks.get("score", claim.span))
    return _has(need, norms(claim.text[max(0, start - _NEAR) : max(0, end) + _NEAR]))


def _has(need: Need, words: Sequence[str]) -> bool:
    return any(all(any(is_one_word(word, other) for other in words) for word in wording.words) for wording in need)


def _is_one(name: str, other: str) -> bool:
    """Say whether two classes are one, or one a part of the other ("2" and "2a"); a degree between two is either."""
    return name.startswith(other) or other.startswith(name) or other in name.split("_")


class _Group(NamedTuple):
    """Stretches of one side and level, or of several in one stretch that could not be parted."""

    stretches: list[Stretch]
    mixed: bool


def _groups(claim: Finding, scheme: Scheme, facts: Facts) -> list[_Group]:
    """Return the stretches of the source that may be about a claim, those of one side and level together."""
    found: dict[tuple[frozenset[str], frozenset[str]], list[Stretch]] = {}
    sides = frozenset({claim.laterality} if claim.laterality else claim.nearby.intersection(OTHER_SIDE))
    for stretch in stretches(facts.quotes.text):
        here = facts.at(stretch.line.span)
        levels = stretch.levels or frozenset(level for fact in here for level in fact.levels)
        own = stretch.sides or frozenset(fact.laterality for fact in here if fact.laterality)
        other_side = len(sides) == len(own) == 1 and sides | own == {"left", "right"}
        other_level = claim.levels and levels and are_levels_apart(claim.levels, levels)
        bearing = [fact for fact in here if fact.kind == "finding" and fact.presence == "present"] if scheme.local else here
        places = [places_of(fact) if scheme.local else fact.anatomy for fact in bearing]
        if not (other_side or other_level) and _is_of_place(claim, scheme, [one for one in places if one]):
            found.setdefault((own, levels), []).append(stretch)
    return [_Group(group, len(own) > 1 or len(levels) > 1) for (own, levels), group in found.items()]


def _is_of_place(claim: Finding, scheme: Scheme, places: Sequence[frozenset[str]]) -> bool:
    """Say whether what a stretch tells may be of the place of a claim; where each part has a class of its own, of one part."""
    if not places:
        return True
    if scheme.local and any(not touches(one, other) for one, other in pairwise(places)):
        return False
    told = frozenset[str]().union(*places)
    return not claim.anatomy or (touches(claim.anatomy, told) if scheme.local else touches(organs(claim.anatomy), organs(told)))


def _fitting(scheme: Scheme, group: _Group) -> tuple[frozenset[str], Stretch] | None:
    """Return the classes that stretches describe or name, with one that does; None where they tell of none."""
    names = (name.partition(":") for stretch in group.stretches for name in stretch.scores)
    named = frozenset(value for system, _, value in names if value and system in scheme.systems)
    shown = [(place, stretch) for stretch in group.stretches for place in _shown(scheme.portraits, stretch.line)]
    leading = scheme.leading and not group.mixed
    if leading and shown:
        first, at = min(shown, key=lambda one: one[0])
        return scheme.portraits[first].classes | named, at
    measured = [found for limits in scheme.limits for found in _measured(limits, group.stretches, leading)]
    if not shown and not measured:
        return None
    told = [[scheme.portraits[place].classes for place, at in shown if at is stretch] for stretch in group.stretches]
    each = [classes for own in told for classes in (own if group.mixed else [_shared(own)])]
    return named.union(*each, *(classes for classes, _ in measured)), shown[0][1] if shown else measured[0][1]


def _shown(portraits: Sequence[Portrait], line: Line) -> list[int]:
    """Return the places of the portraits of a scheme that a stretch has."""
    return [place for place, portrait in enumerate(portraits) if _shows(portrait, line)]


def _shows(portrait: Portrait, line: Line) -> bool:
    if portrait.run:
        return f" {portrait.run} " in f" {' '.join(line.sure)} "
    return all(line.holds(need, True, False) for need in portrait.needs)


def _shared(each: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the classes that all portraits of one stretch have in common, those of any where they have none."""
    return each[0].intersection(*each[1:]) or each[0].union(*each[1:]) if each else frozenset()


def _measured(limits: Limits, group: Sequence[Stretch], greatest: bool) -> list[tuple[frozenset[str], Stretch]]:
    """Return the classes of each value that limits are about, or of the `greatest` of them, with its stretch."""
    found = [(value, stretch) for stretch in group for value in _named(limits, stretch.values)]
    if greatest and found:
        found = [max(found, key=lambda one: _size(one[0]))]
    return [
        (frozenset(name for name, low, high in limits.classes if _meet(value, low, high)), stretch) for value, stretch in found
    ]


def _size(value: Value) -> float:
    return value.low if value.high == NO_LIMIT else value.high


def _meet(value: Value, low: float, high: float) -> bool:
    if value.low == value.high:
        return low <= value.low <= high
    return value.low < high and low < value.high


def _named(limits: Limits, values: Sequence[Value]) -> list[Value]:
    """Return the values of a stretch that limits are about, which the words before or behind them name."""
    own = (value for value in values if value.unit == limits.unit)
    return [value for value in own if not limits.of or _has(limits.of, value.before + value.behind)]
