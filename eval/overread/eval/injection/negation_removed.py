"""An absent finding reported as present: the negation is taken away."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import replaced, stated_anywhere
from overread.eval.injection import Edit, error_type
from overread.eval.wording import sentences, source_sentences
from overread.study import Study

_CUES = (
    (
        re.compile(
            r"^(?:no|negative for)(?: (?:radiographic |sonographic |ct |definite )?evidence (?:of|for))?\s+", re.IGNORECASE
        ),
        "",
    ),
    (re.compile(r"^(there (?:is|are)) no(?: (?:evidence|sign) of)?\s+", re.IGNORECASE), r"\1 "),
    (re.compile(r"\b(is|are) not (seen|identified|present|noted)\b", re.IGNORECASE), r"\1 \2"),
    (re.compile(r"\bwithout (?:evidence of )?", re.IGNORECASE), "with "),
)
_NEGATION = re.compile(r"\b(?:no|not|without|negative)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:acute|active|other|change|additional|further|suspicious|significant|large|definite|new|displaced|evidence)\b",
    re.IGNORECASE,
)


@error_type("negation_removed", ("negation",))
def affirm(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts in which a plain negative of the source has lost its negation, for findings that the source never states."""
    source_denied = frozenset().union(*(sentence.denied for sentence in source_sentences(study)))
    for sentence in sentences(draft):
        findings = sentence.denied
        if not findings or not findings <= source_denied or sentence.asserted or stated_anywhere(study, findings):
            continue
        for cue, new in _CUES:
            if len(cue.findall(sentence.text)) == len(_NEGATION.findall(sentence.text)) == 1 and not _VAGUE.search(
                sentence.text.replace("evidence of", "")
            ):
                words = re.sub(r"\b(?:or|nor)\b", "and", cue.sub(new, sentence.text, count=1))
                yield replaced(draft, sentence.span, words[:1].upper() + words[1:])
                break
