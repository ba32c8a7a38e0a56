"""A side added to a finding to which the source gives none."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import replaced
from overread.eval.injection import Edit, error_type
from overread.eval.injection.laterality import BOTH, SIDE
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import matches, sentences, support
from overread.study import Study

_PAIRED = re.compile(
    r"\b(?:pleural effusions?|pneumothorax|opacit(?:y|ies)|infiltrates?|consolidation|nodules?|granulomas?|rib fractures?|"
    r"hydronephrosis|basilar atelectasis|atelectasis)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:lingula\w*|middle lobe|cardiac|retrocardiac|diffuse\w*|scattered|multiple|numerous|throughout|"
    r"lungs|bases|apices|interstitial|obscure|spine|sternum)\b",
    re.IGNORECASE,
)


@error_type("laterality_added", ("laterality",))
def add_side(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with a side before a finding of a paired organ, where no source sentence about it gives any side."""
    for sentence in sentences(draft):
        match = _PAIRED.search(draft, sentence.start, sentence.end)
        if not match or not any(m.asserted and m.start <= match.end() and match.start() <= m.end for m in sentence.mentions):
            continue
        if matches(vocabulary().hedge, sentence.text):
            continue
        about = support(study, sentence)
        stated = any(sentence.asserted & other.asserted for other in about)
        if stated and not any(p.search(s.text) for p in (SIDE, BOTH, _ELSEWHERE) for s in (*about, sentence)):
            side = rng.choice(("left", "right"))
            new = f"{side} {match.group()[:1].lower()}{match.group()[1:]}"
            new = new[:1].upper() + new[1:] if match.start() == sentence.start else new
            yield replaced(draft, match.span(), new, marked=(0, len(new)))
