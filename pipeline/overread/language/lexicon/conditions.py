"""What a rule asks of a finding, in one word: `nodule`, `!flow@testis`, `mass{hyperdense}`, `organ_size@spleen>=130mm`; and
what a description asks of a sentence: `pleural line/edge !marking`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from overread.language.lexicon.types import Condition, Need, Wording
from overread.language.words.tokens import norms

_CONDITION = re.compile(
    r"(?P<absent>!)?(?P<concept>[a-z][a-z0-9_]*)(?:@(?P<place>[a-z][a-z0-9_]*))?"
    r"(?:\{(?P<quality>[a-z][a-z0-9_]*(?::[a-z0-9]+)?)\})?"
    r"(?:(?P<sign>>=|<=)(?P<value>-?\d+(?:\.\d+)?)(?P<unit>[^\d\s]\S*))?"
)


def condition_of(text: str) -> Condition:
    """Return the condition a word of a rule states; ValueError for anything else.

    `!` asks for a denial, `@` names the place that must hold the finding, braces a quality, `>=` and `<=` a size with its unit.
    """
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no condition of a rule, such as 'nodule', 'organ_size@spleen>=130mm' or '!flow@testis'")
    value = float(match["value"]) if match["value"] else None
    return Condition(
        match["concept"],
        match["absent"] is not None,
        match["place"] or "",
        match["quality"] or "",
        value if match["sign"] == ">=" else None,
        value if match["sign"] == "<=" else None,
        match["unit"] or "",
    )


def needs_of(text: str) -> tuple[tuple[Need, ...], ...]:
    """Return what a description asks for, sentence by sentence; ValueError where a part asks for nothing.

    `+` parts what may stand in different sentences, a blank words that must all be there, `/` words of which one suffices;
    `non-enhancing` asks for both its words, `!flow` for a denial.
    """
    parts = [tuple(map(_need, part.split())) for part in text.split("+")]
    if not all(parts) or not all(wording.words for part in parts for need in part for wording in need):
        raise ValueError(f"{text!r} is no description, such as 'blind ending tubular/tube + fat strand'")
    return tuple(parts)


@cache
def _need(word: str) -> Need:
    return tuple([_wording(choice) for choice in word.split("/")])


@cache
def _wording(choice: str) -> Wording:
    return Wording(tuple(joined(norms(choice))), choice.startswith("!"))


def joined(words: list[str]) -> list[str]:
    """Return words with what "non" denies made one with it: what is "non-shadowing" does not shadow."""
    found: list[str] = []
    for word in words:
        if found and found[-1] == "non":
            found[-1] += word
        else:
            found.append(word)
    return found


_AGAINST = ("relative", "to")
_AFTER_LANDMARK = frozenset({",", ";", "(", ")", "and", "with", "but"})


def without_landmarks(words: Sequence[str]) -> list[str]:
    """Return words without what something is only measured against ("displaced relative to the body of C2")."""
    found: list[str] = []
    against = False
    for place, word in enumerate(words):
        against = (against and word not in _AFTER_LANDMARK) or tuple(words[place : place + 2]) == _AGAINST
        if not against:
            found.append(word)
    return found
