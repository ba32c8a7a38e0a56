"""Diagnoses that a source describes without a name: the words by which a sign is told, in whatever form and order.

"Blind-ending tubular structure with a thick wall" is an appendicitis in no phrase of the lexicon; a row of words is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from overread.finding import Finding, Span
from overread.language.comparison.facts import STEM, Facts
from overread.language.comparison.told_directions import AGAINST
from overread.language.comparison.unread import DOUBTING, is_one_word, is_place, named
from overread.language.extraction.context import EXAMINED
from overread.language.figures.agreement import agrees
from overread.language.figures.quantities import quantities
from overread.language.inference.fitting import is_sound
from overread.language.inference.named_there import named_in
from overread.language.inference.undecided import is_read_as_benign
from overread.language.lexicon import Description, Need, lexicon
from overread.language.lexicon.conditions import joined
from overread.language.places import relation, touches, usual_places
from overread.language.words.recent import remembered
from overread.language.words.sentences import sentences
from overread.language.words.tokens import norms, norms_between
from overread.review import Comparison, Difference

DESCRIBED = "described"
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


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Say whether all of some words are among others, in whatever form."""
    return all(any(is_one_word(word, other) for other in words) for word in wanted)


class Line(NamedTuple):
    """What one sentence states: the words it affirms without a doubt, those it doubts, and those it denies.

    `around` are the places that a denial names, which are there all the same ("no flow in the femoral artery"); they count for
    descriptions that ask for a denial.
    """

    span: Span
    sure: tuple[str, ...]
    doubted: tuple[str, ...]
    denied: tuple[str, ...]
    around: tuple[str, ...]

    def holds(self, need: Need, sure: bool, around: bool) -> bool:
        """Say whether a sentence has one of the wordings that a description asks for."""
        said = (self.sure if sure else self.sure + self.doubted) + (self.around if around else ())
        return any(_has(self.denied if wording.absent else said, wording.words) for wording in need)


