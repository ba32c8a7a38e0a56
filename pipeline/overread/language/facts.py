"""The facts of one study, with those about each concept and its ancestors at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.quotes import Quotes


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one study, with those about each concept and its ancestors at hand."""

    all: tuple[Finding, ...]
    of: dict[str, list[Finding]] = field(default_factory=dict)
    quotes: Quotes = field(default_factory=Quotes)
    region: frozenset[str] = frozenset()


def indexed(facts: Iterable[Finding], text: str = "", region: frozenset[str] = frozenset()) -> Facts:
    """Return facts, the findings text they come from and the places examined, ready for comparison."""
    known = tuple(facts)
    table: dict[str, list[Finding]] = {}
    for fact in known:
        if fact.kind in ("finding", "normal") and fact.source in ("findings", "measurements"):
            for kind in lexicon().kinds(fact.concept):
                table.setdefault(kind, []).append(fact)
    return Facts(known, table, Quotes(text), region)
