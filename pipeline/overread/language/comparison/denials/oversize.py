"""Organs that a draft calls normal, or denies an enlargement of, against the size that the source gives them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.limits import is_under, limits_of
from overread.language.comparison.facts.facts import Facts
from overread.language.figures.named_values import named_values
from overread.language.inference.evidence import meets
from overread.language.lexicon import Condition, lexicon
from overread.language.places import places_of, touches
from overread.review import Comparison, Difference

_SIZE = "organ_size"
_OF_SIZE = frozenset({"aspect-size", "aspect-caliber"})


def oversized(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of "spleen of normal size" by a size from which on it is called enlarged, or the very size that
    it gives, which may be called normal.
    """
    of_size = not _OF_SIZE.isdisjoint(claim.descriptors)
    if not claim.anatomy or not (of_size or (_is_plainly_normal(claim) and not _is_called_normal(claim, facts))):
        return None
    for name, condition in _enlargements():
        organ = frozenset({condition.place})
        if not condition.place or not (touches(claim.anatomy, organ) if of_size else claim.anatomy == organ):
            continue
        if of_size and _is_of_its_ducts(claim, name, condition.place):
            continue
        for fact in facts.of.get(_SIZE, ()):
            if fact.presence == "present" and is_same_side(claim, fact) and meets(fact, condition) and not claim.sizes:
                return Comparison(claim, "contradicted", (fact,), Difference("negation", "normal", lexicon().name(name)))
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


_EVEN = 1.0


def strained(claim: Finding, facts: Facts) -> Comparison | None:
    """Return how right heart strain, claimed or denied, stands to the ratio of the ventricles, where the source names no sign.

    A right ventricle as wide as the left, or wider, is strained: Konstantinides SV et al. 2019 ESC guidelines for the diagnosis
    and management of acute pulmonary embolism. Eur Heart J 2020;41:543-603
    """
    if claim.concept != "right_heart_strain" or any(fact.presence == "present" for fact in facts.of.get(claim.concept, ())):
        return None
    text = facts.quotes.text
    ratios = [value for value in named_values(text) if value.name == "rv_lv"]
    if not ratios:
        return None
    widest = max(ratios, key=lambda value: value.value)
    found = (replace(claim, span=widest.span, source="findings", text=text[slice(*widest.span)], marks={}),)
    if (claim.presence == "present") == (widest.value >= _EVEN):
        return Comparison(claim, "inferred", found)
    return Comparison(claim, "contradicted", found, Difference("negation", claim.presence, f"{widest.value:g}"))


def _is_plainly_normal(claim: Finding) -> bool:
    """Say whether a claim calls an organ normal in all it is, and not in one aspect."""
    return claim.kind == "normal" and not any(name.startswith("aspect-") for name in claim.descriptors)


def _is_called_normal(claim: Finding, facts: Facts) -> bool:
    """Say whether the source calls that very organ normal too, whatever its size."""
    normals = (facts.all[group[0]] for group in facts.normals)
    return any(claim.anatomy <= fact.anatomy and _is_plainly_normal(fact) and is_same_side(claim, fact) for fact in normals)


def within_limits(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the size that lets an organ be called normal, or not enlarged: "no biliary dilatation" of a duct of 4 mm."""
    large = [part for name, part in _enlargements() if name == claim.concept or (claim.kind == "normal" and claim.anatomy)]
    for condition in large:
        organ = frozenset({condition.place}) if condition.place else frozenset()
        if not organ or (claim.kind == "normal" and not all(touches(frozenset({place}), organ) for place in claim.anatomy)):
            continue
        sized = [fact for fact in facts.of.get(_SIZE, ()) if fact.presence == "present" and is_same_side(claim, fact)]
        own = [fact for fact in sized if touches(places_of(fact), organ)]
        if own and all(is_under(fact, condition) for fact in own):
            return Comparison(claim, "inferred", tuple(own[:1]))
    return None


@lru_cache(maxsize=1)
def _enlargements() -> tuple[tuple[str, Condition], ...]:
    """Return every enlargement, dilatation or thickening with the size from which on it is called so."""
    known = lexicon()
    kinds = frozenset({"enlargement", "dilatation", "thickening"})
    large = [name for name in known.concepts if kinds & known.kinds(name)]
    return tuple((name, part) for name in large for part in limits_of(name) if part.concept == _SIZE and part.least is not None)
