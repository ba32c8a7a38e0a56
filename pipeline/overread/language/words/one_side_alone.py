"""Words that put something on one side alone: "only on the left", "confined to the right side", "left-sided alone"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Span

_ALONE = re.compile(
    r"(?<!not )\b(?:(?:confined|limited|restricted|isolated) to|"
    r"(?:only|solely|exclusively|just)(?: (?:in|on|at|by|from|within|involving|affecting|to))?)"
    r"(?: the)?(?: \w+ of the)? (?P<there>left|right)\b|"
    r"\b(?P<here>left|right)(?:[- ]sided?)?(?: (?!and\b|or\b|with\b|is\b|are\b)\w+){0,2}? (?:only|alone)\b|"
    r"\b(?:only|limited to|confined to|restricted to)(?: on)? (?P<one>one side)\b",
    re.IGNORECASE,
)


def one_side_alone(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the side on which alone a text puts something ("left", "right" or "one side"), each with where it says so."""
    for match in _ALONE.finditer(text):
        yield (match["there"] or match["here"] or match["one"]).lower(), match.span()
