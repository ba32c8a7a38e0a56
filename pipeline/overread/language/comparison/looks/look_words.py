"""The words of a sentence that tell a look: a word for it, an amount with its degree, a thing that is there or wanting, or the
way in which something moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from overread.language.lexicon import lexicon
from overread.language.lexicon.reach import look_reach, thing_reach
from overread.language.words.lines import lines
from overread.language.words.recent import remembered
from overread.language.words.tokens import Token

HAS, LACKS = "has", "lacks"
DENYING = frozenset("no not without nor neither lack lacks lacking absence negative devoid free".split())
ENDS = frozenset(",;:().")
OF = frozenset({"of", "in", "within", "at"})
IS = frozenset("is are was were appear appears remain remains".split())
STOPS = frozenset(
    "with without for from as on to apart except consistent compatible suggesting suggestive suspicious likely showing shown "
    "shows corresponding correspond measuring causing due but which".split()
)
_MOVED_NEAR = 4
_APART = 3
_MADE = frozenset(
    "loss lost reduction increase decrease absence exaggeration accentuation preservation flattening straightening "
    "rectification obliteration effacement".split()
)
"""Degrees that are nouns, whose amount stands behind "of"."""
_TOLD_AFTER = frozenset(
    "preserved maintained reduced lost decreased diminished increased exaggerated accentuated flattened straightened rectified "
    "absent normal".split()
)
"""Degrees that may stand right behind their amount ("lordosis preserved")."""
_COMPARING = frozenset("comparison since previous previously prior interval former formerly".split())
_HAVING = frozenset(
    "with containing contain contains harboring internal intralesional intratumoral preserved maintained normal".split()
)
_WANTING = frozenset("no without lacking lack lacks absence absent free devoid neither nor".split())
_MERELY = frozenset(
    "any internal intralesional intratumoral central visible detectable demonstrable appreciable recognizable significant "
    "relevant evidence sign of a color power doppler macroscopic gross associated bowel wall mural parenchymal".split()
)
"""Words between a denial and what it denies that make it no denial of a kind of that alone."""
_PARTLY = frozenset(
    "peripheral peripherally marginal rim surrounding adjacent perifocal perilesional mural septal wall reduced decreased poor "
    "little minimal low no without absent loss lack not free".split()
)
"""Words between "with" and a thing by which it is not simply there."""
_LEFT = frozenset({"present", "preserved", "maintained", "visible", "detectable"})


class Told(NamedTuple):
    """A look among the words of a sentence: its kind and pole, its first token and the one behind its last, and whether none of
    its words names who has it.
    """

    kind: str
    pole: str
    first: int
    last: int
    thing: bool = False


def told_otherwise(draft: str, source: str) -> frozenset[str]:
    """Return the kinds of look of which the source tells or denies another than the draft, the only ones to be compared."""
    claimed = [(kind, pole) for kind, pole, denied in _poles(draft) if not denied]
    given = _poles(source) if claimed else frozenset()
    return frozenset(kind for kind, pole in claimed if any(kind == own and (no or pole != told) for own, told, no in given))


def _poles(text: str) -> frozenset[tuple[str, str, bool]]:
    """Return the kind and pole of every look of a text, and whether it is denied."""
    told = zip(lines(text).all, found_in(text), strict=True)
    return frozenset((one.kind, one.pole, is_denied(line.tokens, one.first, one.last)) for line, found in told for one in found)


@remembered
def found_in(text: str) -> list[list[Told]]:
    """Return the looks of every sentence of a text, in their order."""
    return [list(_looks([token.norm for token in line.tokens])) for line in lines(text).all]


def _looks(norms: Sequence[str]) -> Iterator[Told]:
    """Yield every look among the words of a sentence."""
    words, reach, telling = lexicon(), look_reach(), _telling()
    first = 0
    while first < len(norms):
        word, length = norms[first], 1
        if word not in telling:
            first += 1
            continue
        if longest := reach.get(word, 0):
            length = _length(norms, first, longest, words.looks)
            for kind, pole in words.looks[" ".join(norms[first : first + length])] if length else ():
                yield Told(kind, pole, first, first + length)
        at = _amount_near(norms, first) if word in words.look_degrees else None
        if at is not None and not _is_compared(norms, first):
            yield Told(words.look_amounts[norms[at]], words.look_degrees[word], min(first, at), max(first, at) + 1)
        if word in _HAVING or word in _WANTING:
            yield from _thing(norms, first)
        if word in _LEFT:
            yield from _left(norms, first)
        if word in words.look_moves:
            yield from _way(norms, first)
        first += max(length, 1)


@cache
def _telling() -> frozenset[str]:
    """Return the words at which a look may begin, or by which one is told."""
    words = lexicon()
    return _HAVING.union(_WANTING, _LEFT, look_reach(), words.look_degrees, words.look_moves)


def _length(norms: Sequence[str], first: int, longest: int, known: object) -> int:
    """Return how many words from a place on make the longest known phrase, 0 where none do."""
    length = min(longest, len(norms) - first)
    while length and " ".join(norms[first : first + length]) not in known:  # type: ignore[operator]
        length -= 1
    return length


def _thing(norms: Sequence[str], first: int) -> Iterator[Told]:
    """Yield the things that a word says to be there or wanting, of which a denial may list several."""
    wanting = norms[first] in _WANTING
    known, reach = lexicon().look_things, thing_reach()
    at = first + 1
    while at < len(norms):
        length = _length(norms, at, reach[norms[at]], known) if norms[at] in reach else 0
        if length and not _goes_on(norms, at + length):
            yield Told(known[" ".join(norms[at : at + length])], LACKS if wanting else HAS, first, at + length, True)
            at += length
            if not (wanting and at < len(norms) and norms[at] in (",", "or", "nor")):
                return
        elif not _leads(norms, first, at, wanting):
            return
        at += 1


def _left(norms: Sequence[str], first: int) -> Iterator[Told]:
    """Yield the thing right before a word that says that it is there."""
    known = lexicon().look_things
    end = first - 1 if first and norms[first - 1] in IS else first
    for start in range(max(0, end - _APART), end):
        if (thing := " ".join(norms[start:end])) in known:
            if DENYING.isdisjoint(norms[max(0, start - _APART) : start]):
                yield Told(known[thing], HAS, start, first + 1, True)
            return


def _leads(norms: Sequence[str], first: int, at: int, wanting: bool) -> bool:
    """Say whether a word may stand between one that has or lacks and the thing."""
    word = norms[at]
    if wanting:
        return word in _MERELY
    return at <= first + _APART and word not in ENDS and word not in STOPS and word not in _PARTLY and word != "and"


def _way(norms: Sequence[str], at: int) -> Iterator[Told]:
    """Yield the ways of something moved that the word before it tells, or an adverb shortly behind it."""
    words = lexicon()
    told = at - 1 if at and norms[at - 1] in words.look_ways else None
    for place in range(at + 1, min(at + 1 + _MOVED_NEAR, len(norms))) if told is None else ():
        if norms[place] in ENDS or norms[place] in STOPS:
            break
        if norms[place] in words.look_ways and norms[place].endswith("ly"):
            told = place
            break
    for axis, pole in words.look_ways[norms[told]] if told is not None else ():
        yield Told(f"{words.look_moves[norms[at]]}_{axis}", pole, min(told or 0, at), max(told or 0, at) + 1, True)


def _is_compared(norms: Sequence[str], first: int) -> bool:
    """Say whether the clause of a degree compares it with an earlier examination."""
    until = next((at for at in range(first, len(norms)) if norms[at] in ENDS), len(norms))
    since = next((at for at in range(first, -1, -1) if norms[at] in ENDS), 0)
    return not _COMPARING.isdisjoint(norms[since:until])


def _amount_near(norms: Sequence[str], first: int) -> int | None:
    """Return where the amount stands whose degree a word is: shortly after it, or before it as the subject."""
    amounts = lexicon().look_amounts
    made = norms[first] in _MADE and first + 1 < len(norms) and norms[first + 1] in OF
    start = first + 1 + made
    for at in range(start, min(start + 1 + _APART + made, len(norms))):
        if norms[at] in ENDS or norms[at] in OF or norms[at] == "with":
            break
        if norms[at] in amounts:
            return at
    return _subject_before(norms, first)


def _subject_before(norms: Sequence[str], first: int) -> int | None:
    """Return where the amount stands that is the subject of a degree ("the sphericity of the heads is maintained")."""
    amounts = lexicon().look_amounts
    if norms[first] in _TOLD_AFTER and first and norms[first - 1] in amounts and not _goes_on(norms, first + 1):
        return first - 1
    verb = next((at for at in (first - 1, first - 2) if at > 0 and norms[at] in IS), None)
    for at in range(verb - 1, -1, -1) if verb else ():
        if norms[at] in ENDS or norms[at] in IS or norms[at] in STOPS:
            return None
        if norms[at] in amounts:
            return at if at == (verb or 0) - 1 or norms[at + 1] in OF else None
    return None


def _goes_on(norms: Sequence[str], at: int) -> bool:
    """Say whether a noun may follow at a place."""
    return at < len(norms) and norms[at] not in ENDS and norms[at] not in lexicon().function_words


def is_denied(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a denial reaches a look, as it does not behind the "and" of "no flow and elastographically soft"."""
    alone = last == len(tokens) or tokens[last].norm in ENDS or tokens[last].norm in lexicon().function_words
    for place in range(first - 1, -1, -1):
        norm = tokens[place].norm
        if norm in ENDS or norm in DENYING or (alone and norm == "and" and tokens[place + 1].norm.endswith("ly")):
            return norm in DENYING
    return False
