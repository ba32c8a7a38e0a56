"""A draft that stops in the middle of a statement."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.injection import Edit, error_type
from overread.eval.wording import sentences
from overread.study import Study

_CUT = re.compile(r"\b(?:the|a|an|of|in|with|and|or|to|is|are|at|for|within|involving|measuring|there)(?=\s+\w)", re.IGNORECASE)


@error_type("truncation", ("text_defect",))
def cut_short(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts cut after a word that cannot end a statement, or within a word, with no final stop."""
    found = sentences(draft)
    if not found:
        return
    last = found[-1]
    cuts = [match.end() for match in _CUT.finditer(draft, last.start, last.end) if match.start() > last.start]
    if cuts:
        end = rng.choice(cuts)
        yield Edit(draft[:end], ((last.start, end),), note=f"cut after {draft[:end].split()[-1]}")
