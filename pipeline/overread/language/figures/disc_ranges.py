"""The vertebrae in their order, and the discs from one to another: "L1-L2 through L3-L4"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.figures.categories import Level

VERTEBRA = r"(?:[CLSD]|T[Hh]?)\d{1,2}"
"""The name of a vertebra as reports print it: L4, T7, Th7, D7."""
DISC = re.compile(rf"{VERTEBRA} ?[-/–] ?(?:{VERTEBRA}|\d{{1,2}})")
"""The name of a disc: L4-L5, Th7/8."""
VERTEBRAE = tuple(
    f"{part}{number}" for part, count in (("C", 7), ("T", 12), ("L", 5), ("S", 5)) for number in range(1, count + 1)
)
_PARTS = {"TH": "T", "D": "T"}
"""Other names of the thoracic vertebrae: Th7 and D7 are T7."""
_RANGE = re.compile(
    rf"\b(?P<first>{VERTEBRA}) ?[-/–] ?(?:{VERTEBRA}|\d{{1,2}})(?: ?(?:through|thru|to|until|down to) ?| [-–] |[–])"
    rf"(?P<last>{VERTEBRA}) ?[-/–] ?(?:{VERTEBRA}|\d{{1,2}})\b"
)


def vertebra(part: str, number: str) -> str:
    """Return the name of a vertebra by the part of the spine and its number as they are printed."""
    return f"{_PARTS.get(part.upper(), part)}{int(number)}"


def disc_ranges(text: str) -> Iterator[Level]:
    """Yield the levels of every stretch from one disc to another, with those between."""
    for match in _RANGE.finditer(text):
        first, last = (vertebra(name.rstrip("0123456789"), name.lstrip("CLSDTHh")) for name in (match["first"], match["last"]))
        if first not in VERTEBRAE or last not in VERTEBRAE or first[0] == "S" or last[0] == "S":
            continue
        start, end = VERTEBRAE.index(first), VERTEBRAE.index(last)
        discs = (f"{above}-{below}" for above, below in zip(VERTEBRAE[start : end + 1], VERTEBRAE[start + 1 :], strict=False))
        if start < end:
            yield Level("level", frozenset(discs), match.span())
