"""The phrase tables of the faithful rewordings, read once from their YAML file."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from overread.eval.wording import like


class Phrases(BaseModel):
    """Tables from a phrase to one that may stand for it."""

    model_config = ConfigDict(extra="forbid")

    synonyms: dict[str, str]
    abbreviations: dict[str, str]
    british: dict[str, str]
    plural: dict[str, str]


@cache
def phrases() -> Phrases:
    """Return the phrase tables, validated; a malformed file raises pydantic's ValidationError naming the field."""
    path = Path(__file__).with_name("rewording.yaml")
    return Phrases.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def _pattern(table: str) -> re.Pattern[str]:
    keys = sorted(getattr(phrases(), table), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, keys)) + r")(?![\w-])", re.IGNORECASE)


def reworded_by(table: str, text: str, rng: random.Random) -> str | None:
    """Return the text with every phrase of the named table exchanged for its other form; None when it holds none."""
    forms: dict[str, str] = getattr(phrases(), table)

    def other(match: re.Match[str]) -> str:
        form = forms[match.group().lower()]
        inside = match.start() > 0 and text[match.start() - 2 : match.start()] not in (". ", ": ")
        return form if form[:2].isupper() or (match.group().isupper() and inside) else like(match.group(), form)

    new, count = _pattern(table).subn(other, text)
    return new if count else None
