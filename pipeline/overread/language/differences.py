"""Attribute by attribute, where a claim differs from the facts it is set against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from overread.finding import Finding, Quantity
from overread.language.changes import change_differences
from overread.language.lexicon import lexicon
from overread.language.places import is_covered, is_level_in, location_of, places_of, usual_places
from overread.language.quantities import same_value
from overread.language.removed import follows_removed
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
DEGREE = {
    "trace": 0.5,
    "minimal": 0.8,
    "mild": 1.0,
    "mild_moderate": 1.5,
    "moderate": 2.0,
    "moderate_severe": 2.5,
    "severe": 3.0,
}
CONFIDENCE = {"definite": 3, "probable": 2, "possible": 1}


def differences(claim: Finding, fact: Finding, company: Sequence[Finding]) -> Iterator[Difference]:
    """Yield the differences of a claim from one fact; `company` are all facts about the same finding, that one included."""
    yield from _laterality(claim, fact, company)
    yield from _location(claim, fact)
    yield from _measurement(claim, fact, company)
    yield from _severity(claim, fact)
    yield from _count(claim, fact, company)
    yield from _descriptors(claim, fact)
    yield from change_differences(claim, fact)
    yield from _certainty(claim, fact)


def _laterality(claim: Finding, fact: Finding, company: Sequence[Finding]) -> Iterator[Difference]:
    if claim.laterality in (None, "midline", fact.laterality):
        yield from _dropped_side(claim, fact, company)
        return
    if fact.laterality == "bilateral":
        return
    known = lexicon().concepts.get(claim.concept)
    if claim.laterality == "bilateral" and known is not None and known.device:
        return
    if claim.laterality == "bilateral":
        sides = {other.laterality for other in company}
        if {"left", "right"} <= sides or fact.laterality is None:
            return
        yield Difference("laterality", "both sides", f"the {fact.laterality}")
    elif fact.laterality is None:
        if claim.laterality in fact.nearby:
            return
        yield Difference("laterality", f"the {claim.laterality}", "no side", added=True)
    else:
        yield Difference("laterality", f"the {claim.laterality}", f"the {fact.laterality}")


def _dropped_side(claim: Finding, fact: Finding, company: Sequence[Finding]) -> Iterator[Difference]:
    """Yield the loss of a side that every fact about the finding gives, unless the claim's sentence names one."""
    paired = any(place in lexicon().places and lexicon().places[place].paired for place in places_of(fact))
    if (
        paired
        and claim.laterality is None
        and fact.laterality in ("left", "right")
        and not claim.nearby & {"left", "right", "bilateral"}
        and all(mate.laterality == fact.laterality for mate in company)
    ):
        yield Difference("laterality", "no side", f"the {fact.laterality}", "concept", added=True)


def _location(claim: Finding, fact: Finding) -> Iterator[Difference]:
    told = replace(claim, anatomy=claim.anatomy - usual_places(claim.concept))
    relation = location_of(told, fact)
    if relation in ("same", "vaguer"):
        yield from _direction(claim, fact)
        return
    if relation == "narrower" and _is_nearby(claim, fact):
        return
    claimed, stated = place_words(claim), place_words(fact)
    if relation == "narrower":
        yield Difference("location", claimed, stated or "no such place", _misplaced(claim, fact), added=True)
    else:
        yield Difference("location", claimed, stated or "elsewhere", _misplaced(claim, fact))


def _misplaced(claim: Finding, fact: Finding) -> str:
    """Return the mark of the level or the place of a claim that does not fit the fact."""
    if claim.levels and location_of(replace(claim, anatomy=frozenset()), fact) in ("narrower", "apart"):
        lacking = [level for level in sorted(claim.levels) if not is_level_in(level, fact.levels)]
        return f"level:{lacking[0]}" if lacking else "level"
    apart = [place for place in sorted(claim.anatomy) if not is_covered(place, places_of(fact))]
    return f"anatomy:{apart[0]}" if apart else "anatomy"


