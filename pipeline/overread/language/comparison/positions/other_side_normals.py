"""Organs of a pair that a draft calls normal on a side that was not examined, or with the size of the other one."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.extraction.context import EXAMINED
from overread.language.figures.agreement import agrees
from overread.language.places import OTHER_SIDE, has_halves, places_of, touches
from overread.review import Comparison, Difference


def of_the_other_side(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong side of what is called normal on one side, where only the other was examined, or has that size."""
    other = OTHER_SIDE.get(claim.laterality)
    if other is None or not any(map(has_halves, claim.anatomy)):
        return None
    found = [fact for fact in facts.all if fact.source == "findings"]
    sides = {fact.laterality for fact in found}
    unseen = bool(found) and f"{EXAMINED}{other}" in found[0].nearby and sides.isdisjoint({claim.laterality, "bilateral"})
    fact = found[0] if unseen else _measured_there(claim, other, facts)
    difference = Difference("laterality", f"the {claim.laterality}", f"the {other}", "side")
    return Comparison(claim, "contradicted", (fact,), difference) if fact else None


def _measured_there(claim: Finding, other: str, facts: Facts) -> Finding | None:
    """Return the size of that organ on the other side, where a claim has it, and the source gives its own side another one."""
    sizes = [size for size in claim.sizes if size.role != "prior"]
    sized = [fact for fact in facts.of.get("organ_size", ()) if touches(claim.anatomy, places_of(fact))]
    fitting = [fact for fact in sized if any(agrees(size, told) for size in sizes for told in fact.sizes)]
    own = [fact for fact in sized if fact.laterality == claim.laterality]
    if not own or any(fact.laterality != other for fact in fitting):
        return None
    return fitting[0] if fitting else None
