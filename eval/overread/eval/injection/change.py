"""A wrong interval change: stable becomes worsening."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import sentences
from overread.study import Study

_SIZE_WORD = re.compile(r"(?:in|de)creas", re.IGNORECASE)
_OF_A_LOOK = re.compile(r"\w+ (?:density|attenuation|signal|echogenicity|intensity|uptake|lucency)\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|should|in case)\b", re.IGNORECASE)
_COMPARING = re.compile(
    r"\b(?:in size|since|from|compared|interval|prior|previous\w*|now|has|have|than|again|slightly|mildly)\b", re.IGNORECASE
)


@error_type("change", ("change",))
def swap_change(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one word of interval change exchanged for an opposing one.

    "Increased" and its like count only in a sentence that compares, and not of a look: alone they may describe a density or a
    dimension. What is only supposed has not changed.
    """
    for edit in swaps(study, draft, vocabulary().change_swap):
        start = edit.spans[0][0]
        sentence = next(sentence for sentence in sentences(draft) if sentence.start <= start < sentence.end)
        if _SUPPOSED.search(draft, sentence.start, start) or _OF_A_LOOK.match(draft, start):
            continue
        if not _SIZE_WORD.match(draft, start) or _COMPARING.search(sentence.text):
            yield edit
