"""How the places of two findings relate: the same, part of one another, or apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Literal

from overread.finding import Finding
from overread.language.lexicon import lexicon

Relation = Literal["same", "vaguer", "narrower", "apart"]
CHAMBER = "cardiac_chamber"
OTHER_SIDE: Mapping[str | None, str] = {"left": "right", "right": "left"}
BODY_REGIONS = frozenset({"head", "neck", "chest", "breast", "abdomen", "pelvis", "upper_extremity", "lower_extremity"})

_HALVED = frozenset("cerebellum cerebrum posterior_fossa neck thyroid prostate abdominal_wall chest_wall tongue larynx".split())


@lru_cache(maxsize=4096)
def usual_places(concept: str) -> frozenset[str]:
    """Return where a finding sits when its text does not say."""
    known = lexicon().concepts.get(concept)
    return known.anatomy if known else frozenset()


def places_of(finding: Finding) -> frozenset[str]:
    """Return the places of a finding: those its text names, else its usual ones, and of a body region the usual ones in it."""
    named, usual = finding.anatomy, usual_places(finding.concept)
    if not named or not usual or not named <= BODY_REGIONS:
        return named or usual
    return frozenset(place for place in usual if any(relation(place, region) == "narrower" for region in named)) or named


def seat_of(finding: Finding) -> frozenset[str]:
    """Return where a finding is for a statement that all is well there: a present one with a place of its own is in that, or in
    the part of it that it names.
    """
    known = lexicon().concepts.get(finding.concept)
    own = known.anatomy if known is not None and not known.generic and finding.presence == "present" else None
    if own and finding.anatomy and all(any(relation(place, whole) == "narrower" for whole in own) for place in finding.anatomy):
        return finding.anatomy
    return own or places_of(finding)


@lru_cache(maxsize=4096)
def shared_part(one: str, other: str) -> str | None:
    """Return the one place that is a part of two others by name: the root of the lateral meniscus of "root" and "lateral
    meniscus"; None where there is none, or more than one.
    """
    if one == other:
        return None
    parts = _parts()
    found = parts.get(one, frozenset()) & parts.get(other, frozenset())
    return min(found) if len(found) == 1 else None


@cache
def _parts() -> dict[str, frozenset[str]]:
    """Return the places that are by name a part of another, by that."""
    found: dict[str, set[str]] = {}
    for name, place in lexicon().places.items():
        for whole in place.part_of:
            found.setdefault(whole, set()).add(name)
    return {whole: frozenset(names) for whole, names in found.items()}


@lru_cache(maxsize=65536)
def relation(one: str, other: str) -> Relation:
    """Return how place `one` relates to place `other`: `vaguer` when it contains it, `narrower` when it is a part of it."""
    words = lexicon()
    if one == other or other in words.overlaps.get(one, ()):
        return "same"
    if one in words.wholes(other):
        return "vaguer"
    if other in words.wholes(one):
        return "narrower"
    return "apart"


def is_covered(place: str, places: frozenset[str]) -> bool:
    """Say whether a place is one of the places, or contains one of them."""
    return any(relation(place, other) in ("same", "vaguer") for other in places)


def has_halves(place: str) -> bool:
    """Say whether a place is one of a pair, a part of one, or a midline organ of which either half is named; a branch of the
    coronary arteries has its side by its name.
    """
    words = lexicon()
    if "coronary_artery" in words.wholes(place):
        return place == "coronary_artery"
    return place in _HALVED or any(whole in words.places and words.places[whole].paired for whole in words.wholes(place))


def touches(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether any place of one set is the same as, contains, or is part of, any of the other."""
    return any(relation(a, b) != "apart" for a in one for b in other)


def shares_organ(one: Iterable[str], other: Iterable[str]) -> bool:
    """Say whether two sets of places lie in one organ: in something smaller than a region of the body or a kind of tissue."""
    wholes = lexicon().wholes
    mine = organs(whole for place in one for whole in wholes(place))
    return not mine.isdisjoint(organs(whole for place in other for whole in wholes(place)))


def organs(places: Iterable[str]) -> frozenset[str]:
    """Return the places that are smaller than a region of the body or a kind of tissue."""
    return frozenset(places) - ((lexicon().loose | BODY_REGIONS) - {"breast"})


