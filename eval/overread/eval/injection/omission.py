"""A finding of the source left out of the draft."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.faithful import reportable, verbatim
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import importances, matches, sentences
from overread.study import Study

_REFERRING = re.compile(r"(?:this|these|those|it|they|which)\b", re.IGNORECASE)
_OF_NO_WEIGHT = (
    r"\b(?:status post|mild|minimal|linear|subsegmental|small|smaller|tiny|few|diverticul(?:a|um|osis)|old|remote|healed|"
    r"chronic|calcified|granulomat\w+|benign|reactive|fatty hil\w+|physiologic\w*|subcutaneous|leu[kc]oaraiosis)\b"
)
_RANK = ("critical", "major", "minor")


@error_type("omission", ("omission",), styles=("verbatim",))
def leave_out(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield copied drafts without one statement whose findings no other statement speaks of, with its importance.

    A statement that refers to the one before it, or that the one after it refers to, is not left out: it is not told alone.
    """
    source = sentences(study.findings)
    for sentence, following in zip(source, [*source[1:], None], strict=True):
        others = frozenset().union(*(other.families for other in source if other != sentence))
        normal = matches(vocabulary().normal, sentence.text)
        if normal or not sentence.asserted or not reportable(sentence) or sentence.families & others:
            continue
        if _REFERRING.match(sentence.text) or (following and _REFERRING.match(following.text)):
            continue
        seed = rng.random()
        clean, text = verbatim(study, random.Random(seed)), verbatim(study, random.Random(seed), skip=sentence)
        if text and clean:
            importance = min((importances()[name] for name in sentence.asserted), key=_RANK.index)
            importance = "minor" if importance == "major" and matches(_OF_NO_WEIGHT, sentence.text) else importance
            yield Edit(text, (), (sentence.span,), clean=clean, note=sentence.text, importance=importance)
