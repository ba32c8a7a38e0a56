"""The side and the course of what is concluded, against those of all sentences that it rests on: "right duct stone" of "left
gland with a dilated duct and an echogenic focus", "meningioma, increased" of "dural mass, unchanged".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.facts import Facts
from overread.language.places import OTHER_SIDE
from overread.review import Comparison, Difference

_SIDE = re.compile(r"\b(left|right|bilateral\w*|both|lt|rt)\b(?![- ](?:handed|to[- ](?:left|right)))", re.IGNORECASE)
_SHORT = {"lt": "left", "rt": "right"}
_CHAMBER = re.compile(r"\b(?:left|right) (?:atri|ventric|heart|main|anterior descending|coronary|circumflex)", re.IGNORECASE)
_AGAINST = {
    "increased": frozenset({"decreased", "stable"}),
    "decreased": frozenset({"increased", "stable"}),
    "stable": frozenset({"increased", "decreased"}),
}


def told_otherwise_by_evidence(comparisons: Sequence[Comparison], facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with the wrong side or course of what is concluded, where all of its evidence has another one."""
    return tuple(_otherwise(comparison, facts) or comparison for comparison in comparisons)


def _otherwise(comparison: Comparison, facts: Facts) -> Comparison | None:
    claim, told = comparison.claim, comparison.facts
    concluded = comparison.relation == "inferred" and comparison.difference is None and claim.presence == "present"
    if not concluded or claim.kind != "finding" or not told or any(fact.source != "findings" for fact in told):
        return None
    if wrong := _other_side(claim, told) or _other_course(claim, told, facts):
        return Comparison(claim, "contradicted", tuple(told[:1]), wrong)
    return None


def _other_side(claim: Finding, told: Sequence[Finding]) -> Difference | None:
    other = OTHER_SIDE.get(claim.laterality)
    if other is None or any(fact.laterality in (claim.laterality, "bilateral") for fact in told):
        return None
    named = [_sides_in(text) for text in dict.fromkeys(fact.text for fact in told)]
    if all(sides == {other} for sides in named) and _sides_in(claim.text) == {claim.laterality}:
        return Difference("laterality", str(claim.laterality), other, "side")
    return None


def _sides_in(text: str) -> set[str]:
    return {_SHORT.get(word.lower(), word.lower()) for word in _SIDE.findall(_CHAMBER.sub("", text))}


def _other_course(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    against = _AGAINST.get(claim.change or "")
    if against is None:
        return None
    beside = [fact for one in {fact.sentence for fact in told} for fact in facts.sentences.get(one, ())]
    courses = {fact.change for fact in beside if fact.change is not None and fact.presence == "present"}
    if len(courses) != 1 or not courses <= against:
        return None
    return Difference("change", str(claim.change), str(min(courses)), "change")
