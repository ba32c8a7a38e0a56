"""The branches by which a finding of the aorta is told to begin or end, which give it neither a place nor a side."""

from __future__ import annotations

from overread.language.extraction.binding.attributes import Attributes
from overread.language.lexicon import lexicon
from overread.language.places import is_inside, usual_places

_AORTA = frozenset({"aorta"})
_BRANCHES = frozenset({"subclavian_artery", "subclavian_vein", "renal_artery", "diaphragm"})


def along_the_aorta(
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
