"""Synonyms: cardiomegaly for an enlarged heart."""

from __future__ import annotations

import random

from overread.eval.phrases import reworded_by
from overread.eval.rewording import rewording


@rewording("synonyms")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text in the other forms of the synonyms table, or None when it holds none of them."""
    return reworded_by("synonyms", text, rng)
