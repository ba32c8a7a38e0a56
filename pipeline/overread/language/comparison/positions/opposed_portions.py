"""The portion of a place that a draft tells by a position ("the proximal portion", "the sacral side"), against the only one
that the source tells in the sentence that bears out the finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from overread.finding import Finding, Span
from overread.language.comparison.echoes.echoes import Echo
from overread.language.comparison.looks.exchanged_meanings import ECHO
from overread.language.comparison.looks.opposed_looks import Borne
from overread.language.comparison.positions.opposed_positions import are_opposed, position_pattern
from overread.language.words.lines import Line, lines
from overread.language.words.tokens import norm
from overread.review import Difference

_PORTIONS = frozenset("third half part portion segment section aspect end side surface".split())
_LINKS = frozenset({"and", "or", "to"})


@cache
def _portion() -> re.Pattern[str]:
    position = position_pattern()
    return re.compile(
        rf"\b(?P<run>(?:{position})(?:(?:\s*[,/-]\s*|\s+and\s+|\s+or\s+|\s+to\s+)(?:{position}))*)"
        rf"[ -](?:{'|'.join(sorted(_PORTIONS))})s?\b",
        re.IGNORECASE,
    )


def portions_told_otherwise(draft: str, source: str, borne_by: Callable[[Span], Sequence[Borne]]) -> Iterator[Echo]:
    """Yield the positions of portions of the draft that exclude those of the sentences which bear out what it finds there."""
    for line in lines(draft).all:
        if _PORTIONS.isdisjoint([token.norm for token in line.tokens]):
            continue
        for match in _portion().finditer(draft, *line.span):
            found = _against(match, source, borne_by(line.span))
            if found and not _has(line, found[1]):
                word, other, there = found
                stretch = line.tokens[0].start, line.tokens[-1].end
                yield Echo(Difference("location", word, other, ECHO), match.span("run"), stretch, there, True)


def _against(match: re.Match[str], source: str, borne: Sequence[Borne]) -> tuple[str, str, Span] | None:
    """Return a position that excludes one of the draft, with that one and the sentence that tells it."""
    stated = lines(source)
    for claim, fact in borne:
        line = next((stated.all[number] for number in stated.places.meeting(fact.span)), None)
        told = list(_portion().finditer(source, *line.span)) if line and claim.presence == fact.presence == "present" else []
        if line is None or len(told) != 1:
            continue
        pairs = ((word, other) for word in sorted(_words(match)) for other in sorted(_words(told[0])))
        for word, other in pairs:
            if are_opposed(word, other) and not _is_told_too(word, claim, line, stated.all):
                return word, other, line.span
    return None


def _is_told_too(word: str, claim: Finding, line: Line, stated: Sequence[Line]) -> bool:
    """Say whether a sentence has a position, or another one of the same finding has."""
    name = claim.words_of().lower().split()[-1:]
    having = (other for other in stated if _has(other, word) or (word == "middle" and _has(other, "mid")))
    return any(other is line or not name or _has(other, name[0]) for other in having)


def _has(line: Line, word: str) -> bool:
    return any(token.norm in (word, norm(word)) for token in line.tokens)


def _words(match: re.Match[str]) -> frozenset[str]:
    words = re.findall(r"\w+", match["run"].lower())
    return frozenset("middle" if word == "mid" else word for word in words) - _LINKS
