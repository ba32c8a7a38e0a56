"""Organs that a draft calls normal, or denies an enlargement of, against the size that the source gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.limits import (
    all_limits,
    is_measured_of,
    is_met,
    is_unmet,
    limits_of,
    seat_of,
    values_of,
)
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.evidence import meets
from overread.language.lexicon import Condition, lexicon
from overread.language.places import is_inside, places_of, touches
from overread.review import Comparison, Difference

_SIZE = "organ_size"
_OF_SIZE = frozenset({"aspect-size", "aspect-caliber", "aspect-thickness"})


def oversized(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of "spleen of normal size" by a size from which on it is called enlarged, or the very size that
    it gives, which may be called normal.
    """
    of_size = not _OF_SIZE.isdisjoint(claim.descriptors)
    if not claim.anatomy or not (of_size or (_is_plainly_normal(claim) and not _is_called_normal(claim, facts))):
        return None
    for name, condition in _enlargements():
        organ = seat_of(condition)
        if not organ or not (touches(claim.anatomy, organ) if of_size else claim.anatomy == organ):
            continue
        if of_size and any(_is_of_its_ducts(claim, name, place) for place in organ):
            continue
        for fact in facts.of.get(condition.concept, ()):
            if fact.presence == "present" and is_same_side(claim, fact) and meets(fact, condition) and not claim.sizes:
                found = _as_found(name, fact)
                return Comparison(claim, "contradicted", (found,), Difference("negation", "normal", lexicon().name(name)))
    if not of_size:
        return None
    given = (facts.all[number] for number in sorted(facts.sizes.fitting(claim.sizes)) if claim.sizes)
    own = (fact for fact in given if fact.concept == _SIZE and touches(claim.anatomy, places_of(fact)))
    measured = next((fact for fact in own if fact.source == "findings" and is_same_side(claim, fact)), None)
    return Comparison(claim, "inferred", (measured,)) if measured else None


def _is_of_its_ducts(claim: Finding, concept: str, place: str) -> bool:
    """Say whether a dilatation is of what lies within a solid organ of which a claim gives the size (a wide renal pelvis), or
    is one that only a fetus has.
    """
    wholes, kinds = lexicon().wholes, lexicon().kinds(concept)
    if "fetal_anomaly" in kinds and not any("fetus" in wholes(whole) for whole in claim.anatomy):
        return True
    within = place not in claim.anatomy and not claim.anatomy.isdisjoint(wholes(place))
    return within and "dilatation" in kinds and any("solid_organ" in wholes(whole) for whole in claim.anatomy)


_LEAST, _MOST = 50.0, 45.0
REDUCED = "reduced"


def pumping(claim: Finding, facts: Facts) -> Comparison | None:
    """Return how a statement that a ventricle works or ejects well stands to its ejection fraction, if that is plainly low or
    normal.

    Lang RM et al. Recommendations for cardiac chamber quantification by echocardiography. J Am Soc Echocardiogr 2015;28:1-39
    """
    works = "aspect-function" in claim.descriptors and ("cardiac_ventricle" in claim.anatomy or "systolic" in claim.words)
    if not works and "aspect-of-ejection_fraction" not in claim.descriptors:
        return None
    known = (fact for fact in facts.of.get("ejection_fraction", ()) if fact.presence == "present" and not fact.historical)
    own = [fact for fact in known if fact.laterality in (None, claim.laterality or "left") and fact.source == "findings"]
    for fact in own:
        shares = [max(size.values) for size in fact.sizes if size.quantity == "fraction" and size.role != "prior"]
        if shares and max(shares) <= _MOST:
            return Comparison(claim, "contradicted", (fact,), Difference("negation", "normal", REDUCED))
        if shares and min(shares) >= _LEAST:
            return Comparison(claim, "inferred", (fact,))
    return None


def _is_plainly_normal(claim: Finding) -> bool:
    """Say whether a claim calls an organ normal in all it is, and not in one aspect."""
    return claim.kind == "normal" and not any(name.startswith("aspect-") for name in claim.descriptors)


def _is_called_normal(claim: Finding, facts: Facts) -> bool:
    """Say whether the source calls that very organ normal too, whatever its size."""
    normals = (facts.all[group[0]] for group in facts.normals)
    return any(claim.anatomy <= fact.anatomy and _is_plainly_normal(fact) and is_same_side(claim, fact) for fact in normals)


