"""One dimension of several wrong: 2.2 x 1.8 cm becomes 2.2 x 2.8 cm."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import replaced
from overread.eval.injection import Edit, error_type
from overread.eval.injection.value import slips
from overread.eval.measured import in_millimetres, printed_millimetres, sizes
from overread.eval.wording import source_text
from overread.study import Study


@error_type("dimension", ("measurement",))
def change_dimension(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one dimension of a length in two or three dimensions changed into one the source prints nowhere."""
    printed = printed_millimetres(source_text(study))
    for size in sizes(draft):
        if len(size.values) < 2 or not set(size.millimetres()) <= printed:
            continue
        which = rng.randrange(len(size.values))
        for new in slips(size.values[which], rng):
            if in_millimetres(new, size.unit) not in printed:
                yield replaced(draft, size.spans[which], new)
                break
