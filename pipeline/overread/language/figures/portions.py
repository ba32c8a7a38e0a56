"""Lengths that measure one portion of a lesion, its solid component say, and not the whole of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from overread.finding import Finding, Quantity

PORTION = "portion"
_KIND = r"(?:solid|soft[ -]tissue|cystic|enhancing|nodular|non-?calcified|necrotic|ground[ -]?glass|fatty|invasive|mural)"
_NAME = rf"\b{_KIND}\s+(?:component|portion|part|element)s?\b"
_NAMED = re.compile(_NAME, re.IGNORECASE)
_AFTER = re.compile(
    rf"\s*(?:in (?:size|diameter)\s+)?(?:(?:central|internal|eccentric|inner|new|peripheral|small|larger|thick|"
    rf"(?:hyper|a)?vascular|{_KIND})[,\s]+){{0,2}}{_NAME}",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"{_NAME}(?P<between>(?:[^.;\n]|\.\d){{0,80}})$", re.IGNORECASE)
_WHOLE = r"(?:nodule|mass|lesion|cyst|tumou?r|overall|in total|total|in all)\b"
_OF_WHOLE = re.compile(rf"\s*\(?(?:[a-z-]+\s){{0,3}}?{_WHOLE}", re.IGNORECASE)
_TO_WHOLE = re.compile(rf"\b{_WHOLE}|\b(?:with an? |measuring )?diameter", re.IGNORECASE)
_OF_IT = re.compile(rf"\s(?:of|in|within) (?:the|this|that|its)\b[^,.;]*\b{_WHOLE},?\s", re.IGNORECASE)
_REACH = 110
_PART = r"(?:(?:neck|cortex)(?: (?:thickness|width|diameter))?|cortical thick(?:ness|ening))"
_LOOK = r"(?:(?:thickened|thick|wide|narrow|broad|eccentric|asymmetric|maxim(?:al|um)|focal)\s+)?"
_PART_BEFORE = re.compile(
    rf"(?:\b(?:with|and|its|whose|aneurysm|nodes?)|[,;(])\s+(?:an?\s+|the\s+|its\s+)?{_LOOK}{_PART}"
    r"(?:,?\s+(?:of|is|measur\w+|at|to|up|about|approximately))*\s*$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(rf"\s*-?\s*{_LOOK}(?:in )?{_PART}\b", re.IGNORECASE)
_WITH_PARTS = re.compile(r"aneurysm|\bnod(?:e|es|al)\b", re.IGNORECASE)


def with_portions(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Yield quantities, those of a portion as such ("16 mm nodule with a solid component of 8 mm, formerly 4 mm"), the
    neck of an aneurysm or the cortex of a node.
    """
    named = parted = None
    for quantity in quantities:
        named = _NAMED.search(text) is not None if named is None else named
        parted = _WITH_PARTS.search(text) is not None if parted is None else parted
        own = quantity.quantity == "size" and (
            (named and _is_of_portion(text, quantity)) or (parted and _is_of_part(text, quantity))
        )
        yield replace(quantity, quantity=PORTION) if own else quantity


def _is_of_portion(text: str, size: Quantity) -> bool:
    start, end = size.span
    if _AFTER.match(text, end):
        return True
    led = _BEFORE.search(text, max(0, start - _REACH), start)
    if led is None or (_TO_WHOLE.search(led["between"]) and not _OF_IT.match(led["between"])):
        return False
    return _OF_WHOLE.match(text, end) is None


def _is_of_part(text: str, size: Quantity) -> bool:
    start, end = size.span
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), 0)
    stop = text.find(". ", end)
    if not _WITH_PARTS.search(text, begin, stop if stop >= 0 else len(text)):
        return False
    return _PART_AFTER.match(text, end) is not None or _PART_BEFORE.search(text, max(begin, start - _REACH), start) is not None


def is_of_portion(found: Sequence[Finding]) -> bool:
    """Say whether words give the size of one portion of a lesion and nothing else ("the solid component is now 7 mm")."""
    return len(found) == 1 and bool(found[0].sizes) and all(size.quantity == PORTION for size in found[0].sizes)
