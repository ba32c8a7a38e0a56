"""A wrong degree: mild becomes severe."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study


@error_type("severity", ("severity",))
def swap_degree(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one degree word exchanged for a distant one that the source does not use of the finding."""
    return swaps(study, draft, vocabulary().severity)
