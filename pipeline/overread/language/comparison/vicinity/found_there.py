"""What else the source finds in the place or on the side that a claim names, which the draft may speak of."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.changes import trend_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.blocks import is_near
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.looks.qualities import opposites
from overread.language.comparison.positions.told_directions import AGAINST, told_parts
from overread.language.comparison.vicinity.given_places import is_named_beside
from overread.language.comparison.vicinity.given_values import SIDES, is_unnamed
from overread.language.comparison.vicinity.unread import content, is_one_word
from overread.language.figures.agreement import agrees
from overread.language.inference.kindred import are_of_one_family, at_those_levels
from overread.language.inference.moved import unmoved_rest
from overread.language.inference.plaques import is_mere_plaque, is_told_open
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, are_levels_apart, is_covered, places_of, touches, usual_places
from overread.review import Comparison, Difference

_LESIONS = frozenset(
    {"lesion", "mass", "nodule", "cyst", "increased_uptake", "tracer_uptake", "fdg_uptake", "hyperintensity", "enhancement"}
)
_MERE = frozenset({"lesion", "bone_lesion"})
_SHADOWS = ("density", "intensity", "attenuation", "uptake", "enhancement", "opacity")
_SHIFTED = ("deviat", "displac", "shift", "push")
_OF_FLOW = frozenset({"stenosis", "elevated_velocity", "occlusion"})
_MEASURES = ("organ_size", "peak_systolic_velocity", "resistive_index")
_OF_SIZE = frozenset({"enlargement", "dilatation", "aneurysm", "thickening", "widening", "atrophy"})
_QUARTERS = frozenset({"upper_quadrant", "lower_quadrant", "flank", "upper_abdomen", "abdomen", "pelvis", "pelvic_cavity"})
_ATTACHED = frozenset(
    (
        "broken buckled ununited nonunited cracked split torn discontinuous disrupted deviated comminuted displaced depressed "
        "stepped frayed absent retracted occluded blocked narrowed thrombosed dilated enlarged thickened swollen"
    ).split()
)


def softened(comparison: Comparison, facts: Facts) -> Comparison:
    """Return a comparison of an unnamed finding ("lesion") with a named one elsewhere as open where the source finds something
    in the claimed place.
    """
    claim, difference, fact = comparison.claim, comparison.difference, comparison.facts[0]
    named = difference is not None and difference.mark == "trend" and trend_of(claim) is None  # an enlarged node by its name
    if difference and difference.attribute == "change" and not named and (moved := _moved_there(claim, fact, facts)):
        return Comparison(claim, "supported", (moved,))
    if difference and difference.attribute == "laterality" and (described := _described_on_side(claim, fact, facts)):
        return Comparison(claim, "inferred", (described,))
    if difference is None or difference.attribute not in ("location", "laterality") or difference.added:
        return comparison
    if _are_the_largest(claim, fact):
        return comparison
    kin = _kin_there(claim, fact, facts)
    if kin and (difference.claim_value not in AGAINST or difference.claim_value in told_parts(kin)):
        return Comparison(claim, "inferred", (kin,))
    if difference.attribute == "laterality":
        return comparison
    place = difference.mark.partition(":")[2]
    regional = any(bool(one.anatomy) and one.anatomy <= _QUARTERS for one in [claim, fact])
    if difference.mark.startswith("level") and (kin := at_those_levels(claim, facts)):
        return Comparison(claim, "inferred", (kin,))
    if (
        regional
        or _is_worded_so(claim, fact, difference.mark)
        or _is_measured_there(claim, facts)
        or _is_described_near(claim, fact, place, facts)
        or is_named_beside(claim, fact, place, facts)
    ):
        return replace(comparison, relation="unsupported", difference=replace(difference, added=True))
    if claim.sizes or claim.concept not in _LESIONS or fact.concept == claim.concept or not claim.anatomy:
        return comparison
    here = any(touches(claim.anatomy, one.anatomy) and is_same_side(claim, one) for one in facts.first_found)
    return replace(comparison, relation="unsupported", difference=replace(difference, added=True)) if here else comparison


def _are_the_largest(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim and a fact tell of the largest of several with one size: where that is, the others are not."""
    ranked = all(_LARGEST.search(one.text) for one in (claim, fact)) and fact.concept == claim.concept
    return ranked and any(agrees(size, other) for size in claim.sizes for other in fact.sizes)


