"""What differs between two texts: the draft and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from overread.app.marking import inert

_WORDS = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
WORDS_COMPARED = 2000
"""Up to this many words and marks a side the difference is by word, beyond it by line."""


class Change(NamedTuple):
    """A stretch of text that both sides share, or that one side alone has."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(before: str, after: str) -> tuple[Change, ...]:
    """Return the stretches that lead from one text to the other, in reading order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    long = max(len(old), len(new)) > WORDS_COMPARED
    if long:
        old, new = _LINES.findall(before), _LINES.findall(after)
    return tuple(change for change in _changes(old, new, long) if change.text)


def _changes(old: list[str], new: list[str], long: bool) -> Iterator[Change]:
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=long).get_opcodes():
        if step == "equal":
            yield Change("same", "".join(old[a:b]))
        else:
            yield Change("removed", "".join(old[a:b]))
            yield Change("added", "".join(new[c:d]))


def difference_html(before: str, after: str) -> str:
    """Return the difference as HTML: what was added underlined, what was removed struck through."""
    tags = {"same": "span", "added": "ins", "removed": "del"}
    body = "".join(f"<{tags[kind]}>{inert(text)}</{tags[kind]}>" for kind, text in differences(before, after))
    return f'<div class="or-text or-changes">{body}</div>'
