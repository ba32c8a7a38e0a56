"""Diagnoses that the source does not make, where it finds something else that they may stand for."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.comparison.changes import change_differences
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts, is_found
from overread.language.lexicon import lexicon
from overread.language.places import places_of, relation, touches
from overread.review import Comparison, Difference

_WIDE = frozenset({"lung", "pleura", "brain", "intracranial", "bone", "bowel", "heart", "body"})


def suspected(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the overinterpretation where the source finds something, but not what the draft makes of it, in that place.

    It is the same thing where a size agrees, or where the claim is a conclusion by nature and place and side are those named.
    """
    known = lexicon().concepts.get(claim.concept)
    misplaced = known is not None and known.anatomy and claim.anatomy and not touches(claim.anatomy, known.anatomy)
    if known is None or known.importance == "critical" or misplaced:
        return None
    by_nature = bool(lexicon().rules_for(claim.concept))
    here = facts.like(facts.found, lambda fact: fact.laterality == claim.laterality and _is_there(claim, fact))
    sized = sorted(facts.sizes.fitting(size for size in claim.sizes if size.role != "prior"))
    alike = [number for number in sized if is_found(facts.all[number]) and _is_around(claim, facts.all[number])]
    first = min([*alike[:1], *(here[:1] if by_nature else [])], default=None)
    if first is None:
        return None
    fact = facts.all[first]
    moved = next((one for one in change_differences(claim, fact) if not one.added), None)
    if moved is not None:
        return Comparison(claim, "contradicted", (fact,), moved)
    return Comparison(claim, "unsupported", (fact,), Difference("overinterpretation", claim.name, fact.name, added=True))


def _is_around(claim: Finding, fact: Finding) -> bool:
    mine, theirs = places_of(claim), places_of(fact)
    return is_same_side(claim, fact) and (not mine or not theirs or touches(mine, theirs))


def _is_there(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is in the place of a claim, no wider one, and on the level it names."""
    if claim.levels and fact.levels and claim.levels.isdisjoint(fact.levels):
        return False
    known = lexicon().concepts.get(fact.concept)
    if known is None or known.device or known.importance == "routine":
        return False
    mine, theirs = places_of(claim), places_of(fact)
    return any(relation(place, other) in ("same", "vaguer") for place in mine for other in theirs) and not mine & _WIDE
