"""The values, units and dimensions of a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import by_importance, difference_flags
from overread.language.quantities import SCALES
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator

_VALUE = re.compile(r"(?P<values>-?[\d.]+(?:e[+-]?\d+)?(?: x [\d.]+)*) (?P<unit>\S+)")
_SLIP = 5.0
_NEAR_MM = 1.0
_NEAR_SHARE = 1.1


@validator("measurement")
def measurement(review: Review) -> Iterator[Flag]:
    """Flag a value that differs from the source after unit conversion and rounding to the printed precision."""
    return difference_flags(review, "measurement", _severity)


def _severity(finding: Finding, difference: Difference) -> Severity:
    """Return how grave a wrong value is: a slip of the decimal point or unit on a lesion is critical, a millimetre is minor."""
    claimed, stated = _sizes(difference.claim_value), _sizes(difference.source_value)
    if not claimed or not stated:
        return by_importance(finding, "major", "major", "minor")
    far = max(_ratio(one, other) for one, other in zip(claimed, stated, strict=False))
    if far >= _SLIP:
        return by_importance(finding, "critical", "critical", "major")
    if far <= _NEAR_SHARE or max(abs(one - other) for one, other in zip(claimed, stated, strict=False)) <= _NEAR_MM:
        return "minor"
    return by_importance(finding, "major", "major", "minor")


def _sizes(words: str) -> list[float]:
    """Return the lengths of "2.3 x 1.1 cm" in millimetres, longest first; nothing for other quantities."""
    match = _VALUE.fullmatch(words)
    kind, scale = SCALES.get(match["unit"], ("", 1.0)) if match else ("", 1.0)
    if match is None or kind != "size":
        return []
    return sorted((float(value) * scale for value in match["values"].split(" x ")), reverse=True)


def _ratio(one: float, other: float) -> float:
    low, high = sorted((abs(one), abs(other)))
    return high / low if low else float("inf")
