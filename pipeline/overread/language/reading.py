"""A text read once: its tokens, and the items in it that mean something (concepts, places, cues, quantities, levels)."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from overread.finding import Quantity
from overread.language.ellipsis import Match, completed
from overread.language.levels import levels
from overread.language.lexicon import Entry, lexicon
from overread.language.quantities import quantities
from overread.language.spelling import corrected
from overread.language.tokens import Token, make_doc, make_vocab, tokenize

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

_FIGURE = "\N{NUMBER SIGN}"
_MEMORY_LIMIT = 200_000


class Item(NamedTuple):
    """A meaningful run of tokens [first, last), what it can mean, and its offsets in the text.

    `inner` are the shorter terms inside one that means something in some regions only, to be read where it means nothing.
    """

    first: int
    last: int
    entries: tuple[Entry, ...]
    start: int
    end: int
    quantity: Quantity | None = None
    names: frozenset[str] = frozenset()
    inner: tuple[Item, ...] = ()

    def value(self, category: str) -> str | None:
        """Return what the item means in a category, None when it means nothing there."""
        for entry in self.entries:
            if entry.category == category:
                return entry.value
        return None


class Reading(NamedTuple):
    """Tokens and items of one text, both in order; items do not overlap."""

    text: str
    tokens: list[Token]
    items: list[Item]


class _Matcher:
    """spaCy's phrase matcher over the lexicon; its vocabulary is renewed before rare words can fill the memory.

    A phrase joins it when its first word is first met, as hashes of its words: a short run does not pay for all of them.
    """

    def __init__(self) -> None:
        self.build()

    def build(self) -> None:
        self.vocab: Vocab = make_vocab()
        from spacy.matcher import PhraseMatcher

        self.matcher: PhraseMatcher = PhraseMatcher(self.vocab, attr="ORTH")
        self.entries: dict[int, tuple[Entry, ...]] = {}
        self.waiting: dict[str, list[str]] = {}
        for phrase in lexicon().phrases:
            self.waiting.setdefault(phrase.partition(" ")[0], []).append(phrase)

    def _admit(self, word: str) -> None:
        add = self.vocab.strings.add
        for phrase in self.waiting.pop(word):
            self.matcher.add(phrase, [[add(part) for part in phrase.split(" ")]])  # type: ignore[list-item]
            self.entries[add(phrase)] = lexicon().phrases[phrase]

    def __call__(self, words: list[str]) -> list[tuple[int, int, tuple[Entry, ...]]]:
        if len(self.vocab.strings) > _MEMORY_LIMIT:
            self.build()
        for word in words:
            if word in self.waiting:
                self._admit(word)
        return [(first, last, self.entries[key]) for key, first, last in self.matcher(make_doc(self.vocab, words))]


@cache
def _matcher() -> _Matcher:
    return _Matcher()


def read(text: str) -> Reading:
    """Return the tokens and items of a text; quantities, numbered places and image references are one token each."""
    figures = _figures(text)
    tokens = _fold(tokenize(text), figures)
    words = [corrected(token.norm) for token in tokens]
    matches = _matcher()(words)
    items = _longest(completed(words, matches) + matches, tokens)
    return Reading(text, tokens, sorted(items + _figure_items(tokens, figures), key=lambda item: item.first))


def token_at(reading: Reading, position: int) -> int:
    """Return the index of the first token that starts at or after a position in the text."""
    return bisect_left(reading.tokens, position, key=lambda token: token.start)


def items_between(reading: Reading, start: int, end: int) -> list[Item]:
    """Return the items that start in text[start:end]."""
    first = bisect_left(reading.items, start, key=lambda item: item.start)
    return reading.items[first : bisect_left(reading.items, end, key=lambda item: item.start)]


def resolved(items: list[Item], region: frozenset[str]) -> list[Item]:
    """Return the items with the meanings that hold in a region: "base" is the lung's in the chest and nothing elsewhere."""
    kept: list[Item] = []
    for item in items:
        if all(entry.region is None for entry in item.entries):
            kept.append(item)
        elif (here := _resolve(item, region)).entries:
            kept.append(here)
        else:
            kept += resolved([*item.inner], region)
    return kept


def _resolve(item: Item, region: frozenset[str]) -> Item:
    here = tuple(entry for entry in item.entries if entry.region in region)
    general = tuple(entry for entry in item.entries if entry.region is None)
    kinds = {entry.category for entry in here}
    return item._replace(entries=here + tuple(entry for entry in general if entry.category not in kinds))


Figure = tuple[int, int, str, Quantity | None, frozenset[str]]


def _figures(text: str) -> list[Figure]:
    found: list[Figure] = []
    found += [(*level.span, level.kind, None, level.names) for level in levels(text)]
    found += [(*quantity.span, "quantity", quantity, frozenset()) for quantity in quantities(text)]
    found.sort(key=lambda figure: (figure[0], -figure[1]))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure[0] >= kept[-1][1]:
            kept.append(figure)
    return kept


def _fold(tokens: list[Token], figures: list[Figure]) -> list[Token]:
    if not figures:
        return tokens
    folded: list[Token] = []
    queue = iter(figures)
    figure = next(queue, None)
    for token in tokens:
        while figure and token.start >= figure[1]:
            folded.append(Token(_FIGURE, figure[0], figure[1]))
            figure = next(queue, None)
        if not figure or token.end <= figure[0]:
            folded.append(token)
    while figure:
        folded.append(Token(_FIGURE, figure[0], figure[1]))
        figure = next(queue, None)
    return folded


def _figure_items(tokens: list[Token], figures: list[Figure]) -> list[Item]:
    places = [index for index, token in enumerate(tokens) if token.norm == _FIGURE and token.end - token.start > 0]
    spans = {(figure[0], figure[1]): figure for figure in figures}
    items = []
    for index in places:
        figure = spans.get((tokens[index].start, tokens[index].end))
        if figure:
            start, end, kind, quantity, names = figure
            items.append(Item(index, index + 1, (Entry(kind, kind),), start, end, quantity, names))
    return items


def _longest(matches: list[Match], tokens: list[Token]) -> list[Item]:
    """Return the items that the longest matches give; of those of one length a finding comes first, then the first listed."""
    matches = sorted(
        matches, key=lambda match: (match[0] - match[1], all(entry.category != "concept" for entry in match[2]), match[0])
    )
    taken = bytearray(len(tokens))
    items: list[Item] = []
    findings: set[int] = set()
    for first, last, entries in matches:
        if any(taken[first:last]):
            last = _cut(first, last, entries, taken, findings)
            if last == first:
                continue
        if any(entry.category == "concept" for entry in entries):
            findings.add(first)
        taken[first:last] = b"\1" * (last - first)
        inner: tuple[Item, ...] = ()
        if last - first > 1 and all(entry.region is not None for entry in entries):
            inside = [
                match for match in matches if first <= match[0] and match[1] <= last and match[1] - match[0] < last - first
            ]
            inner = tuple(sorted(_longest(inside, tokens), key=lambda item: item.first))
        items.append(Item(first, last, entries, tokens[first].start, tokens[last - 1].end, inner=inner))
    return items


def _cut(first: int, last: int, entries: tuple[Entry, ...], taken: bytearray, findings: set[int]) -> int:
    """Return where a place ends whose last words begin a finding ("lateral meniscal tear"); its start where it does not."""
    start = next(place for place in range(first, last) if taken[place])
    return start if start in findings and all(entry.category == "anatomy" for entry in entries) else first