_LARGEST = re.compile(r"\b(?:largest|biggest|dominant)\b", re.IGNORECASE)


def _moved_there(claim: Finding, fact: Finding, facts: Facts) -> Finding | None:
    """Return an unnamed finding ("3 new lesions: left frontal, ...") in a place and on the side of a claim that has its course,
    where the nearest fact tells of the disease as a whole; of a tumour that progresses, what is new or has grown.
    """
    if rest := unmoved_rest(claim, fact, facts):
        return rest
    tumor = "malignancy" in lexicon().kinds(claim.concept)
    if tumor and claim.change == "increased" and not (claim.anatomy or claim.levels or claim.laterality or claim.sizes):
        kin = (one for one in facts.all if one.change in ("new", "increased") and one.presence == "present")
        kinds = lexicon().kinds
        akin = (one for one in kin if _LESIONS & kinds(one.concept) or are_of_one_family(claim.concept, one.concept))
        return next(akin, None)
    narrow = claim.anatomy - BODY_REGIONS - lexicon().loose
    if not narrow or not touches(narrow, fact.anatomy):
        return None
    unnamed = (one for one in facts.all if is_unnamed(one.concept) and one.presence == "present" and one.source == "findings")
    alike = (one for one in unnamed if one.change == claim.change and one.laterality == claim.laterality)
    there = (one for one in alike if touches(narrow, one.anatomy) and not are_levels_apart(claim.levels, one.levels))
    named = fact.concept == claim.concept and fact.anatomy == claim.anatomy
    return next((one for one in there if one.concept in (_LESIONS if not named else {claim.concept})), None)


def _is_measured_there(claim: Finding, facts: Facts) -> bool:
    """Say whether the source measures the very organ that a claim calls wide or thick: it may be so called there."""
    kinds = lexicon().kinds(claim.concept)
    if (_OF_SIZE | _OF_FLOW).isdisjoint(kinds) or not claim.anatomy:
        return False
    measures = _MEASURES if kinds & _OF_FLOW else _MEASURES[:1]
    told = (fact for name in measures for fact in facts.of.get(name, ()))
    measured = (fact for fact in told if fact.source == "findings" and fact.presence == "present")
    return any(touches(claim.anatomy, fact.anatomy) and is_same_side(claim, fact) for fact in measured)


def is_sided(claim: Finding, best: Finding, found: Comparison, difference: Difference) -> bool:
    """Say whether a conclusion in the claimed place outweighs the finding elsewhere: one of its side, part and degree."""
    if claim.severity and claim.severity == best.severity and claim.severity not in {fact.severity for fact in found.facts}:
        return False
    if difference.mark.startswith("descriptor:"):
        akin = (fact for fact in found.facts if are_of_one_family(claim.concept, fact.concept))
        return any(difference.claim_value in told_parts(fact) for fact in akin)
    return difference.attribute != "laterality" or any(
        fact.laterality in (claim.laterality, "bilateral") for fact in found.facts
    )


def _kin_there(claim: Finding, fact: Finding, facts: Facts) -> Finding | None:
    """Return a finding of the claimed family but another name than the nearest fact, on the very side and in the very place of
    a claim, of all its sizes: a calf thrombus for a thrombosis of the peroneal vein.
    """
    if claim.laterality not in SIDES or claim.presence == "absent" or not claim.anatomy:
        return None
    for one in facts.first_found:
        named = one.concept not in (claim.concept, fact.concept) and are_of_one_family(claim.concept, one.concept)
        named = named and not (one.span == fact.span and claim.concept == fact.concept)  # the source tells them apart
        named = named and not (is_mere_plaque(claim, one) or is_told_open(claim, one, facts))
        placed = all(is_covered(place, places_of(one)) for place in claim.anatomy)
        here = one.laterality == claim.laterality and placed and not (claim.levels - one.levels)
        sizes = [size for size in claim.sizes if size.role != "prior"]
        if (
            named
            and here
            and not _is_unlike(claim, fact, one)
            and all(any(agrees(size, other) for other in one.sizes) for size in sizes)
        ):
            return one
    return None


