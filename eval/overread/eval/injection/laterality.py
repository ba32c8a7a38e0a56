"""A wrong side: left becomes right."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import replaced, twins
from overread.eval.injection import Edit, error_type
from overread.eval.wording import like, sentences, support
from overread.study import Study

SIDES = {"left": "right", "right": "left", "left-sided": "right-sided", "right-sided": "left-sided"}
SIDE = re.compile(r"\b(?:left|right)(?:-sided)?\b", re.IGNORECASE)
BOTH = re.compile(r"\b(?:bilateral(?:ly)?|both|bi(?:basilar|apical|basal)|either|each|asymmetric\w*)\b", re.IGNORECASE)
PART_OF_NAME = re.compile(r"[\s-]+(?:upper quadrant|lower quadrant|ventric|atri|heart|main)", re.IGNORECASE)


def other_side(word: str) -> str:
    """Return the word for the other side, in the capitals of `word`."""
    return like(word, SIDES[word.lower()])


@error_type("laterality", ("laterality",))
def swap_side(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with the one side of a sentence swapped, where the source gives the finding that side and no other."""
    for sentence in sentences(draft):
        sides = list(SIDE.finditer(draft, sentence.start, sentence.end))
        if not sentence.asserted or len({side.group().lower()[:4] for side in sides}) != 1 or BOTH.search(sentence.text):
            continue
        side = sides[0]
        other = SIDES[side.group().lower()].split("-")[0]
        about = support(study, sentence)
        if PART_OF_NAME.match(draft, side.end()) or len(sides) > 1 or not twins(study, sentence, side.group().split("-")[0]):
            continue
        if not any(re.search(rf"\b{other}\b", s.text, re.IGNORECASE) or BOTH.search(s.text) for s in about):
            yield replaced(draft, side.span(), other_side(side.group()))
