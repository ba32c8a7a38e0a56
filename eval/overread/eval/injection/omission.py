"""A finding of the source left out of the draft."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.faithful import reportable, verbatim
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import Sentence, importances, matches, sentences
from overread.study import Study

_REFERRING = re.compile(r"(?:this|these|those|it|they|which)\b", re.IGNORECASE)
_OF_NO_WEIGHT = (
    r"\b(?:status post|mild|minimal|linear|subsegmental|small|smaller|tiny|few|diverticul(?:a|um|osis)|old|remote|healed|"
    r"chronic|calcified|granulomat\w+|benign|streaks?|band-?like|bands?|plate-?like|discoid|reactive|"
    r"fatty hil\w+|physiologic\w*|subcutaneous|leu[kc]oaraiosis)\b"
)
_STEM = 5
_SHORTEST = 4
_TOLD = 0.5
_RANK = ("critical", "major", "minor")


@error_type("omission", ("omission",), styles=("verbatim",))
def leave_out(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield copied drafts without one statement whose findings no other statement speaks of, with its importance.

    A statement that refers to the one before it, or that the one after it refers to, is not left out: it is not told alone.
    Neither is one of the case, nor one that another statement tells in much the same words.
    """
    source = sentences(study.findings)
    for sentence, following in zip(source, [*source[1:], None], strict=True):
        others = frozenset().union(*(other.families for other in source if other != sentence))
        normal = matches(vocabulary().normal, sentence.text)
        if normal or sentence.of_case or not sentence.asserted or not reportable(sentence) or sentence.families & others:
            continue
        if _REFERRING.match(sentence.text) or (following and _REFERRING.match(following.text)):
            continue
        if any(_tells(other, sentence) for other in source if other != sentence):
            continue
        seed = rng.random()
        clean, text = verbatim(study, random.Random(seed)), verbatim(study, random.Random(seed), skip=sentence)
        if text and clean:
            importance = min((importances()[name] for name in sentence.asserted), key=_RANK.index)
            importance = "minor" if importance == "major" and matches(_OF_NO_WEIGHT, sentence.text) else importance
            yield Edit(text, (), (sentence.span,), clean=clean, note=sentence.text, importance=importance)


def _tells(other: Sentence, sentence: Sentence) -> bool:
    """Return whether another sentence has at least half of the words of one, in whatever form, and states something too."""
    words = _stems(sentence.text)
    return reportable(other) and len(words & _stems(other.text)) >= max(2, _TOLD * len(words))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= _SHORTEST)
