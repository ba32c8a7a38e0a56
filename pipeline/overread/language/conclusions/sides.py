"""The side of what is concluded, against that of all sentences it rests on: "right duct stone" of "left gland with a dilated
duct and an echogenic focus", "bilateral hip dysplasia" of one shallow hip.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.matching import compare_claim
from overread.language.figures.counts import is_plural
from overread.language.places import OTHER_SIDE, has_halves
from overread.language.words.reading import read
from overread.review import Difference

_SIDE = re.compile(r"\b(left|right|bilateral\w*|both|lt|rt)\b(?![- ](?:handed|to[- ](?:left|right)))", re.IGNORECASE)
_SHORT = {"lt": "left", "rt": "right"}
_UNSIDED = re.compile(
    r"\b(?:left|right) (?:atri|ventric|heart|main|anterior descending|coronary|circumflex)|"
    r"\bboth sides of (?=(?:the )?(?:left|right)\b)",
    re.IGNORECASE,
)


def sided_otherwise(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    """Return the wrong side of a conclusion all of whose sentences tell of the other one, or of one where it is of both."""
    if claim.laterality == "bilateral":
        return _on_one_side(claim, told, facts)
    other = OTHER_SIDE.get(claim.laterality)
    if other is None or any(fact.laterality in (claim.laterality, "bilateral") for fact in told):
        return None
    named = [_sides_in(text) for text in dict.fromkeys(fact.text for fact in told)]
    if all(sides == {other} for sides in named) and _sides_in(claim.text) == {claim.laterality}:
        return Difference("laterality", str(claim.laterality), other, "side")
    return None


def _on_one_side(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    """Return the wrong side of a conclusion on both sides that would not hold on one of them by itself."""
    sides = {fact.laterality for fact in told if fact.laterality}.union(*(_sides_in(fact.text) for fact in told))
    if len(sides) != 1 or not sides <= OTHER_SIDE.keys() or "side" not in claim.marks:
        return None
    side = sides.pop()
    alike = {claim.concept, *(fact.concept for fact in told)}
    if any(_is_beyond(fact, side) and fact.concept in alike for fact in facts.all) or any(
        _names_a_pair(fact.text) for fact in told
    ):
        return None
    other = compare_claim(replace(claim, laterality=OTHER_SIDE[side]), facts)
    if other.relation in ("supported", "inferred") and other.difference is None and not _is_of_side(other.facts, side):
        return None
    return Difference("laterality", "both sides", f"the {side}", "side")


def _names_a_pair(text: str) -> bool:
    """Say whether a text names both of a pair of organs by the plural ("in the lateral ventricles")."""
    plural = (item for item in read(text).items if is_plural(text[item.start : item.end].lower()))
    return any(entry.category == "anatomy" and has_halves(entry.value) for item in plural for entry in item.entries)


def _is_beyond(fact: Finding, side: str) -> bool:
    return fact.presence == "present" and fact.laterality in ("bilateral", OTHER_SIDE[side])


def _is_of_side(told: Sequence[Finding], side: str) -> bool:
    return bool(told) and all(fact.laterality == side for fact in told)


def _sides_in(text: str) -> set[str]:
    return {_SHORT.get(word.lower(), word.lower()) for word in _SIDE.findall(_UNSIDED.sub("", text))}
