"""Stretches of the draft that are copied from the source, word for word but for words of grammar and removed words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from overread.finding import Span
from overread.language.comparison.facts.postings import Postings
from overread.language.lexicon import lexicon
from overread.language.words.sentences import sentences
from overread.language.words.tokens import Token, tokenize

_SHORTEST = 2
_STOP = re.compile(r"[.!?;]")
_LEAD = 30
_REJECTED = re.compile(  # "small rather than large effusion", "two of the five nodules have grown"
    r"\b(?:rather than|instead of|as opposed to|(?:one|two|three|four|five|six|seven|eight|nine|ten|most|some|half|\d+) of"
    r"(?: the| these| those)?)\s+(?:an? )?$",
    re.IGNORECASE,
)
_SIDES = frozenset(
    (
        "left right bilateral no not non without may might could can more less part partly partially near nearly almost sub "
        "semi"
    ).split()
)


@dataclass(frozen=True)
class Quotes:
    """The content words of a source text, sentence by sentence, made when first asked for."""

    text: str = ""

    def find(self, claim: str, whole: bool = False) -> Span | None:
        """Return the span of the source that holds the words of a claim side by side in one sentence, None where there is none.

        Words may be left out between them only when they say neither side nor denial nor doubt, and no more than two in a row;
        with `whole`, the claim must be the whole of a source sentence.
        """
        words = _norms(_content(tokenize(claim)))
        if len(words) < _SHORTEST:
            return None
        if whole:
            return self._sentences.get(tuple(words))
        for number in self._words.sharing(words, 1.0):
            found = _run(words, self._stretches[number])
            if found is not None and not _REJECTED.search(self.text, max(0, found[0] - _LEAD), found[0]):
                return found
        return None

    @cached_property
    def _all(self) -> list[list[Token]]:
        tokens = _content(tokenize(self.text))
        starts = [token.start for token in tokens]
        spans = [sentence.span for sentence in sentences(self.text)]
        cut = [tokens[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in spans]
        return [sentence for sentence in cut if sentence]

    @cached_property
    def _sentences(self) -> dict[tuple[str, ...], Span]:
        """Where each sentence first stands, by its words."""
        return {tuple(_norms(sentence)): (sentence[0].start, sentence[-1].end) for sentence in reversed(self._all)}

    @cached_property
    def _stretches(self) -> list[list[Token]]:
        """The sentences, those that only a line break parts joined to one."""
        stretches: list[list[Token]] = []
        for sentence in self._all:
            if stretches and not _STOP.search(self.text, stretches[-1][-1].end, sentence[0].start):
                stretches[-1].extend(sentence)
            else:
                stretches.append([*sentence])
        return stretches

    @cached_property
    def _words(self) -> Postings:
        """Which stretches have a word."""
        return Postings(map(_norms, self._stretches))


def _norms(tokens: list[Token]) -> list[str]:
    return [token.norm for token in tokens]


def _content(tokens: list[Token]) -> list[Token]:
    """Return the tokens that carry meaning; denials and doubts count, removed words do not."""
    function = lexicon().function_words
    return [token for token in tokens if token.norm[0].isalnum() and (token.norm not in function or token.norm in _SIDES)]


def _run(words: list[str], sentence: list[Token]) -> Span | None:
    norms = _norms(sentence)
    for start, word in enumerate(norms):
        if word != words[0]:
            continue
        place = start
        for wanted in words[1:]:
            steps = range(1, 2 if wanted in _SIDES else 4)
            following = next((step for step in steps if place + step < len(norms) and norms[place + step] == wanted), None)
            if following is None or any(skipped in _SIDES for skipped in norms[place + 1 : place + following]):
                break
            place += following
        else:
            if start == 0 or norms[start - 1] not in _SIDES:
                return sentence[start].start, sentence[place].end
    return None
