"""A finding that would hold on the other side: what is wrong is its side, whatever else speaks against it here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.matching import compare_claim
from overread.language.places import OTHER_SIDE, touches
from overread.review import Comparison, Difference

_HELD = ("supported", "inferred")
_OUTWEIGHED = frozenset({"negation", "overinterpretation", "location"})


def mirrored(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons with a wrong side where a finding, denied or unknown on its side, is found on the other.

    "Left lower lobe pneumonia" of a consolidated right lower lobe and a clear left lung. Not where the draft tells of the
    other side too: then this side is an addition.
    """
    told = {id(fact) for comparison in comparisons if comparison.relation in _HELD for fact in comparison.facts}
    return [_mirrored(comparison, told, facts) if _is_doubted(comparison) else comparison for comparison in comparisons]


def _is_doubted(comparison: Comparison) -> bool:
    claim, difference = comparison.claim, comparison.difference
    stated = (
        claim.kind == "finding" and claim.presence == "present" and claim.laterality in OTHER_SIDE and "side" in claim.marks
    )
    open_ = comparison.reason == "silent" if difference is None else difference.attribute in _OUTWEIGHED
    return stated and comparison.relation not in _HELD and open_


def _mirrored(comparison: Comparison, told: set[int], facts: Facts) -> Comparison:
    claim = comparison.claim
    side = OTHER_SIDE[claim.laterality]
    other = compare_claim(replace(claim, laterality=side), facts)
    own = tuple(fact for fact in other.facts if _is_on(side, fact) and _may_be_there(claim, fact))
    if other.relation not in _HELD or not own or any(id(fact) in told for fact in own):
        return comparison
    return Comparison(claim, "contradicted", own, Difference("laterality", f"the {claim.laterality}", f"the {side}", "side"))


def _may_be_there(claim: Finding, fact: Finding) -> bool:
    return not claim.anatomy or not fact.anatomy or touches(claim.anatomy, fact.anatomy)


def _is_on(side: str, fact: Finding) -> bool:
    return fact.laterality == side and fact.presence == "present" and fact.kind == "finding" and fact.source == "findings"
