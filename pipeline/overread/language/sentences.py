"""Sentences of a report with exact offsets; list numbers and section headings are set apart from what they introduce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from overread.finding import Span

_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|drs|mr|mrs|ms|vs|approx|fig|no|st|etc|e\.g|i\.e|ca|cf|al|dept|inc|jr|sr|a\.m|p\.m|im|se|ser|incl|resp|min|max|diff|temp|est)|\b[A-Z])$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[.!?]+(?=[\s\"')\]]|$|[A-Z])[\"')\]]*|\n\s*\n|\n(?=\s*(?:[A-Z0-9•*\-–#(]|$))|;\s")  # noqa: RUF001
_BULLET = re.compile(r"\s*(?:(?:\(?\d{1,2}[.):]|\(?[a-hA-H][.)]|[•*\-–>#])(?=\s|[A-Z]))\s*")  # noqa: RUF001
_HEADING = re.compile(r"(?P<words>[A-Za-z][A-Za-z0-9 /&,()'-]{1,60}?)\s*:(?=\s|$|[A-Z])")
_BLANK = re.compile(r"\s*")


class Sentence(NamedTuple):
    """One sentence: its span without list number, heading and outer white space, and the span of the heading over it."""

    span: Span
    heading: Span | None = None


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in order; a heading stays in force until the next heading or a blank line ends its block."""
    heading: Span | None = None
    for start, end, fresh in _pieces(text):
        if fresh:
            heading = None if heading and _is_block(text, heading[0]) else heading
        bullet = _BULLET.match(text, start, end)
        begin = bullet.end() if bullet else _blank(text, start, end)
        match = _HEADING.match(text, begin, end)
        if match and _is_heading(text, match, end):
            heading = match.span("words")
            begin = _blank(text, match.end(), end)
        stop = end
        while stop > begin and (text[stop - 1].isspace() or text[stop - 1] in ".;"):
            stop -= 1
        if stop > begin and any(character.isalnum() for character in text[begin:stop]):
            yield Sentence((begin, stop), heading)


def _blank(text: str, start: int, end: int) -> int:
    match = _BLANK.match(text, start, end)
    return match.end() if match else start


def _is_heading(text: str, match: re.Match[str], end: int) -> bool:
    words = match["words"]
    return len(words.split()) <= 7 and not re.search(r"\b(?:is|are|was|were|shows?|there|measuring|includes?|including)\b", words, re.IGNORECASE)


def _is_block(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip()


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    start, fresh = 0, False
    for match in _BOUNDARY.finditer(text):
        mark = match[0]
        if mark[0] in ".!?" and not _ends(text, match):
            continue
        if text[start : match.start()].strip():
            yield start, match.end(), fresh
            fresh = False
        fresh = fresh or mark.count("\n") > 1
        start = match.end()
    if text[start:].strip():
        yield start, len(text), fresh


def _ends(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    if match[0][0] == "." and re.search(r"(?:^|\n)\s*\(?\d{1,2}$|(?:^|\n|[.:;]\s)\s*\d{1,2}$", text[max(0, match.start() - 6) : match.start()]):
        return False
    after = text[match.end() : match.end() + 2]
    if _ABBREVIATION.search(before) and match[0] == ".":
        return re.search(r"\b[A-Z]$", before) is not None and not re.search(r"\b(?:Dr|Mr|Mrs|Ms)\.?\s*[A-Z]$", before) and after.strip()[:1].isupper() and len(before) > 3 and before[-3:-2].islower()
    return not (after[:1].isspace() and after[1:2].islower() and len(before.split()[-1:]) and len(before.split()[-1]) < 3)
