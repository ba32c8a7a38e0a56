"""A diagnosis beyond the source: an opacity becomes a carcinoma."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, sentences
from overread.study import Study


@error_type("overinterpretation", ("overinterpretation", "invented_finding"))
def name_diagnosis(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one finding exchanged for a diagnosis that no section of the source names, and no word of doubt."""
    for edit in swaps(study, draft, vocabulary().overinterpretation):
        ((start, _),) = edit.spans
        sentence = next(sentence for sentence in sentences(draft) if sentence.start <= start < sentence.end)
        if not matches(vocabulary().hedge, sentence.text):
            yield edit
