"""Statements put into an impression and taken out of it, its numbering kept."""

from __future__ import annotations

import re

from overread.finding import Span
from overread.language.words.sentences import sentences

_NUMBERED = re.compile(r"^(?P<before>[ \t]*)(?P<number>\d{1,3})(?P<mark>[.)][ \t]+)", re.MULTILINE)
_AFTER = re.compile(r"[.!?;]*[ \t]*")
_ITEM = re.compile(r"^[ \t]*(?:\d{1,3}[.)]|[-*•])[ \t]*$", re.MULTILINE)


def with_statement(impression: str, statement: str) -> str:
    """Return the impression with the statement as its last item, numbered if the impression is."""
    sentence = " ".join(statement.split())
    sentence = sentence[:1].upper() + sentence[1:]
    if sentence and sentence[-1] not in ".!?":
        sentence += "."
    kept = impression.rstrip()
    numbers = list(_NUMBERED.finditer(kept))
    if numbers:
        sentence = f"{int(numbers[-1]['number']) + 1}{numbers[-1]['mark'].rstrip()} {sentence}"
    return f"{kept}\n{sentence}" if kept else sentence


def statement_at(impression: str, span: Span) -> Span:
    """Return where the sentence that holds a span begins and ends, the span itself where no sentence does."""
    return next((each.span for each in sentences(impression) if each.span[0] <= span[0] < each.span[1]), span)


def without_statement(impression: str, span: Span) -> str:
    """Return the impression without the sentence that holds a span; an item left empty goes, and the rest is numbered anew."""
    start, end = statement_at(impression, span)
    after = _AFTER.match(impression, end)
    end = after.end() if after else end
    left = impression[:start] + impression[end:]
    lines = [line.rstrip() for line in left.split("\n")]
    kept = [line for line in lines if line and not _ITEM.fullmatch(line)]
    return _renumbered("\n".join(kept).strip())


def _renumbered(text: str) -> str:
    items = iter(range(1, len(text) + 2))
    return _NUMBERED.sub(lambda match: f"{match['before']}{next(items)}{match['mark']}", text)
