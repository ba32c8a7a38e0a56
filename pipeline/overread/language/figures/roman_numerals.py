"""Bones that are counted in Roman numerals: "the VI rib", "ribs IV-VI", "the V metatarsal"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.figures.categories import Level, category

_NUMERAL = r"(?:VIII|VII|VI|IV|IX|XII|XI|X|V|III|II|I)"
_LIST = rf"(?P<list>{_NUMERAL}(?:\s*(?:,\s*and|,|and|through|to|-|–|&)\s*{_NUMERAL})*)"
_BONES = r"(?P<bone>(?i:ribs?|metatarsals?|metacarpals?|digits?|fingers?|toes?|rays?))"
_BEFORE = re.compile(
    rf"(?<!type )(?<!grade )(?<!stage )\b{_LIST}(?=\s+(?:(?i:left|right|anterior|posterior|lateral)\s+)*{_BONES}\b)"
)
_BEHIND = re.compile(rf"\b{_BONES}\s+{_LIST}\b")
_COUNTED = ("rib", "metatarsal", "metacarpal", "digit", "finger", "toe", "ray")
_DIGITS = frozenset({"digit", "finger", "toe", "ray"})


def roman_levels(text: str, lower: str) -> Iterator[Level]:
    """Yield the ribs, rays and bones of hand and foot of a text that are numbered so; of a range all between."""
    for pattern in (_BEFORE, _BEHIND) if any(map(lower.__contains__, _COUNTED)) else ():
        for match in pattern.finditer(text):
            bone = match["bone"].lower().rstrip("s")
            numbers = [int(category(numeral)) for numeral in re.findall(_NUMERAL, match["list"])]
            if len(numbers) == 2 and re.search(r"through|to|[-–]", match["list"]):
                numbers = list(range(min(numbers), max(numbers) + 1))
            name = "digit" if bone in _DIGITS else bone
            yield Level("level", frozenset(f"{name}-{number}" for number in numbers), match.span("list"))