AGAINST = {
    "anterior": "posterior", "posterior": "anterior", "medial": "lateral", "lateral": "medial", "superior": "inferior",
    "inferior": "superior", "proximal": "distal", "distal": "proximal", "central": "peripheral", "peripheral": "central",
}  # fmt: skip


def _direction(claim: Finding, fact: Finding) -> Iterator[Difference]:
    for word in sorted(claim.descriptors & AGAINST.keys()):
        if word not in fact.descriptors and AGAINST[word] in fact.descriptors:
            yield Difference("location", word, AGAINST[word], f"descriptor:{word}")


def _is_nearby(claim: Finding, fact: Finding) -> bool:
    """Say whether the sentence of the fact names the place of the claim, though not plainly of that finding."""
    near = frozenset(place for place in fact.nearby if place in lexicon().places)
    return (
        all(is_covered(place, near) or is_covered(place, places_of(fact)) for place in claim.anatomy)
        and claim.levels <= fact.nearby | fact.levels
    )


def place_words(finding: Finding) -> str:
    """Return the place of a finding in readable words."""
    names = [
        *sorted(lexicon().name(place) for place in finding.anatomy),
        *sorted(level.replace("-", " ", 1) if level[0].islower() else level for level in finding.levels),
    ]
    return ", ".join(names)


def _measurement(claim: Finding, fact: Finding, company: Sequence[Finding]) -> Iterator[Difference]:
    for size in claim.sizes:
        if size.quantity == "time":
            continue
        own = [other for other in fact.sizes or fact.observed if _comparable(size, other)]
        if any(agrees(size, other) for other in own):
            continue
        near = [
            other
            for mate in company
            if mate is not fact and (size.role == "limit" or not own)
            for other in mate.sizes
            if _comparable(size, other)
        ]
        if any(agrees(size, other) for other in near):
            continue
        stated = own or near
        yield Difference("measurement", size_words(size), size_words(stated[0]) if stated else "no such value")


def _comparable(size: Quantity, other: Quantity) -> bool:
    return size.quantity == other.quantity and (size.role == "prior") == (other.role == "prior")


