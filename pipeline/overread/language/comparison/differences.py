"""Attribute by attribute, where a claim differs from the facts it is set against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from overread.finding import Finding, Quantity
from overread.language.comparison.certainties import certainty_differences
from overread.language.comparison.changes import change_differences
from overread.language.comparison.company import Company
from overread.language.comparison.qualities import quality_differences
from overread.language.comparison.told_directions import direction_differences
from overread.language.extraction.context import EXAMINED
from overread.language.figures.agreement import agrees, ends, growths, printed, scale, size_words
from overread.language.figures.counts import count_differences, rating_of
from overread.language.figures.degrees import severity_differences
from overread.language.figures.portions import PORTION
from overread.language.figures.quantities import GROWTH
from overread.language.lexicon import Concept, lexicon
from overread.language.places import (
    CHAMBER,
    is_covered,
    is_level_in,
    location_of,
    place_words,
    places_of,
    shares_organ,
    told_besides,
    touches,
    usual_places,
)
from overread.review import Difference

ORDER = ("laterality", "location", "measurement", "severity", "count", "descriptor", "change", "certainty", "invented_prior")
_MIDLINE = frozenset({"airway", "esophagus", "gi_tract"})
WEIGHT = {
    "laterality": 8,
    "location": 8,
    "measurement": 4,
    "severity": 2,
    "count": 2,
    "descriptor": 2,
    "change": 1,
    "certainty": 1,
    "invented_prior": 1,
}
AT_A_DISTANCE = "at a distance from it"


def differences(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the differences of a claim from one fact; `company` are all facts about the same finding, that one included."""
    yield from differences_of_place(claim, fact, company)
    yield from differences_of_look(claim, fact, company)


