"""Facts about one finding in the company of one another, sorted once by what a claim about that finding asks of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from overread.finding import Finding, Quantity, Span
from overread.language.comparison.changes import measured_change
from overread.language.comparison.facts.grouping import grouped
from overread.language.comparison.positions.opposed_positions import from_landmarks, leading_positions
from overread.language.comparison.positions.told_directions import from_landmark
from overread.language.figures.counts import ToldBefore, lengths_of, names_stones, number_of, tells_more
from overread.language.figures.sizes import Sizes, value_of
from overread.language.places import places_of, touches

_DIGITS = re.compile(r"\d+")

OF_REST = re.compile(r"\b(?:other|others|remaining|remainder|rest)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True)
class Company:
    """Facts about one finding, in the order of the text, and what holds of all of them together."""

    facts: Sequence[Finding]
    readings: Readings = field(default_factory=lambda: Readings(), repr=False, compare=False)

    @cached_property
    def of_rest(self) -> tuple[Finding, ...]:
        """The facts that tell of the rest of something ("mild atrophy of the other muscles")."""
        return tuple(fact for fact in self.facts if OF_REST.search(fact.words_before("anatomy")))

    @cached_property
    def sides(self) -> frozenset[str | None]:
        """The sides that the facts give, None among them where one gives none."""
        return frozenset(fact.laterality for fact in self.facts)

    @cached_property
    def sides_told(self) -> frozenset[str | None]:
        """The sides that the facts give, none of those that go on about what was placed before ("this opacity")."""
        return frozenset(fact.laterality for fact in self.facts if fact.laterality or fact.anatomy or fact.levels)

    @cached_property
    def numbers(self) -> tuple[int | None, ...]:
        """How many lesions each fact speaks of: as it says, or one for "a nodule"; None where it leaves that open, 0 where the
        statement that tells of them was counted already ("two lesions, 12 mm and 8 mm").
        """
        told: set[tuple[Span, int]] = set()
        measured: Counter[Span] = Counter()
        for fact in self.facts:
            measured[fact.span] += lengths_of(fact)
        single = {fact.span for fact in self.facts if number_of(fact) == 1}
        numbers: list[int | None] = []
        before = ToldBefore()
        for fact in self.facts:
            again = before.has(fact)
            before.add(fact)
            if again or (fact.span in single and names_stones(fact)):
                numbers.append(0)
                continue
            several = (fact.span, fact.count) if isinstance(fact.count, int) and fact.count > 1 else None
            number = 0 if several in told else number_of(fact)
            numbers.append(None if number == 1 and tells_more(fact, measured[fact.span] + len(fact.observed)) else number)
            if several is not None:
                told.add(several)
        return tuple(numbers)

    def numbers_on(
        self,
        side: str | None,
        rating: str | None = None,
        *,
        new: bool = False,
        at: frozenset[str] = frozenset(),
        within: frozenset[str] = frozenset(),
    ) -> tuple[int | None, ...]:
        """Return the numbers of the facts on one side, all of them where it is none or both; of those of one reporting category
        where some have it, of the `new` ones alone where some are, of those `at` some levels where some are, and of none
        that lie elsewhere than `within` where some lie there.
        """
        told = list(zip(self.facts, self.numbers, strict=True))
        if within and any(fact.anatomy and touches(within, fact.anatomy) for fact in self.facts):
            told = [one for one in told if not (places := places_of(one[0])) or touches(within, places)]
        told = [one for one in told if not at.isdisjoint(one[0].levels)] or told
        if new and (fresh := [(fact, number) for fact, number in told if fact.change == "new"]):
            told = fresh
        rated = [number for fact, number in told if rating in fact.descriptors] if rating else []
        if rated:
            return tuple(rated)
        if side not in ("left", "right"):
            return tuple(number for _, number in told)
        return tuple(number for fact, number in told if fact.laterality in (None, side, "bilateral"))

    @cached_property
    def sizes(self) -> Sizes:
        """The sizes of the facts by their value."""
        return Sizes([fact.sizes for fact in self.facts])

    @cached_property
    def headings(self) -> tuple[Finding, ...]:
        """The facts that may only head a list ("two nodules:")."""
        return tuple(fact for fact in self.facts if not fact.sizes and fact.count not in (None, 1))

    def shortlist(self, claimed: Iterable[Quantity]) -> list[Finding]:
        """Return the facts that a claim of such sizes may be set against, one of those that read the same for it."""
        if len(self.facts) < 2:
            return list(self.facts)
        fitting = self.sizes.fitting(claimed)
        return [self.facts[number] for number in sorted(chain(*(placing.shortlist(fitting) for placing in self.placings)))]

    @cached_property
    def placings(self) -> tuple[Placing, ...]:
        """The facts by where they are: those that no claim can tell apart by place and side stand together."""
        if len(self.facts) < 2:
            return tuple(Placing(self.facts, [place], self.readings) for place in range(len(self.facts)))
        groups = grouped(range(len(self.facts)), self.facts, self.readings.placings.number)
        return tuple(Placing(self.facts, places, self.readings) for places in groups)


@dataclass(frozen=True)
class Placing:
    """The facts of a company in one place and on one side; `places` are their numbers in it."""

    facts: Sequence[Finding]
    places: Sequence[int]
    readings: Readings

    @property
    def first(self) -> Finding:
        """The first of the facts, which stands for all where only place and side are asked for."""
        return self.facts[self.places[0]]

    def shortlist(self, fitting: set[int]) -> Iterator[int]:
        """Yield the numbers of the facts among which is the one nearest to a claim; a size of those `fitting` is claimed.

        Of facts that read the same but for their sizes, the first that does not fit stands for all that do not.
        """
        for alike in self._looks:
            yield from fitting.intersection(alike)
            yield from islice((place for place in alike if place not in fitting), 1)

    @cached_property
    def _looks(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the facts that read the same but for their sizes, only the first of each size."""
        if len(self.places) == 1:
            return (tuple(self.places),)
        looks = grouped(self.places, self.facts, self.readings.looks.number)
        values = self.readings.values.number
        return tuple(tuple(same[0] for same in grouped(look, self.facts, values)) for look in looks)


