"""The right numbers on the wrong findings: the sizes of two statements are exchanged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

from overread.eval.injection import Edit, error_type
from overread.eval.measured import printed_millimetres, sizes
from overread.eval.wording import Sentence, sentences, source_sentences
from overread.study import Study


@error_type("value_exchanged", ("measurement",))
def exchange_values(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts in which two statements of different findings, one size each, have exchanged their sizes."""
    measured = [s for s in sentences(draft) if s.asserted and len(list(sizes(draft, *s.span))) == 1]
    for first, second in pairwise(measured):
        one, two = next(sizes(draft, *first.span)), next(sizes(draft, *second.span))
        if first.families & second.families or set(one.millimetres()) & set(two.millimetres()):
            continue
        if not _grounded(study, first, one.millimetres()) or not _grounded(study, second, two.millimetres()):
            continue
        old, new = draft[slice(*one.span)], draft[slice(*two.span)]
        text = draft[: one.span[0]] + new + draft[one.span[1] : two.span[0]] + old + draft[two.span[1] :]
        shift = len(new) - len(old)
        spans = ((one.span[0], one.span[0] + len(new)), (two.span[0] + shift, two.span[0] + shift + len(old)))
        yield Edit(text, spans, note=f"{old} <-> {new}")


def _grounded(study: Study, sentence: Sentence, lengths: tuple[float, ...]) -> bool:
    about = (other for other in source_sentences(study) if other.asserted & sentence.asserted)
    return any(set(lengths) <= printed_millimetres(other.text) for other in about)
