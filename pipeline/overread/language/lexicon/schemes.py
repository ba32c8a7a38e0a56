"""From a row of the lexicon to a scheme of classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from overread.language.lexicon.conditions import needs_of
from overread.language.lexicon.types import Limits, Need, Portrait, Scheme
from overread.language.words.tokens import norms

_RUN = "= "


def scheme_of(row: Mapping[str, Any]) -> Scheme:
    """Return the scheme that a row of the lexicon describes; ValueError for words or limits that say nothing."""
    portraits = tuple([portrait_of(told["classes"], words) for told in row.get("words", ()) for words in told["words"]])
    limits = tuple([_limits(told) for told in row.get("values", ())])
    named = frozenset[str]().union(*(portrait.classes for portrait in portraits))
    return Scheme(
        row.get("title", ""),
        row["attribute"],
        frozenset(row.get("systems", ())),
        _need(row.get("about", "")),
        {concept: name for name, concepts in row.get("concepts", {}).items() for concept in concepts},
        frozenset(row.get("of", ())),
        row.get("leading") == "true",
        row.get("local") == "true",
        portraits,
        limits,
        named.union(name for one in limits for name, _, _ in one.classes),
    )


def portrait_of(classes: str, words: str) -> Portrait:
    """Return what some words tell: a run of words behind "= ", else the words of a description."""
    names = frozenset(classes.split()) - {"none"}
    if words.startswith(_RUN):
        return Portrait(names, (), " ".join(norms(words.removeprefix(_RUN))))
    (needs,) = needs_of(words)
    return Portrait(names, needs)


def _limits(row: Mapping[str, Any]) -> Limits:
    bands = [(name, *map(float, ends.split())) for name, ends in row["limits"].items()]
    return Limits(_need(row.get("of", "")), row["unit"], tuple([(name, low, high) for name, low, high in bands]))


def _need(words: str) -> Need:
    return needs_of(words)[0][0] if words else ()
