"""Where a claim differs from a fact in side, place, level or direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.amounts.measurements import is_other_measure
from overread.language.comparison.facts.company import Company
from overread.language.comparison.positions.implied_sides import is_side_of, names_a_sided_part, without_the_lobe
from overread.language.comparison.positions.told_directions import LANDMARK, direction_differences
from overread.language.extraction.binding.seats import DIRECTED
from overread.language.extraction.binding.spine_beside import are_spine_and_else
from overread.language.extraction.context import EXAMINED
from overread.language.figures.agreement import agrees
from overread.language.lexicon import Concept, lexicon
from overread.language.places import (
    CHAMBER,
    has_halves,
    is_covered,
    is_level_in,
    location_of,
    narrowest,
    place_words,
    places_of,
    told_besides,
    touches,
    usual_places,
)
from overread.review import Difference

_MIDLINE = frozenset({"airway", "esophagus", "gi_tract"})
AT_A_DISTANCE = "at a distance from it"
_SPINAL = ("spine", "bone", "spinal_cord", "spine_region")
_OF_THE_STUDY = frozenset({"study_limitation", "motion_artifact", "true_lumen", "false_lumen"})
_ORDERS = {"segmental_pulmonary_artery": "segmental", "subsegmental_pulmonary_artery": "subsegmental"}
"""Branches that an embolus or a defect is told to be in by a quality of its own ("segmental filling defect")."""


def side_differences(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the difference in side: another one, one that the source does not give, or the loss of one that it gives; the side
    to which something has shifted is none of what has shifted it.
    """
    if (claim.concept in DIRECTED) != (fact.concept in DIRECTED):
        return
    if claim.laterality in (None, "midline", fact.laterality):
        yield from _dropped_side(claim, fact, company)
        return
    if fact.laterality == "bilateral" or claim.concept.startswith(("left_", "right_")):
        return
    known = lexicon().concepts.get(claim.concept)
    if known is not None and known.device and (claim.laterality == "bilateral" or _is_of_midline(known, claim, fact)):
        return
    if claim.laterality == "bilateral":
        largest = f"greater_{fact.laterality}" in fact.descriptors and "bilateral" in fact.nearby
        if {"left", "right"} <= company.sides or "bilateral" in company.sides or fact.laterality is None or largest:
            return
        yield Difference("laterality", "both sides", f"the {fact.laterality}")
    elif fact.laterality is None:
        if claim.laterality in fact.nearby or is_side_of(claim.laterality or "", fact):
            return
        examined = f"{EXAMINED}{'left' if claim.laterality == 'right' else 'right'}"
        if examined in fact.nearby and _is_paired(claim, fact):
            yield Difference("laterality", f"the {claim.laterality}", f"the {examined.removeprefix(EXAMINED)}")
        else:
            yield Difference("laterality", f"the {claim.laterality}", "no side", added=True)
    else:
        yield Difference("laterality", f"the {claim.laterality}", f"the {fact.laterality}")


def _is_paired(claim: Finding, fact: Finding) -> bool:
    places = lexicon().places
    return any(place in places and places[place].paired for place in places_of(claim) | places_of(fact))


def _is_of_midline(device: Concept, claim: Finding, fact: Finding) -> bool:
    """Say whether a device lies in the airway or the gut: a side told with it is that of the place of its tip, which
    counts only where both name one such place ("in the left bronchus").
    """
    places = lexicon().places
    if any(place in places and places[place].paired for place in claim.anatomy & fact.anatomy):
        return False
    return bool(device.anatomy) and all(lexicon().wholes(place) & _MIDLINE for place in device.anatomy)


