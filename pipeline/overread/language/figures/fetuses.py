"""Which fetus of a multiple pregnancy is meant: "twin B", "fetus 2"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.figures.categories import Level

_FETUS = re.compile(
    r"\b(?:(?:twin|f(?:o)?etus|triplet|baby)\s+(?P<name>[A-C]|[1-3]|I{1,3})|(?P<nth>first|second|third)\s+(?:twin|f(?:o)?etus|triplet))"
    r"\b(?!\s*(?:mm|cm|weeks?)|\.\d)",
    re.IGNORECASE,
)
_LETTERS = {"1": "a", "2": "b", "3": "c", "i": "a", "ii": "b", "iii": "c", "first": "a", "second": "b", "third": "c"}


def fetuses(text: str, lower: str) -> Iterator[Level]:
    """Yield the fetuses that a text tells apart by letter or number, the first of which is A or 1."""
    if "twin" in lower or "etus" in lower or "triplet" in lower or "baby" in lower:
        for match in _FETUS.finditer(text):
            name = (match["name"] or match["nth"]).lower()
            yield Level("level", frozenset({f"fetus-{_LETTERS.get(name, name)}"}), match.span())
