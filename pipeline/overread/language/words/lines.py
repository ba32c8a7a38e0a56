"""The sentences of a text as rows of the words that carry meaning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from overread.finding import Span
from overread.language.comparison.postings import Postings
from overread.language.figures.levels import levels
from overread.language.figures.quantities import quantities
from overread.language.lexicon import lexicon
from overread.language.words.recent import remembered
from overread.language.words.sentences import Sentence, sentences
from overread.language.words.tokens import Token, tokenize

SIDES = frozenset({"left", "right", "bilateral"})
_KEPT = SIDES | {"no", "not", "without", "both", "many", "few"}
_PLAIN = frozenset({"sided", "side"})


class Line(NamedTuple):
    """One sentence with the heading over it: its span, its tokens, and the places and norms of those that carry meaning."""

    span: Span
    tokens: list[Token]
    content: list[int]
    norms: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """The sentences of a text, by their words."""

    all: Sequence[Line]

    @cached_property
    def known(self) -> dict[tuple[str, ...], int]:
        """The numbers of the sentences by their bare words."""
        return {line.norms: number for number, line in enumerate(self.all)}

    @cached_property
    def words(self) -> Postings:
        """Which sentences have a word."""
        return Postings([line.norms for line in self.all])


@remembered
def lines(text: str) -> Lines:
    """Return the sentences of a text with their words."""
    tokens = tokenize(text)
    starts = [token.start for token in tokens]
    return Lines([_line(tokens, starts, sentence) for sentence in sentences(text)])


def _line(tokens: list[Token], starts: list[int], sentence: Sentence) -> Line:
    own = tokens[bisect_left(starts, sentence.span[0]) : bisect_left(starts, sentence.span[1])]
    heading = sentence.heading
    over = (
        tokens[bisect_left(starts, heading[0]) : bisect_left(starts, heading[1])]
        if heading and heading[1] <= sentence.span[0]
        else []
    )
    return _with_content(sentence.span, over + own)


def _with_content(span: Span, words: list[Token]) -> Line:
    bare = _without_content()
    content = [place for place, (norm, _, _) in enumerate(words) if norm not in bare and norm[0].isalnum()]
    return Line(span, words, content, tuple([words[place].norm for place in content]))


@cache
def _without_content() -> frozenset[str]:
    return lexicon().function_words - _KEPT | _PLAIN


def folded(text: str, line: Line) -> Line:
    """Return a sentence with every numbered place, category and quantity as one word."""
    if not any(norm[0].isdigit() or norm[-1].isdigit() for norm in line.norms):
        return line
    start, end = line.span
    stretch = text[start:end]
    figures = sorted([*(level.span for level in levels(stretch)), *(size.span for size in quantities(stretch))])
    words: list[Token] = []
    last = 0
    for token in line.tokens:
        inside = next((span for span in figures if span[0] <= token.start - start < span[1]), None)
        if inside is None or not start <= token.start < end:
            words.append(token)
        elif inside[0] >= last:
            last = inside[1]
            norm = "".join(stretch[slice(*inside)].lower().split())
            words.append(Token(norm, start + inside[0], start + inside[1]))
    return _with_content(line.span, words)
