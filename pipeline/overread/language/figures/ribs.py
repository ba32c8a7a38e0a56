"""Ribs told by their side and number only: "old rib fractures L 5-7", "ribs: fractures right 6 and 7"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.figures.categories import Level

_OF_SIDE = re.compile(
    r"\bribs?\b[^.;\n\d]{0,40}?\b(?P<side>R|L|right|left|Rt|Lt)\s+(?P<list>\d{1,2}(?:\s*(?:,|and|through|to|-|–|&)\s*\d{1,2})*)"
    r"\b(?!\s*(?:mm|cm|of|x)|\.\d)",
    re.IGNORECASE,
)
_OTHER_SIDE = re.compile(
    r"(?:\s+[a-z]+)?\s*(?:[,;]|\band\b|, and\b)\s*(?P<side>R|L|right|left|Rt|Lt)\s+"
    r"(?P<list>\d{1,2}(?:\s*(?:,|and|through|to|-|–|&)\s*\d{1,2})*)\b(?!\s*(?:mm|cm|of|x)|\.\d)",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\bribs?\s+(?:fractures?|uptake|activity|foci|lesions?)\s+(?P<list>\d{1,2}(?:\s*(?:,|and|through|to|-|–|&|,\s*and)\s*\d{1,2})+)\b(?!\s*(?:mm|cm))",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*(?:through|to|-|–)\s*(\d+)", re.IGNORECASE)
_RIBS = 12


def ribs_of_sides(text: str) -> Iterator[tuple[int, Level]]:
    """Yield where the side of numbered ribs stands, with the ribs."""
    for found in _OF_SIDE.finditer(text) if "rib" in text or "Rib" in text or "RIB" in text else ():
        match: re.Match[str] | None = found
        while match and (numbers := _numbers(match["list"])):
            yield match.start("side"), Level("level", numbers, match.span("list"))
            match = _OTHER_SIDE.match(text, match.end())


def broken_ribs(text: str) -> Iterator[Level]:
    """Yield the ribs that several numbers behind what they have name ("rib fractures 4, 5 and 6")."""
    for match in _BROKEN.finditer(text):
        if numbers := _numbers(match["list"]):
            yield Level("level", numbers, match.span("list"))


def _numbers(listed: str) -> frozenset[str]:
    """Return the names of listed ribs, none where there is no such rib."""
    numbers = {int(number) for number in re.findall(r"\d+", listed)}
    for first, last in _RANGE.findall(listed):
        numbers.update(range(int(first), min(int(last), _RIBS) + 1))
    return frozenset(f"rib-{number}" for number in numbers) if 0 < max(numbers) <= _RIBS else frozenset()
