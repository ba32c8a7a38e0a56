"""What stretches of a text name of one category of the lexicon."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from overread.finding import Span
from overread.language.words.reading import read

_START = attrgetter("start")


def named_in(text: str, spans: Sequence[Span], category: str) -> frozenset[str]:
    """Return what stretches of a text name of one category of the lexicon: places, qualities."""
    return frozenset(name for span in spans for name in _named(text, span, category))


def _named(text: str, span: Span, category: str) -> Iterator[str]:
    items = read(text).items
    for number in range(bisect_left(items, span[0], key=_START), len(items)):
        if items[number].start >= span[1]:
            return
        if value := items[number].value(category):
            yield value
