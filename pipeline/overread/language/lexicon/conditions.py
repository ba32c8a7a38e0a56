"""What a rule asks of a finding, in one word: `nodule`, `!flow@testis`, `mass{hyperdense}`, `organ_size@spleen>=130mm`."""

from __future__ import annotations

import re

from overread.language.lexicon.types import Condition

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
