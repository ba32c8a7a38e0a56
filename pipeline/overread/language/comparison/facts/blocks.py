"""Which stretches of a text stand together: in one sentence, or in the next few under one heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from overread.finding import Finding, Span
from overread.language.extraction.context import named_in
from overread.language.lexicon import lexicon
from overread.language.words.reading import items_between, read
from overread.language.words.sentences import Sentence, sentences

_AFTER = 3
_BEFORE = 1


def is_near(span: Span, other: Span, text: str) -> bool:
    """Say whether a stretch of the source stands in the sentence of another, in the one before it, or in the next few, under
    the same heading.
    """
    known = sentences(text)
    one, two = (bisect_right(known, place[0], key=lambda sentence: sentence.span[0]) - 1 for place in (span, other))
    if one < 0 or two < 0:
        return False
    return one == two or (-_BEFORE <= two - one <= _AFTER and _is_one_block(known, one, two, text))


def _is_one_block(known: Sequence[Sentence], one: int, two: int, text: str) -> bool:
    """Say whether two sentences stand under one heading, or under none and without a line break between them."""
    if known[one].heading or known[two].heading:
        return known[one].heading == known[two].heading
    first, last = sorted((one, two))
    return "\n" not in text[known[first].span[1] : known[last].span[0]]


def named_in_sentence(fact: Finding, text: str) -> frozenset[str]:
    """Return the places that the sentence of a fact names itself."""
    known = sentences(text)
    place = bisect_right(known, fact.span[0], key=lambda sentence: sentence.span[0]) - 1
    span = known[place].span if place >= 0 else fact.span
    return frozenset(name for name in named_in(items_between(read(text), *span)) if name in lexicon().places)
