"""Flow that a draft denies where the source calls it preserved: what tells torsion and ischemia from a mere swelling."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.comparison.amounts.velocities import graded
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.oversize import within_limits
from overread.language.comparison.facts.facts import Facts
from overread.language.places import places_of, touches
from overread.review import Comparison, Difference

FLOW = "blood_flow"


def _flow_preserved(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of "absent flow in the left ovary" by what calls the flow there normal or preserved."""
    if claim.concept != FLOW or claim.presence != "absent":
        return None
    normals = (facts.all[group[0]] for group in facts.normals)
    for fact in normals:
        here = not claim.anatomy or not fact.anatomy or touches(places_of(claim), fact.anatomy)
        if "aspect-flow" in fact.descriptors and here and is_same_side(claim, fact):
            return Comparison(claim, "contradicted", (fact,), Difference("negation", "absent", "preserved"))
    return None


def unflowing(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of "patent portal vein" by what denies all flow in that very vessel."""
    if claim.kind != "normal" or "aspect-flow" not in claim.descriptors or not claim.anatomy:
        return None
    for fact in facts.of.get(FLOW, ()):
        denied = fact.presence == "absent" and fact.certainty == "definite" and fact.source == "findings"
        if denied and not fact.descriptors and fact.anatomy & claim.anatomy and is_same_side(claim, fact):
            return Comparison(claim, "contradicted", (fact,), Difference("negation", "patent", "no flow"))
    return None


def but_within(comparison: Comparison, facts: Facts) -> Comparison:
    """Return a comparison, or for a denial that the source is silent on the normal size that allows it, or the flow or the
    narrowing that it denies.
    """
    if comparison.relation != "unsupported":
        return comparison
    claim = comparison.claim
    told = within_limits(claim, facts) or _flow_preserved(claim, facts)
    return told or (graded(claim, facts) if claim.presence == "absent" else None) or comparison
