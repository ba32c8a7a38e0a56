"""Lengths of a draft that the source gives in so many figures, but only with another unit: 31 cm for 31 mm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from overread.finding import Quantity, Span
from overread.language.figures.agreement import agrees
from overread.language.figures.quantities import GROWTH
from overread.language.words.reading import read

_OTHER = {"mm": "cm", "cm": "mm"}
_REACH = 60


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


_MOVED = re.compile(r"\b(?:withdr[ae]w|pull|advanc|retract|reposition|push)\w*[^.;\d]{0,40}$", re.IGNORECASE)


def exchanged_moves(draft: str, source: str) -> Iterator[tuple[Quantity, Span]]:
    """Yield the lengths by which a draft asks for a tube to be moved, where the source asks for that by other lengths only, and
    where the source prints them.
    """
    asked = list(_moves(draft))
    given = list(_moves(source)) if asked else []
    for size in asked:
        if given and not any(agrees(size, other) for other in given):
            yield size, given[0].span


def _moves(text: str) -> Iterator[Quantity]:
    sizes = (item.quantity for item in read(text).items if item.quantity is not None and item.quantity.unit in _OTHER)
    return (size for size in sizes if _MOVED.search(text, max(0, size.span[0] - _REACH), size.span[0]))


def _is_printed(draft: str, size: Quantity) -> bool:
    """Say whether the unit stands behind the figures of a length, which is then its own."""
    return re.search(rf"{size.unit}\b|(?:centi|milli)met", draft[slice(*size.span)], re.IGNORECASE) is not None
