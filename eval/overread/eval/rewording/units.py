"""The same length in the other unit, to the same precision: 8 mm for 0.8 cm."""

from __future__ import annotations

import random
from decimal import Decimal

from overread.eval.measured import shares_unit, sizes
from overread.eval.rewording import rewording


def _converted(value: str, to_mm: bool) -> str:
    number = Decimal(value)
    return f"{number.scaleb(1) if to_mm else number.scaleb(-1):f}"


@rewording("units")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text with every length converted between millimetres and centimetres.

    None when it holds none, or one that gives its unit to a number before it as well.
    """
    found = list(sizes(text))
    if any(shares_unit(text, size) for size in found):
        return None
    for size in reversed(found):
        to_mm = size.unit.lower().startswith("c")
        words = " x ".join(_converted(value, to_mm) for value in size.values)
        text = text[: size.span[0]] + f"{words} {'mm' if to_mm else 'cm'}" + text[size.span[1] :]
    return text if found else None
