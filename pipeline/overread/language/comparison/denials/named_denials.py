"""Denials that concern the very thing a claim names: its kind ("no saddle embolus" beside others), its organ or its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from overread.finding import Finding
from overread.language.comparison.denials.belying import QUALIFIERS, is_limited
from overread.language.comparison.denials.denials import denials, is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, is_inside, narrowest, places_of, relation, touches
from overread.review import Difference

_OF_FORM = frozenset({"aspect-size", "aspect-volume", "aspect-position", "aspect-caliber"})
_SEVERAL = 2
_PLACED = ("measurement", "location")


def of_that_quality(claim: Finding, candidates: Sequence[Finding], facts: Facts) -> list[Finding]:
    """Return the denials of the very kind that a claim names of a finding, where the source has it otherwise, or benign, only.

    "Saddle embolus" beside "no saddle embolus", whatever other emboli there are.
    """
    own = frozenset(part for part in claim.descriptors - QUALIFIERS if not part.startswith("trend-") and ":" not in part)
    grave = claim.descriptors & QUALIFIERS
    if grave and not own and candidates and all("benign" in one.descriptors for one in candidates):
        return [fact for fact in denials(claim, facts) if fact.concept == claim.concept and grave <= fact.descriptors]
    if not own or any(own & fact.descriptors for fact in candidates):
        return []
    return [
        fact
        for fact in facts.of.get(claim.concept, ())
        if fact.presence == "absent"
        and fact.source == "findings"
        and fact.concept == claim.concept
        and fact.change == claim.change
        and any(kind <= own for kind in _denied_qualities(fact))
        and not (fact.anatomy - claim.anatomy or fact.levels or is_limited(fact))
        and is_same_side(claim, fact)
    ]


def _denied_qualities(fact: Finding) -> Iterator[frozenset[str]]:
    """Yield the sets of qualities each of which a denial leaves no room for: "no central or saddle embolus" denies both."""
    qualities = fact.descriptors - QUALIFIERS
    spans = sorted(fact.marks[f"descriptor:{name}"] for name in qualities if f"descriptor:{name}" in fact.marks)
    start = fact.span[0]
    between = [fact.text[one[1] - start : other[0] - start].strip().lower() for one, other in pairwise(spans)]
    if between and len(spans) == len(qualities) and all(word in ("or", "/", "nor") for word in between):
        yield from (frozenset({name}) for name in qualities)
    elif qualities:
        yield qualities


def called_normal(claim: Finding, best: Finding, difference: Difference | None, facts: Facts) -> list[Finding]:
    """Return the normals of the very part that a claim names, or what is found there and excludes it (a vein that can be
    compressed), where the source has the finding only in a wider place.

    "Tear at the foveal attachment" beside a tear of the disc and "attachments intact".
    """
    excluded = bool(claim.anatomy) and claim.concept in lexicon().excluded_by
    spared = excluded or "stenosis" in lexicon().kinds(claim.concept)
    added = difference is None or (difference.attribute in ("location", "laterality") and difference.added)
    if not added and not (difference is not None and spared and difference.attribute in _PLACED):
        return []
    free = (one for one in denials(claim, facts) if one.presence == "present" and one.kind == "finding") if excluded else ()
    sides = (None, "bilateral", claim.laterality)
    there = [fact for fact in free if claim.anatomy <= fact.anatomy and fact.laterality in sides]
    if there and there[0].source == "findings":
        return there
    places, own = narrowest(places_of(best)), narrowest(claim.anatomy)
    if not touches(places, own) or is_inside(places, own) or not own.isdisjoint(best.nearby):
        return []
    return [
        fact
        for fact in denials(claim, facts)
        if (fact.kind == "normal" or fact.concept == claim.concept)
        and fact.source == "findings"
        and narrowest(fact.anatomy) == own
    ]


def normals_of(claim: Finding, best: Finding, difference: Difference, facts: Facts) -> list[Finding]:
    """Return the normals of the organ that a claim names where the nearest finding of that general name is in another one: a
    "lesion of the pancreas" beside liver cysts and a normal pancreas.
    """
    general = claim.concept == "lesion" != best.concept and difference.attribute == "location"
    elsewhere = places_of(best)
    if not general or not claim.anatomy or touches(claim.anatomy, elsewhere):
        return []
    normals = (fact for fact in denials(claim, facts) if fact.kind == "normal" and fact.source == "findings")
    normals = (fact for fact in normals if fact.anatomy and not touches(fact.anatomy, elsewhere))
    normals = (fact for fact in normals if _OF_FORM.isdisjoint(fact.descriptors))
    return [fact for fact in normals if is_inside(claim.anatomy, fact.anatomy)]


def told_beside(claim: Finding, denied: list[Finding], facts: Facts) -> list[Finding]:
    """Return the denials that speak against a claim, without those of any lesion of an organ where the source tells of one in
    the very part that the claim names ("no focal lesion in the pancreas. A focus in its head").
    """
    if not claim.anatomy or not any(fact.concept == "lesion" for fact in denied):
        return denied
    for fact in facts.of.get("lesion", ()):
        here = fact.presence == "present" and fact.concept == "lesion" and bool(fact.anatomy & claim.anatomy)
        if here and {claim.laterality, fact.laterality} != set(OTHER_SIDE):
            return [one for one in denied if one.anatomy & claim.anatomy]
    return denied


def denied_there(claim: Finding, best: Finding, difference: Difference | None, facts: Facts) -> list[Finding]:
    """Return the denials of just what a claim names in just those places, where the finding that it was matched with is not in
    all of them, is only in a whole of them, or has another name and lies elsewhere ("no adhesions between bowel and abdominal
    wall. Adhesions between bowel and uterus").
    """
    another = best.concept != claim.concept
    elsewhere = another and (difference.attribute == "location" if difference else not claim.anatomy <= best.anatomy)
    several = difference is None and len(claim.anatomy) >= _SEVERAL and not claim.anatomy <= best.anatomy
    inside = difference is None and all(
        any(relation(place, whole) == "narrower" for whole in best.anatomy) for place in claim.anatomy
    )
    if not (elsewhere or several or inside) or not claim.anatomy or claim.sizes or claim.levels:
        return []
    told = (facts.all[group[0]] for group in facts.denied.get(claim.concept, ()))
    plain = (
        fact for fact in told if fact.concept == claim.concept and fact.descriptors <= claim.descriptors and not fact.change
    )
    own = claim.anatomy - best.anatomy if several else claim.anatomy
    return [fact for fact in plain if fact.anatomy in (claim.anatomy, own) and fact.laterality in (None, claim.laterality)]
