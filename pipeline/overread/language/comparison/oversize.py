"""Organs that a draft calls normal, or denies an enlargement of, against the size that the source gives them."""

from __future__ import annotations

from functools import lru_cache

from overread.finding import Finding
from overread.language.comparison.denials import is_same_side
from overread.language.comparison.facts import Facts
from overread.language.comparison.limits import is_under, limits_of
from overread.language.inference.evidence import meets
from overread.language.lexicon import Condition, lexicon
from overread.language.places import places_of, touches
from overread.review import Comparison, Difference

_SIZE = "organ_size"


def oversized(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of "spleen of normal size" by a size from which on it is called enlarged, or the very size that
    it gives, which may be called normal.
    """
    if "aspect-size" not in claim.descriptors or not claim.anatomy:
        return None
    for name, condition in _enlargements():
        if not condition.place or not touches(claim.anatomy, frozenset({condition.place})):
            continue
        for fact in facts.of.get(_SIZE, ()):
            if fact.presence == "present" and is_same_side(claim, fact) and meets(fact, condition):
                return Comparison(claim, "contradicted", (fact,), Difference("negation", "normal", lexicon().name(name)))
    given = (facts.all[number] for number in sorted(facts.sizes.fitting(claim.sizes)) if claim.sizes)
    own = (fact for fact in given if fact.concept == _SIZE and touches(claim.anatomy, places_of(fact)))
    measured = next((fact for fact in own if fact.source == "findings" and is_same_side(claim, fact)), None)
    return Comparison(claim, "inferred", (measured,)) if measured else None


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
