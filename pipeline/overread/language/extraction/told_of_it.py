"""The degree, look and course that a sentence gives to the finding before it ("It is small.", "This is acute.")."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.words.reading import Item

_OPENING = re.compile(r"\W*(?:it|this|they|these) (?:is|are|appears?|remains?|looks?)\b", re.IGNORECASE)
_LINKS = frozenset(
    "it this they these is are appears appear remains remain looks look and but also in size degree extent of".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LOOKS = frozenset({"descriptor", "chronicity", "extent", "direction"})
_TOLD = _LOOKS | {"severity", "change", "break"}


def with_its_degree(previous: list[Finding], found: list[Finding], items: list[Item]) -> list[Finding] | None:
    """Return the findings so far with what a sentence about "it" says of the last, None where it says anything else."""
    host, told = previous[-1], found[0] if len(found) == 1 else None
    if told is None or not told.concept.startswith("~") or host.kind != "finding" or host.presence == "absent":
        return None
    meant = [entry for item in items for entry in item.entries]
    if not _OPENING.match(told.text) or not items or any(entry.category not in _TOLD for entry in meant):
        return None
    if not _LINKS.issuperset(_WORD.findall(_besides(told, items).lower())):
        return None
    looks = {entry.value for entry in meant if entry.category in _LOOKS}
    marks: dict[str, Span] = {f"descriptor:{name}": told.span for name in looks}
    degree = host.severity or next((entry.value for entry in meant if entry.category == "severity"), None)
    marks.update({"severity": told.span} if degree else {})
    grown = replace(host, severity=degree, descriptors=host.descriptors | looks, change=host.change or told.change)
    return [*previous[:-1], replace(grown, marks={**marks, **host.marks})]


def _besides(told: Finding, items: list[Item]) -> str:
    """Return the words of a sentence that mean nothing in the lexicon."""
    text, start = told.text, told.span[0]
    for item in reversed(items):
        text = f"{text[: item.start - start]} {text[item.end - start :]}"
    return text
