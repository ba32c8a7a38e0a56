"""British spelling."""

from __future__ import annotations

import random

from overread.eval.phrases import reworded_by
from overread.eval.rewording import rewording


@rewording("british")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text in the other forms of the british table, or None when it holds none of them."""
    return reworded_by("british", text, rng)
