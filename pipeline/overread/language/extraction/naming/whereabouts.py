"""Where a finding is: the places and the side that are bound to it, or those that stand over it."""

from __future__ import annotations

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context
from overread.language.extraction.level_of_heading import is_of_liver
from overread.language.lexicon import lexicon
from overread.language.places import relation, shared_part, shares_organ

Places = tuple[str, ...]

_OVER_BRAIN = frozenset({"scalp", "skull"})
TISSUES = frozenset({"bone", "joint", "vessel", "muscle", "soft_tissue", "skin"})
_PARTS_OF_LIMBS = frozenset(
    "calf thigh knee ankle leg arm forearm elbow upper_arm groin lower_leg adductor_canal foot wrist".split()
)
_LAYERS = frozenset({"subchondral_bone", "bone_marrow", "cortex_of_bone", "periosteum", "joint_space"})
_INFLOW = {
    "lower_extremity": frozenset({"iliac_artery", "iliac_vein"}),
    "upper_extremity": frozenset({"subclavian_artery", "subclavian_vein", "axillary_artery", "axillary_vein"}),
}
_BELONGING = {"kidney": frozenset({"ureter"}), "breast": frozenset({"axilla", "axillary_node"})}


def placed(attributes: Attributes, context: Context) -> tuple[Places, str | None]:
    """Return the places and side bound to a finding, else those of its heading."""
    if not attributes.anatomy:
        own = of_levels(attributes.levels)
        if own and context.anatomy and all(relation(place, own[0]) == "apart" for place in context.anatomy):
            return own, attributes.side
        return context.anatomy, attributes.side or context.side
    named, side = _on_the_surface(attributes.anatomy), attributes.side or context.side
    if not context.anatomy:
        return named, side
    if all(any(relation(own, whole) == "vaguer" for whole in context.anatomy) for own in named):
        return context.anatomy, side
    if len(context.anatomy) == 1:
        whole = context.anatomy[0]
        parts = [place if relation(place, whole) == "narrower" else _part_of_both(whole, place) for place in named]
        if all(parts):
            return tuple(parts), side
    if named == ("hilum",) and "chest" not in lexicon().wholes(context.anatomy[0]):
        return context.anatomy, side
    if _LAYERS.issuperset(named) and _are_bony(context.anatomy):
        return (*context.anatomy, *named), side
    vessels = [place for place in context.anatomy if "vessel" in lexicon().wholes(place)]
    if vessels and _PARTS_OF_LIMBS.issuperset(named):
        return (*vessels, *named), side
    if context.side and not attributes.side and _leads_to_limb(named, context.anatomy):
        return named, side
    places, known = frozenset(context.anatomy), lexicon().places
    if any(not lexicon().wholes(place).isdisjoint(places) for place in named):
        return named, side
    if not any(known[place].paired for place in named if place in known):
        return named, side if TISSUES.issuperset(named) else attributes.side
    near = shares_organ(named, places) or _belongs_to(named, context.anatomy)
    return named, attributes.side or (context.side if near else context.over)


def _belongs_to(places: Places, heading: Places) -> bool:
    """Say whether all places belong to the organ of a heading, on its side ("RIGHT KIDNEY: dilated ureter")."""
    belonging = [_BELONGING.get(place) for place in heading]
    return any(own and all(not own.isdisjoint(lexicon().wholes(place)) for place in places) for own in belonging)


def _part_of_both(whole: str, place: str) -> str:
    """Return the part of a heading's organ that lies in a place ("NODES: left axilla"), "" where many or none may be meant."""
    return "" if whole in ("muscle", "bone") else shared_part(whole, place) or ""


def _are_bony(places: Places) -> bool:
    """Say whether places are bones or joints, whose layers a sentence may name alone ("Femoral head: subchondral")."""
    return all(not lexicon().wholes(place).isdisjoint(("bone", "joint")) for place in places)


def _leads_to_limb(places: Places, heading: Places) -> bool:
    """Say whether all places are vessels of the trunk that a limb named by a heading is supplied by ("RIGHT LEG: CIA")."""
    wholes = lexicon().wholes
    return any(
        all(limb in wholes(over) for over in heading) and all(not trunk.isdisjoint(wholes(place)) for place in places)
        for limb, trunk in _INFLOW.items()
    )


def of_levels(levels: frozenset[str], region: frozenset[str] = frozenset()) -> Places:
    """Return the place that a level names of itself: a rib, the spine, or the liver in an examination of the abdomen."""
    if not levels:
        return ()
    if any(level.startswith("rib") for level in levels):
        return ("rib",)
    if is_of_liver(levels, region):
        return ("liver",)
    return ("spine",) if any(level[:1] in "CTLS" and level[1:2].isdigit() for level in levels) else ()


def _on_the_surface(anatomy: Places) -> Places:
    """Return the places without lobes of the brain where they only say which part of scalp or skull is meant, and with the
    apical segment of a lower lobe by its other name, superior.
    """
    words = lexicon()
    if "apical_segment" in anatomy and "lower_lobe" in anatomy:
        return tuple("superior_segment_lung" if place == "apical_segment" else place for place in anatomy)
    if _OVER_BRAIN.isdisjoint(anatomy):
        return anatomy
    return tuple(place for place in anatomy if "brain" not in words.wholes(place))
