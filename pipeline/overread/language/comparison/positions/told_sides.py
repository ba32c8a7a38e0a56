"""Statements of any kind that name a side, against sentences of the source that tell of the same place, value or pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.figures.agreement import agrees
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, has_halves, places_of, relation, touches
from overread.language.words.one_side_alone import one_side_alone
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference

_LONGEST_PLACE = 4
_ORDER = re.compile(
    r"\b(?P<one>left|right)\b[^.;,]{0,40}?"
    r"\b(?P<way>smaller|larger|bigger|shorter|longer|thinner|thicker|narrower|wider|lower|higher)"
    r"(?: in \w+)? (?:than|compared (?:to|with)) (?:that (?:of|on) )?(?:the )?(?P<two>left|right)\b",
    re.IGNORECASE,
)
_WEIGHED = re.compile(
    r"\b(?:worse|worst|greatest|(?:more|most) (?:pronounced|severe|marked|prominent|extensive|confluent|dense|advanced)),? "
    r"(?:in|on|at|within|along|throughout) (?:the )?(left|right)\b",
    re.IGNORECASE,
)
_LESS = frozenset({"smaller", "shorter", "thinner", "narrower", "lower"})
_BOTH_VALUES = re.compile(r"\W*(?:\d[\d.,]*)?\W*(?:vs|versus|and|against|compared)", re.IGNORECASE)
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_SIDE_AFTER = re.compile(r"\s*\)?,? ?(?:on|in|at|for) (?:the )?(left|right)\b", re.IGNORECASE)


def told_on_sides(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons with a wrong side for what nothing speaks against yet, but the source tells of the other side, of
    both, or with the two sides the other way round; the side of one sentence is wrong once.
    """
    wrong = {other.claim.sentence for other in comparisons if other.difference and other.difference.attribute == "laterality"}
    return [
        comparison if comparison.claim.sentence in wrong else _missided(comparison, facts) or comparison
        for comparison in comparisons
    ]


def _missided(comparison: Comparison, facts: Facts) -> Comparison | None:
    claim = comparison.claim
    open_ = comparison.relation in ("supported", "inferred", "unchecked") and comparison.difference is None
    if not open_ or claim.kind in ("recommendation", "communication") or not _SIDE.search(claim.text):
        return None
    return (
        _turned_round(claim, comparison.facts)
        or _weighed_otherwise(claim, comparison.facts)
        or _of_other_value(claim, comparison.facts)
        or _alone(comparison, facts)
        or _named_on_other_side(comparison, facts)
    )


def _wrong(claim: Finding, fact: Finding, claimed: str, stated: str) -> Comparison:
    return Comparison(claim, "contradicted", (fact,), Difference("laterality", claimed, stated))


def _turned_round(claim: Finding, told: Sequence[Finding]) -> Comparison | None:
    """Return the wrong side of what is called smaller or larger than its fellow, where the source says so of that."""
    lesser = _lesser(claim.text)
    for fact in told if lesser else ():
        if _lesser(fact.text) == OTHER_SIDE.get(lesser):
            return _wrong(claim, fact, f"the {lesser}", f"the {OTHER_SIDE[lesser]}")
    return None


def _weighed_otherwise(claim: Finding, told: Sequence[Finding]) -> Comparison | None:
    """Return the wrong side of where there is most of a finding, where the source says so of the other one ("worse in the right
    lower lobe").
    """
    mine = _WEIGHED.search(claim.text)
    if mine is None:
        return None
    stated = [(fact, match[1].lower()) for fact in told if (match := _WEIGHED.search(fact.text))]
    other = OTHER_SIDE[mine[1].lower()]
    if not stated or any(side != other for _, side in stated):
        return None
    return _wrong(claim, stated[0][0], f"more on the {mine[1].lower()}", f"more on the {other}")


def _lesser(text: str) -> str | None:
    """Return the side that a text calls the smaller one of a pair."""
    match = _ORDER.search(text)
    if match is None or match["one"].lower() == match["two"].lower():
        return None
    return match["one" if match["way"].lower() in _LESS else "two"].lower()


