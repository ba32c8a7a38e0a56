"""Other ways of saying no: no evidence of, negative for, is not seen."""

from __future__ import annotations

import random
import re

from overread.eval.rewording import rewording
from overread.eval.wording import sentences

_PLAIN = re.compile(
    r"^(?:there (?:is|are) )?no (?!evidence|change|significant interval|interval|other|longer|"
    r"new|further|additional|prior|previous)(?P<what>[a-z][^.;:]*?)"
    r"(?: (?:is|are|was|were) (?:seen|identified|present|noted|detected|observed|found|demonstrated|visualized))?$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have)\b", re.IGNORECASE)
_FORMS = (
    "No evidence of {}",
    "There is no {}",
    "Negative for {}",
    "There is no evidence of {}",
    "No {} is seen",
    "Absence of {}",
)


@rewording("no_evidence")
def reword(text: str, rng: random.Random) -> str | None:
    """Return the text with each plain negative said in another form; None when it holds none."""
    new = text
    for sentence in reversed(sentences(text)):
        match = _PLAIN.match(sentence.text)
        if match and not _VERB.search(match["what"]) and " but " not in sentence.text and " no " not in match["what"]:
            words = rng.choice(_FORMS).format(match["what"])
            new = new[: sentence.start] + words + new[sentence.end :]
    return new if new != text else None
