"""The course of a conclusion, where the source tells that of its signs alone."""

from __future__ import annotations

from collections.abc import Sequence

from overread.finding import Finding
from overread.language.agreement import agrees
from overread.language.changes import change_differences
from overread.language.denials import is_same_side
from overread.language.facts import Facts, is_found
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.review import Comparison


def moved_otherwise(claim: Finding, named: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong course of a conclusion where the source gives the other one to its signs or kin there, and to none the
    claimed one: "unchanged" fibrosis whose honeycombing has increased.
    """
    if claim.change not in ("new", "stable", "increased", "decreased"):
        return None
    signs = {fact.concept for fact in named}
    kin = (fact for fact in facts.all if is_found(fact) and (fact.concept in signs or _is_kin(claim, fact)))
    near = [*(fact for fact in named if fact.presence == "present" and fact.source == "findings"), *kin]
    near = [fact for fact in near if fact.change and touches(places_of(claim), places_of(fact)) and is_same_side(claim, fact)]
    if claim.sizes and not any(agrees(size, other) for fact in near for other in fact.sizes for size in claim.sizes):
        return None
    if not near or any(fact.change == claim.change for fact in near):
        return None
    found = ((fact, one) for fact in near for one in change_differences(claim, fact) if not one.added)
    fact, other = next(found, (None, None))
    return Comparison(claim, "contradicted", (fact,), other) if fact and other else None


def _is_kin(claim: Finding, fact: Finding) -> bool:
    """Say whether one finding is a kind of the other, or both of one kind."""
    kinds = lexicon().kinds
    return claim.concept in kinds(fact.concept) or fact.concept in kinds(claim.concept) - {"abnormality"}
