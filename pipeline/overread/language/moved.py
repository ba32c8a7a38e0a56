"""The course of a conclusion, where the source tells that of its signs alone."""

from __future__ import annotations

from collections.abc import Sequence

from overread.finding import Finding
from overread.language.agreement import agrees
from overread.language.changes import change_differences, measured_change
from overread.language.denials import is_same_side
from overread.language.facts import Facts, is_found
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches, usual_places
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
    return _otherwise(claim, near)


def moved_by_signs(claim: Finding, best: Finding, concepts: frozenset[str], facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding whose own statements give none, where its signs took the other one."""
    if best.change or measured_change(best):
        return None
    signs = (fact for sign in sorted(concepts) for fact in facts.present(sign).facts if fact.concept == sign)
    return _otherwise(claim, [*signs])


def _otherwise(claim: Finding, found: Sequence[Finding]) -> Comparison | None:
    near = [fact for fact in found if fact.change or measured_change(fact)]
    near = [fact for fact in near if touches(places_of(claim), _seats_of(fact)) and is_same_side(claim, fact)]
    if claim.sizes and not any(agrees(size, other) for fact in near for other in fact.sizes for size in claim.sizes):
        return None
    if not near or any(claim.change in (fact.change, measured_change(fact)) for fact in near):
        return None
    differing = ((fact, one) for fact in near for one in change_differences(claim, fact) if not one.added)
    fact, other = next(differing, (None, None))
    return Comparison(claim, "contradicted", (fact,), other) if fact and other else None


def _seats_of(fact: Finding) -> frozenset[str]:
    """Return the places of a finding with that where it always is, whatever part of it is named."""
    return places_of(fact) | usual_places(fact.concept)


def _is_kin(claim: Finding, fact: Finding) -> bool:
    """Say whether one finding is a kind of the other, or both of one kind."""
    kinds = lexicon().kinds
    return claim.concept in kinds(fact.concept) or fact.concept in kinds(claim.concept) - {"abnormality"}
