"""The directions in which lengths are measured, and lengths told one by one with them as one quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from overread.finding import Quantity

_AXES = {
    "ap": "ap", "anteroposterior": "ap", "antero-posterior": "ap", "anterior-posterior": "ap", "anterior to posterior": "ap",
    "depth": "ap", "deep": "ap", "transverse": "tr", "trans": "tr", "tr": "tr", "trv": "tr", "width": "tr", "wide": "tr",
    "mediolateral": "tr", "ml": "tr", "craniocaudal": "cc", "cranio-caudal": "cc", "cephalocaudal": "cc", "cc": "cc",
    "si": "cc", "superoinferior": "cc", "superior-inferior": "cc", "height": "cc", "length": "length", "long": "length",
    "longitudinal": "length", "craniocaudally": "cc", "longitudinally": "length", "vertical": "cc", "vertically": "cc",
    "transversely": "tr", "sagittal": "sagittal", "axial": "axial", "coronal": "coronal",
}  # fmt: skip
_NAMES = "|".join(sorted(_AXES, key=len, reverse=True))
LABEL = rf"(?:\s*\(\s*(?:{_NAMES})\s*\))"
"""The direction of a length in brackets behind its number ("1.3 (craniocaudal) x 1.2 (transverse) cm")."""
_LABELS = re.compile(rf"\(\s*({_NAMES})\s*\)", re.IGNORECASE)
_AXIS = re.compile(
    rf"\s*\(?\s*(?:in (?:the )?|on )?(?P<axis>{_NAMES})\b(?:\s+(?:dimensions?|diameters?|axis|plane|direction|extent))?\s*\)?",
    re.IGNORECASE,
)
_PLANE = re.compile(
    r"\s*\(?\s*(?:in (?:the )?|on )?(?:transverse(?:ly)?|axial(?:ly)?|cross[- ]section(?:al)?(?:ly)?|horizontal(?:ly)?)\b"
    r"(?:\s+(?:dimensions?|diameters?|planes?|sections?|images?|views?))?\s*\)?",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:,?\s*(?:and|by|x|×)\s|,\s*)\s*", re.IGNORECASE)


def joined(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Yield quantities with the direction that follows each length, those linked to one another as one."""
    held: Quantity | None = None
    reach = 0
    for quantity in quantities:
        length = quantity.quantity == "size" and len(quantity.values) == 1
        plane = _PLANE.match(text, quantity.span[1]) if quantity.quantity == "size" and len(quantity.values) == 2 else None
        match = _AXIS.match(text, quantity.span[1]) if length else plane
        named = replace(quantity, axes=(_AXES[match["axis"].lower()],)) if match and length else _labelled(text, quantity)
        if held is not None and match and length and _follows(text, reach, held, quantity):
            held = _both(held, named)
        else:
            if held is not None:
                yield held
            held = named
        reach = match.end() if match else -1
    if held is not None:
        yield held


def _labelled(text: str, quantity: Quantity) -> Quantity:
    """Return a quantity with the directions that stand in brackets behind each of its numbers."""
    start, end = quantity.span
    if "(" not in text[start:end]:
        return quantity
    last = _AXIS.match(text, end)
    told = _LABELS.findall(text[start:end]) + ([last["axis"]] if last else [])
    return (
        replace(quantity, axes=tuple([_AXES[name.lower()] for name in told])) if len(told) == len(quantity.values) else quantity
    )


def _follows(text: str, reach: int, held: Quantity, quantity: Quantity) -> bool:
    """Say whether a length comes right after the direction of the one before, for the same time."""
    link = _LINK.match(text, reach) if reach >= 0 and (held.axes or len(held.values) > 1) else None
    return link is not None and link.end() == quantity.span[0] and held.unit == quantity.unit and held.role == quantity.role


def _both(one: Quantity, other: Quantity) -> Quantity:
    return replace(
        one,
        values=one.values + other.values,
        span=(one.span[0], other.span[1]),
        decimals=one.decimals + other.decimals,
        axes=one.axes + other.axes if one.axes else (),
    )
