"""A wrong organ: the liver's lesion is put in the spleen."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study

_NUMBERED = re.compile(
    r"\d(?:st|nd|rd|th)\b[^.;]*$|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s*$", re.IGNORECASE
)
_SHIFT = re.compile(r"\s+shift\b", re.IGNORECASE)


@error_type("organ", ("location",))
def swap_organ(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one organ exchanged for one that the source does not name with the finding."""
    for edit in swaps(study, draft, vocabulary().organ):
        ((start, end),) = edit.spans
        if not _NUMBERED.search(edit.text[max(0, start - 40) : start]) and not _SHIFT.match(edit.text, end):
            yield edit
