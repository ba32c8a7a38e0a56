"""A wrong number of lesions: two become five."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study

_NOT_A_COUNT = re.compile(
    r"\s*(?:mm|cm|m|views?|images?|hours?|days?|weeks?|months?|years?|of\s+(?:the|two|three)|x|and|or)\b|\W*$|[^\s\w]",
    re.IGNORECASE,
)
_A_NUMBER_OF = re.compile(
    r"(?:[#(/+]|\d[.,]|\b(?:series|images?|number|sequence|grade|stage|type|class|category|level|score|fazekas|(?:bi|ti|pi|li|lung)-?rads))"
    r"\s*$",
    re.IGNORECASE,
)


@error_type("count", ("count",))
def swap_count(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one number of lesions exchanged for another, leaving measurements and dates alone."""
    table = {str(key): [str(new) for new in news] for key, news in vocabulary().count.items()}
    for edit in swaps(study, draft, table):
        ((start, end),) = edit.spans
        if not _NOT_A_COUNT.match(edit.text, end) and not _A_NUMBER_OF.search(edit.text[:start]):
            yield edit
