"""Concepts that are measures of what everyone has, such as a length or a ratio, rather than findings."""

from __future__ import annotations

_QUANTITIES = frozenset("angle area distance fraction index length rate ratio thickness velocity volume".split())


def is_quantity(concept: str) -> bool:
    """Say whether a concept is by its name a quantity, which is normal or not by its value: "cervical_length"."""
    return concept.rpartition("_")[2] in _QUANTITIES
