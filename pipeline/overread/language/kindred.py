"""Findings that could be one and the same seen by two readers: of one family, in one place, on one side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from overread.finding import Finding
from overread.language.denials import is_same_side
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, location_of, places_of

_TOO_WIDE = frozenset({"abnormality", "device"})
_MEASURED = frozenset({"organ_size"})
_LESIONS = frozenset({"nodule", "mass", "lesion", "aneurysm", "lymphadenopathy"})
_UNREAD = frozenset(
    "opacity lung_opacity density soft_tissue_density hilar_prominence enlargement widening increased_uptake fdg_uptake "
    "enhancement abnormal_brain_enhancement hyperintensity hypodensity hyperdensity restricted_diffusion filling_defect".split()
)
_FAMILIES = (
    frozenset({"opacity", "density", "consolidation", "infection", "scar", "atelectasis", "edema"}),
    frozenset({"fracture", "bone_deformity", "cortical_irregularity"}),
    frozenset({"enlargement", "dilatation", "widening"}),
)


def kindred(claim: Finding, facts: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the present findings of the source that may be what a claim means: of its family, in its place, on its side.

    A claim without a place, or one that its name gives it, has none: something of its family somewhere proves little.
    """
    known = lexicon().concepts.get(claim.concept)
    own = known is not None and not known.generic and bool(known.anatomy - BODY_REGIONS)
    if not (claim.anatomy or claim.levels or own):
        return ()
    claim = replace(claim, anatomy=places_of(claim))
    near = (fact for fact in facts if _is_present(fact) and _is_there(claim, fact))
    return tuple(fact for fact in near if are_of_one_family(claim.concept, fact.concept))


def _is_present(fact: Finding) -> bool:
    return fact.source == "findings" and fact.kind == "finding" and fact.presence == "present" and fact.concept not in _MEASURED


def _is_there(claim: Finding, fact: Finding) -> bool:
    return bool(fact.anatomy or fact.levels) and location_of(claim, fact) in ("same", "vaguer") and is_same_side(claim, fact)


@lru_cache(maxsize=65536)
def are_of_one_family(one: str, other: str) -> bool:
    """Say whether two concepts share a kind, are told apart by judgement only, or a rule leads from one to the other.

    A lesion that must be named is kin to lesions, and to what the source leaves uninterpreted; a tumour only to a tumour.
    """
    words = lexicon()
    mine, theirs = words.kinds(one), words.kinds(other)
    if "malignancy" in mine:
        return "malignancy" in theirs
    if mine & _LESIONS:
        return bool(theirs & _LESIONS) or other in _UNREAD
    if (mine & theirs) - _TOO_WIDE or any(family & mine and family & theirs for family in _FAMILIES):
        return True
    pairs = ((one, theirs), (other, mine))
    return any(rule.asks_for(start) for end, start in pairs for rule in words.rules_for(end))
