"""T-scores: standard deviations from the bone density of young adults, of which the sign matters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Span

DEVIATIONS = "{Tscore}"
"""The unit of a T-score; Kanis JA et al. A reference standard for the description of osteoporosis. Bone 2008;42:467-475."""

_MINUS = "-−–"
_NAMED = re.compile(
    rf"\bT(?:[\s-]?(?i:scores?)\b(?:\s+(?:of|at|in)\s+(?:the\s+)?(?:\w+\s+){{1,3}}?(?:is|was|of)?|\s+(?:of|is|was)\b)?\s*[:=(]?|\s*[:=]?)\s*(?P<value>(?:[{_MINUS}+]\s?)?\d\.\d{{1,2}})"
    rf"(?!\d|\.\d|\s*(?:mm|cm|%|T\b))"
)
_SIGNED = re.compile(rf"\bT(?:[\s-]?(?i:scores?)\b|\s*[:=]?\s*[{_MINUS}+])")


def deviations(text: str) -> Iterator[tuple[float, int, Span]]:
    """Yield the T-scores of a text ("T-score -2.6", "T -2.6"): the value, the number of its decimals, and its span."""
    if "T" not in text:
        return
    for match in _NAMED.finditer(text):
        if _SIGNED.match(text, match.start()):
            printed = match["value"].replace(" ", "")
            value = float(printed.lstrip(_MINUS + "+")) * (-1.0 if printed[0] in _MINUS else 1.0)
            yield value, len(printed.partition(".")[2]), match.span("value")
