"""Which of many texts have a word, so that those which share words with a given one are found without looking at all."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from functools import cached_property

_ROUNDING = 1e-9


class Postings:
    """Texts, each given by its words, and for every word the numbers of the texts that have it."""

    def __init__(self, texts: Iterable[Collection[str]]) -> None:
        self._texts = texts

    @cached_property
    def of(self) -> dict[str, list[int]]:
        """The numbers of the texts that have a word, in their order."""
        table: dict[str, list[int]] = {}
        for number, words in enumerate(self._texts):
            for word in set(words):
                table.setdefault(word, []).append(number)
        return table

    def having(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the texts that have any of the words, in their order."""
        return sorted({number for word in words for number in self.of.get(word, ())})

    def sharing(self, words: Collection[str], part: float) -> list[int]:
        """Return the numbers of all texts that may have that part of the words or more, in their order.

        A text with so many of them has one of any that are left when fewer than that are taken away; so only the rarest are
        asked for.
        """
        rarest = sorted(set(words), key=lambda word: len(self.of.get(word, ())))
        least = math.ceil(part * len(rarest) - _ROUNDING)
        return self.having(rarest[: len(rarest) - least + 1] if least > 0 else rarest)
