"""Attribute by attribute, where a claim differs from the facts it is set against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Finding
from overread.language.comparison.amounts.measurements import measurement_differences
from overread.language.comparison.certainties import certainty_differences
from overread.language.comparison.changes import change_differences
from overread.language.comparison.facts.company import Company
from overread.language.comparison.looks.qualities import quality_differences
from overread.language.comparison.positions.sides_and_places import place_differences, side_differences
from overread.language.figures.counts import count_differences, counted_at, is_counted_there, rating_of
from overread.language.figures.degrees import severity_differences
from overread.language.lexicon import lexicon
from overread.language.places import CHAMBER, shares_organ
from overread.review import Difference

ORDER = ("laterality", "location", "measurement", "severity", "count", "descriptor", "change", "certainty", "invented_prior")
WEIGHT = {
    "laterality": 8,
    "location": 8,
    "measurement": 4,
    "severity": 2,
    "count": 2,
    "descriptor": 2,
    "change": 1,
    "certainty": 1,
    "invented_prior": 1,
}
_OF_OTHERS = re.compile(r"\b(?:other|others|remaining|rest|further|additional)\b", re.IGNORECASE)


def differences(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the differences of a claim from one fact; `company` are all facts about the same finding, that one included."""
    yield from differences_of_place(claim, fact, company)
    yield from differences_of_look(claim, fact, company)


def differences_of_place(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the differences in side and place, which are the same for all facts of one `Placing`."""
    yield from side_differences(claim, fact, company)
    yield from place_differences(claim, fact)


def differences_of_look(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the differences in all else: size, degree, number, quality, course and certainty."""
    yield from measurement_differences(claim, fact, company)
    yield from severity_differences(claim, fact)
    if claim.count is not None and claim.count != fact.count:
        of_side = claim.marks.get("side", (0, 0))[0] == claim.marks.get("count", (0, 0))[1] + 1  # "two left ovarian cysts"
        of_side = of_side or ("side" not in claim.marks and not _OF_OTHERS.search(claim.text))  # of the heading
        there = is_counted_there(claim)
        numbers = company.numbers_on(
            claim.laterality if of_side or there else None,
            rating_of(claim),
            new=claim.change == "new",
            at=counted_at(claim),
            within=claim.anatomy if there else frozenset(),
        )
        yield from count_differences(claim, fact, numbers)
    yield from quality_differences(claim, fact)
    yield from change_differences(claim, fact)
    yield from certainty_differences(claim, fact)


def turn_of(difference: Difference, fact: Finding) -> tuple[int, int]:
    """Return the turn of a difference from a fact: what is wrong before what is added, each in the order of the contract, but a
    place in another organ before the side of it.
    """
    return int(difference.added), -1 if is_in_another_organ(difference, fact) else ORDER.index(difference.attribute)


def is_in_another_organ(difference: Difference, fact: Finding) -> bool:
    """Say whether a difference is of a place in another organ than a fact in a chamber of the heart, whose side is its name."""
    kind, _, place = difference.mark.partition(":")
    if difference.attribute != "location" or difference.added or kind != "anatomy" or not place:
        return False
    return any(CHAMBER in lexicon().wholes(own) for own in fact.anatomy) and not shares_organ({place}, fact.anatomy)
