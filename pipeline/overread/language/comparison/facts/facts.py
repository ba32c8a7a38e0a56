"""The facts of one study, with those about each concept and its ancestors at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from operator import attrgetter

from overread.finding import Finding, Quantity, Span
from overread.language.comparison.facts.company import Company, Readings
from overread.language.comparison.facts.grouping import grouped
from overread.language.comparison.facts.postings import Postings
from overread.language.comparison.facts.spans import Spans
from overread.language.extraction.corrected import without_corrected
from overread.language.extraction.earlier import is_at_earlier
from overread.language.figures.quantities import quantities
from overread.language.figures.sizes import Sizes, value_of
from overread.language.lexicon import lexicon
from overread.language.places import seat_of
from overread.language.words.questions import without_questions
from overread.language.words.quotes import Quotes

STEM = 4
_KINDS = ("finding", "normal")
_SIZE = "organ_size"
_OF_SIZE = frozenset({"aspect-size", "aspect-caliber", "aspect-volume"})

_UNSEEN = re.compile(
    r"\b(?:obscured|(?:suboptimally|poorly) (?:seen|visuali[sz]ed)|(?:not|cannot be|could not be)"
    r"(?: well| adequately| reliably)? (?:seen|visuali[sz]ed|imaged|assess(?:ed|able)|evalua(?:ted|ble)|included))\b",
    re.IGNORECASE,
)
_UNJUDGED = re.compile(r"\b(?:not|cannot be|could not be) (?:\w+ly )?(?:assess|evalua|judg)\w+", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """The facts of one study in the order of its text, and every index over them; each is made when first asked for."""

    all: tuple[Finding, ...]
    of: dict[str, list[Finding]] = field(default_factory=dict)
    quotes: Quotes = field(default_factory=Quotes)
    region: frozenset[str] = frozenset()
    _readings: Readings = field(default_factory=Readings, repr=False, compare=False)
    _companies: dict[Hashable, Company] = field(default_factory=dict, repr=False, compare=False)

    def present(self, concept: str) -> Company:
        """Return the present findings of a concept or a kind of it."""
        return self.company(concept, lambda fact: fact.kind == "finding" and fact.presence == "present", concept)

    def company(self, concept: str, holds: Callable[[Finding], bool], key: Hashable) -> Company:
        """Return the facts about a concept or a kind of it for which something holds; they are sought once for a key."""
        known = self._companies.get(key)
        if known is None:
            known = self._companies[key] = Company([fact for fact in self.of.get(concept, ()) if holds(fact)], self._readings)
        return known

    def like(self, groups: Iterable[Sequence[int]], holds: Callable[[Finding], bool]) -> list[int]:
        """Return the numbers of the facts in the groups for the first of which something holds, in the order of the text."""
        return sorted(chain.from_iterable(group for group in groups if holds(self.all[group[0]])))

    def sharing(self, words: frozenset[str], part: float) -> Iterator[Finding]:
        """Yield the facts that have that part of the words or more."""
        near = (self.all[number] for number in self.words.sharing(words, part))
        return (fact for fact in near if len(words & fact.words) / len(words) >= part)

    def at(self, span: Span) -> list[Finding]:
        """Return what the findings section states in a stretch of it."""
        return [self.all[number] for number in self._spans.meeting(span)]

    @cached_property
    def _spans(self) -> Spans:
        return Spans((fact.span, number) for number, fact in enumerate(self.all) if fact.source == "findings")

    @cached_property
    def stated(self) -> list[list[int]]:
        """The findings and normals of the findings section, present and absent ones apart, those of one place together."""
        return grouped(self._of_findings, self.all, lambda fact: (seat_of(fact), fact.presence, fact.laterality))

    @cached_property
    def unseen(self) -> list[Finding]:
        """The statements of the findings section that a place was not seen."""
        placed = (fact for fact in self.all if fact.source == "findings" and fact.anatomy)
        return [fact for fact in placed if is_unseen(fact)]

    @cached_property
    def found(self) -> list[list[int]]:
        """The findings that are there now, those of one name in one place together."""
        there = (number for number in self._of_findings if is_found(self.all[number]))
        return grouped(there, self.all, attrgetter("concept", "anatomy", "levels", "laterality"))

    @cached_property
    def first_found(self) -> list[Finding]:
        """The first of each group of the findings that are there now."""
        return [self.all[group[0]] for group in self.found]

    def rated(self, systems: Collection[str]) -> list[Finding]:
        """Return the facts with a value of any of some reporting systems, in the order of the text."""
        return [self.all[number] for number in sorted({place for name in systems for place in self._rated.get(name, ())})]

    @cached_property
    def _rated(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = {}
        for number, fact in enumerate(self.all):
            for name in fact.descriptors:
                table.setdefault(name.partition(":")[0], []).append(number)
        return table

    @cached_property
    def told(self) -> dict[str, list[Finding]]:
        """The mentions of each present finding in the indication or a prior report, in their order."""
        found: dict[str, list[Finding]] = {}
        for fact in self.all:
            if fact.source in ("indication", "prior") and fact.presence == "present":
                found.setdefault(fact.concept, []).append(fact)
        return found

    @cached_property
    def in_place(self) -> dict[str, list[Finding]]:
        """What is told in a sentence that names a place, by that place."""
        found: dict[str, list[Finding]] = {}
        for fact in self.all:
            for place in fact.anatomy.union(name for name in fact.nearby if name in lexicon().places):
                found.setdefault(place, []).append(fact)
        return found

    @cached_property
    def tumors(self) -> list[Finding]:
        """The malignancies that any section tells of as there."""
        return [fact for fact in self.all if fact.presence == "present" and "malignancy" in lexicon().kinds(fact.concept)]

    @cached_property
    def normals(self) -> list[list[int]]:
        """The statements that all is well somewhere, those of one place and aspect together."""
        return grouped(self._denials(plain=False), self.all, attrgetter("anatomy", "laterality", "levels", "descriptors"))

    @cached_property
    def denied(self) -> dict[str, list[list[int]]]:
        """The findings that are denied, by their concept, those of one wording together."""
        groups = grouped(self._denials(plain=True), self.all, _wording)
        table: dict[str, list[list[int]]] = {}
        for group in groups:
            table.setdefault(self.all[group[0]].concept, []).append(group)
        return table

    @cached_property
    def unnamed_denials(self) -> dict[str, list[Finding]]:
        """What any section denies, without a place, by words that name no finding, by these words."""
        table: dict[str, list[Finding]] = {}
        for fact in self.all:
            if fact.presence == "absent" and fact.concept.startswith("~") and not fact.anatomy:
                table.setdefault(fact.concept[1:], []).append(fact)
        return table

    def _denials(self, plain: bool) -> Iterator[int]:
        for number in self._of_findings:
            fact = self.all[number]
            if fact.presence == "absent" and plain == (fact.kind == "finding" and fact.concept != "abnormality"):
                yield number

    @cached_property
    def stems(self) -> dict[str, set[str]]:
        """The words of all sections by the letters they begin with."""
        table: dict[str, set[str]] = {}
        for word in chain.from_iterable(fact.words for fact in self.all):
            table.setdefault(word[:STEM], set()).add(word)
        return table

    @cached_property
    def sentences(self) -> dict[int, list[Finding]]:
        """The findings and normals of each sentence of the findings section."""
        table: dict[int, list[Finding]] = {}
        for number in self._of_findings:
            table.setdefault(self.all[number].sentence, []).append(self.all[number])
        return table

    @cached_property
    def _of_findings(self) -> list[int]:
        stated = ((number, fact) for number, fact in enumerate(self.all) if fact.source == "findings" and fact.kind in _KINDS)
        return [number for number, fact in stated if fact.presence == "present" or not is_at_earlier(fact)]

    @cached_property
    def words(self) -> Postings:
        """Which facts have a word."""
        return Postings([fact.words for fact in self.all])

    @cached_property
    def sizes(self) -> Sizes:
        """The sizes of all facts by their value."""
        return Sizes([fact.sizes for fact in self.all])

    @cached_property
    def measured(self) -> Sizes:
        """The sizes of the facts of the findings section, and those that they interpret, by their value."""
        return Sizes([(*fact.sizes, *fact.observed) if fact.source == "findings" else () for fact in self.all])

    def unowned(self, size: Quantity) -> list[Quantity]:
        """Return the values of the findings section that agree with a claimed one and belong to no fact."""
        return [self._unowned[number] for number in sorted(self._unowned_sizes.fitting([size]))]

    @cached_property
    def _unowned(self) -> list[Quantity]:
        owned = {size.span for fact in self.all if fact.source == "findings" for size in (*fact.sizes, *fact.observed)}
        return [size for size in quantities(self.quotes.text) if size.span not in owned]

    @cached_property
    def _unowned_sizes(self) -> Sizes:
        return Sizes([(size,) for size in self._unowned])


def indexed(facts: Iterable[Finding], text: str = "", region: frozenset[str] = frozenset()) -> Facts:
    """Return facts, the findings text they come from and the places examined, ready for comparison."""
    known = tuple(facts)
    table: dict[str, list[Finding]] = {}
    for fact in known:
        if is_compared(fact):
            for kind in lexicon().kinds(fact.concept):
                table.setdefault(kind, []).append(fact)
            if _is_measured(fact):
                table.setdefault(_SIZE, []).append(
                    replace(fact, concept=_SIZE, kind="finding", name="size", presence="present")
                )
    return Facts(known, table, Quotes(told_text(text, known)), region)


def told_text(text: str, facts: Sequence[Finding]) -> str:
    """Return a findings text with blanks for what it asks and what its facts correct."""
    return without_corrected(without_questions(text), facts)


def is_compared(fact: Finding) -> bool:
    """Say whether a fact is one of the findings and normals of this examination, which a claim may be about."""
    return fact.kind in _KINDS and fact.source in ("findings", "measurements")


def _is_measured(fact: Finding) -> bool:
    """Say whether an organ has a size of which another aspect is called normal ("spleen 15 cm, homogeneous")."""
    aspects = [name for name in fact.descriptors if name.startswith("aspect-")] if fact.kind == "normal" and fact.sizes else []
    return bool(aspects) and _OF_SIZE.isdisjoint(aspects) and any(size.quantity == "size" for size in fact.sizes)


def is_unseen(fact: Finding) -> bool:
    """Say whether a statement is that something was not seen, or could not be judged, and not that it was found absent."""
    open_ = fact.presence == "present" or fact.kind == "caveat"
    return _UNSEEN.search(fact.text) is not None if open_ else fact.concept.startswith("~") and is_unjudged(fact)


def is_unjudged(fact: Finding) -> bool:
    """Say whether a statement is that something could not be judged ("RVSP not assessable")."""
    return _UNJUDGED.search(fact.text) is not None


def is_found(fact: Finding) -> bool:
    """Say whether a fact is a known finding that the findings section says to be there now."""
    stated = fact.source == "findings" and fact.kind == "finding" and fact.presence == "present" and not fact.historical
    return stated and fact.concept in lexicon().concepts


def _wording(fact: Finding) -> Hashable:
    """Return all that the reach of a denial may rest on."""
    return (
        fact.text,
        fact.concept,
        fact.anatomy,
        fact.laterality,
        fact.severity,
        fact.change,
        fact.descriptors,
        tuple(map(value_of, fact.sizes)),
    )


def fact_at(quote: Span, claim: Finding, facts: Facts) -> Finding:
    """Return the fact that stands at a quoted span, or the span itself as one."""
    inside = facts.at(quote)
    same = [fact for fact in inside if fact.concept == claim.concept] or inside
    return same[0] if same else replace(claim, span=quote, source="findings", text=facts.quotes.text[slice(*quote)])
