"""Answers about the last few texts: several steps ask the same of the same section, and each is read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

_TEXTS = 16
_SHORT_TEXTS = 512
_LONG_TEXTS = 2
_SHORT = 300
LONGEST_REMEMBERED = 20_000


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function of one text that remembers its last answers, which nobody may change.

    Short ones, such as "No acute disease.", come again in other studies. Of long texts it remembers two, the findings and the
    draft of one study, so that memory stays flat.
    """
    short = lru_cache(maxsize=_SHORT_TEXTS)(read)
    recent = lru_cache(maxsize=_TEXTS)(read)
    long = lru_cache(maxsize=_LONG_TEXTS)(read)

    @wraps(read)
    def answer(text: str) -> T:
        if len(text) <= _SHORT:
            return short(text)
        return recent(text) if len(text) <= LONGEST_REMEMBERED else long(text)

    return answer
