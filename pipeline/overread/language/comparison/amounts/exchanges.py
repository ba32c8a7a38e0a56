"""A side or a place that is wrong because a value belongs to another finding: two lesions, or their sides, exchanged.

A value that the source gives only once says which finding is meant, whatever side or place the draft puts it in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.amounts.mix_ups import SIDES, is_of_family, mixed_up, owned_otherwise, wrongly
from overread.language.comparison.changes import MOVES, measured_change
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.given_values import is_unnamed, owners
from overread.language.figures.degrees import DEGREE
from overread.language.inference.conclusions import is_measured_apart, signs_of
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import (
    is_covered,
    location_of,
    place_words,
    places_of,
    relation,
    shares_organ,
    touches,
    usual_places,
)
from overread.review import Comparison, Difference

_COURSES = ("increased", "decreased", "stable")
_SEVERAL = 2
_SINGLE = frozenset({"lesion", "mass", "nodule", "cyst", "lymphadenopathy", "fracture", "device"})
_LESSER = frozenset({"severity", "count", "change", "certainty"})
_OPEN = frozenset({"silent", "nothing could be read"})
_SIDE_BEFORE = re.compile(r"\b(?P<side>left|right)(?:[ -]+(?!and\b)[\w-]+){0,2}[ -]*$", re.IGNORECASE)


def exchanged(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons with a wrong side or place where a value tells it from the finding that was meant."""
    held = {id(fact) for comparison in comparisons if comparison.difference is None for fact in comparison.facts[:1]}
    spoken = {id(fact) for comparison in comparisons if comparison.relation != "contradicted" for fact in comparison.facts}
    return [
        mixed_up(comparison, held, facts)
        or _of_both(comparison, facts)
        or _missided(comparison, facts)
        or _sized_otherwise(comparison, facts)
        or _graded_otherwise(comparison, spoken, facts)
        or _sided_otherwise(comparison, facts)
        or _of_one_side(comparison, facts)
        or _of_another_part(comparison, spoken, facts)
        or _of_named_part(comparison, facts)
        or _coursed_otherwise(comparison, facts)
        or comparison
        for comparison in comparisons
    ]


def _holds(comparison: Comparison) -> bool:
    """Say whether nothing speaks against a present finding yet: it holds, or only goes beyond what the source says."""
    difference, claim = comparison.difference, comparison.claim
    return claim.kind == "finding" and claim.presence == "present" and (difference is None or difference.added)


