"""A wrong morphology, age or device type: calcified becomes cavitary."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study


@error_type("descriptor", ("descriptor",))
def swap_descriptor(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one descriptor exchanged for one that the source does not use of the finding."""
    return swaps(study, draft, vocabulary().descriptor)
