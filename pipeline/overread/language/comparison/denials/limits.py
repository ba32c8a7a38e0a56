"""Measures by which a finding is called: the ejection fraction under which the function of a ventricle is reduced."""

from __future__ import annotations

import re
from functools import lru_cache

from overread.finding import Finding, Quantity
from overread.language.lexicon import Condition, lexicon
from overread.language.places import is_inside, places_of

LENGTHS = {"mm": 1.0, "cm": 10.0, "m": 1000.0}
_MARGIN = 0.2
"""How far beyond its limit, as a share of it, a measure must be to speak against a finding: limits differ between sources."""


@lru_cache(maxsize=4096)
def limits_of(concept: str) -> tuple[Condition, ...]:
    """Return the conditions on one measure, each of which by itself lets the finding be called."""
    rules = (rule for rule in lexicon().rules_for(concept) if rule.strength == "licensed")
    alone = (group[0] for rule in rules for group in rule.groups if len(group) == 1)
    return tuple(part for part in alone if (part.least is not None or part.most is not None) and _is_measure(part.concept))


def is_under(fact: Finding, condition: Condition) -> bool:
    """Say whether all measures of a fact are below the limit from which on a finding is called."""
    values = [_in_unit(size, condition.unit) for size in fact.sizes if size.role != "prior"]
    return (
        condition.least is not None and bool(values) and all(value is not None and value < condition.least for value in values)
    )


def speaks_against(fact: Finding, condition: Condition) -> bool:
    """Say whether a measure of the source is well on the other side of the limit that a finding asks for."""
    if condition.place and not is_inside(places_of(fact), frozenset({condition.place})):
        return False
    values = [value for size in fact.sizes if (value := _in_unit(size, condition.unit)) is not None]
    if not values or (condition.least is not None and is_called_high(fact)):
        return False
    low = condition.least is not None and max(values) < condition.least * (1 - _MARGIN)
    high = condition.most is not None and min(values) > condition.most * (1 + _MARGIN)
    return low or high


def is_called_high(fact: Finding) -> bool:
    """Say whether the source calls a measure of this patient too high, whatever its usual limit."""
    return _CALLED_HIGH.search(fact.text) is not None


_CALLED_HIGH = re.compile(
    r"(?<!not )\b(?:(?:mildly|moderately|markedly|slightly|abnormally) (?:increased|high)|raised|elevated|dilated|enlarged)\b",
    re.IGNORECASE,
)


def _is_measure(concept: str) -> bool:
    """Say whether a concept is something everyone has, rather than a finding that is measured."""
    known = lexicon().concepts.get(concept)
    return concept == "organ_size" or (known is not None and known.importance == "routine" and known.acute is None)


def _in_unit(size: Quantity, unit: str) -> float | None:
    if size.role != "current" or not size.values or (size.unit != unit and not {size.unit, unit} <= LENGTHS.keys()):
        return None
    return max(size.values) * LENGTHS.get(size.unit, 1.0) / LENGTHS.get(unit, 1.0)