def is_inside(places: frozenset[str], region: frozenset[str]) -> bool:
    """Say whether any of the places lies in the region."""
    return any(relation(place, whole) in ("same", "narrower") for place in places for whole in region)


def location_of(claim: Finding, fact: Finding) -> Relation:
    """Return how the place a claim names relates to the place of a fact; a claim that names none is vaguer."""
    level = _levels(claim.levels, fact.levels)
    if level == "apart" and "nerve_root" in fact.anatomy and not are_levels_apart(claim.levels, fact.levels):
        level = "same"  # the root of S1 at L5-S1
    if level == "apart" or not claim.anatomy:
        return level
    named = narrowest(places_of(fact))
    if not named:
        return "narrower"
    worst: Relation = level
    for place in claim.anatomy:
        found = {relation(place, other) for other in told_besides(place, claim.anatomy, named)}
        best: Relation = "apart"
        if found & {"same", "vaguer"} or _is_of_its_nodes(place, named, fact):
            best = "same"
        elif "narrower" in found:  # "proximal femur" of what the source finds in the "proximal femoral shaft"
            part = place.partition("_")[0]
            best = "same" if not fact.descriptors.isdisjoint(_PART_WORDS.get(part, (part,))) else "narrower"
        if best == "apart" and (_is_its_seat(place, fact) or is_stretch_of(place, fact.levels)):
            continue
        if best == "apart" and _is_loose(place, claim.anatomy - {place}, named):
            continue
        if best == "apart" and _is_short_for(claim, place, named):
            continue
        if best == "apart" and not _is_named_for_its_organ(claim, fact) and _is_open(place, fact):
            best = "narrower"
        worst = best if _RANK[best] > _RANK[worst] else worst
    return worst


def _is_of_its_nodes(place: str, named: frozenset[str], fact: Finding) -> bool:
    """Say whether a place is no more than the lymph nodes of a stated one, or of what that is part of, in which a fact finds
    enlarged nodes ("mediastinal lymph nodes" of an enlarged node in a subcarinal location).
    """
    words = lexicon()
    of = words.places[place].part_of if place in words.places else ()
    if "lymph_node" not in words.wholes(place) or "lymphadenopathy" not in words.kinds(fact.concept):
        return False
    wholes = [whole for whole in of if "lymph_node" not in words.wholes(whole) and whole != "lymph_node"]
    return bool(wholes) and all(is_covered(whole, named) for whole in wholes)


def _is_its_seat(place: str, fact: Finding) -> bool:
    """Say whether a place is the only one that a finding is ever in, of which its text names the surroundings ("loops of small
    bowel in the mid abdomen").
    """
    known = lexicon().concepts.get(fact.concept)
    return known is not None and not known.device and known.anatomy == {place} and not fact.anatomy.isdisjoint(_SURROUNDINGS)


def is_stretch_of(place: str, levels: frozenset[str]) -> bool:
    """Say whether a place is the stretch of the spine in which one of some levels lies ("lumbar fracture" of L1)."""
    part = _STRETCHES.get(place)
    return part is not None and any(level[:1] in part and level[1:2].isdigit() for level in levels)


_STRETCHES = {
    "cervical_spine": "C",
    "thoracic_spine": "T",
    "lumbar_spine": "L",
    "sacrum": "S",
    "thoracolumbar_spine": "TL",
    "lumbosacral_spine": "LS",
}
_SURROUNDINGS = BODY_REGIONS | {
    "mid_abdomen",
    "upper_abdomen",
    "lower_abdomen",
    "upper_quadrant",
    "lower_quadrant",
    "mediastinum",
}
_PART_WORDS = {
    "lower": ("lower", "distal", "inferior"),
    "upper": ("upper", "proximal", "superior"),
    "distal": ("distal", "lower"),
    "proximal": ("proximal", "upper"),
}
"""Words by which a part of a place is told: the distal portion of a vein that runs down is its lower part."""

_FOCAL = frozenset({"cyst", "mass", "nodule", "abscess", "calculus", "hematoma"})


def _is_named_for_its_organ(claim: Finding, fact: Finding) -> bool:
    """Say whether the name of a fact holds its organ, and a claim of a wider name has another one: no renal cyst is a cyst of
    the pancreas.
    """
    known = lexicon().concepts.get(fact.concept)
    named = claim.concept in _FOCAL and claim.concept != fact.concept and known is not None and not known.generic
    return named and fact.concept in lexicon().within.get(claim.concept, {}).values()