def within_limits(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the size that lets an organ be called normal, or a finding be denied: "no biliary dilatation", the duct 4 mm."""
    limits = tuple(_limits_there(claim)) if claim.kind == "normal" else limits_of(claim.concept)
    lows = _diminutions() if claim.kind == "normal" and limits else ()
    for condition in limits:
        known = [fact for fact in facts.of.get(condition.concept, ()) if is_measured_of(claim, fact, condition)]
        own = [fact for fact in known if is_same_side(claim, fact) and touches(places_of(fact), seat_of(condition))]
        beyond = any(meets(fact, limit) for fact in own for limit in (*limits, *lows))
        if own and not beyond and all(is_unmet(fact, condition) for fact in own):
            return Comparison(claim, "inferred", tuple(own[:1]))
    return None


def _limits_there(claim: Finding) -> Iterator[Condition]:
    """Yield the limits on the size of what a claim calls normal."""
    for name, condition in _enlargements() if claim.anatomy else ():
        organ = seat_of(condition)
        own = not any(_is_of_its_ducts(claim, name, place) for place in organ)
        if organ and own and all(touches(frozenset({place}), organ) for place in claim.anatomy):
            yield condition


@lru_cache(maxsize=1)
def _enlargements() -> tuple[tuple[str, Condition], ...]:
    """Return every enlargement, dilatation or thickening with the size from which on it is called so."""
    kinds = frozenset({"enlargement", "dilatation", "thickening"})
    large = ((name, part) for name, part in all_limits() if kinds & lexicon().kinds(name))
    return tuple((name, part) for name, part in large if part.least is not None)


@lru_cache(maxsize=1)
def _diminutions() -> tuple[Condition, ...]:
    """Return the sizes up to which an organ is called small."""
    return tuple(part for _, part in all_limits() if part.concept == _SIZE and part.place and part.most is not None)


def _as_found(concept: str, fact: Finding) -> Finding:
    """Return a measure that has a name of its own as the finding that its value makes it, which is what it weighs."""
    return fact if fact.concept == _SIZE else replace(fact, concept=concept, anatomy=places_of(fact))


_OF = "aspect-of-"
_FOR_AGE = re.compile(r"\b(?:for|at) (?:(?:the|his|her|this|patient'?s?|stated) )*age\b", re.IGNORECASE)
"""What leaves the limits, which are those of adults of any age, to the reader."""
_NORMAL = re.compile(r"\b(?:normal|adequate|sufficient|within (?:normal |the normal )?(?:limits|range))\b", re.IGNORECASE)


def rightly_valued(claim: Finding, facts: Facts) -> Comparison | None:
    """Return how a measure that a claim calls normal by its name stands to its value, if that has limits: "normal cervical
    length" of 38 mm, and not of 16 mm.
    """
    if _FOR_AGE.search(claim.text):
        return None
    names = {mark.removeprefix(_OF) for mark in claim.descriptors if mark.startswith(_OF)}
    if claim.kind == "finding" and not claim.sizes and _NORMAL.search(claim.text):
        names.add(claim.concept)
    measured = None
    for name, condition in _limits_by_name(frozenset(names)) if names else ():
        known = (fact for fact in facts.of.get(condition.concept, ()) if fact.presence == "present" and not fact.historical)
        own = (fact for fact in known if not condition.place or is_inside(places_of(fact), seat_of(condition)))
        for fact in own:
            if fact.source != "findings" or not is_same_side(claim, fact):
                continue
            if is_met(fact, condition):
                found = _as_found(name, fact)
                return Comparison(claim, "contradicted", (found,), Difference("negation", "normal", lexicon().name(name)))
            measured = measured or (fact if values_of(fact, condition.unit) else None)
    return Comparison(claim, "inferred", (measured,)) if measured else None


@lru_cache(maxsize=256)
def _limits_by_name(names: frozenset[str]) -> tuple[tuple[str, Condition], ...]:
    """Return the limits of measures, and of what gives them in figures: the index and the deepest pocket of amniotic fluid.

    An ejection fraction is judged by what it is of (`pumping`).
    """
    rules = (rule for name in names for rule in lexicon().rules_for(name))
    given = {group[0].concept for rule in rules for group in rule.groups if len(group) == 1}
    told = (names | given) - {"ejection_fraction", _SIZE}
    called = {name for name, part in all_limits() if part.concept in told} - names
    return tuple((name, part) for name, part in all_limits() if name in called and part.concept != "ejection_fraction")
