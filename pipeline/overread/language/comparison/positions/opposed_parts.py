"""The part of an organ in which the draft has a finding, against the part in which the sentences that bear it out have it: "of
the dome" of a tumour of the posterior wall of the bladder.

The words of a part need not name it alone ("at its base"), so they are read with the organ of the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from overread.finding import Finding, Span
from overread.language.comparison.echoes.echoes import Echo
from overread.language.comparison.looks.exchanged_meanings import LOOK
from overread.language.comparison.looks.opposed_looks import Borne
from overread.language.lexicon import lexicon
from overread.language.lexicon.reach import part_reach
from overread.language.places import is_inside, places_of
from overread.language.words.lines import lines
from overread.language.words.recent import remembered
from overread.language.words.tokens import Token
from overread.review import Difference

_NONE = "none"
_DENYING = frozenset("no not without nor spare spared sparing except apart free".split())
_BESIDE = frozenset("above below beneath beyond behind near outside abutting".split())
_BESIDE_WITH = frozenset(
    "adjacent close distal proximal cranial caudal superior inferior lateral medial next front cm mm similar "
    "relative compared equal isointense isodense isoechoic".split()
)
_TO = frozenset({"to", "of", "from"})
_ARTICLES = frozenset({"the", "a", "an", "its"})
_ENDS = frozenset(",;:().")
_FARTHEST = 5
_LONGEST_NAME = 3
_VAGUE = 3


class Part(NamedTuple):
    """What words tell of the part of an organ: of which kind, which parts they may mean, and where they stand."""

    kind: str
    parts: frozenset[str]
    span: Span


class _Told(NamedTuple):
    """The parts that the sentences of a text tell, and all of a kind that any of them does."""

    of_lines: Sequence[Sequence[Part]]
    of_kinds: dict[str, frozenset[str]]


def findings_in_other_parts(draft: str, source: str, borne_by: Callable[[Span], Sequence[Borne]]) -> Iterator[Echo]:
    """Yield the parts of organs in which the draft has what the source has in another part, and nothing in that."""
    for line, own in zip(lines(draft).all, _told_in(draft).of_lines, strict=True):
        borne = borne_by(line.span) if own else ()
        for part in own:
            mine = frozenset[str]().union(*(other.parts for other in own if other.kind == part.kind))
            placed = [(claim, fact) for claim, fact in borne if not _is_of_its_name(part, claim, fact)]
            if against := _against(part.kind, mine, placed, source):
                other, there = against
                words = draft[slice(*part.span)].lower(), source[slice(*other.span)].lower()
                stretch = line.tokens[0].start, line.tokens[-1].end
                yield Echo(Difference("location", *words, LOOK), part.span, stretch, there, True)


def _against(kind: str, mine: frozenset[str], borne: Sequence[Borne], source: str) -> tuple[Part, Span] | None:
    """Return a part that the sentences tell which bear out what a sentence finds, with its sentence; None where the source
    tells any of the parts of the draft.
    """
    told = _told_in(source)
    if kind not in told.of_kinds or told.of_kinds[kind] & mine:
        return None
    stated, hosts = lines(source), lexicon().part_hosts[kind]
    facts = [fact for claim, fact in borne if claim.presence == fact.presence == "present" and _is_of(claim, fact, hosts)]
    numbers = dict.fromkeys(number for fact in facts for number in stated.places.meeting(fact.span))
    there = ((other, stated.all[number].span) for number in numbers for other in told.of_lines[number])
    return next((one for one in there if one[0].kind == kind and not one[0].parts & mine), None)


def _is_of_its_name(part: Part, claim: Finding, fact: Finding) -> bool:
    """Say whether words for a part only belong to the name of a conclusion ("patellar dislocation" of a torn ligament)."""
    start, end = claim.marks.get("concept", (0, 0))
    return claim.concept != fact.concept and start <= part.span[0] and part.span[1] <= end


def _is_of(claim: Finding, fact: Finding, hosts: frozenset[str]) -> bool:
    """Say whether a claim or the fact that bears it out lies in one of the places in which words for a part are meant."""
    return not hosts or is_inside(places_of(claim) | places_of(fact), hosts)


@remembered
def _told_in(text: str) -> _Told:
    of_lines = [list(_parts(line.tokens)) for line in lines(text).all]
    kinds: dict[str, list[frozenset[str]]] = {}
    for part in (part for own in of_lines for part in own):
        kinds.setdefault(part.kind, []).append(part.parts)
    return _Told(of_lines, {kind: frozenset[str]().union(*_plain(told)) for kind, told in kinds.items()})


def _plain(told: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    """Return the parts of a kind without those told by a word for many of them, where others are told."""
    return [parts for parts in told if len(parts) < _VAGUE] or told


def _parts(tokens: Sequence[Token]) -> Iterator[Part]:
    """Yield the parts that a sentence tells, of each kind by its longest phrase; not what it denies or only measures from."""
    words, reach, norms = lexicon().parts, part_reach(), [token.norm for token in tokens]
    ends: dict[str, int] = {}
    for first in (place for place, norm in enumerate(norms) if norm in reach):
        for last in range(min(first + reach[norms[first]], len(norms)), first, -1):
            told: dict[str, set[str]] = {}
            for kind, part in words.get(" ".join(norms[first:last]), ()):
                if first >= max(ends.get(kind, 0), ends.get(_NONE, 0)):
                    told.setdefault(kind, set()).add(part)
            ends.update(dict.fromkeys(told, last))
            if told and not _is_led(norms, first):
                span = tokens[first].start, tokens[last - 1].end
                yield from (Part(kind, frozenset(parts), span) for kind, parts in told.items() if kind != _NONE)


def _is_led(norms: Sequence[str], first: int) -> bool:
    """Say whether words are denied, or a mark from which another place is told ("5 cm above the insertion")."""
    before = first
    while before and before > first - _LONGEST_NAME and _may_be_named(norms[before - 1]):
        before -= 1
    linked = before > 1 and norms[before - 1] in _TO and norms[before - 2] in _BESIDE_WITH
    if linked or (before and norms[before - 1] in _BESIDE):
        return True
    for place in range(first - 1, max(first - 1 - _FARTHEST, -1), -1):
        if norms[place] in _ENDS or norms[place] in _DENYING:
            return norms[place] in _DENYING
    return False


def _may_be_named(norm: str) -> bool:
    """Say whether a word may stand between a preposition and the name of a part."""
    other = norm in _ENDS or norm in _BESIDE or norm in lexicon().function_words
    return norm in _ARTICLES or not other
