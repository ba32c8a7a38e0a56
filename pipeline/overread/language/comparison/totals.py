"""Totals that the draft adds up itself from the two values of a pair: "total volume 11 ml" of lobes of 7 and 4 ml."""

from __future__ import annotations

import re

from overread.finding import Finding, Quantity
from overread.language.comparison.facts import Facts
from overread.review import Comparison

_TOTAL = re.compile(r"\b(?:total|combined|overall|altogether|in sum|together)\b", re.IGNORECASE)
_SIDES = ("left", "right")
_MOST = 20


def added_up(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the support of a total to which what the source gives of the left and of the right adds up."""
    size = claim.sizes[0] if len(claim.sizes) == 1 and claim.laterality not in _SIDES else None
    if size is None or len(size.values) != 1 or not _TOTAL.search(claim.text):
        return None
    left, right = ([pair for pair in _given(size, facts) if pair[0].laterality == side][:_MOST] for side in _SIDES)
    step = 10.0 ** -size.decimals[0]
    for one, first in left:
        for other, second in right:
            if abs(first + second - size.values[0]) <= step:
                return Comparison(claim, "inferred", (one, other))
    return None


def _given(size: Quantity, facts: Facts) -> list[tuple[Finding, float]]:
    """Return every fact of one side with the value that it has in the unit of a total."""
    return [
        (fact, other.values[0])
        for fact in facts.all
        if fact.laterality in _SIDES and fact.source != "impression"
        for other in fact.sizes
        if other.unit == size.unit and other.quantity == size.quantity and len(other.values) == 1 and other.role == "current"
    ]
