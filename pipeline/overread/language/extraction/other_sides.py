"""A finding that a sentence calls larger or smaller than the one of the other side, which the sentence before tells of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from overread.finding import Finding
from overread.language.places import OTHER_SIDE

_RELATIVE = frozenset({"larger", "smaller", "bigger", "a larger", "a smaller", "a bigger"})
_NEXT, _NEAR = 1, 6


def beside_the_other(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings without the course that "larger" before one gives where the sentence before tells of that very
    finding on the other side, and of no course ("Left effusion. Larger effusion on the right.").
    """
    told: list[Finding] = []
    for one in found:
        relative = one.change in ("increased", "decreased") and one.words_of("change").lower() in _RELATIVE
        if relative and not one.words_before("change").strip() and any(_is_its_like(other, one) for other in told[-_NEAR:]):
            one = replace(one, change=None)
        told.append(one)
    return told


def _is_its_like(other: Finding, one: Finding) -> bool:
    near = 0 <= one.sentence - other.sentence <= _NEXT
    return near and other.concept == one.concept and other.change is None and other.laterality == OTHER_SIDE.get(one.laterality)
