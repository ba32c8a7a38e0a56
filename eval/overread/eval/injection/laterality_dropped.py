"""A side left out of the draft that the source gives."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from overread.eval.edits import removed, twins
from overread.eval.injection import Edit, error_type
from overread.eval.injection.laterality import PART_OF_NAME, SIDE
from overread.eval.wording import Sentence, has, sentences
from overread.study import Study

_NO_NOUN = frozenset("with and or by than of in at from to without".split())


@error_type("laterality_dropped", ("laterality",))
def drop_side(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts without the one side that a sentence gives its finding, as the source does, and that neither its heading nor
    the sentence before tells.
    """
    told = sentences(draft)
    before = {sentence: previous for previous, sentence in pairwise(told)}
    for sentence in told:
        sides = list(SIDE.finditer(draft, sentence.start, sentence.end))
        if not sentence.asserted or len(sides) != 1 or not twins(study, sentence, sides[0].group().split("-")[0]):
            continue
        if _is_told(draft, sides[0], sentence, before.get(sentence)):
            continue
        if PART_OF_NAME.match(draft, sides[0].end()):
            continue
        following = draft[sides[0].end() : sentence.end].split()
        preceding = draft[sentence.start : sides[0].start()].split()
        if (
            following
            and following[0] not in ("middle", "and", "or")
            and following[0][0].isalnum()
            and not (preceding and preceding[-1].lower() in ("to", "on", "and", "or", "from", "than"))
            and not (preceding and preceding[-1].lower() == "the" and following[0].lower() in _NO_NOUN)
        ):
            yield removed(draft, sides[0].span(), sentence)


def _is_told(draft: str, side: re.Match[str], sentence: Sentence, before: Sentence | None) -> bool:
    """Return whether the heading over a sentence gives its side, or the sentence before does with the noun after it."""
    word, (noun, *_) = side.group().split("-")[0], [*re.findall(r"[a-z]+", draft[side.end() : sentence.end]), ""]
    over = sentence.label is not None and has(word, sentence.label)
    return over or (before is not None and has(f"{word} {noun}", before.text))
