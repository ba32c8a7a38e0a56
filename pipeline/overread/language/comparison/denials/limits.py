"""Measures by which a finding is called: the ejection fraction under which the function of a ventricle is reduced."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache

from overread.finding import Finding, Quantity
from overread.language.figures.measures import is_quantity
from overread.language.figures.named_values import named_values
from overread.language.figures.quantities import quantities
from overread.language.lexicon import Condition, lexicon
from overread.language.places import is_inside, location_of, places_of, usual_places

_SCALES = ({"mm": 1.0, "cm": 10.0, "m": 1000.0}, {"mL": 1.0, "cm3": 1.0, "L": 1000.0})
"""Units of one kind, lengths and volumes, each with how many of the smallest it is."""
_MARGIN, _MARGIN_OF_RATIO = 0.2, 0.05
"""How far beyond its limit, as a share of it, a measure must be to speak against a finding: those of lengths differ more
between sources than those of scores and ratios.
"""


@lru_cache(maxsize=4096)
def limits_of(concept: str) -> tuple[Condition, ...]:
    """Return the conditions on one measure, each of which by itself lets the finding be called."""
    rules = (rule for rule in lexicon().rules_for(concept) if rule.strength == "licensed")
    alone = (group[0] for rule in rules for group in rule.groups if len(group) == 1)
    limited = (part for part in alone if part.least is not None or part.most is not None)
    return tuple(part for part in limited if is_by_name(part.unit) or is_measure(part.concept))


@lru_cache(maxsize=1)
def all_limits() -> tuple[tuple[str, Condition], ...]:
    """Return every finding that one measure lets a reader call, with each condition on that measure."""
    return tuple((name, condition) for name in lexicon().concepts for condition in limits_of(name))


def seat_of(condition: Condition) -> frozenset[str]:
    """Return the places of what a condition measures: the one that it names, else that of the measure."""
    return frozenset({condition.place}) if condition.place else usual_places(condition.concept)


def is_by_name(unit: str) -> bool:
    """Say whether a unit is only the name by which a report gives a value, such as "{ratio}" or "{percentile}"."""
    return unit.startswith("{") and unit.endswith("}")


def values_of(fact: Finding, unit: str) -> list[tuple[float, float]]:
    """Return the least and the greatest value of each measure of now that a fact gives in a unit or under a name: "up to 3 cm"
    is 3 cm at the most, "> 3 cm" may be anything above.
    """
    found = [_bounds(fact, size, unit) for size in fact.sizes if size.role != "prior" and size.values and _is_in(size, unit)]
    return found or ([(value, value) for value in _named(fact, unit[1:-1])] if is_by_name(unit) else [])


def _named(fact: Finding, name: str) -> list[float]:
    """Return the values of a name that a fact gives: where it tells of several, those behind its own ("right ABI 1.02, left ABI
    0.64").
    """
    told = [each for each in named_values(fact.text) if each.name == name]
    start, end = (place - fact.span[0] for place in fact.marks.get("concept", (0, 0)))
    own = [each for each in told if each.span[0] < end and start < each.span[1]]
    return [each.value for each in own or told]


def is_met(fact: Finding, condition: Condition) -> bool:
    """Say whether a measure of a fact is on that side of a limit on which a finding is called."""
    return any(_is_within(bounds, condition) for bounds in values_of(fact, condition.unit))


def _is_within(bounds: tuple[float, float], condition: Condition) -> bool:
    low, high = bounds
    return (condition.least is None or high >= condition.least) and (condition.most is None or low <= condition.most)


def _all_values(fact: Finding, condition: Condition) -> list[tuple[float, float]]:
    """Return the values of a fact and those beside them in its sentence, which may be of other parts of the same organ
    ("aorta: proximal 2.2 cm, distal 3.9 cm").
    """
    beside = quantities(fact.text) if fact.concept == "organ_size" else ()
    now = (size for size in beside if size.role != "prior" and _is_in(size, condition.unit))
    return [*values_of(fact, condition.unit), *(_bounds(replace(fact, span=(0, 0)), size, condition.unit) for size in now)]


def is_unmet(fact: Finding, condition: Condition) -> bool:
    """Say whether all measures in the sentence of a fact are on the other side of the limit at which a finding is called."""
    told = values_of(fact, condition.unit) and _all_values(fact, condition)
    return bool(told) and not any(_is_within(bounds, condition) for bounds in told)


def is_measured_of(claim: Finding, fact: Finding, condition: Condition) -> bool:
    """Say whether a fact gives the measure that a condition on a claim asks for, there where the claim is: a wide iliac artery
    makes no portal vein wide.
    """
    if fact.concept != condition.concept or fact.kind != "finding" or fact.presence != "present":
        return False
    by_place = bool(condition.place) and condition.concept == "organ_size"
    return location_of(claim, fact) != "apart" if places_of(claim) else not by_place


def speaks_against(fact: Finding, condition: Condition) -> bool:
    """Say whether a measure of the source is well on the other side of the limit that a finding asks for."""
    if condition.place and not is_inside(places_of(fact), frozenset({condition.place})):
        return False
    values = values_of(fact, condition.unit) and _all_values(fact, condition)
    if not values or (condition.least is not None and is_called_high(fact)):
        return False
    margin = _MARGIN_OF_RATIO if is_by_name(condition.unit) else _MARGIN
    low = condition.least is not None and max(high for _, high in values) < condition.least - margin * abs(condition.least)
    high = condition.most is not None and min(low for low, _ in values) > condition.most + margin * abs(condition.most)
    return low or high


def is_called_high(fact: Finding) -> bool:
    """Say whether the source calls a measure of this patient too high, whatever its usual limit."""
    return _CALLED_HIGH.search(fact.text) is not None


_CALLED_HIGH = re.compile(
    r"(?<!not )\b(?:(?:mildly|moderately|markedly|slightly|abnormally) (?:increased|high)|raised|elevated|dilated|enlarged)\b",
    re.IGNORECASE,
)


def is_value(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is no more than the value by which a claimed finding is called, and so weighs what that does."""
    limits = (limit for limit in limits_of(claim.concept) if limit.concept == fact.concept != "organ_size")
    return any(is_met(fact, limit) for limit in limits)


def is_measure(concept: str) -> bool:
    """Say whether a concept is something everyone has, rather than a finding that is measured."""
    known = lexicon().concepts.get(concept)
    everyday = known is not None and known.importance == "routine" and known.acute is None
    return concept == "organ_size" or everyday or is_quantity(concept)


def _is_in(size: Quantity, unit: str) -> bool:
    """Say whether a size is of the kind that a unit measures."""
    return size.unit == unit or any({size.unit, unit} <= scale.keys() for scale in _SCALES)


def _bounds(fact: Finding, size: Quantity, unit: str) -> tuple[float, float]:
    """Return between what a printed size lies, in a unit: its longest dimension, the ends of a range, or all beyond a limit."""
    scale = next((units[size.unit] / units[unit] for units in _SCALES if {size.unit, unit} <= units.keys()), 1.0)
    high = max(size.values) * scale
    if size.role == "range":
        return min(size.values) * scale, high
    before = fact.text[: max(0, size.span[0] - fact.span[0])] if size.role == "limit" else ""
    if _UNDER.search(before):
        return -math.inf, math.nextafter(high, -math.inf)
    return (high, math.inf) if _BEYOND.search(before) else (high, high)


_BEYOND = re.compile(
    r"(?:(?:greater|more|larger|bigger|wider|thicker|longer) than|at least|over|exceeding|[>≥])\s*$", re.IGNORECASE
)
_UNDER = re.compile(r"(?:(?:less|smaller|narrower|thinner|shorter) than|under|below|<)\s*$", re.IGNORECASE)
"""Words before a value that only tells what is exceeded, or not reached."""
