"""Where a claim differs from the facts in a size, a value, a limit or a growth."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from overread.finding import Finding, Quantity
from overread.language.comparison.facts.company import Company
from overread.language.figures.agreement import agrees, ends, growths, printed, scale, size_words
from overread.language.figures.portions import PORTION
from overread.language.figures.quantities import GROWTH
from overread.language.places import location_of
from overread.review import Difference

_LANDMARK = re.compile(
    r"\s*(?:(?:just|immediately)\s)?(?:above|below|beyond|from|(?:proximal|distal|cephalad|caudal|superior|inferior) to)\b",
    re.I,
)
_LEAST = re.compile(
    r"(?:>|≥|\b(?P<little>(?:just|slightly|somewhat|marginally|barely|a little)\s+)?"
    r"(?:(?:more|greater|larger) than|at least|over|exceeding|above))\s*(?:approximately\s*)?$",
    re.I,
)
_MOST = re.compile(
    r"(?:<|≤|\b(?:(?:less|smaller|shorter|no (?:larger|more|greater)|not (?:larger|more)) than|under|below))"
    r"\s*(?:approximately\s*)?$",
    re.I,
)
_LITTLE = 1.5
"""How many times a value may be that a finding is said to exceed by a little ("just over 1 cm")."""


def is_other_measure(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact only measures another organ, and finds another value: of the claimed organ it says nothing."""
    measured = claim.concept == fact.concept == "organ_size"
    return measured and not any(agrees(size, other) for size in claim.sizes for other in fact.sizes)


def measurement_differences(claim: Finding, fact: Finding, company: Company) -> Iterator[Difference]:
    """Yield the values of a claim, in any unit of their kind, that neither the fact nor its company gives."""
    if is_other_measure(claim, fact) and location_of(claim, fact) == "apart":
        return
    for size in claim.sizes:
        if size.quantity == "time":
            continue
        if size.quantity == GROWTH:
            yield from _growth(size, fact)
            continue
        own = [other for other in fact.sizes or fact.observed if _comparable(size, other)]
        if not own and size.quantity == PORTION:
            own = [other for other in fact.sizes if agrees(size, replace(other, quantity=PORTION))]
        if len(own) > 1 and not _leads_from(claim, size):
            own = [other for other in own if not _leads_from(fact, other)] or own
        if any(agrees(size, other) for other in own):
            continue
        if size.role == "range" and all(company.sizes.agreeing(end) for end in ends(size)):
            continue
        alone = bool(own) and size.role != "limit"
        if not alone and any(_comparable(size, other) for other in company.sizes.agreeing(size)):
            continue
        open_ = not own and size.quantity != "attenuation" and not _is_most(size, claim)
        if size.role == "limit" and (open_ or is_exceeded(size, claim, own)):
            continue
        if is_kept(size, claim.text[: max(0, size.span[0] - claim.span[0])], chain(own, _beside(claim, company))):
            continue
        stated = own[0] if own else company.sizes.first.get((size.quantity, size.role == "prior"))
        value = size_words(stated) if stated else "no such value"
        yield Difference("measurement", size_words(size), value, f"size:{size.span[0]}")


def _leads_from(finding: Finding, size: Quantity) -> bool:
    """Say whether a length tells how far a finding is from a landmark ("5 mm stone 2 cm above the junction"), not how large."""
    return size.quantity == "size" and _LANDMARK.match(finding.text, size.span[1] - finding.span[0]) is not None


def _is_most(size: Quantity, claim: Finding) -> bool:
    return claim.text[: size.span[0] - claim.span[0]].rstrip().lower().endswith("up to")


def is_exceeded(size: Quantity, claim: Finding, own: Iterable[Quantity]) -> bool:
    """Say whether a value that a finding is said to exceed ("> 180 degrees") is exceeded by a stated one."""
    least = _LEAST.search(claim.text[: max(0, size.span[0] - claim.span[0])])
    if least is None:
        return False
    most = _LITTLE * max(size.values) if least["little"] else math.inf
    return any(max(size.values) <= max(other.values) * scale(other, size) <= most for other in own)


def is_kept(size: Quantity, before: str, stated: Iterable[Quantity]) -> bool:
    """Say whether a value behind some words is one that a finding is said to be under ("polyps under 6 mm"), and that all plain
    ones of its kind are.
    """
    if size.role != "limit" or _MOST.search(before) is None:
        return False
    alike = [other for other in stated if _comparable(size, other)]
    return all(other.role == "current" and max(other.values) * scale(other, size) <= max(size.values) for other in alike)


def _beside(claim: Finding, company: Company) -> Iterator[Quantity]:
    """Yield the sizes of all that a company has where a claim is."""
    for fact in company.facts:
        if location_of(claim, fact) != "apart" and {claim.laterality, fact.laterality} != {"left", "right"}:
            yield from fact.sizes


def are_kept(sizes: Iterable[Quantity], text: str, stated: Sequence[Quantity]) -> bool:
    """Say whether all values of a text are such as something is said to be under, and is."""
    return all(is_kept(size, text[: size.span[0]], stated) for size in sizes)


def _growth(size: Quantity, fact: Finding) -> Iterator[Difference]:
    """Yield the difference of a growth from what the two sizes of the fact make it, where it has two."""
    kind, value, step = printed(size, 0)
    reckoned = [(change, near) for other, change, near in growths(fact) if other == kind]
    given = [other for other in fact.sizes if other.unit == size.unit == "%" and not reckoned]
    if given and not any(agrees(size, other) for other in given):
        yield Difference("measurement", size_words(size), size_words(given[0]), f"size:{size.span[0]}")
    if reckoned and not any(abs(value - change) <= max(step, near) for change, near in reckoned):
        sizes = [other for other in fact.sizes if printed(other, 0)[0] == kind]
        yield Difference("measurement", size_words(size), " from ".join(map(size_words, sizes[:2])), f"size:{size.span[0]}")


def _comparable(size: Quantity, other: Quantity) -> bool:
    return (size.quantity == other.quantity or size.unit == other.unit == "%") and (size.role == "prior") == (
        other.role == "prior"
    )
