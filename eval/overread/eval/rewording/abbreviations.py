"""Abbreviations and their full forms: RUL for right upper lobe."""

from __future__ import annotations

import random

from overread.eval.phrases import reworded_by
from overread.eval.rewording import rewording


@rewording("abbreviations")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text in the other forms of the abbreviations table, or None when it holds none of them."""
    return reworded_by("abbreviations", text, rng)
