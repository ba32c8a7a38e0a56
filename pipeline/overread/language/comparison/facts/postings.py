"""Which of many texts have a word, so that those which share words with a given one are found without looking at all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

_ROUNDING = 1e-9


class Postings:
    """Texts, each given by its words, and for every word the numbers of the texts that have it."""

    def __init__(self, texts: Iterable[Collection[str]]) -> None:
        self._texts = texts

    @cached_property
    def of(self) -> dict[str, set[int]]:
        """The numbers of the texts that have a word."""
        table = defaultdict[str, set[int]](set)
        for number, words in enumerate(self._texts):
            for word in words:
                table[word].add(number)
        return dict(table)

    def having(self, words: Iterable[str]) -> set[int]:
        """Return the numbers of the texts that have any of the words."""
        return set().union(*(self.of.get(word, ()) for word in words))

    def by_rarity(self, words: Iterable[str]) -> list[str]:
        """Return words once each, those that fewest texts have first."""
        of = self.of
        return sorted(set(words), key=lambda word: len(of.get(word, ())))

    def sharing(self, words: Collection[str], part: float) -> list[int]:
        """Return the numbers of all texts that may have that part of the words or more, in their order.

        A text with so many of them has one of any that are left when fewer than that are taken away; so only the rarest are
        asked for.
        """
        rarest = self.by_rarity(words)
        least = math.ceil(part * len(rarest) - _ROUNDING)
        return sorted(self.having(rarest[: len(rarest) - least + 1] if least > 0 else rarest))


@dataclass(frozen=True)
class Others:
    """Some of many texts, to be asked for words all at once."""

    numbers: set[int]
    texts: Postings

    def any_with_all(self, words: Iterable[str]) -> bool:
        """Say whether one of the texts has all of the words."""
        return bool(self.numbers.intersection(*(self.texts.of.get(word, ()) for word in words)))

    def any_with(self, words: Iterable[str]) -> bool:
        """Say whether one of the texts has any of the words."""
        return not self.numbers.isdisjoint(self.texts.having(words))
