"""A minus right behind an abbreviation, by which a finding is denied: "T3c, N2, MRF-, EMVI-"."""

from __future__ import annotations

import re

from overread.language.extraction.elements import Element
from overread.language.extraction.former import changed
from overread.language.words.reading import Reading

_MINUS = re.compile(r"\s?\([-–]\)|[-–](?=\s*(?:[,.;)]|$))")
_LONGEST = 5


def with_minus(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with a denial, or a normal of a place, for each minus right behind an abbreviation in capitals."""
    if "-" not in reading.text and "–" not in reading.text:
        return elements
    found: list[Element] = []
    for element in elements:
        found.append(element)
        if element.item is None or element.role not in "CM":
            continue
        word = reading.text[element.item.start : element.item.end]
        if word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST and _MINUS.match(reading.text, element.item.end):
            denied = element.role == "C"
            found.append(changed(reading, element, "not seen" if denied else "normal")._replace(role="N" if denied else "M"))
    return found
