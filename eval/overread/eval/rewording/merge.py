"""Two statements merged into one with a semicolon or "and"."""

from __future__ import annotations

import random
import re

from overread.eval.rewording import rewording
from overread.eval.wording import Sentence, sentences

_SIMPLE = re.compile(r"^[A-Za-z](?!.* [-–—] )[^.;:]{5,110}$")


def _lower(sentence: Sentence) -> str:
    words = " ".join(sentence.text.split())
    return (
        words
        if (words[:1].isupper() and words[1:2].isupper()) or words[1:2] in "-0123456789"
        else words[:1].lower() + words[1:]
    )


@rewording("merge")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the statements joined in pairs; None when there are fewer than two plain ones."""
    found = [
        sentence for sentence in sentences(text) if _SIMPLE.match(sentence.text) and sentence.mark == "." and not sentence.label
    ]
    if len(found) < 2 or len(found) != len(sentences(text)):
        return None
    joint = rng.choice(("; ", " and ", "; "))
    pairs = [found[at : at + 2] for at in range(0, len(found), 2)]
    merged = [" ".join(pair[0].text.split()) + (joint + _lower(pair[1]) if len(pair) > 1 else "") for pair in pairs]
    return ". ".join(merged) + "."
