"""Days and months that a report names, in figures or in words: "01/25/2024", "25.01.2024", "January 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Span

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    r"(?<![\d.])(?P<first>\d{1,4})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{4}|\d{2})(?![\d.]*\d)"
    rf"|\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(?:(?P<later>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_CENTURY, _TURN = 100, 50


def dates(text: str) -> Iterator[tuple[frozenset[int], Span]]:
    """Yield the figures of every date of a text, which of them is the day and which the month left open, with its span."""
    for match in _DATE.finditer(text) if _DIGIT.search(text) else ():
        if match["first"]:
            figures = [int(match[name]) for name in ("first", "second", "third")]
        else:
            named = [match[name] for name in ("day", "later", "year") if match[name]]
            figures = [*map(int, named), _MONTHS.index(match["month"].lower()) + 1]
        if match["first"] and len(match["first"]) < len("2024") and figures[-1] < _CENTURY:
            figures[-1] += 2000 if figures[-1] < _TURN else 1900
        yield frozenset(figures), match.span()
