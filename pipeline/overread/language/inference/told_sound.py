"""What a radiologist may deny, and a draft may not state, because the source tells its place to be as it should, or denies what
describes it, in words of their own: "globes round, lenses in position", "no contrast at the attachment sites".
"""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.descriptions import described, is_on_side
from overread.language.inference.named_there import places_in
from overread.language.inference.stated import Line, lines_of
from overread.language.lexicon import Need, lexicon
from overread.language.places import touches, usual_places
from overread.review import Comparison, Difference

_SIDES = frozenset({"left", "right"})
_ANYWHERE: frozenset[str] = frozenset()
_OF_REST = frozenset({"other", "others", "remaining", "rest", "remainder", "elsewhere", "otherwise"})


def told_sound(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the denial of a finding that sentences tell in words, at its place and on its side, None where none do: it bears
    out a claim that denies the finding, and contradicts one that states it.
    """
    kinds = lexicon().kinds(claim.concept) if claim.source == "impression" else frozenset[str]()
    for kind, parts in ((name, parts) for name in sorted(kinds) for parts in lexicon().told_sound.get(name, ())):
        places = claim.anatomy if _has_own_place(claim) else usual_places(claim.concept) if kind != claim.concept else _ANYWHERE
        found = [lines for part in parts if (lines := _telling(claim, places, part, facts))]
        if len(found) == len(parts) and not _is_described(claim, facts):
            told = tuple(_as_fact(claim, line, facts) for lines in found for line in lines[:1])
            if claim.presence == "absent":
                return Comparison(claim, "inferred", told)
            return Comparison(claim, "contradicted", told, Difference("negation", "present", "absent"))
    return None


def _is_described(claim: Finding, facts: Facts) -> bool:
    found = described(replace(claim, presence="present"), facts)
    return found is not None and found.relation == "inferred"


def _has_own_place(claim: Finding) -> bool:
    return any(mark.startswith("anatomy:") for mark in claim.marks)


def _telling(claim: Finding, places: frozenset[str], part: tuple[Need, ...], facts: Facts) -> list[Line]:
    """Return the sentences that have all of what a part asks for, on the side and in the place of a claim: for one without a
    side not those of one side alone, and none that is of the rest of what they speak of.
    """
    text = facts.quotes.text
    found = [line for line in lines_of(text).holding(part, True) if _is_there(claim, places, line, facts)]
    sides = {side for line in found for side in _SIDES.intersection(line.sure + line.denied) or {""}}
    of_both = claim.laterality is None and sides.isdisjoint(claim.nearby)
    return found if not of_both or "" in sides or len(sides) != 1 else []


def _is_there(claim: Finding, places: frozenset[str], line: Line, facts: Facts) -> bool:
    named = places_in(facts.quotes.text, [line])
    levels = {level for fact in facts.at(line.span) for level in fact.levels} if claim.levels else set[str]()
    placed = not places or not named or touches(places, named)
    level = not levels or not claim.levels.isdisjoint(levels)
    return level and placed and is_on_side(claim, line) and _OF_REST.isdisjoint(line.sure + line.denied)


def _as_fact(claim: Finding, line: Line, facts: Facts) -> Finding:
    return replace(
        claim,
        kind="normal",
        presence="absent",
        span=line.span,
        text=facts.quotes.text[slice(*line.span)],
        source="findings",
        marks={},
    )
