"""What the source says near a finding though its grammar binds it to another word: a value or a place that the draft takes up.

A value or a place that differs from the nearest fact is an error only where the source does not give it to that very finding.
Reports tell the size of a lesion under the name of the organ, in the sentence before the diagnosis, or behind it, and the place
in a heading; what stands so near is no positive evidence against the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from overread.finding import Finding
from overread.language.comparison.denials.denials import denials
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.looks.exchanged_meanings import COPY, ECHO
from overread.language.comparison.matching import compare_claim
from overread.language.comparison.positions.level_by_level import (
    at_each_level,
    is_of_several_levels,
    without_disc_beside,
    worst,
)
from overread.language.comparison.positions.opposed_positions import is_exchange
from overread.language.comparison.vicinity.found_there import softened
from overread.language.comparison.vicinity.given_courses import without_course
from overread.language.comparison.vicinity.given_degrees import without_degree
from overread.language.comparison.vicinity.given_features import without_feature
from overread.language.comparison.vicinity.given_places import without_place
from overread.language.comparison.vicinity.given_values import Spoken, is_growth, without_size
from overread.language.inference.kindred import is_of_spine, is_spinal
from overread.language.lexicon import lexicon
from overread.language.places import is_several, narrowest, places_of, relation, touches, usual_places
from overread.review import Comparison, Difference


def borne_out(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons without the differences in value or place that the source itself gives beside the nearest fact."""
    spoken = {(comparison.claim.sentence, comparison.claim.concept): bool(comparison.claim.sizes) for comparison in comparisons}
    return [_weighed(comparison, facts, spoken) for comparison in comparisons]


def _weighed(comparison: Comparison, facts: Facts, spoken: Spoken) -> Comparison:
    """Return one comparison so; `spoken` tells what the sentences of the draft speak of, and whether with a size."""
    if comparison.reason == COPY:
        return comparison
    if comparison.difference and comparison.difference.mark == ECHO and is_exchange(comparison.difference):
        return comparison
    if (apart := _one_by_one(comparison, facts, spoken)) is not None:
        return apart
    whole = claim = comparison.claim
    for _ in range(1 + len(whole.sizes) + len(whole.anatomy)):
        difference = comparison.difference
        if difference is None or not comparison.facts or comparison.facts[0].source != "findings":
            return comparison
        if difference.mark == COPY and not is_growth(claim, difference):
            return comparison
        if difference.mark in (COPY, ECHO) and is_growth(claim, difference):
            return compare_claim(whole, facts)
        fact, less = comparison.facts[0], claim
        if difference.attribute == "measurement":
            less = without_size(claim, fact, difference, facts, spoken)
        elif difference.attribute == "location":
            less = without_place(claim, fact, difference.mark, facts)
        elif difference.attribute == "descriptor" and difference.added:
            less = without_feature(claim, fact, difference.mark, facts)
        elif difference.attribute == "severity" and difference.added:
            less = without_degree(claim, fact)
        elif difference.attribute == "change" and difference.source_value == "no change":
            less = without_course(claim, fact, facts)
        if less is claim:
            return _unplaced(comparison, facts) or softened(comparison, facts)
        found = compare_claim(less, facts)
        if difference.attribute == "location" and found.difference and found.difference.attribute == "negation":
            return replace(comparison, relation="unsupported", difference=replace(difference, added=True))
        if found.difference and found.difference.attribute == "certainty" and _is_of_elsewhere(whole, found.facts):
            return replace(comparison, relation="inferred", difference=None)
        comparison, claim = replace(found, claim=whole), less
    return comparison


def _is_of_elsewhere(claim: Finding, facts: Sequence[Finding]) -> bool:
    """Say whether a claim names a place in which none of some facts is: a doubt about those is not about it."""
    return bool(claim.anatomy) and not any(touches(claim.anatomy, places_of(fact)) for fact in facts)