def _dropped_side(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the loss of a side that every fact about the finding gives, unless the claim's sentence names one."""
    words = lexicon()
    paired = any(map(has_halves, narrowest(places_of(fact))))
    of_chamber = "side" not in fact.marks and any(CHAMBER in words.wholes(place) for place in fact.anatomy)
    if (
        paired
        and not of_chamber
        and claim.laterality is None
        and fact.laterality in ("left", "right")
        and not claim.nearby & {"left", "right", "bilateral"}
        and company.sides_told == {fact.laterality}
        and not names_a_sided_part(claim, fact)
    ):
        yield Difference("laterality", "no side", f"the {fact.laterality}", "concept", added=True)


def place_differences(claim: Finding, fact: Finding) -> Iterator[Difference]:
    """Yield the difference in place, level or direction; a narrower place than that of the fact is added, not wrong."""
    if claim.concept in _OF_THE_STUDY:
        return
    known = lexicon().concepts.get(claim.concept)
    if away := [place for place in sorted(claim.anatomy) if f"away:{place}" in fact.marks and known and not known.tip]:
        yield Difference("location", lexicon().name(away[0]), AT_A_DISTANCE, f"anatomy:{away[0]}")
        return
    if "anatomy" not in claim.marks and fact.anatomy and fact.anatomy < claim.anatomy and claim.levels <= fact.levels:
        return  # only a heading names them all
    usual = frozenset() if known is not None and known.tip else usual_places(claim.concept)
    told = claim if usual.isdisjoint(claim.anatomy) else replace(claim, anatomy=_beyond(usual, claim.anatomy))
    if (places := without_the_lobe(told, fact)) != told.anatomy:
        told = replace(told, anatomy=places)
    if not _ORDERS.keys().isdisjoint(told.anatomy) and "saddle" not in claim.descriptors:
        told = replace(told, anatomy=frozenset(place for place in told.anatomy if _ORDERS.get(place) not in fact.descriptors))
    relation = location_of(told, fact)
    if relation == "narrower" and (_is_of_another_bone(claim, fact) or (not claim.anatomy and _is_off_the_spine(claim, fact))):
        relation = "apart"
    if relation in ("same", "vaguer"):
        yield from direction_differences(claim, fact)
        return
    if relation == "narrower" and _is_nearby(claim, fact):
        yield from direction_differences(claim, fact)
        return
    if relation == "narrower":
        yield from direction_differences(claim, fact)
    claimed, stated = place_words(claim), place_words(fact)
    if not claimed:
        return
    if (relation == "narrower" and not _is_measured_elsewhere(claim, fact)) or is_other_measure(claim, fact):
        yield Difference("location", claimed, stated or "no such place", _misplaced(claim, fact), added=True)
    else:
        yield Difference("location", claimed, stated or "elsewhere", _misplaced(claim, fact))


def _is_off_the_spine(claim: Finding, fact: Finding) -> bool:
    """Say whether an unnamed finding of a claim is in a vertebra, and a fact in an organ without one ("lesion in L3")."""
    spinal = bool(claim.levels) and all(level[0] in "CTLS" and level[1:].isdigit() for level in claim.levels)
    places = places_of(fact)
    wholes = frozenset(whole for place in places for whole in lexicon().wholes(place))
    known = lexicon().concepts.get(claim.concept)
    return spinal and known is not None and known.generic and bool(places) and not fact.levels and wholes.isdisjoint(_SPINAL)


def _is_of_another_bone(claim: Finding, fact: Finding) -> bool:
    """Say whether one of two findings is in a bone off the spine, and the other only at a level of it ("femur decreased, T12
    increased").
    """
    placed, leveled = (claim, fact) if claim.anatomy else (fact, claim)
    if leveled.anatomy or not leveled.levels or not placed.anatomy:
        return False
    boned = all("bone" in lexicon().wholes(place) for place in placed.anatomy)
    return boned and are_spine_and_else((claim.anatomy, claim.levels), (fact.anatomy, fact.levels))


def _beyond(usual: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """Return the places named beside the usual ones, unless they are mere tissues: "osseous" of a nerve root."""
    more = named - usual
    return more if more - lexicon().loose else frozenset()


def _is_measured_elsewhere(claim: Finding, fact: Finding) -> bool:
    """Say whether the source measures from a landmark where a tip lies, and the draft puts the tip outside its usual organ."""
    known = lexicon().concepts.get(claim.concept)
    tip = known is not None and known.tip and bool(fact.sizes)
    return tip and not claim.sizes and not touches(claim.anatomy, usual_places(claim.concept))


def _misplaced(claim: Finding, fact: Finding) -> str:
    """Return the mark of the level or the place of a claim that does not fit the fact."""
    if claim.levels and location_of(replace(claim, anatomy=frozenset()), fact) in ("narrower", "apart"):
        lacking = [level for level in sorted(claim.levels) if not is_level_in(level, fact.levels)]
        return f"level:{lacking[0]}" if lacking else "level"
    words = lexicon()
    named = sorted(claim.anatomy, key=lambda place: (place in words.loose, -len(words.wholes(place)), place))
    apart = [place for place in named if not is_covered(place, told_besides(place, claim.anatomy, places_of(fact)))]
    return f"anatomy:{apart[0]}" if apart else "anatomy"


def named_near(fact: Finding) -> frozenset[str]:
    """Return the places that the sentence of a fact names, the narrowest of them: a territory of a hemisphere."""
    return narrowest(frozenset(place for place in fact.nearby if place in lexicon().places))


def _is_nearby(claim: Finding, fact: Finding) -> bool:
    """Say whether the sentence of the fact names the place of the claim, though not plainly of that finding."""
    near = named_near(fact)
    return (
        all(is_covered(place, near) or is_covered(place, places_of(fact)) for place in claim.anatomy)
        and claim.levels <= fact.nearby | fact.levels
    )


def is_outside(difference: Difference, claim: Finding, told: Sequence[Finding]) -> bool:
    """Say whether what differs is no word of the statement itself, or the former size where it should be the present one.

    A size may stand in a later sentence than the finding it belongs to ("It measures 3 cm."), a category be one letter.
    """
    if difference.mark == "score" or difference.mark.startswith(LANDMARK) or difference.source_value == AT_A_DISTANCE:
        return True
    start, end = claim.marks.get("size", claim.span)
    beyond = start < claim.span[0] or end > claim.span[1]
    return difference.attribute == "measurement" and (beyond or _is_former(claim, told))


def _is_former(claim: Finding, told: Sequence[Finding]) -> bool:
    """Say whether a claim gives as present the size that a finding had before, which a quotation of both would bear out."""
    former = [size for fact in told for size in fact.sizes if size.role == "prior"]
    return any(size.role == "current" and agrees(size, other) for size in claim.sizes for other in former)
