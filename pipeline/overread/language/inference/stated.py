"""What the sentences of a text state: the words that each affirms, doubts and denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from overread.finding import Span
from overread.language.comparison.facts.facts import STEM
from overread.language.comparison.vicinity.unread import DOUBTING, is_one_word, is_place
from overread.language.extraction.explained_away import explains_away
from overread.language.lexicon import Need
from overread.language.lexicon.conditions import joined, without_landmarks
from overread.language.words.recent import remembered
from overread.language.words.sentences import sentences
from overread.language.words.tokens import norms, norms_between

_DENYING = frozenset("no not without neither nor never nil cannot".split())
_LACKING = frozenset({"absent", "lack", "negative"})
_NAME = 3
_ENDING = frozenset({"but", ";", "however", "although", "though", "except"})
_LACK_ENDING = _ENDING | frozenset(", ( ) and with in at to within on around beyond lateral peripheral".split())
_PREDICATES = frozenset("has have is are shows displaces compresses causes exerts extends contains encases measures".split())
"""Verbs with which, behind a comma or "and", a sentence tells of its subject again after a denial."""
_FREE_OF = frozenset({"of", "from"})
_BEING = frozenset({"is", "are", "was", "were"})
_SIDES = frozenset({"left", "right"})
_GOING_ON = frozenset({"it", "its", "this", "they", "their", "internal", "peripheral", "central", "content", "within"})
_OF_IT = frozenset(
    "content wall rim margin capsule core center component septum matrix lumen lesion mass nodule collection cyst tumor cavity "
    "sac defect cleft area focus abnormality".split()
)
"""What a sentence that begins with "the" goes on about."""


def has_all(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Say whether all of some words are among others, in whatever form."""
    return all(any(is_one_word(word, other) for other in words) for word in wanted)


class Line(NamedTuple):
    """What one sentence states: the words it affirms without a doubt, those it doubts, and those it denies.

    `around` are the places that a denial names, which are there all the same ("no flow in the femoral artery"); they count for
    descriptions that ask for a denial. `headings` are where the headings over the sentence stand.
    """

    span: Span
    sure: tuple[str, ...]
    doubted: tuple[str, ...]
    denied: tuple[str, ...]
    around: tuple[str, ...]
    headings: tuple[Span, ...]

    def holds(self, need: Need, sure: bool, around: bool) -> bool:
        """Say whether a sentence has one of the wordings that a description asks for."""
        said = (self.sure if sure else self.sure + self.doubted) + (self.around if around else ())
        return any(has_all(self.denied if wording.absent else said, wording.words) for wording in need)


@dataclass(frozen=True)
class Lines:
    """The sentences of a text, `own` of them alone and the rest joined with the next, and which of them have a stem."""

    all: tuple[Line, ...]
    own: int

    @cached_property
    def _having(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for number, line in enumerate(self.all):
            for word in {*line.sure, *line.doubted, *line.denied}:
                found.setdefault(word[:STEM], set()).add(number)
        return found

    def holding(self, needs: Sequence[Need], sure: bool, across: bool = False) -> list[Line]:
        """Return the sentences that have all of what a description asks for in one sentence, or `across` two."""
        near: set[int] | None = None
        for need in needs:
            having = {number for wording in need for number in self._having.get(wording.words[0][:STEM], ())}
            near = having if near is None else near & having
            if not near:
                return []
        denying = any(wording.absent for need in needs for wording in need)
        lines = [self.all[number] for number in sorted(near or ()) if across or number < self.own]
        return [line for line in lines if all(line.holds(need, sure, denying) for need in needs)]


@remembered
def lines_of(text: str) -> Lines:
    """Return what the sentences of a text state, and behind them each joined with one that goes on about the same thing."""
    told = tuple(_stated(text))
    return Lines((*told, *(_joined(one, other) for one, other in pairwise(told) if _goes_on(text, other))), len(told))


def _stated(text: str) -> Iterator[Line]:
    for sentence in sentences(text):
        line = line_of(text, sentence.span, sentence.heading)
        yield line._replace(sure=(), doubted=line.sure + line.doubted) if explains_away(text, sentence.span) else line


def line_of(text: str, span: Span, heading: Span | None = None) -> Line:
    """Return what a stretch of a sentence states, with the words of a heading over it."""
    sure = norms(text[slice(*heading)]) if heading else []
    doubted: list[str] = []
    denied: list[str] = []
    words = without_landmarks(joined(norms_between(text, *span)))
    until: frozenset[str] = frozenset()
    now = sure
    for place, word in enumerate(words):
        if until and (word in until or (word in _PREDICATES and words[place - 1] in ("and", ","))):
            until = frozenset()
        if not until and _denies(words, place):
            until = _LACK_ENDING if word in _LACKING else _ENDING
            if word in _LACKING and now and (word == "negative" or now[-1] in _BEING):  # "Murphy negative"
                denied += now[-_NAME:]
                del now[-_NAME:]
        now = doubted if word in DOUBTING else now
        if not (word in _SIDES and "than" in words[max(0, place - 2) : place]):  # "higher than the left" is about the right
            (denied if until else now).append(word)
    around = tuple([word for word in denied if is_place(word)])
    return Line(span, tuple(sure), tuple(doubted), tuple(denied), around, (heading,) if heading else ())


def _denies(words: Sequence[str], place: int) -> bool:
    word = words[place]
    after = words[place + 1 : place + 4]
    if word == "free":
        return bool(after) and after[0] in _FREE_OF
    if word == "absence":  # of a sign, not of an organ
        return after[:1] == ["of"] and not any(map(is_place, after[1:]))
    return word in _DENYING or word in _LACKING


def _goes_on(text: str, line: Line) -> bool:
    """Say whether a sentence goes on about what the sentence before it has told of ("The content restricts diffusion")."""
    words = norms_between(text, line.span[0], min(line.span[1], line.span[0] + _OPENING))
    return bool(words) and (words[0] in _GOING_ON or (words[0] == "the" and not _OF_IT.isdisjoint(words[1:2])))


_OPENING = 24


def _joined(one: Line, other: Line) -> Line:
    return Line(
        (one.span[0], other.span[1]),
        one.sure + other.sure,
        one.doubted + other.doubted,
        one.denied + other.denied,
        one.around + other.around,
        one.headings + other.headings,
    )
