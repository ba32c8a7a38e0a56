"""The level that a heading gives to what stands under it."""

from __future__ import annotations

from overread.language.lexicon import lexicon

_ORGANS = frozenset({"solid_organ", "gi_tract", "peritoneum", "urinary_tract", "heart", "breast", "gallbladder", "bile_duct"})
_SEGMENTED = frozenset({"liver", "lung", "bile_duct"})
_OFF_DISC = frozenset(
    "conus_medullaris cauda_equina filum_terminale paraspinal_soft_tissue prevertebral_soft_tissue bone_marrow vertebral_body "
    "vertebra sacrum sacroiliac_joint sacral_ala coccyx lumbar_spine thoracic_spine cervical_spine odontoid atlas "
    "craniocervical_junction atlantoaxial_joint".split()
)
_NERVES = frozenset({"peripheral_nerve"})
"""What a nerve is called whose name is not told: at a disc, its root."""


_OF_WALL = frozenset({"bone", "soft_tissue", "chest_wall", "joint"})
_LOBES = {
    **dict.fromkeys(("segment-1", "segment-2", "segment-3"), "upper_lobe"),
    **dict.fromkeys((f"segment-{number}" for number in range(6, 11)), "lower_lobe"),
}
"""The lobes of the segments of the lung that have one number on both sides (Boyden; Fleischner Society glossary 2008)."""
_ABOVE = frozenset({"chest", "lung"})
_IN_LUNG = frozenset({"lung", "subpleural_lung", "bronchus", "segmental_bronchus"})


def with_lobe(
    places: frozenset[str], levels: frozenset[str], seats: frozenset[str], region: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return places with the lobe of the numbered segments of the lung that a finding is in ("segment 6 of the left lung"), or
    with the liver, whose segments are numbered where the abdomen alone was examined ("a subcapsular abscess in segment 8").
    """
    if not places and not seats and is_of_liver(levels, region):
        return frozenset({"liver"})
    if not levels or not places <= _IN_LUNG or (not places and "lung" not in seats):
        return places
    lobes = frozenset(_LOBES.get(level, "") for level in levels)
    return places - {"lung"} | lobes if len(lobes) == 1 and "" not in lobes else places


def is_of_liver(levels: frozenset[str], region: frozenset[str]) -> bool:
    """Say whether levels are numbered segments in an examination of the abdomen that is none of the chest."""
    segments = bool(levels) and all(level.startswith("segment-") for level in levels)
    return segments and "abdomen" in region and region.isdisjoint(_ABOVE)


def levels_of(own: frozenset[str], above: frozenset[str], places: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the levels of a finding; a root or vertebra at the disc of the heading ("L5-S1: ... S1 root") adds to it.

    What stands under the heading of a vertebra or a segment, but is in another organ, has none; so has, under that of a disc,
    what is no part of it.
    """
    if above and not own and places and _are_of_another_organ(places, above):
        return frozenset()
    discs = frozenset(level for level in above if "-" in level and level[0].isupper())
    if discs and not own and places and (places <= _OFF_DISC or _is_off_the_spine(places)):
        return frozenset()
    neighbours = frozenset(part for disc in discs for part in disc.split("-"))
    if own and own <= neighbours:
        return own | discs
    return own or above


def _is_off_the_spine(places: frozenset[str]) -> bool:
    """Say whether places are in organs of which no part is in the spine."""
    words = lexicon()
    return places.isdisjoint(words.loose | _NERVES) and all("spine" not in words.wholes(place) for place in places)


def is_of_another_organ(names: frozenset[str], levels: frozenset[str]) -> bool:
    """Say whether the places among some names are all outside the organ whose numbered segments are given."""
    places = [name for name in names if name in lexicon().places and name not in lexicon().loose]
    if not places or not levels or not all(level.startswith("segment-") for level in levels):
        return False
    return all(lexicon().wholes(place).isdisjoint(_SEGMENTED) for place in places)


def _are_of_another_organ(places: frozenset[str], levels: frozenset[str]) -> bool:
    """Say whether places are in an organ that the numbered levels of a heading cannot be of."""
    if all(level.startswith("segment-") for level in levels):
        return is_of_another_organ(places, levels)
    wholes = frozenset(whole for place in places for whole in lexicon().wholes(place))
    if all(level.startswith("rib-") for level in levels):
        return wholes.isdisjoint(_OF_WALL)
    if wholes.isdisjoint(_ORGANS):
        return False
    return all(level[0] in "CTLS" and level[1:2].isdigit() for level in levels) and "spine" not in wholes
