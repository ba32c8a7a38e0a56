"""Words for the largest of several findings, and a stretch that tells of it alone."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element

LARGEST = frozenset("largest,biggest,the largest,the larger,the dominant,largest one,larger one,dominant".split(","))


def opens_with_largest(elements: list[Element]) -> bool:
    """Say whether a stretch of modifiers is about the largest of several ("in segments 2 and 8, the largest 3 cm in 8")."""
    return any(element.word in LARGEST for element in elements[:2])
