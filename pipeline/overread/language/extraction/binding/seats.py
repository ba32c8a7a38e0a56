"""Where the finding that a word names can be: what its place may be taken from, and what not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from overread.language.extraction.binding.attributes import Attributes, is_placeless
from overread.language.extraction.binding.between import (
    are_linked,
    is_led_to,
    kinds_of,
    names,
)
from overread.language.extraction.elements.elements import Clause, Element, tells_size
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon
from overread.language.places import relation, usual_places

_PAIR = 2
_DISC = frozenset({"intervertebral_disc"})
_INFLAMED = frozenset({"appendicitis", "pancreatitis", "cholecystitis"})
_OF_FRAME = frozenset({"spine", "bone", "paraspinal_soft_tissue", "chest_wall", "muscle", "soft_tissue", "nervous_system"})
_COMPLICATIONS = frozenset({"abscess", "perforation", "necrosis"})
_TRUNK = frozenset({"abdomen", "pelvis"})
DIRECTED = frozenset({"midline_shift", "mediastinal_shift", "tracheal_deviation", "shift"})


def fits(element: Element, attributes: Attributes) -> bool:
    """Say whether a finding can be of any place, or the places named are parts of where it usually is."""
    usual = usual_of(element)
    inside = all(any(relation(place, other) in ("same", "narrower") for other in usual) for place in attributes.anatomy)
    return inside if usual else is_generic(element)


def is_named_in(element: Element, beside: Element, attributes: Attributes) -> bool:
    """Say whether a finding takes the name it has in the place of what it accompanies: not what a collection holds, nor what
    says the same again ("complete tear of the ligament with discontinuous fibres").
    """
    kinds = kinds_of(beside)
    again = element.item is not None and element.item.value("concept") in kinds
    if again or "collection" in kinds or not attributes.anatomy:
        return False
    if "enlargement" in kinds and is_generic(element) and not usual_of(element):
        return True
    in_vessel = any("vessel" in lexicon().wholes(place) for place in attributes.anatomy) and names(element, "stenosis")
    return in_vessel or has_name_in(element, frozenset(attributes.anatomy))


def is_generic(element: Element) -> bool:
    """Say whether a finding is of any organ, and not by its nature of another than the one spoken of: a spread."""
    known = lexicon().concepts.get((element.item.value("concept") if element.item else None) or "")
    return known is not None and known.generic and "malignancy" not in kinds_of(element)


def organ_of(element: Element, beside: Element) -> tuple[str, ...]:
    """Return the organ that a finding by its very name calls large or thick ("hepatomegaly with fatty change"), whose wall is
    told of beside it ("cholelithiasis with wall thickening"), or that an inflammation has harmed ("appendicitis with abscess");
    not the heart, which has more around it than in it. A leak or stenosis is that of the valve told of.
    """
    usual = usual_of(element)
    if is_of_valve(beside, usual):
        return tuple(usual) if len(usual) == 1 else ()
    told = not kinds_of(element).isdisjoint({"enlargement", "thickening"}) or "wall_thickening" in kinds_of(beside)
    told = told or ("inflammation" in kinds_of(element) and not _COMPLICATIONS.isdisjoint(kinds_of(beside)))
    return tuple(usual) if told and len(usual) == 1 and "heart" not in usual else ()


def is_of_valve(element: Element, places: Iterable[str]) -> bool:
    """Say whether a finding is a leak or a stenosis and some places are valves of the heart."""
    flow = names(element, "regurgitation") or names(element, "stenosis")
    return flow and any("heart_valve" in lexicon().wholes(place) for place in places)


def is_of_midline(clause: Clause, first: int, second: int) -> bool:
    """Say whether a finding is always in an unpaired organ that the one before it in a list is apart from ("left kidney stone,
    hepatic steatosis").
    """
    known, wholes, mine, theirs = lexicon().places, lexicon().wholes, usual_of(clause[second]), usual_of(clause[first])
    unpaired = bool(mine) and not any(known[place].paired or _TRUNK.isdisjoint(wholes(place)) for place in mine)
    return unpaired and bool(theirs) and all(relation(one, other) == "apart" for one in mine for other in theirs)


def has_name_in(element: Element, places: frozenset[str]) -> bool:
    """Say whether a finding without a place of its own, or of one valve or another, takes another name in some places: a stone
    in the kidney, a leak of the mitral valve, but no stenosis of a disc, which is one of the canal.
    """
    if places == _DISC and element.word.startswith("stenos"):
        return False
    names = lexicon().within.get((element.item.value("concept") if element.item else None) or "", {})
    usual = usual_of(element)
    if usual and any(usual.isdisjoint(lexicon().wholes(place)) for place in places):
        return False
    return any(whole in names for place in places for whole in lexicon().wholes(place))


def is_directed(element: Element) -> bool:
    """Say whether the side of a finding is where something has moved to, and never that of what moved it."""
    return (element.item.value("concept") if element.item else None) in DIRECTED


def is_beside(element: Element, places: tuple[str, ...]) -> bool:
    """Say whether a finding without a place of its own usually sits in the place of the finding it accompanies, or drains into
    it ("left ureteral stone with hydronephrosis").
    """
    usual, wholes = usual_of(element), lexicon().wholes
    near = any(relation(place, other) != "apart" for place in places for other in usual)
    return near or (bool(usual) and all(not _DRAINED.isdisjoint(wholes(place)) for each in (usual, places) for place in each))


_DRAINED = frozenset({"kidney", "upper_urinary_tract"})


def is_spinal(element: Element) -> bool:
    """Say whether a finding is always of the spine, or has a name of its own there ("herniation"), so that it has a level."""
    usual = usual_of(element)
    if not usual and element.item is not None:
        usual = frozenset(lexicon().within.get(element.item.value("concept") or "", ()))
        return any("spine" in lexicon().wholes(place) for place in usual)
    return bool(usual) and all("spine" in lexicon().wholes(place) for place in usual)


def usual_of(element: Element) -> frozenset[str]:
    """Return where the finding that a word names usually is, nothing where it can be anywhere."""
    return usual_places((element.item.value("concept") if element.item else None) or "")


def can_be_in(element: Element, attributes: Attributes) -> bool:
    """Say whether a finding can be in the places that are named after what accompanies it; no finding of an inner organ is at a
    rib or a vertebra.
    """
    usual = usual_of(element)
    bony = not attributes.anatomy and any(level.startswith("rib-") or level[0] in "CTLS" for level in attributes.levels)
    if bony and usual and all(_OF_FRAME.isdisjoint(lexicon().wholes(place)) for place in usual):
        return False
    return all(any(relation(place, other) != "apart" for other in usual) for place in attributes.anatomy) or not usual


def fits_in(element: Element, attributes: Attributes) -> bool:
    """Say whether a finding can be in some places, by where it is usually or by a name that it has there."""
    return can_be_in(element, attributes) or has_name_in(element, frozenset(attributes.anatomy))


def seat_in(element: Element, attributes: Attributes) -> Attributes:
    """Return the attributes of a finding with its usual place where it names none ("pericardial thickening-effusion")."""
    usual = () if attributes.anatomy else tuple(sorted(usual_of(element)))
    return replace(attributes, anatomy=usual) if usual else attributes


def is_single(element: Element) -> bool:
    """Say whether a finding is always of an organ that the body has one of, so that it has no side ("an enlarged liver")."""
    usual = usual_of(element)
    return bool(usual) and usual <= _SINGLE


_SINGLE = frozenset("liver spleen pancreas gallbladder heart urinary_bladder uterus prostate stomach".split())


def is_paired(place: str) -> bool:
    """Say whether the body has two of a place."""
    return place in lexicon().places and lexicon().places[place].paired


def is_made_of(clause: Clause, targets: list[int], start: int, attributes: Attributes) -> bool:
    """Say whether a name alone ends a sentence behind a comma or a dash, and can be in the places of the one finding before it,
    which it says what to make of ("destruction of the T6 vertebra - metastasis").
    """
    last = targets[-1]
    ends = all(part.role == "X" for part in clause[last + 1 :]) and all(part.word == "also" for part in clause[start:last])
    if len(targets) > _PAIR or not ends or clause[start - 1].word != ",":
        return False
    return fits(clause[last], attributes) or has_name_in(clause[last], frozenset(attributes.anatomy))


def is_in_diseased_organ(between: Clause, element: Element) -> bool:
    """Say whether what is told behind "in" is an organ by what it looks like, which then holds the finding before it ("stone in
    a dilated left ureter").
    """
    led = next((part.word for part in reversed(between) if part.role != "D"), "")
    return led in _IN and element.word.split()[0].endswith(_LOOKING)


_IN = frozenset({"in", "within", "inside"})
_LOOKING = ("ed", "ic", "ous", "swollen")


def is_lesion_within(first: Element, second: Element) -> bool:
    """Say whether a lesion comes with a disease of a whole organ, which is not there ("cirrhosis with a mass in segment 8",
    "pancreatitis with necrosis of the tail"), or another finding with one of many levels.
    """
    if first.word.startswith("multilevel") or not kinds_of(first).isdisjoint(_INFLAMED):
        return True
    if tells_size(first) and first.word.endswith("ed") and not kinds_of(second).isdisjoint(LESIONS):
        return True  # "Liver: enlarged, cyst in the right lobe"
    return not kinds_of(first).isdisjoint(_OF_WHOLE) and not kinds_of(second).isdisjoint(_LOCAL)


_LOCAL = LESIONS | {"focal_fatty_sparing", "fracture", "calculus", "diverticulum"}
_OF_WHOLE = frozenset(
    "bladder_trabeculation gallbladder_distention biliary_dilatation pancreatic_duct_dilatation pancreatic_atrophy "
    "hydroureter hepatic_steatosis cirrhosis hepatomegaly splenomegaly emphysema pulmonary_fibrosis "
    "interstitial_lung_disease goiter prostatomegaly polycystic_kidney_disease polycystic_liver enlarged_uterus "
    "adenomyosis osteopenia osteoporosis nephromegaly enlarged_ovary heterogeneous_thyroid thyroiditis coarse_echotexture "
    "heterogeneous_myometrium".split()
)


def on_that_level(clause: Clause, first: int, start: int, second: int, both: tuple[Attributes, Attributes]) -> Attributes:
    """Return the attributes of a finding of one side with the level, or the organ, of the one it accompanies ("at C5 with a
    right bulge", "thick bladder wall with a diverticulum on the left", "goitre with a nodule on the left").
    """
    before, own = both
    if not _OF_EVERY_LEVEL.issuperset(own.anatomy) or not all(level.startswith("segment-") for level in own.levels):
        return own
    if not (is_led_to(clause, first, start) or are_listed_discs(clause, first, start, second)):
        return own
    organ = (before.side is None and before.anatomy) or organ_of(clause[first], clause[second])
    if organ and not own.anatomy and is_named_in(clause[second], clause[first], replace(before, anatomy=organ)):
        return replace(own, anatomy=organ)
    leveled = len(before.levels) == 1 and not own.levels and is_spinal(clause[second])
    return replace(own, levels=before.levels) if leveled else own


def are_listed_discs(clause: Clause, first: int, start: int, second: int) -> bool:
    """Say whether two findings of the spine are linked in what another comes with ("bulge with stenosis and a protrusion")."""
    spinal = any(part.role == "S" for part in clause[:first]) and is_spinal(clause[first]) and is_spinal(clause[second])
    return spinal and are_linked([part for part in clause[first + 1 : start] if part.role != "M"])


_OF_EVERY_LEVEL = frozenset({"spinal_canal", "neural_foramen", "lateral_recess", "thecal_sac", "nerve_root", "facet_joint"})


def sign_read(clause: Clause, targets: list[int], pair: tuple[int, int], bound: dict[int, tuple[Attributes, ...]]) -> int:
    """Return the finding that a reading is of: not the shift before it, but what shifts ("mass with midline shift, likely a
    glioma"), nor what a "with" puts beside it without a place ("collection in the psoas with gas, likely an abscess"), nor a
    sign where it cannot be, but one with a place where it is usually ("disc fluid and a psoas abscess, likely discitis").
    """
    first, second = pair
    signs = [target for target in targets if target <= first and not is_directed(clause[target])]
    last = _last_sign(clause, signs, bound) if signs else first
    seated = {sign: seat_in(clause[sign], bound[sign][0]) for sign in signs if len(bound[sign]) == 1}
    settled = last not in seated or (bool(seated[last].anatomy) and fits(clause[second], seated[last]))
    if usual_of(clause[second]) and not settled:
        own = (sign for sign in signs if sign in seated and bound[sign][0].anatomy and fits(clause[second], seated[sign]))
        return next(own, last)
    return last


def _last_sign(clause: Clause, signs: list[int], bound: dict[int, tuple[Attributes, ...]]) -> int:
    """Return the last of some signs that is not put beside another by a "with" without a place."""
    before = signs[::-1]
    for place, target in enumerate(before[:-1]):
        beside = any(part.role == "S" for part in clause[before[place + 1] + 1 : target])
        if not (beside and all(map(is_placeless, bound[target]))):
            return target
    return before[-1]
