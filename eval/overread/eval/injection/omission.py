"""A finding of the source left out of the draft."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.faithful import reportable, verbatim
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import importances, matches, sentences
from overread.study import Study

_RANK = ("critical", "major", "minor")


@error_type("omission", ("omission",), styles=("verbatim",))
def leave_out(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield copied drafts without one statement whose findings no other statement speaks of, with its importance."""
    source = sentences(study.findings)
    for sentence in source:
        others = frozenset().union(*(other.families for other in source if other != sentence))
        normal = matches(vocabulary().normal, sentence.text)
        if normal or not sentence.asserted or not reportable(sentence) or sentence.families & others:
            continue
        seed = rng.random()
        clean, text = verbatim(study, random.Random(seed)), verbatim(study, random.Random(seed), skip=sentence)
        if text and clean:
            importance = min((importances()[name] for name in sentence.asserted), key=_RANK.index)
            yield Edit(text, (), (sentence.span,), clean=clean, note=sentence.text, importance=importance)
