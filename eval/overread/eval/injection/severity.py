"""A wrong degree: mild becomes severe."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study

_OF_A_NAME = re.compile(r"\s+(?:bowel|intestin\w+|vessel|airway|joints?\b(?! effusion)|saphenous)", re.IGNORECASE)
_TO_IT = re.compile(r"\bto\s*$", re.IGNORECASE)
_FROM_IT = re.compile(r"\s+to\b", re.IGNORECASE)


@error_type("severity", ("severity",))
def swap_degree(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one degree word exchanged for a distant one that the source does not use of the finding.

    A word of a name ("small bowel") and an end of a range ("mild to moderate") are no degree of their own.
    """
    for edit in swaps(study, draft, vocabulary().severity):
        ((start, end),) = edit.spans
        ranged = _TO_IT.search(edit.text[:start]) or _FROM_IT.match(edit.text, end)
        if not ranged and not _OF_A_NAME.match(edit.text, end):
            yield edit
