"""Findings that the source denies in other grammar than theirs: "the muscle is not entrapped" for an entrapment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from overread.finding import Finding, Span
from overread.language.comparison.facts.facts import STEM, Facts
from overread.language.comparison.vicinity.unread import content, is_one_word, is_place, names_of, sayings
from overread.language.lexicon import lexicon
from overread.language.words.recent import remembered
from overread.language.words.sentences import sentences
from overread.language.words.tokens import norms_between
from overread.review import Comparison, Difference

_BEFORE = frozenset({"no", "without", "nor", "neither"})
_ELSEWHEN = frozenset(
    "removal removed previous previously prior resolved former old healed history if normal unremarkable intact".split()
)
_NOT = frozenset({"not", "never", "cannot"})
_ENDS = frozenset({"but", "however", "although", "though", "with", "except", "which", "while"})
_UNSURE = frozenset(
    "calculated measured quantified computed obtained "
    "evaluated assessed excluded seen visualized included include cover covered imaged only change changed longer".split()
)
_SIDES = frozenset({"left", "right"})
_SEATED = ("intra", "extra", "retro", "peri", "endo")
"""How words begin that say where a denied thing is not: "no intrauterine sac" leaves one elsewhere."""

_RECENT = ("acute", "fresh", "recent", "early", "demarcat", "evolving", "new")
_KNOWN = frozenset({"persistent", "stable", "decreased", "increased"})
"""Courses of what was there before: that there is no new one denies none of them."""

_REST = frozenset({"otherwise", "other", "further", "additional", "elsewhere", "remaining", "else"})
_FEWEST = 2


class Denied(NamedTuple):
    """The words that one sentence denies, and all words of the sentence with its heading."""

    span: Span
    words: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True)
class Denials:
    """What the sentences of a text deny, in their order; those that deny the same in the same words are asked once."""

    all: tuple[Denied, ...]

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        seen: set[tuple[frozenset[str], frozenset[str]]] = set()
        for number, denied in enumerate(self.all):
            if (denied.words, denied.around) not in seen:
                seen.add((denied.words, denied.around))
                for stem in {word[:STEM] for word in denied.words}:
                    found.setdefault(stem, []).append(number)
        return found

    def holding(self, names: Iterable[frozenset[str]]) -> list[Denied]:
        """Return the denials that may hold all words of one of some names."""
        found: set[int] = set()
        for words in filter(None, names):
            rarest = min((self._having.get(word[:STEM], []) for word in words), key=len)
            found.update(rarest)
        return [self.all[number] for number in sorted(found)]

    def meeting(self, span: Span) -> Iterator[Denied]:
        """Yield the denials whose sentence a stretch of the text meets."""
        place = bisect_left(self.all, span[0], key=lambda denied: denied.span[1])
        while place < len(self.all) and self.all[place].span[0] < span[1]:
            yield self.all[place]
            place += 1


def denied_in_words(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a sure finding whose own words, or another name of it, stand in a denial of the source.

    The sentence must also have the words of the place that the claim names, and not be about the other side.
    """
    known = lexicon().concepts.get(claim.concept)
    if known is None or claim.certainty == "possible" or claim.historical or claim.source != "impression":
        return None
    own = content(claim.words_of())
    names = [own, *names_of(claim.concept)] if own else list(names_of(claim.concept))
    marks = [mark for mark in claim.marks if mark.startswith("anatomy:") and mark[len("anatomy:") :] not in lexicon().loose]
    places = [content(claim.words_of(mark)) for mark in marks]
    for denied in denials_in(facts.quotes.text).holding([own, *names]):
        placed = all(_holds(denied.around, words) for words in places)
        if not placed or not _is_on_side(claim, denied):
            continue
        elsewhere = known.generic and any(is_place(word) for word in denied.words - claim.words)
        fewest = 1 if not (places or elsewhere) and _is_only_denied(claim, facts) else _FEWEST
        named = any(len(words) >= fewest and _holds(denied.words, words) for words in names)
        if any(word.startswith(_SEATED) and word not in own for word in denied.words - claim.words):
            continue
        if not _REST.isdisjoint(denied.around) and _REST.isdisjoint(claim.words):
            continue
        old = "chronic" in claim.descriptors or claim.change in _KNOWN
        if old and any(word.startswith(_RECENT) for word in denied.words):
            continue
        if named or (places and _holds(denied.words, own)):
            start, end = denied.span
            fact = Finding("~", denied.span, facts.quotes.text[start:end], "other", presence="absent")
            return Comparison(claim, "contradicted", (fact,), Difference("negation", "present", "absent"))
    return None


