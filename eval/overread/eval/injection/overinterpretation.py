"""A diagnosis beyond the source: an opacity becomes a carcinoma."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, sentences, source_sentences
from overread.study import Study

_MASSES = frozenset({"mass", "nodule", "lesion", "metastasis"})
_CANCER = r"carcinoma|metastas|lymphoma"
_ELSEWHERE = r"\b(?:vasogenic|cerebr\w+|cerebell\w+|brain|marrow|soft tissues?|subcutaneous|fat|ankle|foot|knee|bowel|wall)\b"


@error_type("overinterpretation", ("overinterpretation", "invented_finding"))
def name_diagnosis(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one finding exchanged for a diagnosis that no section of the source names, and no word of doubt.

    No cancer where the source denies a mass, which it would contradict besides, and no respiratory distress of brain or limb.
    """
    denied = frozenset().union(*(sentence.denied for sentence in source_sentences(study))) & _MASSES
    for edit in swaps(study, draft, vocabulary().overinterpretation):
        ((start, _),) = edit.spans
        sentence = next(sentence for sentence in sentences(draft) if sentence.start <= start < sentence.end)
        new = edit.text[slice(*edit.spans[0])]
        if matches(vocabulary().hedge, sentence.text) or (denied and matches(_CANCER, new)):
            continue
        if not matches("respiratory", new) or not matches(_ELSEWHERE, sentence.text):
            yield edit
