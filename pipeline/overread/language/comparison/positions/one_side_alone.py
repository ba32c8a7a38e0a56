"""One side where both are told: nodes "on the right side only" that are visible bilaterally, and a sentence for each side."""

from __future__ import annotations

from overread.language.places import OTHER_SIDE
from overread.language.words.lines import Line, Lines

_ALONE = frozenset({"only", "alone", "solely", "exclusively"})
_BOTH = frozenset({"bilateral", "bilaterally", "both"})
_BEFORE, _BEHIND = 3, 2  # words: "only on the right", "on the right side only"


def is_alone_of_two(line: Line, side: str, model: Line) -> bool:
    """Say whether a sentence tells of one side alone, and another of both."""
    if not any(token.norm in _BOTH for token in model.tokens):
        return False
    at = next((place for place, token in enumerate(line.tokens) if token.norm == side), 0)
    return any(token.norm in _ALONE for token in line.tokens[max(0, at - _BEFORE) : at + _BEHIND + 1])


def is_of_both(stated: Lines, number: int) -> bool:
    """Say whether the source has a sentence word for word of the other side too ("right cyst. Left cyst.")."""
    mirror = tuple(OTHER_SIDE.get(word, word) for word in stated.all[number].norms)
    return mirror != stated.all[number].norms and mirror in stated.known
