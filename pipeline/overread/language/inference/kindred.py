"""Findings that could be one and the same seen by two readers: of one family, in one place, on one side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter

from overread.finding import Finding, Quantity
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.facts.grouping import grouped
from overread.language.figures.agreement import agrees
from overread.language.figures.levels import levels
from overread.language.inference.plaques import is_mere_plaque
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, location_of, places_of, touches, usual_places

_TOO_WIDE = frozenset({"abnormality", "device"})
_MEASURED = frozenset({"organ_size"})
_LESIONS = frozenset({"nodule", "mass", "lesion", "aneurysm", "lymphadenopathy"})
_UNREAD = frozenset(
    "opacity lung_opacity density soft_tissue_density hilar_prominence enlargement widening increased_uptake fdg_uptake "
    "enhancement abnormal_brain_enhancement hyperintensity hypodensity hyperdensity restricted_diffusion "
    "cerebral_restricted_diffusion filling_defect".split()
)
_FAMILIES = (
    frozenset({"opacity", "density", "consolidation", "infection", "scar", "atelectasis", "edema"}),
    frozenset({"fracture", "bone_deformity", "cortical_irregularity"}),
    frozenset({"enlargement", "dilatation", "widening", "thickening", "hypertrophy", "swelling"}),
    frozenset({"obstruction", "dilatation", "hydronephrosis"}),
    frozenset({"dislocation", "subluxation", "malalignment", "shift", "deviation", "diastasis", "widening"}),
    frozenset({"occlusion", "thrombus", "filling_defect", "obstruction"}),
    frozenset({"fracture", "compression"}),
    frozenset({"tear", "sprain", "ligament_injury", "strain", "avulsion_fracture", "tendinosis", "tenosynovitis"}),
    frozenset({"compression", "effacement", "mass_effect", "impingement", "displacement", "nerve_root_compression"}),
    frozenset({"late_gadolinium_enhancement", "myocardial_edema", "myocardial_injury", "wall_motion_abnormality"}),
)

_TOLD_APART = (frozenset({"sinus_mucosal_thickening", "air_fluid_level_sinus"}),)
"""Signs of one disease that no reader takes for one another."""


@dataclass(frozen=True)
class Kindred:
    """The present findings of a source, those of one name in one place together, to find those that a claim may mean."""

    facts: Sequence[Finding]

    def of(self, claim: Finding) -> tuple[Finding, ...]:
        """Return the findings that may be what a claim means: of its family, in its place, on its side.

        A claim without a place, or one that its name gives it, has none: something of its family somewhere proves little.
        """
        known = lexicon().concepts.get(claim.concept)
        own = known is not None and not known.generic and bool(known.anatomy - BODY_REGIONS)
        if not (claim.anatomy or claim.levels or own):
            return ()
        claim = replace(claim, anatomy=places_of(claim))
        near = (group for group in self._present if _is_there(claim, self.facts[group[0]]))
        kin = (group for group in near if are_of_one_family(claim.concept, self.facts[group[0]].concept))
        found = (self.facts[number] for number in sorted(chain(*kin)))
        return tuple(fact for fact in found if not is_mere_plaque(claim, fact))

    @cached_property
    def _present(self) -> list[list[int]]:
        present = (number for number, fact in enumerate(self.facts) if _is_present(fact))
        return grouped(present, self.facts, attrgetter("concept", "anatomy", "levels", "laterality"))


def is_kin(claim: Finding, fact: Finding) -> bool:
    """Say whether a present finding is of the family of a claim, in its place, on its side."""
    placed = replace(claim, anatomy=places_of(claim))
    alike = are_of_one_family(claim.concept, fact.concept) and not is_mere_plaque(claim, fact)
    return alike and _is_present(fact) and _is_there(placed, fact)


def gone_there(claim: Finding, facts: Sequence[Finding]) -> list[Finding]:
    """Return what the source calls resolved in a place, or at a level, of which a claim says so: "splenic and L1 uptake"."""
    return [
        fact
        for fact in facts
        if fact.source == "findings"
        and fact.change == "resolved"
        and (touches(claim.anatomy, places_of(fact)) or bool(claim.levels & fact.levels))
        and {claim.laterality, fact.laterality} != {"left", "right"}
        and (claim.concept == "abnormality" or are_of_one_family(claim.concept, fact.concept))
    ]


def _is_present(fact: Finding) -> bool:
    return fact.source == "findings" and fact.kind == "finding" and fact.presence == "present" and fact.concept not in _MEASURED


def _is_there(claim: Finding, fact: Finding) -> bool:
    leveled = not fact.anatomy and not claim.levels.isdisjoint(fact.levels)
    placed = bool(fact.anatomy or fact.levels) and location_of(claim, fact) in ("same", "vaguer")
    return (placed or leveled) and is_same_side(claim, fact)


@lru_cache(maxsize=65536)
def are_of_one_family(one: str, other: str) -> bool:
    """Say whether two concepts share a kind, are told apart by judgement only, or a rule leads from one to the other.

    A lesion that must be named is kin to lesions, and to what the source leaves uninterpreted; a tumour only to a tumour.
    """
    words = lexicon()
    mine, theirs = words.kinds(one), words.kinds(other)
    if {one, other} in _TOLD_APART:
        return False
    if "malignancy" in mine:
        return "malignancy" in theirs
    if mine & _LESIONS:
        return bool(theirs & _LESIONS) or other in _UNREAD
    if (mine & theirs) - _TOO_WIDE or any(family & mine and family & theirs for family in _FAMILIES):
        return True
    pairs = ((one, theirs), (other, mine))
    return any(rule.asks_for(start) for end, start in pairs for rule in words.rules_for(end))


def is_spinal(level: str) -> bool:
    """Say whether a numbered level is one of the spine ("L3"), not a rib, a segment or a tooth."""
    return level[0] in "CTLS" and level[1:2].isdigit()


def is_of_spine(place: str) -> bool:
    """Say whether a place is one that levels of the spine above the sacrum number."""
    wholes = lexicon().wholes(place)
    return "spine" in wholes and "sacrum" not in wholes


def at_those_levels(claim: Finding, facts: Facts) -> Finding | None:
    """Return a finding of the claimed family at the very levels of a claim, such as ribs or segments; not in the spine, where a
    level is all that tells two findings apart.
    """
    if any(map(is_spinal, claim.levels)):
        return None
    found = facts.first_found
    organ = claim.anatomy | usual_places(claim.concept)
    here = (
        one for one in (*found, *facts.of.get("organ_size", ())) if claim.levels <= one.levels and one.presence == "present"
    )
    alike = (
        one
        for one in here
        if are_of_one_family(claim.concept, one.concept) or (one.concept == "organ_size" and touches(organ, one.anatomy))
    )
    sizes = _own_sizes(claim, found)
    fitting = (
        one for one in alike if not sizes or not one.sizes or any(agrees(size, own) for size in sizes for own in one.sizes)
    )
    return next((one for one in fitting if is_same_side(claim, one)), None) or _at_each_of_those_levels(claim, facts)


def _at_each_of_those_levels(claim: Finding, facts: Facts) -> Finding | None:
    """Return a finding of its family at one of several levels of a claim where the source finds something at each of them."""
    found = (one for one in facts.all if one.source == "findings" and one.presence == "present" and one.levels & claim.levels)
    told = [one for one in found if one.kind == "finding" and is_same_side(claim, one)]
    everywhere = claim.levels <= frozenset(level for one in told for level in one.levels)
    sizes = [size for size in claim.sizes if size.role != "prior"]
    given = [own for one in told for own in one.sizes]
    named = (one for one in told if are_of_one_family(claim.concept, one.concept))
    sized = all(any(agrees(size, own) for own in given) for size in sizes)
    return next(named, None) if everywhere and sized and len(claim.levels) > 1 else None


def _own_sizes(claim: Finding, found: Sequence[Finding]) -> list[Quantity]:
    """Return the sizes of a claim but those that the source gives at another level which its sentence names as well."""
    sizes = [size for size in claim.sizes if size.role != "prior"]
    others = {name for level in levels(claim.text) for name in level.names} - claim.levels if sizes else ()
    elsewhere = [own for one in found if not one.levels.isdisjoint(others) for own in one.sizes]
    return [size for size in sizes if not any(agrees(size, own) for own in elsewhere)]
