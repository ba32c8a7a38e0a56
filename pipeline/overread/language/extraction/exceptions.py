"""Statements of a draft that all is well but for what they except ("apart from a cyst, the liver is normal")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding

EXCEPTING = re.compile(
    r"\b(?:(?:apart|aside) from|except(?:ing)?|other than|save for|with the exception of|but for|besides)\b", re.IGNORECASE
)
EXCEPTION = "exception"
_OPENING = 25


def with_exceptions(claims: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """Return the statements of a draft, each that all is well marked where its sentence makes an exception."""
    if not EXCEPTING.search(text):
        return tuple(claims)
    spans: dict[int, tuple[int, int]] = {}
    for claim in claims:
        start, end = spans.get(claim.sentence, claim.span)
        spans[claim.sentence] = (min(start, claim.span[0]), max(end, claim.span[1]))
    found = {number: _exception(text, spans, number) for number in spans}
    return tuple(_marked(claim, found[claim.sentence]) for claim in claims)


def _exception(text: str, spans: dict[int, tuple[int, int]], number: int) -> re.Match[str] | None:
    """Return where a sentence makes an exception, which may open it before the first thing that it tells."""
    start, end = spans[number]
    before = max((other[1] for other in spans.values() if other[1] <= start), default=0)
    return EXCEPTING.search(text, max(before, start - _OPENING), end)


def _marked(claim: Finding, exception: re.Match[str] | None) -> Finding:
    if exception is None or claim.concept != "abnormality" or claim.presence != "absent":
        return claim
    return replace(claim, marks={**claim.marks, EXCEPTION: exception.span()})
