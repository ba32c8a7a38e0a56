"""How many coronary arteries are diseased, against what the source finds in each: three-vessel disease of one narrow artery."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts, is_compared
from overread.language.figures.degrees import DEGREE
from overread.language.lexicon import lexicon
from overread.language.places import is_inside
from overread.review import Comparison, Difference

_NUMBERED = re.compile(r"\b(?P<number>single|one|two|double|three|triple|[123])[- ]vessel\b", re.IGNORECASE)
_NUMBERS = {"single": 1, "one": 1, "1": 1, "two": 2, "double": 2, "2": 2, "three": 3, "triple": 3, "3": 3}
_CORONARY = frozenset({"coronary_artery"})
_VESSELS = {
    "left_anterior_descending_artery": ("left_anterior_descending_artery", "left_main_coronary_artery"),
    "left_circumflex_artery": ("left_circumflex_artery", "left_main_coronary_artery"),
    "right_coronary_artery": ("right_coronary_artery", "posterior_descending_artery"),
}
"""The three coronary arteries, each with the places whose disease is its own (Cury RC et al. CAD-RADS 2.0, 2022)."""
_DISEASE = frozenset({"stenosis", "occlusion", "coronary_artery_disease", "coronary_calcification"})
_NARROW = frozenset({"stenosis", "occlusion"})
_SIGNIFICANT = 50.0


def vessels_miscounted(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong number of diseased coronary arteries of a claim: more than the source finds disease in, or fewer than it
    finds significantly narrowed. A source that tells of coronary disease without naming the artery leaves it open.
    """
    match = _NUMBERED.search(claim.text) if "vessel" in claim.text.lower() and claim.presence == "present" else None
    if match is None or claim.concept not in ("coronary_artery_disease", "coronary_stenosis"):
        return None
    told = [fact for fact in facts.first_found if is_compared(fact) and _is_coronary_disease(fact)]
    placed = {fact.span for fact in told if fact.anatomy}
    found = [fact for fact in told if fact.anatomy or fact.span not in placed]
    if not found or any(not _vessels(fact) for fact in found):
        return None
    diseased = {vessel for fact in found for vessel in _vessels(fact)}
    narrowed = {vessel for fact in found if _is_significant(fact) for vessel in sorted(_vessels(fact))[:1]}
    number = _NUMBERS[match["number"].lower()]
    if len(narrowed) <= number <= len(diseased):
        return None
    stated = str(len(diseased) if number > len(diseased) else len(narrowed))
    return Comparison(claim, "contradicted", (found[0],), Difference("count", match["number"].lower(), stated, "count"))


def _is_coronary_disease(fact: Finding) -> bool:
    of_heart = not fact.anatomy or is_inside(fact.anatomy, _CORONARY)
    return of_heart and not _DISEASE.isdisjoint(lexicon().kinds(fact.concept))


def _vessels(fact: Finding) -> set[str]:
    """Return the coronary arteries whose disease a fact is."""
    return {
        name
        for name, places in _VESSELS.items()
        if any(is_inside(frozenset({own}), frozenset({place})) for own in fact.anatomy for place in places)
    }


def _is_significant(fact: Finding) -> bool:
    """Say whether a fact is an occlusion, a stenosis of half the lumen or more, or one that is called moderate or worse."""
    if _NARROW.isdisjoint(lexicon().kinds(fact.concept)):
        return False
    shares = [max(size.values) for size in fact.sizes if size.quantity == "fraction" and size.role != "prior"]
    graded = DEGREE.get(fact.severity or "", 0) >= DEGREE["moderate"]
    return "occlusion" in lexicon().kinds(fact.concept) or graded or max(shares, default=0.0) >= _SIGNIFICANT
