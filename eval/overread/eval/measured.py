"""Measurements as printed in a report: their values, unit and place, and whether the source prints the same length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from overread.finding import Span

_SIZE = re.compile(
    r"(?<![\d.:/-])(?P<a>\d{1,3}(?:\.\d{1,2})?)(?:\s?(?:x|by|×)\s?(?P<b>\d{1,3}(?:\.\d{1,2})?))?"
    r"(?:\s?(?:x|by|×)\s?(?P<c>\d{1,3}(?:\.\d{1,2})?))?[\s-]?(?P<unit>mm|cm|millimeters?|centimeters?)\b(?!\s?/)",
    re.IGNORECASE,
)
_SHARED = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,2})?\s?(?:,|and|&|to|or|vs\.?|versus|against|-|–)\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Size:
    """One printed length of one to three dimensions; `values` are the printed strings, `spans` where each stands."""

    values: tuple[str, ...]
    spans: tuple[Span, ...]
    unit: str
    unit_span: Span
    span: Span

    def millimetres(self) -> tuple[float, ...]:
        """Return the values in millimetres."""
        return tuple(in_millimetres(value, self.unit) for value in self.values)


def in_millimetres(value: str, unit: str) -> float:
    """Return a printed length in millimetres, rounded to a hundredth; the unit is mm or cm in any spelling."""
    return round(float(value) * (10 if unit.lower().startswith("c") else 1), 2)


def sizes(text: str, start: int = 0, end: int | None = None) -> Iterator[Size]:
    """Yield the lengths printed between two offsets of the text."""
    for match in _SIZE.finditer(text, start, len(text) if end is None else end):
        names = [name for name in "abc" if match[name]]
        yield Size(
            tuple(match[name] for name in names), tuple(match.span(name) for name in names),
            match["unit"], match.span("unit"), match.span(),
        )  # fmt: skip


def shares_unit(text: str, size: Size) -> bool:
    """Return whether a number before a length is in its unit too ("nodules of 8 and 6 mm")."""
    return _SHARED.search(text, max(0, size.span[0] - 16), size.span[0]) is not None


def printed_millimetres(text: str) -> frozenset[float]:
    """Return every length that the text prints, in millimetres."""
    return frozenset(length for size in sizes(text) for length in size.millimetres())