@lru_cache(maxsize=4096)
def narrowest(places: frozenset[str]) -> frozenset[str]:
    """Return places without those of which another is a part: "left lobe ..., nodule in the upper pole" is in the pole."""
    if len(places) < _SEVERAL:
        return places
    wholes = lexicon().wholes
    return frozenset(place for place in places if not any(place != other and place in wholes(other) for other in places))


def told_besides(place: str, claimed: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """Return the stated places that one of a claim is set against: where both name the pleura, "the base" is not the pleura.

    A name for several of the claimed places together ("femoropopliteal") is what they are.
    """
    if place in named or len(claimed) < _SEVERAL:
        return named
    if is_several(place, claimed):
        return named
    return named.difference(lexicon().overlaps.get(place, frozenset()) & claimed) or named


def is_several(place: str, claimed: frozenset[str]) -> bool:
    """Say whether a place is a name for several of the others together ("femoropopliteal" beside both veins)."""
    return len(lexicon().overlaps.get(place, frozenset()) & claimed) >= _SEVERAL


_SEVERAL = 2
_RANK = {"same": 0, "vaguer": 0, "narrower": 1, "apart": 2}


def _is_loose(place: str, others: frozenset[str], named: frozenset[str]) -> bool:
    """Say whether a claim's further place may be passed over because another of its places already fits."""
    return any(relation(other, name) in ("same", "vaguer") for other in others for name in named) and place in lexicon().loose


def _is_short_for(claim: Finding, place: str, named: frozenset[str]) -> bool:
    """Say whether the draft's word for a place is a part of the name of a stated one: "popliteal" of the popliteal vein."""
    word = claim.words_of(f"anatomy:{place}").lower()
    if not word or " " in word:
        return False
    places = lexicon().places
    return any(word in term.split() for other in named if other in places for term in places[other].terms)


def _is_open(place: str, fact: Finding) -> bool:
    """Say whether the places of a fact leave open where it is: none, a kind of tissue, the wall of the organ of the place."""
    if not fact.anatomy or all(one.endswith("_wall") and shares_organ((one,), (place,)) for one in fact.anatomy):
        return True
    if fact.anatomy <= _PARTS_OF_ANY_BONE:
        return "bone" in lexicon().wholes(place)
    return fact.anatomy <= lexicon().loose and not _is_in_another_region(place, fact)


_PARTS_OF_ANY_BONE = frozenset({"metaphysis", "diaphysis", "epiphysis", "physis", "apophysis", "cortex_of_bone", "bone_marrow"})
"""Parts of which a source need not say of which bone they are, where one bone is examined."""


def _is_in_another_region(place: str, fact: Finding) -> bool:
    """Say whether a place lies in another region of the body than the regions that a fact names."""
    mine = lexicon().wholes(place) & BODY_REGIONS
    return bool(mine) and fact.anatomy <= BODY_REGIONS and mine.isdisjoint(fact.anatomy)


def _levels(claimed: frozenset[str], stated: frozenset[str]) -> Relation:
    if not claimed:
        return "vaguer"
    if not stated:
        return "narrower"
    return "same" if all(is_level_in(level, stated) for level in claimed) else "apart"


def are_levels_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two findings are at numbered places none of which is one of the other's, nor an end of its interspace."""
    return bool(one and other) and not any(a == b or a in b.split("-") or b in a.split("-") for a in one for b in other)


def is_level_in(level: str, stated: frozenset[str]) -> bool:
    """Say whether a numbered place is one of those stated: of an interspace, when both its ends or the like of it are."""
    if level in stated:
        return True
    if "-" in level and level[0] in "CTLS":
        return all(end in stated for end in level.split("-"))
    if level.startswith(("segment-", "level-")):
        return any(
            level.rstrip("ab") == other.rstrip("ab") and (level == level.rstrip("ab") or other == other.rstrip("ab"))
            for other in stated
        )
    return any(level in other.split("-") for other in stated if other[0] in "CTLS")


def place_words(finding: Finding) -> str:
    """Return the place of a finding in readable words."""
    names = [
        *sorted(lexicon().name(place) for place in finding.anatomy),
        *sorted(level.replace("-", " ", 1) if level[0].islower() else level for level in finding.levels),
    ]
    return ", ".join(names)
