"""Which concept and which place the words of a finding mean, given the place they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context
from overread.language.extraction.level_of_heading import is_of_liver
from overread.language.extraction.naming.along_the_aorta import along_the_aorta
from overread.language.extraction.naming.of_the_region import is_beside_heart, subject_of_region
from overread.language.lexicon import Entry, lexicon
from overread.language.places import BODY_REGIONS, relation, shared_part, shares_organ, touches, usual_places

Places = tuple[str, ...]

_PARTS_OF_LIMBS = frozenset(
    "calf thigh knee ankle leg arm forearm elbow upper_arm groin lower_leg adductor_canal foot wrist".split()
)
_SURFACES = frozenset({"articular_surface"})  # told of a tendon or a bone that a heading names
_LAYERS = frozenset({"subchondral_bone", "bone_marrow", "cortex_of_bone", "periosteum", "joint_space"})
_TISSUES = frozenset({"bone", "joint", "vessel", "muscle", "soft_tissue", "skin"})
_LIMBS = frozenset({"upper_extremity", "lower_extremity"})
_OF_TRUNK = frozenset({"aorta", "spine"})
_OF_BONE = frozenset({"fracture", "bone_lesion"})
_BONES_OVER = {f"{name}_lobe": f"{name}_bone" for name in ("frontal", "parietal", "temporal", "occipital")}
_INFLOW = {
    "lower_extremity": frozenset({"iliac_artery", "iliac_vein"}),
    "upper_extremity": frozenset({"subclavian_artery", "subclavian_vein", "axillary_artery", "axillary_vein"}),
}
_PARTLY = frozenset({"superior", "inferior", "basal", "peripheral", "focal", "patchy"})
_BELONGING = {"kidney": frozenset({"ureter"}), "breast": frozenset({"axilla", "axillary_node"})}
_BY_SCORE = {
    (name, system): "aortic_dissection"
    for name in ("dissection", "visceral_artery_dissection")
    for system in ("stanford", "debakey")
}
"""What a finding is whose grading is made for one organ alone."""


def identified(entries: Sequence[Entry], attributes: Attributes, context: Context) -> tuple[str, Places, str | None]:
    """Return the concept, places and side of a finding whose term has the given meanings.

    The side of a heart chamber is no side of a device whose tip is there.
    """
    if context.anatomy and frozenset(attributes.anatomy) <= _SURFACES:
        attributes = replace(attributes, anatomy=())
    anatomy, side = placed(attributes, context)
    if attributes.anatomy and anatomy == context.anatomy and not _fits(chosen(entries, anatomy, context), anatomy):
        anatomy = attributes.anatomy
    term = chosen(entries, anatomy, context)
    if is_beside_heart(term, anatomy, attributes, context):
        attributes, anatomy = replace(attributes, anatomy=()), ()
    if anatomy and _is_of_bone(term):
        anatomy = tuple(_BONES_OVER.get(place, place) for place in anatomy)
        attributes = replace(attributes, anatomy=anatomy) if attributes.anatomy else attributes
    subject = subject_of_region(term, attributes, context)
    own = attributes.anatomy or _of_levels(attributes.levels, context.region)
    over = anatomy or subject
    if own == ("spine",) and over and all(relation(place, "spine") == "narrower" for place in over):
        own = over  # "Discs: narrowing at L5-S1"
    concept = renamed(term, own or over, context)
    concept = _BY_SCORE.get((concept, _system_of(attributes)), concept)
    if concept == "metastasis" and not attributes.anatomy and _of_levels(attributes.levels) == ("spine",):
        concept = "bone_metastasis"
    if concept == "hemithorax_opacity" and _PARTLY.intersection(attributes.descriptors):
        concept = "lung_opacity"
    if term == "mass" and any(size.unit == "g" for size in attributes.sizes):
        concept = "organ_size"  # the weight of an organ
    anatomy, side = along_the_aorta(concept, _above_its_end(concept, _of_the_spine(concept, anatomy)), side, attributes)
    if not attributes.anatomy and anatomy and (not _fits(concept, anatomy) or _is_past_heading(concept, anatomy, context)):
        return concept, (), attributes.side or (context.side if _is_on_that_side(concept, anatomy) else None)
    if side is None and context.side and _reaches_beyond(concept, attributes.anatomy, context):
        side = context.side
    known = lexicon().concepts.get(concept)
    if known and known.device and side and side == attributes.side and "side" not in attributes.marks:
        side = context.side
    if not attributes.anatomy and (_is_vaguer(anatomy, concept) or (concept in _OF_DEVICES and {*anatomy} <= BODY_REGIONS)):
        return concept, (), side
    return concept, anatomy, side


_OF_DEVICES = frozenset({"tube_malposition"})
"""Findings that are where a device is, and not where the examination was."""
_BACKED_UP = frozenset({"hydronephrosis", "hydroureter"})


def _above_its_end(concept: str, anatomy: Places) -> Places:
    """Return the places of a finding without the bladder, to which urine backs up but which is no part of what is wide."""
    if concept == "joint_space_narrowing" and len(anatomy) == 1:
        return tuple(place for place in anatomy if place != "joint_space")
    if _BACKED_UP.isdisjoint(lexicon().kinds(concept)):
        return anatomy
    return tuple(place for place in anatomy if place != "urinary_bladder")


def _system_of(attributes: Attributes) -> str:
    """Return the reporting system by which a finding is graded, "" where it is by none or by several."""
    systems = {name.partition(":")[0] for name in attributes.descriptors if ":" in name}
    return min(systems) if len(systems) == 1 else ""


def _is_of_bone(concept: str) -> bool:
    """Say whether a finding can only be of bone, so that "frontal" or "occipital" means the bone over that lobe."""
    kinds = lexicon().kinds(concept)
    return not _OF_BONE.isdisjoint(kinds)


def _is_on_that_side(concept: str, anatomy: Places) -> bool:
    """Say whether a finding is of a paired place in the region of a heading but not in its organ ("Right lung: effusion")."""
    words = lexicon()
    sided = all(place in words.places and words.places[place].paired for place in anatomy)
    usual = [place for place in usual_places(concept) if sided and words.places[place].paired]
    near = {whole for place in anatomy for whole in words.wholes(place)} & BODY_REGIONS
    return any(not near.isdisjoint(words.wholes(place)) for place in usual)


def _is_past_heading(concept: str, anatomy: Places, context: Context) -> bool:
    """Say whether a finding of a whole organ comes after what a heading within the line said of a part of it ("RCA: patent. No
    intracardiac thrombus.").
    """
    usual = usual_places(concept)
    return context.inline and bool(usual) and all(relation(place, own) == "narrower" for place in anatomy for own in usual)


def _of_the_spine(concept: str, anatomy: Places) -> Places:
    """Return the places with the chest read as the thoracic spine where a finding of the spine is called thoracic."""
    if "chest" not in anatomy or not any(relation(place, "spine") in ("same", "narrower") for place in usual_places(concept)):
        return anatomy
    return tuple("thoracic_spine" if place == "chest" else place for place in anatomy)


def _reaches_beyond(concept: str, anatomy: Places, context: Context) -> bool:
    """Say whether a finding of the organ of a heading is only told how far it reaches ("Right kidney: hydronephrosis down to
    the bladder").
    """
    usual = usual_places(concept)
    of_heading = bool(usual) and shares_organ(tuple(usual), frozenset(context.anatomy))
    return of_heading and bool(anatomy) and not touches(usual, frozenset(anatomy))


def _of_levels(levels: frozenset[str], region: frozenset[str] = frozenset()) -> Places:
    """Return the place that a level names of itself: a rib, the spine, or the liver in an examination of the abdomen."""
    if not levels:
        return ()
    if any(level.startswith("rib") for level in levels):
        return ("rib",)
    if is_of_liver(levels, region):
        return ("liver",)
    return ("spine",) if any(level[:1] in "CTLS" and level[1:2].isdigit() for level in levels) else ()


def placed(attributes: Attributes, context: Context) -> tuple[Places, str | None]:
    """Return the places and side bound to a finding, else those of its heading."""
    if not attributes.anatomy:
        own = _of_levels(attributes.levels)
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
        return named, side if _TISSUES.issuperset(named) else attributes.side
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


def chosen(entries: Sequence[Entry], anatomy: Places, context: Context) -> str:
    """Return the concept a term means here: one bound to the region first, then one without a region; the region examined is
    none for what is told of another ("liver parenchymal density" in a chest CT).
    """
    if len(entries) == 1:
        return entries[0].value
    here = {whole for place in anatomy for whole in lexicon().wholes(place)}
    beyond = here & BODY_REGIONS
    here |= context.region if not beyond or beyond & context.region else frozenset()
    ranked = sorted(entries, key=lambda entry: entry.region is None)
    return next((entry.value for entry in ranked if entry.region is None or entry.region in here), ranked[0].value)


@lru_cache(maxsize=4096)
def _outwards(place: str) -> Places:
    """Return a place and all that it is part of, the smallest first."""
    wholes = lexicon().wholes
    return (place, *sorted(wholes(place) - {place}, key=lambda name: (-len(wholes(name)), name)))


def renamed(concept: str, anatomy: Places, context: Context) -> str:
    """Return the name a generic concept takes in its place: an effusion of the pleura is a pleural effusion, enlarged nodes of
    the mediastinum are no wide mediastinum.
    """
    words = lexicon()
    names = words.within.get(concept)
    if not names:
        return concept
    for place in sorted(anatomy, key=lambda name: "lymph_node" not in words.wholes(name)):
        for whole in _outwards(place):
            if whole in names:
                return names[whole]
    if anatomy:
        return concept
    around = sorted(context.region.intersection(names) - _TISSUES - {"lymph_node"})
    regions = [place for place in around if words.places[place].part_of == ("body",)]
    return names[regions[0]] if regions else concept


def _is_vaguer(anatomy: Places, concept: str) -> bool:
    """Say whether a heading names a place wider than where a finding usually sits ("ABDOMEN: adrenal nodule")."""
    usual = usual_places(concept)
    return any(relation(place, other) == "vaguer" for place in anatomy for other in usual)


def _on_the_surface(anatomy: Places) -> Places:
    """Return the places without lobes of the brain where they only say which part of scalp or skull is meant, and with the
    apical segment of a lower lobe by its other name, superior.
    """
    words = lexicon()
    if "apical_segment" in anatomy and "lower_lobe" in anatomy:
        return tuple("superior_segment_lung" if place == "apical_segment" else place for place in anatomy)
    if not any(place in ("scalp", "skull") for place in anatomy):
        return anatomy
    return tuple(place for place in anatomy if "brain" not in words.wholes(place))


def _fits(concept: str, anatomy: Places) -> bool:
    """Say whether a finding can be in the place its heading names, so that a heading does not reach beyond its organ."""
    usual = usual_places(concept)
    if not usual or (usual <= lexicon().loose and BODY_REGIONS.issuperset(anatomy)):
        return True
    if all("bone" in lexicon().wholes(own) for own in usual) and any("joint" in lexicon().wholes(place) for place in anatomy):
        return True
    if any(relation(place, other) != "apart" for place in anatomy for other in usual):
        return True
    return all(map(_is_tissue, usual)) and any(_has_tissue(place, other) for place in anatomy for other in usual)


@lru_cache(maxsize=4096)
def _is_tissue(place: str) -> bool:
    """Say whether a place is a kind of tissue that every limb has ("tendon", "synovium"), and not in one part of the body."""
    wholes = lexicon().wholes(place)
    return not _TISSUES.isdisjoint(wholes) and BODY_REGIONS.isdisjoint(wholes) and _OF_TRUNK.isdisjoint(wholes)


def _has_tissue(place: str, tissue: str) -> bool:
    """Say whether a joint or stretch of a limb has a tissue ("Left wrist: tenosynovitis"): a bone has only its own."""
    wholes = lexicon().wholes(place)
    kinds = wholes & _TISSUES - {"joint"}
    return not _LIMBS.isdisjoint(wholes) and (not kinds or not kinds.isdisjoint(lexicon().wholes(tissue)))