class Numbered:
    """Facts by what they say in one respect, put together once for each: those with one number say the same."""

    def __init__(self, said: Callable[[Finding], Hashable]) -> None:
        self._said = said
        self._numbers: dict[Hashable, int] = {}
        self._known: dict[int, tuple[Finding, int]] = {}

    def number(self, fact: Finding) -> int:
        """Return the number of what a fact says."""
        known = self._known.get(id(fact))
        if known is None:
            number = self._numbers.setdefault(self._said(fact), len(self._numbers))
            known = self._known[id(fact)] = (fact, number)
        return known[1]


class Readings:
    """What the facts of one study say, for all the companies they are in."""

    def __init__(self) -> None:
        self.placings, self.looks, self.values = Numbered(_placing), Numbered(_look), Numbered(_values)


def _placing(fact: Finding) -> Hashable:
    """Return all that the difference of a claim from a fact in side or place may rest on."""
    sided, sized = "side" in fact.marks, bool(fact.sizes)
    led = from_landmark(fact), leading_positions(fact), from_landmarks(fact)
    return fact.concept, fact.anatomy, fact.levels, fact.laterality, fact.nearby, fact.descriptors, sided, sized, led


def _look(fact: Finding) -> Hashable:
    """Return all that the difference of a claim from one of several facts in one place may rest on, but for their sizes."""
    start = max(0, fact.marks.get("concept", fact.span)[0] - fact.span[0])
    return (
        _DIGITS.sub("0", fact.text[:start]),
        _DIGITS.sub("0", fact.text[start:]),
        fact.kind,
        fact.presence,
        fact.historical,
        fact.words,
        fact.severity,
        fact.count,
        fact.change,
        measured_change(fact),
        fact.certainty,
        fact.source,
        frozenset((size.quantity, size.role) for size in fact.sizes),
        frozenset(map(value_of, fact.observed)),
    )


def _values(fact: Finding) -> Hashable:
    return tuple(map(value_of, fact.sizes))
