"""Statements that set one side beside the other of now ("the left ovary is larger than the right"), against both sizes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.figures.scales import largest_mm
from overread.language.places import OTHER_SIDE, touches
from overread.review import Comparison, Difference

_BESIDE = re.compile(
    r"\b(?P<one>left|right)\b[^,;.]{0,40}?\b(?P<more>larger|bigger|longer|wider|thicker)?"
    r"(?P<less>smaller|shorter|narrower|thinner)? than (?:on )?(?:that (?:of|on) )?(?:the )?"
    r"(?:left|right|other|opposite|contralateral)\b",
    re.IGNORECASE,
)


def compare_sides(claim: Finding, facts: Sequence[Finding]) -> Comparison | None:
    """Return whether the larger of two sides is the one that a statement calls so, None where the source measures not both."""
    told = _BESIDE.search(claim.text)
    if told is None or not (told["more"] or told["less"]) or not claim.anatomy:
        return None
    one = told["one"].lower()
    sized = [_of_side(claim, side, facts) for side in (one, OTHER_SIDE[one])]
    if None in sized:
        return None
    (mine, own), (_, other) = [pair for pair in sized if pair]
    if own == other:
        return None
    if (own > other) == bool(told["more"]):
        return Comparison(claim, "inferred", (mine,))
    difference = Difference("laterality", f"the {one}", f"the {OTHER_SIDE[one]}", "side")
    return Comparison(claim, "contradicted", (mine,), difference)


def _of_side(claim: Finding, side: str, facts: Sequence[Finding]) -> tuple[Finding, float] | None:
    """Return the only measure that the source gives to a place on one side, in mm."""
    own = [
        fact for fact in facts if fact.source == "findings" and fact.laterality == side and touches(claim.anatomy, fact.anatomy)
    ]
    sized = [(fact, size) for fact in own for size in fact.sizes if size.role != "prior" and size.unit in ("mm", "cm")]
    return (sized[0][0], largest_mm(sized[0][1])) if len(sized) == 1 else None
