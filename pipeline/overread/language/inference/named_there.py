"""What stretches of a text name of one category of the lexicon."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from overread.finding import Span
from overread.language.inference.stated import Line
from overread.language.places import shared_part
from overread.language.words.reading import read

_START = attrgetter("start")


def named_in(text: str, spans: Sequence[Span], category: str) -> frozenset[str]:
    """Return what stretches of a text name of one category of the lexicon: places, qualities."""
    return frozenset(name for span in spans for name in _named(text, span, category))


def places_in(text: str, lines: Iterable[Line]) -> frozenset[str]:
    """Return the places that sentences name: of a part that many have, the one of what the heading names ("Medial meniscus: ...
    posterior horn"); what a heading alone names where the sentence under it names none.
    """
    return frozenset(place for line in lines for place in _places(text, line))


def _places(text: str, line: Line) -> frozenset[str]:
    own = named_in(text, [line.span], "anatomy")
    over = named_in(text, line.headings, "anatomy")
    parts = {place: part for place in own for whole in over if (part := shared_part(place, whole))}
    return frozenset(parts.get(place, place) for place in own) or over


def _named(text: str, span: Span, category: str) -> Iterator[str]:
    items = read(text).items
    for number in range(bisect_left(items, span[0], key=_START), len(items)):
        if items[number].start >= span[1]:
            return
        entries = [entry for entry in items[number].entries if entry.category == category]
        anywhere = [entry for entry in entries if entry.region is None]  # a hilum is of the lung unless the liver is spoken of
        yield from (entry.value for entry in (anywhere or entries)[:1])
