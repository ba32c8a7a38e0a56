"""The same statements in another order."""

from __future__ import annotations

import random
import re

from overread.eval.rewording import rewording
from overread.eval.wording import Sentence, sentences

_REFERS_BACK = re.compile(
    r"^(?:it|this|these|those|they|that|the (?:lesion|mass|nodule|opacity|finding)s?|there(?:'s| is) also|"
    r"also|additionally|otherwise|"
    r"however|another|other|previously|findings|correlat|consider|such|similar|for example|if|follow|"
    r"recommend)\b|\b(?:other|otherwise|remainder|elsewhere)\b",
    re.IGNORECASE,
)


_HEADED = re.compile(r"^[A-Z][A-Za-z0-9 /&,-]{0,40}:\s")


def _stays(sentence: Sentence) -> bool:
    headed = sentence.label or _HEADED.match(sentence.text)
    return bool(headed) or _REFERS_BACK.search(sentence.text) is not None


@rewording("order")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the statements shuffled into one paragraph; None when there are too few or one cannot leave its place.

    That is one that refers back to another, and one with a heading, which holds for those that follow it as well.
    """
    found = sentences(text)
    if len(found) < 2 or any(_stays(each) for each in found):
        return None
    lines = [" ".join(sentence.text.split()) + sentence.mark for sentence in found]
    shuffled = lines[::-1] if len(lines) == 2 else rng.sample(lines, len(lines))
    return " ".join(shuffled)