def _of_other_value(claim: Finding, told: Sequence[Finding]) -> Comparison | None:
    """Return the wrong side of a value that a sentence about both sides gives the other one."""
    unbound = [fact for fact in told if fact.laterality not in OTHER_SIDE]
    paired = [fact for fact in unbound if {"left", "right"} <= set(map(str.lower, _SIDE.findall(fact.text)))]
    for size in claim.sizes if paired else ():
        mine = _side_of_value(claim, size.span) if size.role != "prior" else None
        for fact in paired if mine else ():
            theirs = {_side_of_value(fact, other.span) for other in fact.sizes if agrees(size, other)}
            if theirs == {OTHER_SIDE[mine]} and touches(places_of(claim), places_of(fact)):
                return _wrong(claim, fact, f"the {mine}", f"the {OTHER_SIDE[mine]}")
    return None


def _side_of_value(finding: Finding, span: tuple[int, int]) -> str | None:
    """Return the side that a text gives a value: the one after it, that of two compared ones which stands in its turn, or the
    last one before it.
    """
    start, end = span[0] - finding.span[0], span[1] - finding.span[0]
    if after := _SIDE_AFTER.match(finding.text, end):
        return after[1].lower()
    before = finding.text[:start]
    order = _ORDER.search(before)
    if order is not None:
        return order["one" if _BOTH_VALUES.match(finding.text, end) else "two"].lower()
    sides = _SIDE.findall(before)
    return sides[-1].lower() if sides else None


def _alone(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong side of what is told of one side alone, where the source tells it of both, or of the pair."""
    claim = comparison.claim
    named = next((side for side, _ in one_side_alone(claim.text)), None)
    if named is None:
        return None
    side = named if named == "one side" else f"the {named}"
    told = comparison.facts or tuple(fact for place, _ in _placed(claim) for fact in facts.in_place.get(place, ()))
    for fact in told:
        if _is_of_both(fact, claim.anatomy):
            return _wrong(claim, fact, f"{side} alone", "both sides")
    return None


def _is_of_both(fact: Finding, places: frozenset[str]) -> bool:
    """Say whether a fact is of both sides, or of a pair without any side."""
    sides = fact.nearby & {"left", "right", "bilateral"}
    pair = fact.laterality is None and not sides and any(map(has_halves, fact.anatomy | places))
    return fact.laterality == "bilateral" or "bilateral" in sides or {"left", "right"} <= sides or pair


def _named_on_other_side(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong side of a statement on a place that the source only ever names on the other side."""
    claim = comparison.claim
    for place, side in _placed(claim):
        own = any(fact.laterality in (side, "bilateral") for fact in comparison.facts)
        named = [fact for fact in facts.in_place.get(place, ()) if OTHER_SIDE[side] in fact.nearby | {fact.laterality}]
        if own or not named:
            continue
        near = [fact for other, found in facts.in_place.items() if relation(place, other) != "apart" for fact in found]
        sides = {name for fact in near for name in (fact.nearby & {"left", "right", "bilateral"}) | {fact.laterality}}
        if not sides.isdisjoint({side, "bilateral"}) or _is_worded(claim, side, facts):
            continue
        if (claim.kind == "normal" or claim.presence == "absent") and not _is_always_sided(place, facts):
            continue
        return _wrong(claim, named[0], f"the {side}", f"the {OTHER_SIDE[side]}")
    return None


def _is_worded(claim: Finding, side: str, facts: Facts) -> bool:
    """Say whether the source has the side of a claim with the word after it ("left innominate")."""
    led = re.search(rf"\b{side}\s+[a-z]+", claim.text.lower())
    return led is not None and led[0] in facts.quotes.text.lower()


def _is_always_sided(place: str, facts: Facts) -> bool:
    """Say whether every sentence that names a place has a side."""
    return all(fact.laterality or fact.nearby & {"left", "right"} for fact in facts.in_place.get(place, ()))


def _placed(claim: Finding) -> Iterator[tuple[str, str]]:
    """Yield the places of which a text names one side alone, each with that side ("the right groin")."""
    words = norms(claim.text)
    if {"left", "right"} <= set(words):
        return
    phrases = lexicon().phrases
    for at, word in enumerate(words):
        for length in range(_LONGEST_PLACE, 0, -1) if word in OTHER_SIDE else ():
            entries = phrases.get(" ".join(words[at + 1 : at + 1 + length]), ())
            named = (entry.value for entry in entries if entry.category == "anatomy" and not entry.side)
            if place := next((name for name in named if name in claim.anatomy | claim.nearby), None):
                yield place, word
                break
