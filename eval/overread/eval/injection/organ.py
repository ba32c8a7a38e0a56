"""A wrong organ: the liver's lesion is put in the spleen."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.eval.wording import has, matches, sentences, source_sentences
from overread.study import Study

_NUMBERED = re.compile(
    r"\d(?:st|nd|rd|th)\b[^.;]*$|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s*$", re.IGNORECASE
)
_SHIFT = re.compile(r"\s+shift\b", re.IGNORECASE)


@error_type("organ", ("location",))
def swap_organ(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one organ exchanged for one that the source does not name with the finding.

    What is called normal is not told of another organ that the source calls normal too.
    """
    for edit in swaps(study, draft, vocabulary().organ):
        ((start, end),) = edit.spans
        if _is_normal_too(study, edit):
            continue
        if not _NUMBERED.search(edit.text[max(0, start - 40) : start]) and not _SHIFT.match(edit.text, end):
            yield edit


def _is_normal_too(study: Study, edit: Edit) -> bool:
    """Return whether the edited sentence and one of the source both call the new organ normal."""
    ((start, end),) = edit.spans
    organ, normal = edit.text[start:end], vocabulary().normal
    told = next((one for one in sentences(edit.text) if one.start <= start < one.end), None)
    if told is None or not matches(normal, told.text):
        return False
    return any(matches(normal, one.text) and has(organ, one.text) for one in source_sentences(study))
