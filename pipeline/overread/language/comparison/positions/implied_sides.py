"""Sides that are told by a part or a name: segment VII is of the right lobe of the liver, the sigmoid of the left colon."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.places import places_of

_OF_PLACES = {
    "left": frozenset({"descending_colon", "sigmoid_colon", "splenic_flexure"}),
    "right": frozenset({"ascending_colon", "cecum", "hepatic_flexure"}),
}
_OF_NAMES = {"levoscoliosis": "left", "dextroscoliosis": "right"}
_LOBES = {"left": frozenset("234"), "right": frozenset("5678")}
"""The segments of the lobes of the liver (Couinaud)."""
_SEGMENT, _STATION = "segment-", "station-"
_STATIONS = {"l": "left", "r": "right"}


def is_side_of(side: str, fact: Finding) -> bool:
    """Say whether the places, levels and name of a finding are of one side alone, though it names none."""
    if _OF_NAMES.get(fact.concept) == side:
        return True
    if fact.levels and all(level.startswith(_STATION) for level in fact.levels):
        return all(_STATIONS.get(level[-1]) == side for level in fact.levels)
    places = places_of(fact)
    if fact.levels:
        in_liver = any("liver" in lexicon().wholes(place) for place in places)
        numbers = [level.removeprefix(_SEGMENT)[:1] for level in fact.levels if level.startswith(_SEGMENT)]
        return in_liver and len(numbers) == len(fact.levels) and _LOBES.get(side, frozenset()).issuperset(numbers)
    return bool(places) and places <= _OF_PLACES.get(side, frozenset())


def names_a_sided_part(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim without a side names the numbered part in which a finding with one is told."""
    shared = claim.levels & fact.levels
    return any(level.startswith((_SEGMENT, _STATION)) for level in shared)


def without_the_lobe(claim: Finding, fact: Finding) -> frozenset[str]:
    """Return the places of a claim without the lobe of the liver that the segment of a fact is of."""
    told = claim.laterality is not None and "hepatic_lobe" in claim.anatomy and is_side_of(claim.laterality, fact)
    return claim.anatomy - {"hepatic_lobe"} if told else claim.anatomy
