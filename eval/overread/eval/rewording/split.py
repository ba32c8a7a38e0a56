"""One negative of several findings split into several: no A or B becomes no A, no B."""

from __future__ import annotations

import random
import re

from overread.eval.rewording import rewording
from overread.eval.wording import sentences

_LIST = re.compile(
    r"^(?P<lead>(?:there (?:is|are) )?no(?: evidence of)?) (?P<items>[a-z][\w -]*(?:, [\w -]+)*,? (?:or|and) [\w -]+)$",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:is|are|remains?|appears?|shows?|the|seen|within|in|of|acute|focal|suspicious|large|significant|or|and|other|active|new)\b"
    r"|(?:al|ar|ic|ary|ous|ive)$",
    re.IGNORECASE,
)


@rewording("split")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text with each list of plain negatives split into one sentence an item; None when it holds none."""
    new = text
    for sentence in reversed(sentences(text)):
        match = _LIST.match(sentence.text)
        items = re.split(r",? (?:or|and) |, ", match["items"]) if match else []
        if match and len(items) > 1 and not any(_SHARED.search(item) for item in items):
            words = ". ".join(f"{match['lead']} {item}" for item in items)
            words = words[:1].upper() + words[1:]
            new = new[: sentence.start] + words + new[sentence.end :]
    return new if new != text else None
