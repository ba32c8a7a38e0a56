"""Telegraphic style: the verbs and articles that carry nothing are left out."""

from __future__ import annotations

import random
import re

from overread.eval.rewording import rewording
from overread.eval.wording import sentences

_LEAD = re.compile(r"^there (?:is|are) (?:again )?(?:an? |some )?(?!no\b|been\b)", re.IGNORECASE)
_TAIL = re.compile(r" (?:is|are) (?:again |also )?(?:seen|noted|present|identified|demonstrated|visualized)$", re.IGNORECASE)


@rewording("telegraphic")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text without empty openings and closings; None when it holds none."""
    new = text
    for sentence in reversed(sentences(text)):
        words = _TAIL.sub("", _LEAD.sub("", sentence.text))
        if words != sentence.text and len(words) > 3:
            new = new[: sentence.start] + words[:1].upper() + words[1:] + new[sentence.end :]
    return new if new != text else None
