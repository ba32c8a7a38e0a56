"""A look that the source gives to the same thing otherwise: what the draft calls homogeneous is heterogeneous there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from overread.finding import Finding, Span
from overread.language.comparison.echoes.echoes import Echo
from overread.language.comparison.facts.spans import Spans
from overread.language.comparison.looks.exchanged_meanings import LOOK
from overread.language.comparison.looks.look_words import DENYING, LACKS, told_otherwise
from overread.language.comparison.looks.looks import Look, looks_of
from overread.language.comparison.looks.meanings import Meaning, meaning_of
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import is_level_in, organs, places_of, relation, touches
from overread.language.words.lines import Line, lines
from overread.review import Difference

_SOME = frozenset({"one", "some", "several", "few", "partly", "part"})
_NEAR = 4
_SHOWN = frozenset(
    "detectable visible evident demonstrable apparent recognizable appreciable sign evidence any internal post gadolinium "
    "contrast demonstrate show display exhibit have".split()
)
Borne = tuple[Finding, Finding]
"""A claim and the fact that bears it out."""


class _Told:
    """A look and the sentence that tells it."""

    def __init__(self, look: Look, text: str, line: Line, region: frozenset[str]) -> None:
        self.look, self.line = look, line
        self._text, self._region = text, region

    @cached_property
    def sentence(self) -> Meaning:
        """What the whole sentence tells."""
        return meaning_of(self._text, self.line.tokens, self.line.content, self._region)

    @cached_property
    def reading(self) -> Hashable:
        """All that a comparison with another look asks for."""
        told = self.sentence
        return self.look._replace(tokens=(0, 0)), frozenset(told.sides), frozenset(told.places), frozenset(told.levels)

    @property
    def span(self) -> Span:
        """The span of the words of the look."""
        first, last = self.look.tokens
        return self.line.tokens[first].start, self.line.tokens[last - 1].end

    @property
    def words(self) -> str:
        """The words of the look as they stand."""
        return self._text[slice(*self.span)].lower()


def opposed_looks(
    draft: str, source: str, region: frozenset[str], borne_by: Callable[[Span], Sequence[Borne]]
) -> Iterator[Echo]:
    """Yield the looks of the draft that the source gives to the same thing otherwise, and nowhere as the draft does.

    `borne_by` gives what bears out the claims of a sentence of the draft: a look told there of no other thing is told of the
    same. Looks that read the same are compared once.
    """
    kinds = told_otherwise(draft, source)
    claimed = [told for told in _told(draft, region, kinds) if not told.look.denied] if kinds else []
    known: dict[Hashable, _Told | None] = {}
    both = _told_both_ways(claimed)
    for one in claimed:
        told, every, places = _of_kind(source, region, one.look.kind)
        if not told or (one.line.span, one.look.kind) in both or (_is_of_some(one) and _has_pole(told, one)):
            continue
        if one.reading not in known:
            known[one.reading] = _against(one, [other for other in told if not other.look.denied])
        near = ((*pair, every[at]) for pair in borne_by(one.line.span) for at in places.meeting(pair[1].span))
        if against := known[one.reading] or _against_in(one, told, near):
            stretch = one.line.tokens[0].start, one.line.tokens[-1].end
            yield Echo(_difference(one, against), one.span, stretch, against.line.span, True)


def _is_of_some(one: _Told) -> bool:
    """Say whether a draft tells a look of some among several only ("two plaques, one with enhancement")."""
    first = one.look.tokens[0]
    return any(token.norm in _SOME for token in one.line.tokens[max(0, first - _NEAR) : first])


def _has_pole(told: Sequence[_Told], one: _Told) -> bool:
    return any(other.look.pole == one.look.pole and not other.look.denied for other in told)


def _difference(one: _Told, against: _Told) -> Difference:
    if against.look.denied:
        return Difference("negation", one.words, f"not {against.words}", LOOK)
    if against.look.thing and against.look.pole == LACKS:
        return Difference("negation", one.words, against.words, LOOK)
    return Difference("descriptor", one.words, against.words, LOOK)


def _told(text: str, region: frozenset[str], kinds: frozenset[str]) -> list[_Told]:
    """Return the looks of some kinds that a text tells."""
    stated = lines(text)
    told = enumerate(stated.all)
    return [_Told(look, text, line, region) for at, line in told for look in looks_of(text, stated, at, region, kinds)]


@lru_cache(maxsize=32)
def _of_kind(source: str, region: frozenset[str], kind: str) -> tuple[list[_Told], list[_Told], Spans]:
    """Return the looks of a kind, the first of those that read the same, then all, and in which sentences these stand."""
    found: dict[Hashable, _Told] = {}
    every = _told(source, region, frozenset({kind}))
    for told in every:
        found.setdefault(told.reading, told)
    return list(found.values()), every, Spans((told.line.span, number) for number, told in enumerate(every))


def _told_both_ways(claimed: Sequence[_Told]) -> set[tuple[Span, str]]:
    """Return the sentences that give two looks of one kind, with that kind."""
    poles: dict[tuple[Span, str], str] = {}
    return {key for one in claimed if poles.setdefault(key := (one.line.span, one.look.kind), one.look.pole) != one.look.pole}


def _against(one: _Told, others: Sequence[_Told]) -> _Told | None:
    """Return a look of the source that excludes one of the draft, None where the source may give that one too."""
    alike = [other for other in others if other.look.pole == one.look.pole and _is_same_sequence(one.look, other.look)]
    same = [other for other in alike if _may_be_of_one(one, other)]
    if any(not _is_of_neighbor(one, other) for other in same):
        return None
    against = next((other for other in others if other.look.pole != one.look.pole and _are_of_one(one, other)), None)
    if against is None:
        return None
    own = _are_of_one_place(one, against)
    beside = [other for other in alike if other.line.span == against.line.span]
    return None if any(not (own and _is_of_neighbor(one, other)) for other in (*same, *beside)) else against


def _against_in(one: _Told, others: Sequence[_Told], near: Iterable[tuple[Finding, Finding, _Told]]) -> _Told | None:
    """Return a look that excludes one of the draft, or the denial of it, told in the sentence that bears out its claim, and of
    no other thing; None where the source may give the look of the draft anywhere.
    """
    found = (other for claim, fact, other in near if _are_opposed(one, other) and _are_of_pair(one, claim, other, fact))
    against = next(found, None)
    alike = (other for other in others if other.look.pole == one.look.pole and not other.look.denied)
    return None if against is None or any(_may_be_of_one(one, other) for other in alike) else against


def _are_opposed(one: _Told, other: _Told) -> bool:
    """Say whether two looks of a kind exclude each other, or one is denied altogether."""
    if other.look.denied:
        return one.look.pole == other.look.pole and _is_flatly_denied(other)
    return one.look.pole != other.look.pole


def _is_flatly_denied(told: _Told) -> bool:
    """Say whether a look is denied altogether, and not some degree or kind of it ("no increased uptake")."""
    tokens, first = told.line.tokens, told.look.tokens[0]
    for place in range(first - 1, -1, -1):
        norm = tokens[place].norm
        if norm not in _SHOWN and norm not in lexicon().function_words:
            return norm in DENYING
        if norm in DENYING:
            return True
    return False


def _are_of_pair(one: _Told, claim: Finding, other: _Told, fact: Finding) -> bool:
    """Say whether a look of the draft is told of a claim, and one of the source of the fact that bears it out."""
    parts = {one.look.part, other.look.part} - {""}
    if len(parts) > 1 or not _is_same_sequence(one.look, other.look) or _are_apart(one, other):
        return False
    found = claim.presence == fact.presence == "present"
    return found and _is_of(one.look, claim) and _is_of(other.look, fact)


def _is_of(look: Look, finding: Finding) -> bool:
    """Say whether a look is told of a finding, or of nothing that has a name."""
    concepts, places, nouns = look.owner
    if concepts:
        named = not nouns.isdisjoint(finding.words_of().lower().split())
        return named or any(are_of_one_family(name, finding.concept) for name in concepts)
    return not places or finding.concept == "~" or touches(places, places_of(finding))


def _is_of_neighbor(one: _Told, other: _Told) -> bool:
    """Say whether a look is of another place than one of the draft, by the places next to either word."""
    mine, theirs = one.look.owner, other.look.owner
    placed = bool(mine.places and theirs.places) and not (mine.concepts or theirs.concepts)
    return placed and all(a != b and relation(a, b) in ("apart", "same") for a in mine.places for b in theirs.places)


def _are_of_one_place(one: _Told, other: _Told) -> bool:
    """Say whether two looks are of the very same place, which alone has them."""
    mine, theirs = one.look.owner, other.look.owner
    return bool(mine.places) and mine.places == theirs.places and not (mine.concepts or theirs.concepts)


def _is_same_sequence(one: Look, other: Look) -> bool:
    return not one.sequences or not other.sequences or not one.sequences.isdisjoint(other.sequences)


def _are_apart(one: _Told, other: _Told) -> bool:
    """Say whether two sentences speak of two sides or levels."""
    mine, theirs = one.sentence, other.sentence
    if len(mine.sides) == len(theirs.sides) == 1 and mine.sides | theirs.sides == {"left", "right"}:
        return True
    stated = frozenset(theirs.levels)
    return bool(mine.levels and stated) and not any(is_level_in(level, stated) for level in mine.levels)


def _are_of_one(one: _Told, other: _Told) -> bool:
    """Say whether two looks are surely of one thing: of one finding in one place, of one organ, or of what has one name."""
    mine, theirs = one.look, other.look
    parts = {mine.part, theirs.part} - {""}
    if len(parts) > 1 or (parts == {"enhancement"} and mine.part != theirs.part):
        return False
    if not _is_same_sequence(mine, theirs) or _are_apart(one, other):
        return False
    places, stated = frozenset(one.sentence.places), frozenset(other.sentence.places)
    near = not places or not stated or touches(places, stated)
    if mine.owner.words & theirs.owner.words:
        return near
    if mine.owner.concepts and theirs.owner.concepts:
        return near and any(are_of_one_family(a, b) for a in mine.owner.concepts for b in theirs.owner.concepts)
    if mine.owner.concepts or theirs.owner.concepts:
        return False
    return any(relation(a, b) in ("same", "narrower") for a in mine.owner.places for b in theirs.owner.places)


def _may_be_of_one(one: _Told, other: _Told) -> bool:
    """Say whether two looks may be of one thing: nothing tells that they are not."""
    here, there = organs(one.sentence.places), organs(other.sentence.places)
    if _are_apart(one, other) or (here and there and not touches(here, there)):
        return False
    mine, theirs = one.look.owner, other.look.owner
    if not (mine.concepts or mine.places) or not (theirs.concepts or theirs.places) or mine.words & theirs.words:
        return True
    if any(are_of_one_family(a, b) for a in mine.concepts for b in theirs.concepts):
        return True
    return touches(frozenset(one.sentence.places), frozenset(other.sentence.places) | theirs.places)
