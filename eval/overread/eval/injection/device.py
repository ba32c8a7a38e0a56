"""A device tip in the wrong place."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study


@error_type("device", ("location",))
def swap_device_position(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with the position of a device exchanged for one that the source does not name."""
    return swaps(study, draft, vocabulary().device)
