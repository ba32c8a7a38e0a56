"""Stretches of one text by their offsets, so that those which meet a given one are found without looking at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from overread.finding import Span


def meet(one: Span, other: Span) -> bool:
    """Say whether two stretches of a text have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


class Spans:
    """Numbered stretches of one text; one number may have several."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._rows = sorted(spans)
        self._starts = [span[0] for span, _ in self._rows]
        self._longest = max((span[1] - span[0] for span, _ in self._rows), default=0)

    def meeting(self, span: Span) -> list[int]:
        """Return the numbers of the stretches that meet a given one, in their order."""
        first, last = bisect_left(self._starts, span[0] - self._longest), bisect_left(self._starts, span[1])
        return sorted({number for other, number in self._rows[first:last] if meet(span, other)})
