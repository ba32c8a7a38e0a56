"""Whether a statement of the draft is of the place in which a finding of the source lies."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.kinship import NAMED_ALWAYS, TOO_WIDE
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.worth_reporting import is_critical, is_lasting

_SOFT = frozenset({"soft_tissue", "skin"})
_VERTEBRA = re.compile(r"[CTL]\d{1,2}")


def is_listed_with_kin(claim: Finding, fact: Finding) -> bool:
    """Say whether a statement names several places for findings of one kind, that of a fact among them ("fractures of ...")."""
    kin = (lexicon().kinds(claim.concept) & lexicon().kinds(fact.concept)) - TOO_WIDE
    listed = len(claim.anatomy) > 1 and {claim.laterality, fact.laterality} != {"left", "right"}
    if not listed or not kin or not kin.isdisjoint(NAMED_ALWAYS) or _are_of_other_bones(claim, fact):
        return False
    named = claim.anatomy if fact.anatomy else claim.anatomy - lexicon().loose
    return touches(named, places_of(fact))


def is_in_its_place(claim: Finding, fact: Finding) -> bool:
    """Say whether a statement is of the place, side and level of a fact, or gives none that would tell it from it."""
    of_soft_tissue = bool(claim.anatomy) and claim.anatomy <= _SOFT and "bone" in fact.anatomy
    if of_soft_tissue or _is_one_of_several(claim, fact) or _are_of_other_bones(claim, fact):
        return False
    one_level = any(_VERTEBRA.fullmatch(level) for level in claim.levels & fact.levels)
    if one_level or {claim.laterality, fact.laterality} == {"left", "right"}:
        return one_level
    same_side = fact.laterality in (None, claim.laterality) or claim.laterality == "bilateral"
    if not claim.anatomy and claim.concept == fact.concept and same_side:
        return True
    # what is new is told by its own name or a wider one, and not by a conclusion without a place
    if (
        fact.change == "new"
        and claim.change != "new"
        and not places_of(claim)
        and claim.concept not in lexicon().kinds(fact.concept)
    ):
        return False
    if not claim.anatomy and fact.anatomy and places_of(claim):
        return touches(places_of(claim), fact.anatomy)
    return (
        location_of(claim, fact) != "apart" or location_of(fact, claim) != "apart" or touches(places_of(claim), places_of(fact))
    )


_PARTS_OF_ANY_BONE = frozenset("epiphysis metaphysis diaphysis physis apophysis cortex_of_bone bone_marrow periosteum".split())


def _are_of_other_bones(claim: Finding, fact: Finding) -> bool:
    """Say whether all that two findings share is a part that every bone has ("epiphysis of the tibia", "of the fibula")."""
    if _PARTS_OF_ANY_BONE.isdisjoint(claim.anatomy & fact.anatomy):
        return False
    own, told = claim.anatomy - _PARTS_OF_ANY_BONE - {"bone"}, fact.anatomy - _PARTS_OF_ANY_BONE - {"bone"}
    return bool(own and told) and not touches(own, told)


def _is_one_of_several(claim: Finding, fact: Finding) -> bool:
    """Say whether of several lesions on both sides and another one on one side a fact is the ones and a statement the other:
    the mass among the nodules, which are told to be smaller.
    """
    kin = claim.concept in lexicon().kinds(fact.concept) or fact.concept in lexicon().kinds(claim.concept)
    several, one = (fact, claim) if fact.count == "multiple" else (claim, fact)
    if kin or several.count != "multiple" or several.laterality != "bilateral":
        return False
    apart = one.laterality in ("left", "right") and one.count is None
    return apart and (several is fact or _length(several) < _length(one))


def _length(finding: Finding) -> float:
    """Return the longest diameter of a finding in mm, as far as one is given in mm or cm."""
    now = (size for size in finding.sizes if size.role != "prior" and size.unit in ("mm", "cm"))
    return max((max(size.values) * (10.0 if size.unit == "cm" else 1.0) for size in now), default=0.0)


def is_at_other_vertebra(claim: Finding, fact: Finding) -> bool:
    """Say whether a statement tells of one vertebra, and a grave finding of today lies in another one."""
    own, told = ({level for level in one.levels if _VERTEBRA.fullmatch(level)} for one in (claim, fact))
    several = claim.count is not None or "multiple" in claim.words
    return bool(own and told) and not several and is_critical(fact) and not is_lasting(fact)
