"""A wrong part of an organ: anterior becomes posterior."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import is_of_bone, is_of_the_images, swaps
from overread.eval.injection import Edit, error_type
from overread.eval.vocabulary import vocabulary
from overread.study import Study


@error_type("segment", ("location",))
def swap_part(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one part exchanged for its opposite, where the source does not name the opposite with the finding."""
    found = swaps(study, draft, vocabulary().segment)
    return (edit for edit in found if not is_of_the_images(edit) and not is_of_bone(draft, edit))
