"""Lengths of a draft that the source gives in so many figures, but only with another unit: 31 cm for 31 mm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Quantity, Span
from overread.language.figures.agreement import agrees
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
        if any(agrees(size, other) for other in given):
            continue
        slips = [other for other in given if other.unit != size.unit and set(size.values) <= set(other.values)]
        if slips and _is_printed(draft, size):
            yield size, slips[0].span


def _is_printed(draft: str, size: Quantity) -> bool:
    """Say whether the unit stands behind the figures of a length, which is then its own."""
    return re.search(rf"{size.unit}\b|(?:centi|milli)met", draft[slice(*size.span)], re.IGNORECASE) is not None
