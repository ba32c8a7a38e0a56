"""A wrong unit: millimetres become centimetres."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import replaced
from overread.eval.injection import Edit, error_type
from overread.eval.measured import in_millimetres, printed_millimetres, sizes
from overread.eval.wording import like, source_text
from overread.study import Study

_OTHER = {"m": "cm", "c": "mm"}


@error_type("unit", ("measurement",))
def exchange_unit(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with the unit of one length exchanged, where the source prints no such length."""
    printed = printed_millimetres(source_text(study))
    for size in sizes(draft):
        new = _OTHER[size.unit[0].lower()]
        wrong = {in_millimetres(value, new) for value in size.values}
        if set(size.millimetres()) <= printed and not wrong & printed:
            yield replaced(draft, size.unit_span, like(size.unit, new))
