"""The lexicon: concepts, anatomy, descriptors, cues and rules, read once from the YAML files beside this module."""

from __future__ import annotations

from functools import cache

from overread.language.lexicon.files import digest
from overread.language.lexicon.loading import load
from overread.language.lexicon.types import (
    Concept,
    Condition,
    Description,
    Entry,
    Lexicon,
    Limits,
    Need,
    Place,
    Portrait,
    Rule,
    Scheme,
    Wording,
)

__all__ = [
    "IMPORTANCE",
    "Concept",
    "Condition",
    "Description",
    "Entry",
    "Lexicon",
    "Limits",
    "Need",
    "Place",
    "Portrait",
    "Rule",
    "Scheme",
    "Wording",
    "digest",
    "lexicon",
]

IMPORTANCE = ("critical", "notable", "routine")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read and compiled once a process."""
    return load()