def _is_unlike(claim: Finding, fact: Finding, one: Finding) -> bool:
    """Say whether kin cannot be what a claim means: of an opposed look, a cyst where the claim tells of none, or without the
    degree, the course or any of the qualities of the claim, which the finding on the other side has.
    """
    words, looks = lexicon(), claim.descriptors
    if claim.severity is not None and claim.severity == fact.severity != one.severity:
        return True
    if claim.change is not None and claim.change == fact.change != one.change:
        return True
    if any(opposites(quality) & one.descriptors for quality in looks) or one.concept in words.siblings.get(claim.concept, ()):
        return True
    cyst = "cyst" in words.kinds(one.concept) and "cyst" not in words.kinds(claim.concept)
    return (cyst and "simple" in one.descriptors) or (
        bool(looks) and looks <= fact.descriptors and looks.isdisjoint(one.descriptors)
    )


def _described_on_side(claim: Finding, fact: Finding, facts: Facts) -> Finding | None:
    """Return what the source describes, but does not name, on the claimed side: an unnamed lesion of the draft may be that."""
    if claim.concept not in _LESIONS or claim.sizes or fact.concept == claim.concept or claim.laterality not in SIDES:
        return None
    sided = (one for one in facts.first_found if one.laterality == claim.laterality and is_unnamed(one.concept))
    lesions = (one for one in sided if not any(word.startswith(_SHIFTED) for word in one.words))
    return next((one for one in lesions if touches(places_of(claim), places_of(one)) or not one.anatomy), None)


def _is_worded_so(claim: Finding, fact: Finding, mark: str) -> bool:
    """Say whether the statement of a fact has the words of the place in which a claim differs ("cortically based"), and not all
    of them as those of its own places ("lower outer" of an upper outer and a lower inner quadrant).
    """
    mark = mark if mark in claim.marks else mark.partition(":")[0]  # a part that its heading has named anew
    words = content(claim.words_of(mark)) if mark.startswith("anatomy") else frozenset()
    own = [content(fact.words_of(f"anatomy:{place}")) for place in fact.anatomy]
    if len(own) > 1 and words <= frozenset().union(*own) and not any(words <= one for one in own):
        return False
    return bool(words) and all(any(is_one_word(word, other) for other in fact.words) for word in words)


def _is_described_near(claim: Finding, fact: Finding, place: str, facts: Facts) -> bool:
    """Say whether the source tells of kin in the claimed place, or describes something there by a participle ("broken") or
    near the finding: it may be that.
    """
    text = facts.quotes.text
    here = [one for one in facts.first_found if place in one.anatomy and is_same_side(claim, one)]
    if not usual_places(claim.concept) and any(
        one.concept != fact.concept and are_of_one_family(claim.concept, one.concept) for one in here
    ):
        return True
    nameless = [
        one
        for one in facts.all
        if one.concept.startswith("~") and one.presence == "present" and place in one.anatomy and is_same_side(claim, one)
    ]
    return any(not _ATTACHED.isdisjoint(one.words) or is_near(fact.span, one.span, text) for one in nameless)


def shadow_there(claim: Finding, facts: Facts) -> Finding | None:
    """Return what a mere lesion is seen as in the very place of a claim: an area of another density, signal or uptake, or what
    the source calls a lesion there too.
    """
    sided = claim.laterality in SIDES
    placed = claim.anatomy or claim.levels or sided
    if claim.concept not in _MERE or not placed or claim.sizes or claim.count:
        return None
    seen = (fact for fact in facts.first_found if fact.concept.endswith(_SHADOWS) or "lesion" in fact.words)
    there = (fact for fact in seen if claim.anatomy <= fact.anatomy and claim.levels <= fact.levels)
    here = (fact for fact in there if not claim.change or fact.change in (None, claim.change))
    loose = bool(claim.anatomy or claim.levels)
    return next(
        (fact for fact in here if not sided or fact.laterality == claim.laterality or (loose and not fact.laterality)), None
    )
