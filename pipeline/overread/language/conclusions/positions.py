"""The words for a position in a statement that holds, against those of the sentences that it rests on: "tear of the
posteroinferior labrum" of "a cleft of the anterosuperior labrum".

A conclusion has no word of its evidence to be compared by, so the position is compared by the noun it stands before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from overread.language.lexicon import lexicon
from overread.language.words.tokens import norm
from overread.review import Comparison, Difference

_JOINED = re.compile(r"\b(antero|postero|supero|infero|dorso|ventro)-?(superior|inferior|medial|lateral)\b")
_HALVES = {
    "antero": "anterior",
    "postero": "posterior",
    "supero": "superior",
    "infero": "inferior",
    "dorso": "dorsal",
    "ventro": "ventral",
}
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)?")
_PARTS = frozenset(
    "aspect part portion third pole half side surface margin wall end section segment border region attachment".split()
)
_SKIPPED = frozenset("and or of the a an left right".split())
_VIEWS = re.compile(r"\b(?:view|views|projection|projections|radiograph|radiographs|image|images|decubitus)\b")
_NEXT = 2


@cache
def _ends() -> dict[str, list[tuple[int, int]]]:
    """Return the axes of every word for a position, each with the end that it stands for."""
    table: dict[str, list[tuple[int, int]]] = {}
    for axis, ends in enumerate(lexicon().positions):
        for end, words in enumerate(ends):
            for word in words:
                table.setdefault(word, []).append((axis, end))
    return table


class _Position(NamedTuple):
    """A position in a text: its axis, its place on that, the word, and the nouns that follow."""

    axis: int
    place: int
    word: str
    nouns: frozenset[str]


def positioned_otherwise(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons with a wrong place for a statement of a sentence all of which holds, where a position in it is at
    the other end of an axis in every sentence of the findings that it rests on.
    """
    found = list(comparisons)
    sentences: dict[int, list[int]] = {}
    for number, comparison in enumerate(comparisons):
        sentences.setdefault(comparison.claim.sentence, []).append(number)
    for numbers in sentences.values():
        told = [comparisons[number] for number in numbers]
        if all(map(_holds, told)) and (wrong := _opposed(told)):
            place = next((number for number in numbers if wrong[0] in found[number].claim.text.lower()), numbers[0])
            difference = Difference("location", *wrong, "anatomy")
            found[place] = Comparison(found[place].claim, "contradicted", found[place].facts[:1], difference)
    return tuple(found)


def _holds(comparison: Comparison) -> bool:
    held = comparison.relation in ("supported", "inferred") and comparison.difference is None
    of_findings = bool(comparison.facts) and all(fact.source == "findings" for fact in comparison.facts)
    return held and of_findings and comparison.claim.kind in ("finding", "normal")


def _opposed(told: Sequence[Comparison]) -> tuple[str, str] | None:
    """Return the position of a sentence and the one that its evidence has for it, None where they do not exclude each other."""
    mine = [position for text in dict.fromkeys(one.claim.text for one in told) for position in _positions(text)]
    if not mine:
        return None
    texts = dict.fromkeys(fact.text for one in told for fact in one.facts)
    theirs = [position for text in texts for position in _positions(text)]
    one_sided = len({one.claim.laterality for one in told}) == 1
    for position in mine:
        if any(other.axis == position.axis and other.place != position.place for other in mine):
            continue
        same = [other for other in theirs if other.axis == position.axis]
        if same and all(other.place != position.place for other in same):
            alike = (other for other in same if _are_of_one(position, other, alone=one_sided and len(same) == 1))
            if (against := next(alike, None)) is not None:
                return position.word, against.word
    return None


def _are_of_one(one: _Position, other: _Position, *, alone: bool) -> bool:
    """Say whether two positions are of the same noun, or one of a mere part where there are no others (`alone`)."""
    if one.nouns & other.nouns:
        return True
    parts = (not _PARTS.isdisjoint(one.nouns), not _PARTS.isdisjoint(other.nouns))
    return alone and any(parts)


def _positions(text: str) -> Iterator[_Position]:
    """Yield the positions of a text, those that one word joins ("anterosuperior") one by one."""
    low, ends = text.lower(), _ends()
    if any(map(low.__contains__, _HALVES)):
        low = _JOINED.sub(lambda match: f"{_HALVES[match[1]]} {match[2]}", low)
    words = _TOKEN.findall(low)
    told = [(number, word) for number, word in enumerate(words) if word.replace("-", "") in ends]
    if not told or _VIEWS.search(low):
        return
    for number, word in told:
        if words[number + 1 : number + 2] == ["to"] or words[max(0, number - 1) : number] in (["most"], ["more"]):
            continue
        after = (other for other in words[number + 1 :] if other not in _SKIPPED and other.replace("-", "") not in ends)
        nouns = frozenset(map(norm, islice(after, _NEXT)))
        for axis, place in ends[word.replace("-", "")]:
            yield _Position(axis, place, word, nouns)
