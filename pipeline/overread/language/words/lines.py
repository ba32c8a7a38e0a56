"""The sentences of a text as rows of the words that carry meaning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from overread.finding import Span
from overread.language.comparison.facts.postings import Postings
from overread.language.comparison.facts.spans import Spans
from overread.language.figures.levels import levels
from overread.language.figures.quantities import quantities
from overread.language.lexicon import lexicon
from overread.language.words.recent import remembered
from overread.language.words.section_titles import is_of_section
from overread.language.words.sentences import Sentence, sentences
from overread.language.words.tokens import Token, tokenize

SIDES = frozenset({"left", "right", "bilateral"})
_KEPT = SIDES | {"no", "not", "without", "neither", "both", "many", "few"}
_SAYING = {"neither": "no"}
_PLAIN = frozenset({"sided", "side"})


class Line(NamedTuple):
    """One sentence with the heading over it, unless that is the title of a section: its span, its tokens, and the places and
    norms of those that carry meaning.
    """

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
    def places(self) -> Spans:
        """Where the sentences stand, by their numbers."""
        return Spans((line.span, number) for number, line in enumerate(self.all))

    @cached_property
    def words(self) -> Postings:
        """Which sentences have a word."""
        return Postings([line.norms for line in self.all])


@remembered
def lines(text: str) -> Lines:
    """Return the sentences of a text with their words."""
    tokens = tokenize(text)
    starts = [token.start for token in tokens]
    return Lines([_line(text, tokens, starts, sentence) for sentence in sentences(text)])


def _line(text: str, tokens: list[Token], starts: list[int], sentence: Sentence) -> Line:
    own = tokens[bisect_left(starts, sentence.span[0]) : bisect_left(starts, sentence.span[1])]
    heading = sentence.heading
    over = (
        tokens[bisect_left(starts, heading[0]) : bisect_left(starts, heading[1])]
        if heading and heading[1] <= sentence.span[0] and not is_of_section(text, heading)
        else []
    )
    return _with_content(sentence.span, over + own)


def _with_content(span: Span, words: list[Token]) -> Line:
    bare = _without_content()
    content = [place for place, (norm, _, _) in enumerate(words) if norm not in bare and norm[0].isalnum()]
    return Line(span, words, content, tuple([_SAYING.get(words[place].norm, words[place].norm) for place in content]))


@cache
def _without_content() -> frozenset[str]:
    return lexicon().function_words - _KEPT | _PLAIN


def without_headings(line: Line, other: Line) -> tuple[Line, Line]:
    """Return two sentences without the headings over them, where these differ in neither a side nor a number, and the sentences
    in one word at most that the headings do not have.
    """
    own, others = _own(line), _own(other)
    if own is line and others is other:
        return line, other
    over = {*line.norms[: len(line.norms) - len(own.norms)]}.symmetric_difference(
        other.norms[: len(other.norms) - len(others.norms)]
    )
    apart = SIDES | {*own.norms}.symmetric_difference(others.norms)
    told = not apart.isdisjoint(over) or any(norm[-1].isdigit() for norm in over)
    return (own, others) if over and not told and _differ_once(own.norms, others.norms) else (line, other)


def _own(line: Line) -> Line:
    """Return a sentence without its heading."""
    if line.tokens[0].start >= line.span[0]:
        return line
    content = [place for place in line.content if line.tokens[place].start >= line.span[0]]
    return Line(line.span, line.tokens, content, line.norms[len(line.content) - len(content) :])


def _differ_once(words: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether one word at most differs between two rows of words, or is missing in one of them."""
    longest, least = max(len(words), len(others)), min(len(words), len(others))
    first = next((at for at in range(least) if words[at] != others[at]), least)
    last = next((at for at in range(least - first) if words[-1 - at] != others[-1 - at]), least - first)
    return longest - first - last <= 1


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