def differences_of_place(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the differences in side and place, which are the same for all facts of one `Placing`."""
    yield from _laterality(claim, fact, company)
    yield from _location(claim, fact)


def differences_of_look(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the differences in all else: size, degree, number, quality, course and certainty."""
    yield from _measurement(claim, fact, company)
    yield from severity_differences(claim, fact)
    if claim.count is not None and claim.count != fact.count:
        of_side = claim.marks.get("side", (0, 0))[0] == claim.marks.get("count", (0, 0))[1] + 1  # "two left ovarian cysts"
        of_side = of_side or "side" not in claim.marks  # of the heading
        yield from count_differences(
            claim, fact, company.numbers_on(claim.laterality if of_side else None, rating_of(claim), new=claim.change == "new")
        )
    yield from quality_differences(claim, fact)
    yield from change_differences(claim, fact)
    yield from certainty_differences(claim, fact)


def _laterality(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    if claim.laterality in (None, "midline", fact.laterality):
        yield from _dropped_side(claim, fact, company)
        return
    if fact.laterality == "bilateral" or claim.concept.startswith(("left_", "right_")):
        return
    known = lexicon().concepts.get(claim.concept)
    if known is not None and known.device and (claim.laterality == "bilateral" or _is_of_midline(known, claim, fact)):
        return
    if claim.laterality == "bilateral":
        if {"left", "right"} <= company.sides or "bilateral" in company.sides or fact.laterality is None:
            return
        yield Difference("laterality", "both sides", f"the {fact.laterality}")
    elif fact.laterality is None:
        if claim.laterality in fact.nearby:
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
    paired = _is_paired(fact, fact)
    of_chamber = "side" not in fact.marks and any(CHAMBER in words.wholes(place) for place in fact.anatomy)
    if (
        paired
        and not of_chamber
        and claim.laterality is None
        and fact.laterality in ("left", "right")
        and not claim.nearby & {"left", "right", "bilateral"}
        and company.sides_told == {fact.laterality}
    ):
        yield Difference("laterality", "no side", f"the {fact.laterality}", "concept", added=True)


def _location(claim: Finding, fact: Finding) -> Iterator[Difference]:
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
    if not _ORDERS.keys().isdisjoint(told.anatomy) and "saddle" not in claim.descriptors:
        told = replace(told, anatomy=frozenset(place for place in told.anatomy if _ORDERS.get(place) not in fact.descriptors))
    relation = location_of(told, fact)
    if relation == "narrower" and not claim.anatomy and _is_off_the_spine(claim, fact):
        relation = "apart"
    if relation in ("same", "vaguer"):
        yield from direction_differences(claim, fact)
        return
    if relation == "narrower" and _is_nearby(claim, fact):
        yield from direction_differences(claim, fact)
        return
    claimed, stated = place_words(claim), place_words(fact)
    if not claimed:
        return
    if (relation == "narrower" and not _is_measured_elsewhere(claim, fact)) or _is_other_measure(claim, fact):
        yield Difference("location", claimed, stated or "no such place", _misplaced(claim, fact), added=True)
    else:
        yield Difference("location", claimed, stated or "elsewhere", _misplaced(claim, fact))


_SPINAL = ("spine", "bone", "spinal_cord", "spine_region")


def _is_off_the_spine(claim: Finding, fact: Finding) -> bool:
    """Say whether an unnamed finding of a claim is in a vertebra, and a fact in an organ without one ("lesion in L3")."""
    spinal = bool(claim.levels) and all(level[0] in "CTLS" and level[1:].isdigit() for level in claim.levels)
    places = places_of(fact)
    wholes = frozenset(whole for place in places for whole in lexicon().wholes(place))
    known = lexicon().concepts.get(claim.concept)
    return spinal and known is not None and known.generic and bool(places) and not fact.levels and wholes.isdisjoint(_SPINAL)


def _is_other_measure(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact only measures another organ, and finds another value: of the claimed organ it says nothing."""
    measured = claim.concept == fact.concept == "organ_size"
    return measured and not any(agrees(size, other) for size in claim.sizes for other in fact.sizes)


def _beyond(usual: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """Return the places named beside the usual ones, unless they are mere tissues: "osseous" of a nerve root."""
    more = named - usual
    return more if more - lexicon().loose else frozenset()


def _is_measured_elsewhere(claim: Finding, fact: Finding) -> bool:
    """Say whether the source measures from a landmark where a tip lies, and the draft puts the tip outside its usual organ."""
    known = lexicon().concepts.get(claim.concept)
    tip = known is not None and known.tip and bool(fact.sizes)
    return tip and not claim.sizes and not touches(claim.anatomy, usual_places(claim.concept))


_OF_THE_STUDY = frozenset({"study_limitation", "motion_artifact", "true_lumen", "false_lumen"})


def turn_of(difference: Difference, fact: Finding) -> tuple[int, int]:
    """Return the turn of a difference from a fact: what is wrong before what is added, each in the order of the contract, but a
    place in another organ before the side of it.
    """
    return int(difference.added), -1 if is_in_another_organ(difference, fact) else ORDER.index(difference.attribute)


def is_in_another_organ(difference: Difference, fact: Finding) -> bool:
    """Say whether a difference is of a place in another organ than a fact in a chamber of the heart, whose side is its name."""
    kind, _, place = difference.mark.partition(":")
    if difference.attribute != "location" or difference.added or kind != "anatomy" or not place:
        return False
    return any(CHAMBER in lexicon().wholes(own) for own in fact.anatomy) and not shares_organ({place}, fact.anatomy)


def _misplaced(claim: Finding, fact: Finding) -> str:
    """Return the mark of the level or the place of a claim that does not fit the fact."""
    if claim.levels and location_of(replace(claim, anatomy=frozenset()), fact) in ("narrower", "apart"):
        lacking = [level for level in sorted(claim.levels) if not is_level_in(level, fact.levels)]
        return f"level:{lacking[0]}" if lacking else "level"
    words = lexicon()
    named = sorted(claim.anatomy, key=lambda place: (place in words.loose, -len(words.wholes(place)), place))
    apart = [place for place in named if not is_covered(place, told_besides(place, claim.anatomy, places_of(fact)))]
    return f"anatomy:{apart[0]}" if apart else "anatomy"


_ORDERS = {"segmental_pulmonary_artery": "segmental", "subsegmental_pulmonary_artery": "subsegmental"}
"""Branches that an embolus or a defect is told to be in by a quality of its own ("segmental filling defect")."""


def _is_nearby(claim: Finding, fact: Finding) -> bool:
    """Say whether the sentence of the fact names the place of the claim, though not plainly of that finding."""
    near = frozenset(place for place in fact.nearby if place in lexicon().places)
    return (
        all(is_covered(place, near) or is_covered(place, places_of(fact)) for place in claim.anatomy)
        and claim.levels <= fact.nearby | fact.levels
    )


def _measurement(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    if _is_other_measure(claim, fact) and location_of(claim, fact) == "apart":
        return
    for size in claim.sizes:
        if size.quantity == "time":
            continue
        if size.quantity == GROWTH:
            yield from _growth(size, fact)
            continue
        own = [other for other in fact.sizes or fact.observed if _comparable(size, other)]
        if not own and size.quantity == PORTION:
            own = [other for other in fact.sizes if agrees(size, replace(other, quantity=PORTION))]
        if len(own) > 1 and not _leads_from(claim, size):
            own = [other for other in own if not _leads_from(fact, other)] or own
        if any(agrees(size, other) for other in own):
            continue
        if size.role == "range" and all(company.sizes.agreeing(end) for end in ends(size)):
            continue
        alone = bool(own) and size.role != "limit"
        if not alone and any(_comparable(size, other) for other in company.sizes.agreeing(size)):
            continue
        if size.role == "limit" and (_is_least_met(size, claim, own) or (not own and not _is_most(size, claim))):
            continue
        stated = own[0] if own else company.sizes.first.get((size.quantity, size.role == "prior"))
        value = size_words(stated) if stated else "no such value"
        yield Difference("measurement", size_words(size), value, f"size:{size.span[0]}")


_LANDMARK = re.compile(
    r"\s*(?:(?:just|immediately)\s)?(?:above|below|beyond|from|(?:proximal|distal|cephalad|caudal|superior|inferior) to)\b",
    re.I,
)


def _leads_from(finding: Finding, size: Quantity) -> bool:
    """Say whether a length tells how far a finding is from a landmark ("5 mm stone 2 cm above the junction"), not how large."""
    return size.quantity == "size" and _LANDMARK.match(finding.text, size.span[1] - finding.span[0]) is not None


def _is_most(size: Quantity, claim: Finding) -> bool:
    return claim.text[: size.span[0] - claim.span[0]].rstrip().lower().endswith("up to")


_LEAST = re.compile(
    r"(?:>|≥|\b(?:more|greater|larger) than|\bat least|\bover|\bexceeding|\babove)\s*(?:approximately\s*)?$", re.I
)


def _is_least_met(size: Quantity, claim: Finding, own: list[Quantity]) -> bool:
    """Say whether a value that a finding is said to exceed ("> 180 degrees") is exceeded by the stated one."""
    if _LEAST.search(claim.text[: max(0, size.span[0] - claim.span[0])]) is None:
        return False
    return any(max(other.values) * scale(other, size) >= max(size.values) for other in own)


def _growth(size: Quantity, fact: Finding) -> Iterator[Difference]:
    """Yield the difference of a growth from what the two sizes of the fact make it, where it has two."""
    kind, value, step = printed(size, 0)
    reckoned = [(change, near) for other, change, near in growths(fact) if other == kind]
    if reckoned and not any(abs(value - change) <= max(step, near) for change, near in reckoned):
        sizes = [other for other in fact.sizes if printed(other, 0)[0] == kind]
        yield Difference("measurement", size_words(size), " from ".join(map(size_words, sizes[:2])), f"size:{size.span[0]}")


def _comparable(size: Quantity, other: Quantity) -> bool:
    return size.quantity == other.quantity and (size.role == "prior") == (other.role == "prior")
