"""Denials of something that the lexicon does not know: they reach no further than that."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.words.tokens import norms

_DENYING = re.compile(r"\b(?:without|no|not)\b", re.IGNORECASE)
_PAIR = 2
_SHORT = 4


def unknown_subject(denial: Finding) -> frozenset[str]:
    """Return the words before a denial that name something which the lexicon does not know ("neopharynx without mass")."""
    if denial.anatomy or denial.levels or denial.presence == "present":
        return frozenset()
    before = _DENYING.split(denial.text, maxsplit=1)
    if len(before) < _PAIR:
        return frozenset()
    unknown = unknown_words(denial.words.intersection(norms(before[0])))
    return frozenset(word for word in unknown if len(word) > _SHORT)


def unknown_words(words: frozenset[str]) -> frozenset[str]:
    """Return those of some words that the lexicon does not know."""
    known = lexicon()
    return frozenset(word for word in words if word not in known.phrases and word not in known.ordinary)
