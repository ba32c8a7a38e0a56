"""A wrong lobe or zone: upper becomes lower, base becomes apex."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import is_of_bone, is_of_the_images, swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study


@error_type("lobe", ("location",))
def swap_lobe(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one lobe, zone, pole or quadrant exchanged for one that the source does not give the finding."""
    found = swaps(study, draft, vocabulary().lobe)
    return (edit for edit in found if not is_of_the_images(edit) and not is_of_bone(draft, edit))
