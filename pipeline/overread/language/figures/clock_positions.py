"""Positions on the face of a clock: "10 o'clock", "left breast 10:30", "9:00, 3 cm FN"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.figures.categories import Level

_CLOCK = re.compile(
    r"\b(?P<list>\d{1,2}(?::\d\d)?(?:\s*(?:-|–|to(?: the)?|and|through)\s*\d{1,2}(?::\d\d)?)?)\s*o\s?['’]?\s?clock",
    re.IGNORECASE,
)
_BREAST_HOUR = re.compile(
    r"(?:\b(?:left|right|breast)(?: breast)?,? (?:at |@ ?)?(?P<list>(?:1[0-2]|[1-9]):[03]0)\b(?! ?(?:am|pm|h))|"
    r"\b(?P<axis>(?:1[0-2]|[1-9]):[03]0)(?=,? (?:axis|position|radian|\d+(?:\.\d+)? ?cm (?:FN|from (?:the )?nipple))))",
    re.IGNORECASE,
)


def clock_positions(text: str, lower: str) -> Iterator[Level]:
    """Yield the positions that a text gives as hours of the clock."""
    if "clock" in lower:
        for match in _CLOCK.finditer(text):
            yield Level("level", frozenset(f"clock-{hour}" for hour in _hours(match["list"])), match.span())
    for match in _BREAST_HOUR.finditer(text) if "0" in text and ":" in text else ():
        hours = _hours(match["list"] or match["axis"])
        yield Level("level", frozenset(f"clock-{hour}" for hour in hours), match.span(match.lastgroup or 0))


def _hours(printed: str) -> list[int]:
    """Return the hours of a clock position; "10:30" lies between 10 and 11."""
    found = re.findall(r"(\d{1,2})(?::(\d\d))?", printed)
    return [hour for number, half in found for hour in ([int(number), int(number) % 12 + 1] if half == "30" else [int(number)])]
