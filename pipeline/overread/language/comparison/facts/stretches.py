"""A source parted where a sentence goes over to another side or level, with the words and the values of each stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from overread.finding import Span
from overread.language.figures.levels import levels
from overread.language.figures.quantities import quantities
from overread.language.inference.stated import Line, line_of
from overread.language.places import OTHER_SIDE
from overread.language.words.recent import remembered
from overread.language.words.sentences import sentences
from overread.language.words.tokens import norms

NO_LIMIT = 1e6
_CUT = re.compile(r"\s*[;,]\s*|\s+(?:and|but|while|whereas)\s+", re.IGNORECASE)
_SEAT = re.compile(r"\b(?:left|right|(?:[CLS]\d{1,2}|T(?:[3-9]|1[0-2]))(?:[-/][CTLS]?\d{1,2})?)\b", re.IGNORECASE)
_UNDER = re.compile(
    r"(?:\b(?:less|smaller|lower|fewer) than|\b(?:below|under|up to|at most|maximum)|[<≤])\s*(?:of )?$", re.IGNORECASE
)
_OVER = re.compile(
    r"(?:\b(?:more|greater|higher|larger) than|\b(?:above|over|exceed\w*|at least)|[>≥])\s*(?:of )?$", re.IGNORECASE
)
_LEFT_OVER = re.compile(
    r"(?<!up)\s+to (?:about |approximately )?$|\b(?:remaining|residual|preserved) [\w ]{0,20}$", re.IGNORECASE
)
"""What stands before what is left of a height or a lumen, and not before what is lost of it."""
_BASE = {"cm": ("mm", 10.0), "m/s": ("cm/s", 100.0)}


class Value(NamedTuple):
    """A value from `low` to `high` in a base unit, with the words before it, from the last value on, and those behind it."""

    low: float
    high: float
    unit: str
    before: tuple[str, ...]
    behind: tuple[str, ...]


class Stretch(NamedTuple):
    """What a source says of one side and level: its words, its values, and the sides, levels and categories that it names."""

    line: Line
    values: tuple[Value, ...]
    sides: frozenset[str]
    levels: frozenset[str]
    scores: frozenset[str]


@remembered
def stretches(text: str) -> tuple[Stretch, ...]:
    """Return what a text says, parted where a sentence goes over to another side or level."""
    return tuple(_stretches(text))


def _stretches(text: str) -> Iterator[Stretch]:
    for sentence in sentences(text):
        heading = norms(text[slice(*sentence.heading)]) if sentence.heading else []
        over = list(levels(text[slice(*sentence.heading)])) if sentence.heading else []
        lead = heading
        for number, (first, last) in enumerate(_parted(text, sentence.span)):
            stretch = text[first:last]
            line = line_of(text, (first, last), sentence.heading)
            sides = frozenset(word for word in line.sure + line.denied if word in OTHER_SIDE)
            sides = sides or frozenset(word for word in line.sure if word == "bilateral")
            figures = list(levels(stretch))
            at = frozenset(name for level in figures or over if level.kind == "level" for name in level.names)
            named = frozenset(name for level in figures if level.kind in ("score", "grade") for name in level.names)
            values = tuple(_values(stretch, lead))
            yield Stretch(line, values, sides, at, named)
            if number == 0:
                lead = [word for value in values[:1] for word in value.before + value.behind]


def _parted(text: str, span: Span) -> Iterator[Span]:
    """Yield the stretches of a sentence, each up to where it goes over to another side or level."""
    first, end = span
    cuts = [match.span() for match in _CUT.finditer(text, first, end)]
    seats = _seats(text, first, cuts[0][0] if cuts else end)
    for (stop, start), until in zip(cuts, [*(cut[0] for cut in cuts[1:]), end], strict=False):
        own = _seats(text, start, until)
        if own and seats and own.isdisjoint(seats):
            yield first, stop
            first, seats = start, own
        else:
            seats |= own
    yield first, end


def _seats(text: str, start: int, end: int) -> set[str]:
    return {match[0].lower() for match in _SEAT.finditer(text, start, end)}


def _values(text: str, heading: Sequence[str]) -> Iterator[Value]:
    """Yield the values of a stretch under a heading, but for former ones."""
    found = [size for size in quantities(text) if size.role != "prior"]
    at = 0
    for number, size in enumerate(found):
        until = found[number + 1].span[0] if number + 1 < len(found) else len(text)
        before, behind = text[at : size.span[0]], text[size.span[1] : until]
        at = size.span[1]
        if _LEFT_OVER.search(before):
            continue
        low = -NO_LIMIT if _UNDER.search(before) else min(size.values)
        high = NO_LIMIT if _OVER.search(before) else max(size.values)
        unit, factor = _BASE.get(size.unit, (size.unit, 1.0))
        words = (*heading, *norms(before)) if number == 0 else tuple(norms(before))
        yield Value(low * factor, high * factor, unit, words, tuple(norms(behind)))