def agrees(size: Quantity, other: Quantity) -> bool:
    """Say whether a claimed quantity is the stated one, or some of its dimensions, at the printed precision."""
    if other.role == "range" and len(size.values) == 1:
        return min(other.values) <= size.values[0] * scale(size, other) <= max(other.values)
    if len(size.values) > len(other.values):
        return False
    if len(size.values) == 1:
        return any(_same(size, 0, other, index) for index in range(len(other.values)))
    left = list(range(len(other.values)))
    for index in range(len(size.values)):
        hit = next((place for place in left if _same(size, index, other, place)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def scale(size: Quantity, other: Quantity) -> float:
    scale = {"mm": 1.0, "cm": 10.0, "m": 1000.0}
    return scale.get(size.unit, 1.0) / scale.get(other.unit, 1.0)


def _same(size: Quantity, index: int, other: Quantity, place: int) -> bool:
    decimals = size.decimals[index] if index < len(size.decimals) else 0
    others = other.decimals[place] if place < len(other.decimals) else 0
    return same_value(size.values[index], size.unit, decimals, other.values[place], other.unit, others)


def size_words(size: Quantity) -> str:
    """Return a quantity as a reader would write it."""
    unit = {"[hnsf'U]": "HU", "{SUVbw}g/mL": "SUV", "cm3": "mL", "deg": "degrees"}.get(size.unit, size.unit)
    return f"{' x '.join(f'{value:g}' for value in size.values)} {unit}"


def _severity(claim: Finding, fact: Finding) -> Iterator[Difference]:
    if not claim.severity:
        return
    claimed = DEGREE[claim.severity]
    if not fact.severity:
        if claimed >= 2 and not fact.sizes:
            yield Difference("severity", claim.severity.replace("_", " to "), "no degree", added=True)
        return
    if abs(claimed - DEGREE[fact.severity]) > 0.5:
        yield Difference("severity", claim.severity.replace("_", " to "), fact.severity.replace("_", " to "))


def _count(claim: Finding, fact: Finding, company: Sequence[Finding]) -> Iterator[Difference]:
    if claim.count is None or claim.count == fact.count:
        return
    if isinstance(claim.count, int):
        if isinstance(fact.count, int):
            if claim.count != fact.count and claim.count != sum(_number(mate) for mate in company):
                yield Difference("count", str(claim.count), str(fact.count))
        elif fact.count == "multiple" and claim.count <= 2:
            yield Difference("count", str(claim.count), "several")
    elif fact.count == 1 and sum(_number(mate) for mate in company) == 1:
        yield Difference("count", "several", "one")


def _number(fact: Finding) -> int:
    return fact.count if isinstance(fact.count, int) else 1


_OPPOSED = {
    "acute": frozenset({"chronic"}), "chronic": frozenset({"acute"}), "subacute": frozenset({"chronic"}),
    "focal": frozenset({"diffuse"}), "diffuse": frozenset({"focal"}),
}  # fmt: skip


def _descriptors(claim: Finding, fact: Finding) -> Iterator[Difference]:
    for descriptor in sorted(claim.descriptors - fact.descriptors):
        if ":" in descriptor:
            name = descriptor.split(":")[0] + ":"
            other = next((known for known in fact.descriptors if known.startswith(name)), None)
            if other:
                yield Difference("descriptor", descriptor.replace(":", " "), other.replace(":", " "), "score")
            continue
        mark = f"descriptor:{descriptor}"
        words = descriptor.replace("_", " ")
        against = (lexicon().opposes.get(descriptor, frozenset()) | _OPPOSED.get(descriptor, frozenset())) & fact.descriptors
        if against:
            attribute = "severity" if descriptor in _EXTENTS else "descriptor"
            yield Difference(attribute, words, min(against).replace("_", " "), mark)
        elif _is_striking(claim, fact, descriptor):
            yield Difference("descriptor", words, "no such feature", mark, added=True)


def _is_striking(claim: Finding, fact: Finding, descriptor: str) -> bool:
    """Say whether a feature that the source does not give would change what a reader makes of the finding."""
    known = lexicon().concepts.get(claim.concept)
    if descriptor == "acute":
        return known is not None and known.acute is False and fact.source == "findings"
    return (
        descriptor in STRIKING
        and fact.source == "findings"
        and not fact.nearby & {descriptor}
        and not any(word.startswith(_STEMS.get(descriptor, descriptor)) for word in fact.words)
    )


_STEMS = {"necrotic": "necro", "cavitary": "cavit", "calcified": "calcif", "hemorrhagic": "hemorrhag", "displaced": "displac"}
_EXTENTS = frozenset({"partial", "complete_extent"})
STRIKING = frozenset(
    {"cavitary", "spiculated", "calcified", "noncalcified", "necrotic", "displaced", "comminuted", "loculated", "hemorrhagic"}
)


_NEARLY_SURE = re.compile(
    r"\b(?:consistent|compatible) with|\bin keeping with|\brepresent(?:s|ing)?\b|\bdiagnostic of", re.IGNORECASE
)
_DOUBTING = re.compile(
    r"\b(?:likely|probabl[ey]|possibl[ey]|may|might|could|suspicious|suspected|concern\w*|worrisome|suggest\w*|favou?r\w*|"
    r"question\w*|presum\w+|perhaps|cannot|versus|vs|differential)\b",
    re.IGNORECASE,
)


def _certainty(claim: Finding, fact: Finding) -> Iterator[Difference]:
    claimed, stated = CONFIDENCE[claim.certainty], CONFIDENCE[fact.certainty]
    hedged = fact if stated < claimed else claim
    if {claimed, stated} == {3, 2} and _NEARLY_SURE.search(hedged.text) and not _DOUBTING.search(hedged.text):
        return
    sure = claim if claimed > stated else fact
    if claimed != stated and max(claimed, stated) == 3 and not follows_removed(sure):
        yield Difference("certainty", claim.certainty, fact.certainty)
