"""The vocabulary of error injection and rewording, read once from its YAML file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict

Swaps = dict[str, list[str]]


class FindingWords(NamedTuple):
    """One finding: its name, the importance of leaving it out, its region, its family and the pattern of its words."""

    name: str
    importance: str
    region: str
    family: str
    pattern: str


class Vocabulary(BaseModel):
    """Everything that `vocabulary.yaml` holds; swap tables map a word to the words that may wrongly replace it."""

    model_config = ConfigDict(extra="forbid")

    findings: list[FindingWords]
    negation_before: str
    negation_after: str
    normal: str
    hedge: str
    change: str
    recommendation: str
    severity: Swaps
    lobe: Swaps
    organ: Swaps
    segment: Swaps
    device: Swaps
    change_swap: Swaps
    count: dict[str | int, list[str | int]]
    descriptor: Swaps
    overinterpretation: Swaps
    invented: dict[str, list[tuple[str, str]]]
    regions: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, validated; a malformed file raises pydantic's ValidationError naming the field."""
    path = Path(__file__).with_name("vocabulary.yaml")
    return Vocabulary.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