def _is_only_denied(claim: Finding, facts: Facts) -> bool:
    """Say whether the source speaks of the very finding, and only to deny it."""
    told = [fact for fact in facts.of.get(claim.concept, ()) if fact.source == "findings"]
    own = content(claim.words_of())  # that one kind is denied by a name of its own leaves the others
    told = [fact for fact in told if fact.concept == claim.concept or content(fact.words_of()) <= own]
    return bool(told) and all(fact.presence == "absent" for fact in told)


def belied_in_words(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a denial whose finding a source sentence affirms in other grammar, its place among its words
    ("the cord is not compressed" where a mass "compresses the cord").
    """
    known = lexicon().concepts.get(claim.concept)
    if known is None or known.generic or known.importance == "routine" or claim.change or claim.descriptors or claim.severity:
        return None
    if denied := denied_in_words(replace(claim, presence="present", certainty="definite"), facts):
        return Comparison(claim, "inferred", denied.facts)
    names = [words for words in names_of(claim.concept) if len(words) > 1]
    for line in (said for words in names for said in sayings(facts.quotes.text).holding(words, sure=True)):
        words = frozenset(line.words[: line.sure])
        other = claim.laterality in _SIDES and claim.laterality not in words
        told = facts.at(line.span)
        called_normal = bool(told) and all(fact.kind == "normal" for fact in told)
        asked = facts.quotes.text[line.span[0] : line.span[1] + 1].endswith("?")
        if not words.isdisjoint(_ELSEWHEN) or claim.levels or other or called_normal or asked:
            continue
        fact = Finding("~", line.span, facts.quotes.text[slice(*line.span)], "other")
        return Comparison(claim, "contradicted", (fact,), Difference("negation", "absent", "present"))
    return None


def _holds(words: frozenset[str], wanted: frozenset[str]) -> bool:
    return bool(wanted) and all(any(is_one_word(word, other) for other in words) for word in wanted)


def _is_on_side(claim: Finding, denied: Denied) -> bool:
    sides = _SIDES.intersection(denied.around)
    return claim.laterality is None or not sides or claim.laterality in sides


@remembered
def denials_in(text: str) -> Denials:
    """Return what the sentences of a text deny."""
    return Denials(tuple(_denials(text)))


def _denials(text: str) -> Iterator[Denied]:
    for sentence in sentences(text):
        over = norms_between(text, *sentence.heading) if sentence.heading else []
        words = norms_between(text, *sentence.span)
        around = frozenset([*over, *words])
        for place, word in enumerate(words):
            if word in _BEFORE:
                yield Denied(sentence.span, frozenset(_after(words, place)), around)
            elif word in _NOT and not _UNSURE.intersection(words[place + 1 : place + 4]):
                yield Denied(sentence.span, frozenset(_clause(words, place)), around)


def _after(words: list[str], place: int) -> list[str]:
    """Return the words that "no" or "without" reaches: to the end of its list."""
    end = next((index for index in range(place + 1, len(words)) if words[index] in _ENDS or words[index] == ";"), len(words))
    return words[place + 1 : end]


def _clause(words: list[str], place: int) -> list[str]:
    """Return the words of the clause of a "not", that between the marks around it."""
    marks = (",", ";", ":", "but", "(", ")")
    first = next((index + 1 for index in range(place - 1, -1, -1) if words[index] in marks), 0)
    last = next((index for index in range(place + 1, len(words)) if words[index] in marks or words[index] in _ENDS), len(words))
    return words[first:last]
