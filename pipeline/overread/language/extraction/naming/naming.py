"""Which concept and which place the words of a finding mean, given the place they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context
from overread.language.extraction.naming.whereabouts import TISSUES, Places, of_levels, placed
from overread.language.lexicon import Entry, lexicon
from overread.language.places import BODY_REGIONS, is_inside, relation, shares_organ, touches, usual_places

_SURFACES = frozenset({"articular_surface"})  # told of a tendon or a bone that a heading names
_LIMBS = frozenset({"upper_extremity", "lower_extremity"})
_OF_TRUNK = frozenset({"aorta", "spine"})
_OF_BONE = frozenset({"fracture", "bone_lesion"})
_BONES_OVER = {f"{name}_lobe": f"{name}_bone" for name in ("frontal", "parietal", "temporal", "occipital")}
_PARTLY = frozenset({"superior", "inferior", "basal", "peripheral", "focal", "patchy"})
_BY_SCORE = {
    name: dict.fromkeys(("stanford", "debakey"), "aortic_dissection") for name in ("dissection", "visceral_artery_dissection")
}
"""What a finding is whose grading is made for one organ alone."""
_AORTA = frozenset({"aorta"})
_BRANCHES = frozenset({"subclavian_artery", "subclavian_vein", "renal_artery", "diaphragm"})
_OF_THE_REGION = frozenset({"effusion"})
"""Findings whose bare name means that of the region examined, whatever organ was spoken of before: no effusion is no pleural
effusion in a chest radiograph, also after a word on the heart.
"""
_OF_THE_HEART = frozenset({"infarct", "scar", "thrombus", "perfusion_defect"})
_UNSIDED = ("heart",)


def identified(entries: Sequence[Entry], attributes: Attributes, context: Context) -> tuple[str, Places, str | None]:
    """Return the concept, places and side of a finding whose term has the given meanings.

    The side of a heart chamber is no side of a device whose tip is there.
    """
    if attributes.anatomy and context.anatomy and _SURFACES.issuperset(attributes.anatomy):
        attributes = replace(attributes, anatomy=())
    anatomy, side = placed(attributes, context)
    if attributes.anatomy and anatomy == context.anatomy and not _fits(chosen(entries, anatomy, context), anatomy):
        anatomy = attributes.anatomy
    term = chosen(entries, anatomy, context)
    if _is_beside_heart(term, anatomy, attributes, context):
        attributes, anatomy = replace(attributes, anatomy=()), ()
    if anatomy and _is_of_bone(term):
        anatomy = tuple(_BONES_OVER.get(place, place) for place in anatomy)
        attributes = replace(attributes, anatomy=anatomy) if attributes.anatomy else attributes
    subject = _subject_of_region(term, attributes, context)
    own = attributes.anatomy or of_levels(attributes.levels, context.region)
    over = anatomy or subject
    if own == ("spine",) and over and all(relation(place, "spine") == "narrower" for place in over):
        own = over  # "Discs: narrowing at L5-S1"
    concept = renamed(term, own or over, context)
    if concept in _BY_SCORE:
        concept = _BY_SCORE[concept].get(_system_of(attributes), concept)
    if concept == "metastasis" and not attributes.anatomy and of_levels(attributes.levels) == ("spine",):
        concept = "bone_metastasis"
    if concept == "hemithorax_opacity" and _PARTLY.intersection(attributes.descriptors):
        concept = "lung_opacity"
    if term == "mass" and any(size.unit == "g" for size in attributes.sizes):
        concept = "organ_size"  # the weight of an organ
    anatomy, side = _along_the_aorta(concept, _above_its_end(concept, _of_the_spine(concept, anatomy)), side, attributes)
    if not attributes.anatomy and anatomy and (not _fits(concept, anatomy) or _is_past_heading(concept, anatomy, context)):
        return concept, (), attributes.side or (context.side if _is_on_that_side(concept, anatomy) else None)
    if side is None and context.side and _reaches_beyond(concept, attributes.anatomy, context):
        side = context.side
    known = lexicon().concepts.get(concept)
    if known and known.device and side and side == attributes.side and "side" not in attributes.marks:
        side = context.side
    if (
        anatomy
        and not attributes.anatomy
        and (_is_vaguer(anatomy, concept) or (concept in _OF_DEVICES and {*anatomy} <= BODY_REGIONS))
    ):
        return concept, (), side
    return concept, anatomy, side


def _subject_of_region(term: str, attributes: Attributes, context: Context) -> tuple[str, ...]:
    """Return the organ spoken of that gives a finding its name: of an effusion only the heart where that is examined, of an
    infarct or the like the heart where nothing else is spoken of.
    """
    if term in _OF_THE_HEART and not context.subject and _UNSIDED[0] in context.region and not attributes.side:
        return _UNSIDED
    if term not in _OF_THE_REGION:
        return context.subject
    return _UNSIDED if _UNSIDED[0] in context.region and not attributes.side else ()


def _is_beside_heart(term: str, anatomy: tuple[str, ...], attributes: Attributes, context: Context) -> bool:
    """Say whether an effusion is only told behind the heart, which neither stands with it nor heads it ("no cardiomegaly or
    effusion").
    """
    if term not in _OF_THE_REGION or anatomy != _UNSIDED or any(f"anatomy:{place}" in attributes.marks for place in anatomy):
        return False
    return bool(attributes.side) or (_UNSIDED[0] not in context.region and context.subject != _UNSIDED)


def _along_the_aorta(
    concept: str, anatomy: tuple[str, ...], side: str | None, attributes: Attributes
) -> tuple[tuple[str, ...], str | None]:
    """Return the places and the side of a finding without those of a branch that is its landmark ("dissection from the left
    subclavian artery to the bifurcation").
    """
    if side is None or "side" not in attributes.marks or not _is_of_aorta(concept):
        return anatomy, side
    others = tuple(place for place in anatomy if not is_inside(frozenset({place}), _AORTA))
    led = any(mark == "landmark" or mark.startswith("away:") for mark in attributes.marks)
    if _BRANCHES.issuperset(others) and (others or led):
        return tuple(place for place in anatomy if place not in others), None
    return anatomy, side


def _is_of_aorta(concept: str) -> bool:
    usual = usual_places(concept)
    return bool(usual) and all("aorta" in lexicon().wholes(place) for place in usual)


_OF_DEVICES = frozenset({"tube_malposition"})
"""Findings that are where a device is, and not where the examination was."""
_BACKED_UP = frozenset({"hydronephrosis", "hydroureter"})


def _above_its_end(concept: str, anatomy: Places) -> Places:
    """Return the places of a finding without the bladder, to which urine backs up but which is no part of what is wide."""
    if concept == "joint_space_narrowing" and len(anatomy) == 1:
        return tuple(place for place in anatomy if place != "joint_space")
    if "urinary_bladder" not in anatomy or _BACKED_UP.isdisjoint(lexicon().kinds(concept)):
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
    if anatomy:
        return _name_in(concept, anatomy)
    around = sorted(context.region.intersection(names) - TISSUES - {"lymph_node"})
    regions = [place for place in around if words.places[place].part_of == ("body",)]
    return names[regions[0]] if regions else concept


@lru_cache(maxsize=4096)
def _name_in(concept: str, anatomy: Places) -> str:
    """Return the name that a generic concept takes in the first of some places that has one for it, in nodes before others."""
    words = lexicon()
    names = words.within[concept]
    for place in sorted(anatomy, key=lambda name: "lymph_node" not in words.wholes(name)):
        for whole in _outwards(place):
            if whole in names:
                return names[whole]
    return concept


def _is_vaguer(anatomy: Places, concept: str) -> bool:
    """Say whether a heading names a place wider than where a finding usually sits ("ABDOMEN: adrenal nodule")."""
    usual = usual_places(concept)
    return any(relation(place, other) == "vaguer" for place in anatomy for other in usual)


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
    return not TISSUES.isdisjoint(wholes) and BODY_REGIONS.isdisjoint(wholes) and _OF_TRUNK.isdisjoint(wholes)


def _has_tissue(place: str, tissue: str) -> bool:
    """Say whether a joint or stretch of a limb has a tissue ("Left wrist: tenosynovitis"): a bone has only its own."""
    wholes = lexicon().wholes(place)
    kinds = wholes & TISSUES - {"joint"}
    return not _LIMBS.isdisjoint(wholes) and (not kinds or not kinds.isdisjoint(lexicon().wholes(tissue)))