def _of_both(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return a finding of both sides as inferred where the source finds it on one, and on the other describes something of its
    family, or without a name, in that very place ("left: similar, smaller area").
    """
    claim, difference = comparison.claim, comparison.difference
    if difference is None or difference.attribute != "laterality" or difference.claim_value != "both sides":
        return None
    other = "left" if comparison.facts[0].laterality == "right" else "right"
    described = (facts.all[group[0]] for group in facts.stated)
    for fact in described:
        stated = fact.laterality == other and fact.presence == "present" and fact.kind == "finding"
        akin = is_unnamed(fact.concept) or are_of_one_family(claim.concept, fact.concept)
        if stated and akin and fact.concept != "organ_size" and touches(places_of(claim), fact.anatomy):
            return Comparison(claim, "inferred", (comparison.facts[0], fact))
    return None


def _sized_otherwise(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong side or level of a finding whose very size the source gives once, to one of its family elsewhere."""
    claim = comparison.claim
    if not (_holds(comparison) or _is_denied_on_its_side(comparison)):
        return None
    if not (claim.levels or claim.anatomy or claim.laterality in SIDES):
        return None
    for size in claim.sizes if comparison.facts else ():
        if found := owned_otherwise(claim, size, facts):
            return found
    return None


def _is_denied_on_its_side(comparison: Comparison) -> bool:
    """Say whether a present finding of one side is held against a denial or another look, which may be of that side alone."""
    claim, difference = comparison.claim, comparison.difference
    wrong = ("negation", "descriptor")
    denied = difference is not None and difference.attribute in wrong and claim.presence == "present"
    return denied and claim.kind == "finding" and claim.laterality in SIDES


def _graded_otherwise(comparison: Comparison, spoken: set[int], facts: Facts) -> Comparison | None:
    """Return the wrong level of a finding that is much graver than at the level named, as grave as at one level of which the
    draft says nothing: the graver of two is what a draft tells.
    """
    claim, difference = comparison.claim, comparison.difference
    if difference is None or difference.attribute != "severity" or not claim.levels or claim.severity is None:
        return None
    if comparison.facts[0].severity is None or DEGREE[claim.severity] - DEGREE[comparison.facts[0].severity] <= 1:
        return None
    alike = [fact for fact in facts.of.get(claim.concept, ()) if fact.presence == "present" and is_same_side(claim, fact)]
    grave = [fact for fact in alike if fact.severity == claim.severity and fact.levels and claim.levels.isdisjoint(fact.levels)]
    untold = len(grave) == 1 and id(grave[0]) not in spoken
    return wrongly(claim, grave[0], "location", "level") if untold else None


def _sided_otherwise(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong side of a finding in one of several places, where all of its family there are on the other side."""
    claim = comparison.claim
    if not _holds(comparison) or claim.laterality not in SIDES or len(claim.anatomy) < _SEVERAL:
        return None
    if claim.concept.startswith("~") and comparison.relation == "supported":
        return None
    for place in sorted(claim.anatomy - lexicon().loose):
        if not _is_led_by_side(claim, place):
            continue
        found = facts.first_found
        here = [fact for fact in found if is_covered(place, fact.anatomy) and is_of_family(claim, fact)]
        if here and all({fact.laterality, claim.laterality} == {"left", "right"} for fact in here):
            return wrongly(claim, here[0], "laterality", f"anatomy:{place}")
    return None


def _of_one_side(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong side of a finding to which the source gives none, where all in that place is on the other side."""
    claim, difference = comparison.claim, comparison.difference
    if claim.laterality not in SIDES or not comparison.facts or comparison.facts[0].laterality or claim.kind != "finding":
        return None
    if claim.presence == "absent" or (difference is not None and not difference.added and difference.attribute not in _LESSER):
        return None
    for place in sorted(claim.anatomy - lexicon().loose):
        here = [fact for fact in (facts.all[group[0]] for group in facts.stated) if place in fact.anatomy]
        led = any(fact.presence == "present" for fact in here) and _is_led_by_side(claim, place)
        if led and all({fact.laterality, claim.laterality} == {"left", "right"} for fact in here):
            return wrongly(claim, here[0], "laterality", f"anatomy:{place}")
    return None


def _of_another_part(comparison: Comparison, spoken: set[int], facts: Facts) -> Comparison | None:
    """Return the wrong part of an organ for a conclusion whose only sign is in another part of it, and told nowhere else."""
    claim = comparison.claim
    loose = lexicon().loose
    vague = _holds(comparison) and bool(comparison.facts) and frozenset() < comparison.facts[0].anatomy <= loose
    difference = comparison.difference
    beyond = difference is not None and difference.attribute == "overinterpretation" and not difference.added
    beyond = beyond or (comparison.relation == "inferred" and _holds(comparison) and _is_partly_placed(comparison))
    if not (vague or beyond or comparison.reason == "silent") or claim.presence == "absent" or claim.anatomy & loose:
        return None
    if claim.kind != "finding" or claim.anatomy <= usual_places(claim.concept):
        return None
    signs = [
        fact
        for sign in sorted({claim.concept} if beyond else signs_of(claim.concept) | {claim.concept})
        for fact in facts.of.get(sign, ())
        if fact.concept == sign and fact.presence == "present" and fact.source == "findings" and is_same_side(claim, fact)
    ]
    near = [fact for fact in signs if fact.anatomy and shares_organ(claim.anatomy, fact.anatomy)]
    told = {*spoken} - {id(fact) for fact in comparison.facts}
    if len({fact.span for fact in near}) != 1 or id(near[0]) in told or location_of(claim, near[0]) != "apart":
        return None
    if is_measured_apart(claim, near[0], facts):
        return None
    return wrongly(claim, near[0], "location", f"anatomy:{min(claim.anatomy)}")


def _of_named_part(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong part of an organ for a conclusion whose signs are placed no closer than the organ, where their sentence
    names another part of it and nothing names the claimed one.
    """
    claim = comparison.claim
    if comparison.relation != "inferred" or claim.kind != "finding" or claim.presence == "absent" or len(claim.anatomy) != 1:
        return None
    (place,) = claim.anatomy
    signs = [fact for fact in comparison.facts if fact.source == "findings" and fact.anatomy]
    known = lexicon().places
    held = {relation(own, place) for fact in signs for own in fact.anatomy if own in known}
    if "vaguer" not in held or held & {"same", "narrower"}:
        return None
    named = {other for fact in signs for other in fact.nearby if other in known and shares_organ({place}, {other})}
    apart = [other for other in sorted(named) if relation(other, place) == "apart"]
    if not apart or any(place in fact.anatomy or place in fact.nearby for fact in facts.all if fact.source == "findings"):
        return None
    elsewhere = Difference("location", place_words(claim), lexicon().name(apart[0]), f"anatomy:{place}")
    return Comparison(claim, "contradicted", tuple(signs[:1]), elsewhere)


def _is_partly_placed(comparison: Comparison) -> bool:
    """Say whether what a conclusion rests on lies in the whole organ, and not in the part of it that a claim names."""
    claim, facts = comparison.claim, comparison.facts
    return bool(facts and claim.anatomy) and not claim.levels and location_of(claim, facts[0]) in ("narrower", "apart")


def _coursed_otherwise(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding whose own statement gives none, where all that the source says of the course of a
    wider one in that place is against it: an enlarging cancer, where the mass there is unchanged.
    """
    claim, places = comparison.claim, places_of(comparison.claim)
    if not comparison.facts or not places or claim.change not in _COURSES or not _holds(comparison):
        return None
    if any(map(_course_of, comparison.facts)):
        return None
    there = replace(claim, anatomy=places)
    kinds = lexicon().kinds(claim.concept) - {"abnormality"}
    found = facts.first_found
    akin = (fact for fact in found if fact.concept in kinds and is_same_side(claim, fact))
    moved = [(fact, course) for fact in akin if (course := _course_of(fact)) and location_of(there, fact) != "apart"]
    moved = moved or [(fact, fact.change) for fact in _moved_as_a_whole(claim, facts) if fact.change]
    if not moved or not all(course in MOVES[claim.change] for _, course in moved):
        return None
    fact, stated = moved[0]
    return Comparison(comparison.claim, "contradicted", (fact,), Difference("change", claim.change, stated, "change"))


def _moved_as_a_whole(claim: Finding, facts: Facts) -> list[Finding]:
    """Return what the source says of the course of all its findings ("findings have progressed"), which no one lesion has."""
    if claim.sizes or claim.levels or not lexicon().kinds(claim.concept).isdisjoint(_SINGLE):
        return []
    told = (fact for fact in facts.of.get("abnormality", ()) if fact.presence == "present" and fact.source == "findings")
    return [fact for fact in told if not (fact.anatomy or fact.laterality or fact.levels)]


def _course_of(fact: Finding) -> str | None:
    """Return the change that a fact or its sizes give; that it is known says nothing of its course."""
    return fact.change if fact.change not in (None, "persistent") else measured_change(fact)


def _is_led_by_side(claim: Finding, place: str) -> bool:
    """Say whether the side of a claim stands right before one of its places."""
    start = claim.marks.get(f"anatomy:{place}", claim.span)[0] - claim.span[0]
    led = _SIDE_BEFORE.search(claim.text[: max(0, start)])
    return led is not None and led["side"].lower() == claim.laterality


def _missided(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong side of a statement that could not be compared, but whose value the source gives for the other side."""
    claim = comparison.claim
    sides = {claim.laterality} if claim.laterality else claim.nearby & SIDES
    if comparison.reason not in _OPEN or len(sides) != 1 or not sides <= SIDES:
        return None
    for size in claim.sizes:
        given = owners(size, facts)
        told = {fact.laterality for fact in given}
        if len(told) == 1 and told <= SIDES and told != sides:
            difference = Difference("laterality", f"the {min(sides)}", f"the {given[0].laterality}")
            return Comparison(claim, "contradicted", tuple(given[:1]), difference)
    return None
