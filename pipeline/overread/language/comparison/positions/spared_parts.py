"""A part that a statement tells with its finding as involved or spared, against the sentence that bears out the finding: a
fracture with involvement of the posterior wall, which is intact there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from overread.finding import Span
from overread.language.comparison.echoes.echoes import Echo
from overread.language.comparison.looks.exchanged_meanings import LOOK
from overread.language.comparison.looks.opposed_looks import Borne
from overread.language.comparison.positions.opposed_positions import are_opposed
from overread.language.lexicon import lexicon
from overread.language.words.lines import SIDES, Line, lines
from overread.language.words.tokens import Token
from overread.review import Difference

_SPARED = frozenset("intact spared uninvolved unaffected respected".split())
_SPARING = frozenset("sparing respecting".split())
_INVOLVED = frozenset("involved infiltrated invaded disrupted affected breached".split())
_INVOLVING = frozenset("involving infiltrating invading affecting breaching disrupting".split())
_INVOLVEMENT = frozenset("involvement infiltration invasion disruption extension".split())
_TELLING = _SPARED.union(_SPARING, _INVOLVED, _INVOLVING, _INVOLVEMENT)
_DENYING = frozenset("no not without".split())
_LINKING = frozenset("is are was were appear appears remain remains of to into the a an be been".split())
_PARTITIVE = frozenset("whole entire complete all most part portion aspect".split())
_STOPS = frozenset("with and or for from in on to by into at but which showing due".split())
_LONGEST = 3
_CLAUSE = frozenset(",;:.()")


class Part(NamedTuple):
    """A part by its words, the head last, whether it is spared, and which tokens tell so."""

    words: tuple[str, ...]
    spared: bool
    tokens: Span


def parts_told_otherwise(draft: str, source: str, borne_by: Callable[[Span], Sequence[Borne]]) -> Iterator[Echo]:
    """Yield the parts that the draft calls involved and the source spared, or the other way round, where it bears out what the
    same sentence of the draft finds, and that it calls nowhere as the draft does.
    """
    stated = lines(source)
    for line in lines(draft).all:
        own = list(_parts(line))
        borne = borne_by(line.span) if own else ()
        near = [stated.all[number] for _, fact in borne for number in stated.places.meeting(fact.span)]
        for part in own:
            against = next(((other, told) for other in near for told in _parts(other) if _is_other(part, told)), None)
            if against is None or _are_on_two_sides(line, against[0]) or _is_told(part, stated.all):
                continue
            (first, last), (start, end) = part.tokens, against[1].tokens
            span = line.tokens[first].start, line.tokens[last - 1].end
            said, told = (
                text[tokens[a].start : tokens[b - 1].end].lower()
                for text, tokens, a, b in ((draft, line.tokens, first, last), (source, against[0].tokens, start, end))
            )
            stretch = line.tokens[0].start, line.tokens[-1].end
            yield Echo(Difference("negation", said, told, LOOK), span, stretch, against[0].span, True)


def _is_told(part: Part, stated: Sequence[Line]) -> bool:
    """Say whether any sentence calls a part as another does."""
    return any(_is_same(part, told) and part.spared == told.spared for line in stated for told in _parts(line))


def _is_other(part: Part, told: Part) -> bool:
    return part.spared != told.spared and _is_same(part, told)


def _is_same(part: Part, told: Part) -> bool:
    """Say whether two parts have one head, and no words before it that exclude each other."""
    mine, theirs = set(part.words), set(told.words)
    opposed = any(are_opposed(one, other) for one in mine for other in theirs)
    return part.words[-1] == told.words[-1] and not opposed and (mine <= theirs or theirs <= mine)


def _are_on_two_sides(line: Line, other: Line) -> bool:
    here, there = SIDES.intersection(line.norms), SIDES.intersection(other.norms)
    return bool(here and there) and here.isdisjoint(there)


def _parts(line: Line) -> Iterator[Part]:
    """Yield the parts that a sentence calls involved or spared."""
    tokens = line.tokens
    for place, token in enumerate(tokens):
        word = token.norm
        if word not in _TELLING:
            continue
        spared = word in _SPARED or word in _SPARING
        if word in _INVOLVED:
            at = _before(tokens, place)
        else:
            at = _behind(tokens, place + 1) or (() if word in _SPARING or word in _INVOLVING else _before(tokens, place))
        if at:
            denied = _is_denied(tokens, min(at[0], place), max(at[-1], place))
            words = tuple(tokens[one].norm for one in at if tokens[one].norm not in SIDES)
            if words:
                yield Part(words, spared != denied, (min(at[0], place), max(at[-1], place) + 1))


def _behind(tokens: Sequence[Token], first: int) -> tuple[int, ...]:
    """Return the words of the part behind a place, up to the first word of grammar."""
    while first < len(tokens) and (tokens[first].norm in _LINKING or tokens[first].norm in _PARTITIVE):
        first += 1
    end = first
    while end < len(tokens) and end - first <= _LONGEST and _is_word(tokens[end].norm):
        end += 1
    return tuple(range(first, end)) if end - first <= _LONGEST else ()


def _before(tokens: Sequence[Token], end: int) -> tuple[int, ...]:
    """Return the words of the part before a place."""
    while end and (tokens[end - 1].norm in _LINKING or tokens[end - 1].norm in _DENYING or tokens[end - 1].norm.endswith("ly")):
        end -= 1
    first = end
    while first and end - first <= _LONGEST and _is_word(tokens[first - 1].norm):
        first -= 1
    return tuple(range(first, end)) if end - first <= _LONGEST else ()


def _is_word(word: str) -> bool:
    return word.isalpha() and word not in _DENYING and word not in _STOPS and word not in lexicon().function_words


def _is_denied(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a denial stands in a stretch, or before it in its clause."""
    for place in range(last, -1, -1):
        if tokens[place].norm in _DENYING:
            return True
        if place < first and (tokens[place].norm in _CLAUSE or tokens[place].norm == "with"):
            return False
    return False