@dataclass(frozen=True)
class _Lines:
    """The sentences of a text, and which of them have a stem."""

    all: tuple[Line, ...]

    @cached_property
    def _having(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for number, line in enumerate(self.all):
            for word in {*line.sure, *line.doubted, *line.denied}:
                found.setdefault(word[:STEM], set()).add(number)
        return found

    def holding(self, needs: Sequence[Need], sure: bool) -> list[Line]:
        """Return the sentences that have all of what a description asks for in one sentence."""
        near: set[int] | None = None
        for need in needs:
            having = {number for wording in need for number in self._having.get(wording.words[0][:STEM], ())}
            near = having if near is None else near & having
            if not near:
                return []
        denying = any(wording.absent for need in needs for wording in need)
        lines = [self.all[number] for number in sorted(near or ())]
        return [line for line in lines if all(line.holds(need, sure, denying) for need in needs)]


@remembered
def _lines(text: str) -> _Lines:
    return _Lines(tuple(_stated(text)))


def _stated(text: str) -> Iterator[Line]:
    for sentence in sentences(text):
        heading = norms(text[slice(*sentence.heading)]) if sentence.heading else []
        yield line_of(text, sentence.span, heading)


def line_of(text: str, span: Span, heading: Sequence[str] = ()) -> Line:
    """Return what a stretch of a sentence states, with the words of a heading over it."""
    sure = [*heading]
    doubted: list[str] = []
    denied: list[str] = []
    words = joined(norms_between(text, *span))
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
    return Line(span, tuple(sure), tuple(doubted), tuple(denied), around)


def _denies(words: Sequence[str], place: int) -> bool:
    word = words[place]
    after = words[place + 1 : place + 4]
    if word == "free":
        return bool(after) and after[0] in _FREE_OF
    if word == "absence":  # of a sign, not of an organ
        return after[:1] == ["of"] and not any(map(is_place, after[1:]))
    return word in _DENYING or word in _LACKING


def described(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the conclusion from sentences that describe a claimed finding at the claimed place, None where there are none.

    What practice concludes only with a hedge is inferred where the claim has one, and else lacks it.
    """
    if claim.source != "impression" or claim.historical:
        return None
    told = [row for row in _describing(claim, facts.quotes.text) if _is_there(claim, *row, facts)]
    if not told or any(is_sound(claim, facts.all[group[0]]) for group in facts.normals):
        return None
    evidence = _evidence(told, facts)
    if claim.laterality in _SIDES and not any(_sides_of(lines, facts) for _, lines in told):
        side = Difference("laterality", f"the {claim.laterality}", "no side", added=True)
        return Comparison(claim, "unsupported", evidence, side)
    here = [fact for _, lines in told for line in lines for fact in facts.at(line.span)]
    if claim.certainty != "possible" and any(is_read_as_benign(claim, fact, facts) for fact in here):
        benign = Difference("overinterpretation", claim.name, evidence[0].name)
        return Comparison(claim, "unsupported", evidence, benign, reason=DESCRIBED)
    if claim.certainty != "definite" or (
        not any(":" in name for name in claim.descriptors) and any(row.strength == "licensed" for row, _ in told)
    ):
        return Comparison(claim, "inferred", evidence, reason=DESCRIBED)
    difference = Difference("overinterpretation", claim.name, evidence[0].name, added=True)
    return Comparison(claim, "unsupported", evidence, difference, reason=DESCRIBED)


def _sides_of(lines: Sequence[Line], facts: Facts) -> bool:
    """Say whether sentences give a side, or speak of a part of the body of which one was examined."""
    here = [fact for line in lines for fact in facts.at(line.span)]
    sided = any(fact.laterality or any(name.startswith(EXAMINED) for name in fact.nearby) for fact in here)
    return sided or not here or any(not _SIDES.isdisjoint(line.sure) for line in lines)


def described_somewhere(claim: Finding, text: str) -> Span | None:
    """Return where a text describes a claimed finding on no other side, and in no other of the parts that may bear it."""
    return next((lines[0].span for _, lines in _describing(claim, text) if not _is_elsewhere(claim, lines, text)), None)


def _is_elsewhere(claim: Finding, lines: Sequence[Line], text: str) -> bool:
    """Say whether sentences describe what any part may have, as a tear or a fracture, in parts other than the claimed one."""
    if not claim.anatomy or not lexicon().concepts[claim.concept].generic:
        return False
    named = named_in(text, [line.span for line in lines], "anatomy")
    return bool(named) and not touches(claim.anatomy, named)


def _is_contrary(claim: Finding, lines: Sequence[Line], text: str) -> bool:
    """Say whether sentences have a quality that excludes one of a claim, and not that one: "partial" for "full thickness"."""
    said = named_in(text, [line.span for line in lines], "descriptor")
    opposes = lexicon().opposes
    words = frozenset(word for line in lines for word in line.sure)
    if any(name not in words and not words.isdisjoint(AGAINST.get(name, ())) for name in claim.descriptors):
        return True
    return any(name not in said and not said.isdisjoint(opposes.get(name, ())) for name in claim.descriptors)


def _describing(claim: Finding, text: str) -> Iterator[tuple[Description, list[Line]]]:
    """Yield the descriptions of a finding that a text has, each with a sentence for each of its parts.

    Only the first must be about the claimed side: a lung that is collapsed pulls or pushes what lies on the other.
    """
    sure = claim.certainty == "definite"
    own = "simple" in claim.descriptors
    for name, row in _rows().get(claim.concept, ()):
        seat = frozenset({row.place}) if row.place else usual_places(name) if name != claim.concept else frozenset()
        if (own and name != claim.concept) or (seat and claim.anatomy and not touches(claim.anatomy, seat)):
            continue
        found: list[Line] = []
        for part in row.parts:
            having = [line for line in _lines(text).holding(part, sure) if found or _is_on_side(claim, line)]
            if not having:
                break
            if claim.anatomy and len(having) > 1:
                having.sort(key=lambda line: not touches(claim.anatomy, named_in(text, [line.span], "anatomy")))
            found.append(having[0])
        else:
            places = named_in(text, [line.span for line in found], "anatomy") - lexicon().loose
            if claim.anatomy or not (seat and places) or touches(places, seat):
                yield row, found


@cache
def _rows() -> dict[str, list[tuple[str, Description]]]:
    """Return what describes a finding or a kind of it, with its name: what describes a renal cancer describes a malignancy."""
    words = lexicon()
    found: dict[str, list[tuple[str, Description]]] = {}
    for name, rows in words.descriptions.items():
        for kind in words.kinds(name):
            if kind in words.concepts:
                found.setdefault(kind, []).extend((name, row) for row in rows)
    return found


def _is_on_side(claim: Finding, line: Line) -> bool:
    sides = _SIDES.intersection(line.sure)
    return claim.laterality not in _SIDES or not sides or claim.laterality in sides


def _is_there(claim: Finding, row: Description, lines: Sequence[Line], facts: Facts) -> bool:
    """Say whether sentences may be about the side, the place, the level and the size that a claim names."""
    text = facts.quotes.text
    if _is_contrary(claim, lines, text):
        return False
    if any(_is_all_well(line, facts) for line in lines):
        return False
    here = [fact for line in lines for fact in facts.at(line.span)]
    sides = {fact.laterality for fact in facts.at(lines[0].span)} & _SIDES
    if claim.laterality in _SIDES and sides and claim.laterality not in sides:
        return False
    levels = {level for fact in here for level in fact.levels}
    if not claim.levels <= levels:
        return False
    given = [size for line in lines for size in quantities(text[slice(*line.span)])]
    if not all(any(agrees(size, other) for other in given) for size in claim.sizes if size.role != "prior"):
        return False
    named = named_in(text, [line.span for line in lines], "anatomy") | {row.place} - {""}
    organ = usual_places(claim.concept)
    own = named if touches(named, organ) else named | organ
    words = [word for line in lines for word in line.sure]
    return all(_is_at(claim, place, own, words) for place in claim.anatomy)


def _is_all_well(line: Line, facts: Facts) -> bool:
    """Say whether a sentence only calls something normal, without a denial ("normal filling of the sinuses")."""
    here = facts.at(line.span)
    return bool(here) and not line.denied and all(fact.kind == "normal" or fact.concept == _USUAL for fact in here)


_USUAL = "usual_distention"


def _is_at(claim: Finding, place: str, named: frozenset[str], words: Sequence[str]) -> bool:
    if any(relation(place, other) in ("same", "vaguer") for other in named):
        return True
    if place in lexicon().loose:
        return True
    said = norms(claim.words_of(f"anatomy:{place}"))
    return bool(said) and _has(words, said)


def _evidence(told: Sequence[tuple[Description, Sequence[Line]]], facts: Facts) -> tuple[Finding, ...]:
    """Return the sentences that describe a finding, then what of their findings they tell with it."""
    text = facts.quotes.text
    lines = [*dict.fromkeys(line for _, own in told for line in own)]
    needs = [need for row, _ in told for part in row.parts for need in part]
    needed = tuple({word for need in needs for wording in need for word in wording.words})
    signs = [
        fact
        for line in lines
        for fact in facts.at(line.span)
        if fact.kind == "finding" and fact.presence == "present" and _is_among(fact, needed)
    ]
    return (*(Finding("~", line.span, text[slice(*line.span)], "other") for line in lines), *signs)


def _is_among(fact: Finding, needed: tuple[str, ...]) -> bool:
    """Say whether a finding is told by the words of a description, or is a mere state without a size beside them."""
    known = lexicon().concepts.get(fact.concept)
    if known is not None and known.generic and known.importance != "critical" and not fact.sizes:
        return True
    own = named(fact.words_of())
    return bool(own) and _has(needed, [*own])
