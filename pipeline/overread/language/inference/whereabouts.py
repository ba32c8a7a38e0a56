"""Whether evidence lies where the conclusion is said to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from overread.finding import Finding
from overread.language.comparison.amounts.measurements import measurement_differences
from overread.language.comparison.differences import differences_of_place
from overread.language.comparison.facts.company import Company
from overread.language.comparison.looks.qualities import greater_elsewhere, quality_differences
from overread.language.extraction.context import EXAMINED
from overread.language.lexicon import Condition, lexicon
from overread.language.places import CHAMBER, is_inside, places_of, touches, usual_places
from overread.review import Comparison, Difference

# signs that lie elsewhere than what pulls on them
_PULLED = frozenset({"hilar_retraction", "elevated_hemidiaphragm", "mediastinal_shift", "tracheal_deviation"})


def licenses(start: str, end: str) -> bool:
    """Say whether a rule concludes the one finding from the other."""
    alone = (Condition(start),)
    licensed = (rule for rule in lexicon().rules_for(end) if rule.strength == "licensed")
    return end in lexicon().kinds(start) or any(alone in rule.groups for rule in licensed)


def apart_from_evidence(claim: Finding, named: tuple[Finding, ...], company: Sequence[Finding]) -> Comparison | None:
    """Return the contradiction where side, place or size of a conclusion is that of none of its evidence.

    `company` is all that the conclusion could rest on: both sides may be borne out by two findings.
    """
    if more := greater_elsewhere(claim, [fact for fact in company if fact.kind == "finding"]):
        return Comparison(claim, "contradicted", more[:1], more[1])
    plain = (claim.severity, claim.change, claim.count, claim.certainty) == (None, None, None, "definite")
    bare = claim if plain else replace(claim, severity=None, change=None, count=None, certainty="definite")
    around = Company(company)
    evidence = [fact for fact in named if fact.kind == "finding"]
    evidence = [fact for fact in evidence if touches(places_of(claim), places_of(fact))] or evidence
    found: dict[str, list[tuple[Finding, Difference]]] = {}
    for fact in evidence:
        of_look = chain(measurement_differences(bare, fact, around), quality_differences(bare, fact))
        for difference in chain(differences_of_place(bare, fact, around), of_look):
            if difference.attribute == "location" and not (claim.anatomy or claim.levels):
                continue
            if difference.attribute == "laterality" and (_is_of_chamber(claim, fact) or is_sided_elsewhere(claim, fact)):
                continue
            if difference.attribute == "location" and not claim.levels and _are_both_at_home(claim, fact):
                continue
            if difference.attribute == "location" and fact is not named[0] and _bears(claim, named[0], "location"):
                continue
            of_denial = fact.presence == "absent" and difference.attribute != "laterality"
            if difference.attribute == "measurement" and not _bears(claim, fact, "measurement"):
                continue
            if not difference.added and not of_denial and _is_of_conclusion(difference, fact):
                found.setdefault(difference.attribute, []).append((fact, difference))
    for attribute, rows in found.items():
        bearing = [fact for fact in evidence if _bears(claim, fact, attribute)]
        if len(rows) == len(bearing) or (attribute in ("laterality", "location") and rows[0][0] in bearing[:1]):
            return Comparison(claim, "contradicted", (rows[0][0],), rows[0][1])
    return None


def is_sided_elsewhere(claim: Finding, sign: Finding) -> bool:
    """Say whether the side of a sign is that of the first of its places, and a claim is of a later one, told in the plural ("in
    the right caudate nucleus and in the lateral ventricles").
    """
    side, start = sign.marks.get("side"), sign.span[0]
    if claim.laterality != "bilateral" or side is None or len(sign.anatomy) < 2:
        return False
    placed = {place: sign.marks[f"anatomy:{place}"] for place in sign.anatomy if f"anatomy:{place}" in sign.marks}
    later = {place for place, mark in placed.items() if mark[0] > side[1] and mark[0] > min(placed.values())[0]}
    plural = {place for place in later if sign.text[slice(*(end - start for end in placed[place]))].endswith("s")}
    return touches(places_of(claim), frozenset(plural))


def without_other_vessels(
    claim: Finding, readings: list[tuple[str, tuple[Finding, ...]]]
) -> list[tuple[str, tuple[Finding, ...]]]:
    """Return readings without those that rest on other vessels of the other side alone, which tell nothing of a claimed one."""
    if claim.laterality is None or not claim.anatomy or not _are_vessels(claim.anatomy):
        return readings
    return [reading for reading in readings if not all(_is_other_vessel(claim, fact) for fact in reading[1])]


def _is_other_vessel(claim: Finding, fact: Finding) -> bool:
    sides = {claim.laterality, fact.laterality} == {"left", "right"}
    return sides and bool(fact.anatomy) and _are_vessels(fact.anatomy) and not touches(claim.anatomy, fact.anatomy)


def _are_vessels(places: frozenset[str]) -> bool:
    wholes = lexicon().wholes
    return all("vessel" in wholes(place) or "artery" in wholes(place) for place in places)


def _are_both_at_home(claim: Finding, sign: Finding) -> bool:
    """Say whether a conclusion and its sign each sit where they always do: a small fetus, and the flow in the cord."""
    mine, theirs = usual_places(claim.concept), usual_places(sign.concept)
    return (
        bool(mine and theirs)
        and is_inside(claim.anatomy, mine)
        and not touches(mine, theirs)
        and touches(places_of(sign), theirs)
    )


def _is_of_chamber(claim: Finding, sign: Finding) -> bool:
    """Say whether the side of a claim is only that of a heart chamber it names, as in a ratio of both ("RV/LV 1.3"), and its
    sign is not told of one such chamber too.
    """
    chambers = [place for place in claim.anatomy if CHAMBER in lexicon().wholes(place)]
    same = "side" not in sign.marks and not places_of(sign).isdisjoint(chambers)
    return "side" not in claim.marks and bool(chambers) and not same


def _bears(claim: Finding, fact: Finding, attribute: str) -> bool:
    """Say whether a piece of evidence has the attribute, and so could bear out that of the conclusion."""
    values = {
        "laterality": fact.laterality or any(name.startswith(EXAMINED) for name in fact.nearby),
        "location": fact.levels or (fact.anatomy and not claim.levels),
        "measurement": fact.sizes or fact.observed,
        "descriptor": fact.descriptors,
    }
    return bool(values[attribute])


def _is_of_conclusion(difference: Difference, fact: Finding) -> bool:
    """Say whether a difference from a piece of evidence is one of the conclusion too: a size, where the evidence has one."""
    if difference.attribute == "measurement":
        return difference.source_value != "no such value"
    if difference.attribute == "location":
        return bool(fact.anatomy or fact.levels) and difference.mark != "anatomy" and fact.concept not in _PULLED
    return difference.attribute == "laterality" or (difference.attribute == "descriptor" and difference.mark != "score")
