"""The place after the finding rather than before it: nodule in the left lower lobe."""

from __future__ import annotations

import random
import re

from overread.eval.rewording import rewording

_PLACED = re.compile(
    r"\b(?P<side>left|right) (?P<place>upper lobe|lower lobe|middle lobe|lung base|lung apex|base|apex|"
    r"kidney|adrenal|ovary|breast) "
    r"(?P<finding>(?:calcified |small |large )?(?:granulomas?|nodules?|opacit(?:y|ies)|atelectasis|"
    r"consolidation|infiltrates?|scarring|mass|cysts?|pneumonia|"
    r"airspace disease))\b(?! (?:and|or|versus|in|at))",
    re.IGNORECASE,
)


@rewording("word_order")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text with "left lower lobe nodule" turned into "nodule in the left lower lobe", or None."""

    def turned(match: re.Match[str]) -> str:
        words = f"{match['finding']} in the {match['side'].lower()} {match['place'].lower()}"
        return words[:1].upper() + words[1:] if match.group()[:1].isupper() else words

    new, count = _PLACED.subn(turned, text)
    return new if count else None
