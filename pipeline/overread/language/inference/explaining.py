"""Conclusions that no rule licenses, but that stand for a finding of the source which the draft names in no other way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from overread.finding import Finding
from overread.language.comparison.facts.facts import STEM, Facts
from overread.language.comparison.facts.grouping import grouped
from overread.language.comparison.vicinity.bearing import Source
from overread.language.comparison.vicinity.unread import content, is_one_word
from overread.language.inference.conclusions import is_concluded
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import places_of, relation, touches, usual_places
from overread.review import Comparison, Difference

_WIDE = frozenset(
    {"lung", "pleura", "brain", "intracranial", "bone", "bowel", "heart", "body", "abdomen", "pelvis", "chest", "head"}
)
_CAUSE = re.compile(r"\b(?:due to|caused by|because of|owing to|secondary to|attributable to|resulting from)\b", re.IGNORECASE)
_PROVING = re.compile(
    r"\b(?:diagnostic (?:of|for)|pathognomonic (?:of|for)|prov(?:es|ing)|confirm(?:s|ing|atory of)|definite(?:ly)? for)\b",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(r"[,.;:()\n]|\b(?:with|and|without)\b")


def explaining(comparisons: Sequence[Comparison], facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with each diagnosis of an untold finding, in that place and on that side, as no mere invention."""
    told = {fact.span for comparison in comparisons for fact in comparison.facts}
    source = Source(facts.all, facts.quotes.text)
    comparisons = [_caused(place, comparison, comparisons, source) for place, comparison in enumerate(comparisons)]
    comparisons = [_of_unread_cause(comparison, facts) for comparison in comparisons]
    if not any(comparison.reason == "silent" for comparison in comparisons):
        return tuple(comparisons)
    untold = [number for number, fact in enumerate(facts.all) if fact.span not in told and _is_weighty(fact)]
    placed = grouped(untold, facts.all, attrgetter("concept", "anatomy", "levels", "laterality"))
    firsts = [facts.all[group[0]] for group in placed]
    return tuple(_explained(comparison, firsts) for comparison in comparisons) if firsts else tuple(comparisons)


def _caused(place: int, comparison: Comparison, comparisons: Sequence[Comparison], source: Source) -> Comparison:
    """Return a silent diagnosis as the overinterpretation of the finding that the draft gives as its effect, where that holds
    ("stricture due to carcinoma"), or calls proof of it ("opacity diagnostic of tuberculosis").
    """
    claim, difference = comparison.claim, comparison.difference
    denied = difference is not None and difference.attribute == "negation"
    by_signs = denied and not any(claim.concept in lexicon().kinds(fact.concept) for fact in comparison.facts)
    open_ = difference is not None and difference.added and difference.attribute == "overinterpretation"
    if (
        not (comparison.reason == "silent" or by_signs or open_)
        or claim.presence != "present"
        or claim.kind != "finding"
        or "concept" not in claim.marks
    ):
        return comparison
    for before in range(place - 1, -1, -1):
        other, effect = comparisons[before], comparisons[before].claim
        if effect.span != claim.span:
            break
        end = effect.marks.get("concept", claim.span)[1]
        between = claim.text[max(0, end - claim.span[0]) : max(0, claim.marks["concept"][0] - claim.span[0])]
        held = other.relation in ("supported", "inferred") and effect.presence == "present" and other.facts
        certain = _PROVING.search(between) is not None
        led = certain or (_CAUSE.search(between) is not None and not (by_signs or open_))
        if held and led and (certain or not source.bearing_on(claim)):
            difference = Difference("overinterpretation", claim.name, effect.name)
            return Comparison(claim, "unsupported", other.facts, difference)
    return comparison


def _of_unread_cause(comparison: Comparison, facts: Facts) -> Comparison:
    """Return a finding that holds as overinterpreted where the draft gives it a cause of which no word stands in the source
    ("osteomalacia due to coeliac sprue").
    """
    claim = comparison.claim
    if comparison.relation not in ("supported", "inferred") or comparison.difference or not comparison.facts:
        return comparison
    cause = _CAUSE.search(claim.text, max(0, claim.marks.get("concept", claim.span)[1] - claim.span[0]))
    if cause is None:
        return comparison
    phrase = _PHRASE_END.split(claim.text[cause.end() :], maxsplit=1)[0]
    words = content(phrase)
    if not words or any(_is_told(word, facts) for word in words):
        return comparison
    difference = Difference("overinterpretation", f"{cause[0].lower()} {phrase.strip()}", comparison.facts[0].name, added=True)
    return Comparison(claim, "unsupported", comparison.facts, difference)


def _is_told(word: str, facts: Facts) -> bool:
    """Say whether a word names a finding, which is judged for itself, or stands anywhere in the source."""
    if any(entry.category == "concept" for entry in lexicon().phrases.get(word, ())):
        return True
    return any(is_one_word(word, other) for other in facts.stems.get(word[:STEM], ()))


def _explained(comparison: Comparison, untold: Sequence[Finding]) -> Comparison:
    claim = comparison.claim
    stated = claim.kind == "finding" and claim.presence == "present" and comparison.reason == "silent"
    usual = usual_places(claim.concept)
    misplaced = bool(claim.anatomy and usual and not touches(claim.anatomy, usual))
    if (
        not stated
        or misplaced
        or claim.sizes
        or not is_concluded(claim.concept)
        or "malignancy" in lexicon().kinds(claim.concept)
    ):
        return comparison
    grave = lexicon().concepts[claim.concept].importance == "critical"
    near = (fact for fact in untold if _is_there(claim, fact))
    fact = next((fact for fact in near if not grave or are_of_one_family(claim.concept, fact.concept)), None)
    if fact is None:
        return comparison
    return Comparison(claim, "unsupported", (fact,), Difference("overinterpretation", claim.name, fact.name, added=True))


def _is_weighty(fact: Finding) -> bool:
    known = lexicon().concepts.get(fact.concept)
    stated = fact.source == "findings" and fact.kind == "finding" and fact.presence == "present" and not fact.historical
    return stated and known is not None and known.importance != "routine" and not known.device


def _is_there(claim: Finding, fact: Finding) -> bool:
    if claim.laterality != fact.laterality or (claim.levels and fact.levels and claim.levels.isdisjoint(fact.levels)):
        return False
    places = places_of(claim)
    return not places & _WIDE and any(
        relation(place, other) in ("same", "vaguer", "narrower") for place in places for other in places_of(fact) - _WIDE
    )
