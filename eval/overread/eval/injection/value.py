"""A wrong number: a digit changed, digits exchanged or the decimal point moved."""

from __future__ import annotations

import random
from collections.abc import Iterator

from overread.eval.edits import replaced
from overread.eval.injection import Edit, error_type
from overread.eval.measured import in_millimetres, printed_millimetres, sizes
from overread.eval.wording import source_text
from overread.study import Study


def slips(value: str, rng: random.Random) -> list[str]:
    """Return plausible slips of a printed number, in random order, each with the printed precision or one place moved."""
    number, decimals = float(value), len(value.partition(".")[2])
    step = 10.0**-decimals
    wrong = [f"{number + 2 * step:.{decimals}f}", f"{number * 2:.{decimals}f}", f"{number + 10 * step:.{decimals}f}"]
    if "." in value:
        whole, _, fraction = value.partition(".")
        wrong += [f"{fraction.lstrip('0') or '0'}.{whole}"] if len(fraction) == 1 and fraction != "0" else []
    elif len(value) == 2 and value[0] != value[1] and value[1] != "0":
        wrong.append(value[::-1])
    rng.shuffle(wrong)
    return [new for new in wrong if new != value and float(new) > 0]


@error_type("value", ("measurement",))
def change_value(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one printed length changed into one that the source prints nowhere, in either unit."""
    printed = printed_millimetres(source_text(study))
    for size in sizes(draft):
        if len(size.values) > 1 or not set(size.millimetres()) <= printed:
            continue
        for new in slips(size.values[0], rng):
            if in_millimetres(new, size.unit) not in printed:
                yield replaced(draft, size.spans[0], new)
                break
