"""Findings that the source tells in other words, of another part of the claimed organ."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.conclusions import concluded
from overread.language.inference.descriptions import DESCRIBED, described
from overread.language.inference.named_there import places_in
from overread.language.inference.stated import lines_of
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, places_of, shares_organ, touches
from overread.review import Comparison, Difference


def told_of_another_part(claim: Finding, found: Comparison | None, facts: Facts) -> Comparison | None:
    """Return the wrong place of a claim which the source would bear out but for the part of the organ that it names: a stone of
    the proximal duct where a filling defect is told of its distal third; `found` is what else the source says to it.
    """
    parts = frozenset(place for place in claim.anatomy - BODY_REGIONS - lexicon().loose if f"anatomy:{place}" in claim.marks)
    if claim.presence == "absent" or claim.certainty == "possible" or not parts or _is_there(parts, found, facts):
        return None
    marks = {name: span for name, span in claim.marks.items() if not name.startswith("anatomy:")}
    anywhere = replace(claim, anatomy=frozenset(), marks=marks)
    for told in (concluded(anywhere, facts), described(anywhere, facts)):
        if told is None or not _bears_out(told):
            continue
        places = _places(told, facts)
        there = frozenset(place for place in places if shares_organ({place}, parts))
        if there and not touches(places, parts):
            difference = Difference("location", _named(parts), _named(there), f"anatomy:{min(parts)}")
            return Comparison(claim, "contradicted", told.facts, difference, told.reason)
    return None


def _is_there(parts: frozenset[str], found: Comparison | None, facts: Facts) -> bool:
    """Say whether what else the source says to a claim is told of the parts that it names."""
    return found is not None and (found.relation != "unsupported" or touches(_places(found, facts), parts))


def _bears_out(told: Comparison) -> bool:
    return told.relation == "inferred" or (told.difference is not None and told.difference.added)


def _places(told: Comparison, facts: Facts) -> frozenset[str]:
    if told.reason == DESCRIBED:
        spans = {fact.span for fact in told.facts}
        lines = [line for line in lines_of(facts.quotes.text).all if line.span in spans]
        return places_in(facts.quotes.text, lines) - lexicon().loose
    return frozenset(place for fact in told.facts for place in places_of(fact))


def _named(places: frozenset[str]) -> str:
    return ", ".join(sorted(map(lexicon().name, places)))
