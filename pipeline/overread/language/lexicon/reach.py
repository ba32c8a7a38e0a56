"""How many words a phrase can have that starts with a given word: what no phrase reaches need not be looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from overread.language.lexicon import lexicon


def reach_of(phrases: Iterable[str]) -> dict[str, int]:
    """Return the number of words of the longest phrase by its first word."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, words = phrase.partition(" ")[0], phrase.count(" ") + 1
        if words > longest.get(first, 0):
            longest[first] = words
    return longest


@cache
def phrase_reach() -> Mapping[str, int]:
    """Return the number of words of the longest phrase of the lexicon by its first word."""
    return reach_of(lexicon().phrases)


@cache
def look_reach() -> Mapping[str, int]:
    """Return the number of words of the longest phrase for a look by its first word."""
    return reach_of(lexicon().looks)


@cache
def part_reach() -> Mapping[str, int]:
    """Return the number of words of the longest phrase for a part of an organ by its first word."""
    return reach_of(lexicon().parts)


@cache
def thing_reach() -> Mapping[str, int]:
    """Return the number of words of the longest phrase for a thing that is there or wanting by its first word."""
    return reach_of(lexicon().look_things)
