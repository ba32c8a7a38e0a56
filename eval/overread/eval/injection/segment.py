"""A wrong part of an organ: anterior becomes posterior."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study

_OF_THE_IMAGES = re.compile(
    r"\W+(?:\w+\W+)?(?:views?|projections?|exam\w*|images?|films?|radiographs?|dimension|diameter|junction)\b", re.IGNORECASE
)


@error_type("segment", ("location",))
def swap_part(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one part exchanged for its opposite, where the source does not name the opposite with the finding."""
    for edit in swaps(study, draft, vocabulary().segment):
        ((_, end),) = edit.spans
        if not _OF_THE_IMAGES.match(edit.text, end):
            yield edit