def _one_by_one(comparison: Comparison, facts: Facts, spoken: Spoken) -> Comparison | None:
    """Return the comparison of a claim about several places, the narrowest that it names, judged place by place."""
    claim, difference = comparison.claim, comparison.difference
    if difference is not None and is_of_several_levels(claim, difference):
        less = without_disc_beside(claim, comparison.facts[0], facts)
        if less.levels != claim.levels:
            return replace(_weighed(compare_claim(less, facts), facts, spoken), claim=claim)
        return worst([_weighed(compare_claim(part, facts), facts, spoken) for part in at_each_level(claim)], claim)
    if difference is None or difference.attribute != "location" or claim.sizes or len(claim.anatomy) < 2:
        return None
    if claim.kind == "other" or _is_one_name(claim):
        return None
    places = sorted(place for place in narrowest(claim.anatomy) if not is_several(place, claim.anatomy))
    if len(places) == 1 or claim.anatomy & lexicon().loose:
        return None
    if any(relation(one, other) != "apart" for one, other in combinations(places, 2)):
        return None
    found = [_of_part(_at(claim, place), facts, spoken) for place in places]
    wrong = [place for place, one in enumerate(found) if one.relation not in ("supported", "inferred")]
    if len(wrong) == len(found):
        return None
    judged = found[wrong[0] if wrong else 0]
    if wrong and judged.difference and judged.difference.attribute == "negation":
        return replace(comparison, relation="contradicted", difference=replace(difference, added=False))
    added = wrong and all(places[wrong[0]] not in one.anatomy for one in comparison.facts)
    if added and (free := [one for one in denials(_at(claim, places[wrong[0]]), facts) if places[wrong[0]] in one.anatomy]):
        return Comparison(claim, "contradicted", tuple(free[:1]), Difference("negation", "present", "absent"))
    if judged.difference and judged.difference.attribute == "laterality":
        mark = f"anatomy:{places[wrong[0]]}"
        judged = replace(judged, difference=replace(judged.difference, mark=mark))
    return replace(judged, claim=claim)


def _is_one_name(claim: Finding) -> bool:
    """Say whether two places of a claim follow each other with nothing between: a segment of a lobe that does not have it."""
    spans = sorted(claim.marks[mark] for mark in (f"anatomy:{place}" for place in claim.anatomy) if mark in claim.marks)
    gaps = (claim.text[one[1] - claim.span[0] : other[0] - claim.span[0]] for one, other in pairwise(spans) if one != other)
    return any(gap.isspace() for gap in gaps)


def _of_part(claim: Finding, facts: Facts, spoken: Spoken) -> Comparison:
    """Return the comparison of a claim about one of several places: without the words by which all of it echoes another fact,
    where these alone would make it wrong.
    """
    found = _weighed(compare_claim(claim, facts), facts, spoken)
    if found.relation != "contradicted":
        return found
    bare = _weighed(compare_claim(replace(claim, words=frozenset()), facts), facts, spoken)
    return found if bare.relation == "contradicted" else bare


def _at(claim: Finding, place: str) -> Finding:
    """Return a claim about one of its places alone, with the numbered levels that are of its kind."""
    elsewhere = any(map(is_of_spine, claim.anatomy)) and not is_of_spine(place)
    own = (level for level in claim.levels if not (elsewhere and is_spinal(level)))
    levels = frozenset(level for level in own if level.startswith("rib") == (place == "rib"))
    return replace(claim, anatomy=frozenset({place}), levels=levels)


def _unplaced(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding that can never be in the place its words were bound to, which is no error then."""
    claim, difference = comparison.claim, comparison.difference
    usual = usual_places(claim.concept)
    if difference is None or difference.attribute != "location" or not usual or not claim.anatomy:
        return None
    if touches(claim.anatomy, usual):
        return None
    bare = compare_claim(replace(claim, anatomy=frozenset()), facts)
    wrong = bare.difference is not None and not bare.difference.added and bare.difference.attribute == "change"
    return replace(bare, claim=claim) if wrong else None
