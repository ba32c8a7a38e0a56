"""Lengths of a draft that the source gives in so many figures, but only with another unit: 31 cm for 31 mm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Quantity, Span
from overread.language.figures.quantities import GROWTH
from overread.language.words.reading import read

_OTHER = {"mm": "cm", "cm": "mm"}


def exchanged_units(sizes: Sequence[Quantity], draft: str, source: str) -> Iterator[tuple[Quantity, Span]]:
    """Yield the lengths of a draft in millimetres or centimetres whose figures a source prints with the other unit alone, and
    where the source prints them; a length that the source has in either unit is none.
    """
    lengths = [size for size in sizes if size.unit in _OTHER and size.quantity != GROWTH and size.role != "limit"]
    if not lengths:
        return
    given = [item.quantity for item in read(source).items if item.quantity is not None and item.quantity.unit in _OTHER]
    for size in lengths:
        if any(_has(other, value, size.unit) for value in size.values for other in given):
            continue
        slips = [other for other in given if other.unit != size.unit and set(size.values) <= set(other.values)]
        if slips and _is_printed(draft, size):
            yield size, slips[0].span


def _has(given: Quantity, value: float, unit: str) -> bool:
    scale = 1.0 if given.unit == unit else (10.0 if unit == "mm" else 0.1)
    return any(abs(value - other * scale) < _half_a_digit(value) for other in given.values)


def _half_a_digit(value: float) -> float:
    return 0.5 if value == int(value) else 0.05


def _is_printed(draft: str, size: Quantity) -> bool:
    """Say whether the unit stands behind the figures of a length, which is then its own."""
    return re.search(rf"{size.unit}\b|(?:centi|milli)met", draft[slice(*size.span)], re.IGNORECASE) is not None
