"""Levels of the spine beside places that have none, in one list: "adrenal and T9 metastases" are of two places."""

from __future__ import annotations

from collections.abc import Iterable, Set

from overread.language.lexicon import lexicon

_HOLDING = frozenset({"spine", "spine_region", "spinal_cord", "chest", "abdomen", "pelvis", "neck", "bone"})
"""Places that levels of the spine are in, or that hold the spine."""


def are_spine_and_else(one: tuple[Iterable[str], Set[str]], other: tuple[Iterable[str], Set[str]]) -> bool:
    """Say whether, of two stretches with their places and levels, one only gives levels of the spine, and the other a place
    that lies off it.
    """
    return (_is_spine(*one) and _is_else(*other)) or (_is_spine(*other) and _is_else(*one))


def on_the_spine(places: tuple[str, ...], levels: Set[str]) -> tuple[str, ...]:
    """Return places that some levels may be of: none that lie off the spine where these are of it."""
    return () if any(map(_is_level, levels)) and _is_else(places, frozenset()) else places


def _is_spine(places: Iterable[str], levels: Set[str]) -> bool:
    return not any(True for _ in places) and bool(levels) and all(map(_is_level, levels))


def _is_else(places: Iterable[str], levels: Set[str]) -> bool:
    words = lexicon()
    named = [place for place in places if place not in words.loose]
    off = all(place not in _HOLDING and words.wholes(place).isdisjoint({"spine", "spinal_cord"}) for place in named)
    return bool(named) and off and not any(map(_is_level, levels))


def _is_level(name: str) -> bool:
    return name[0] in "CTLS" and name[1:2].isdigit()
