"""A measurement row that disagrees with the source report."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.injection import Edit, error_type
from overread.eval.injection.value import slips
from overread.eval.measured import in_millimetres, printed_millimetres
from overread.eval.rows import rows_of
from overread.study import Study


@error_type("row_conflict", ("source_conflict",))
def alter_row(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield studies with rows made from the findings' own lengths, one of them altered to a length printed nowhere."""
    rows = rows_of(study)
    printed = printed_millimetres(study.findings)
    for which, row in enumerate(rows):
        value = f"{row.measurement.value:g}"
        new = next((slip for slip in slips(value, rng) if in_millimetres(slip, row.measurement.unit) not in printed), None)
        if new is None:
            continue
        agreeing = tuple(other.measurement for other in rows)
        wrong = replace(row.measurement, value=float(new))
        source = replace(study, measurements=(*agreeing[:which], wrong, *agreeing[which + 1 :]))
        clean = replace(study, measurements=agreeing)
        yield Edit(draft, (), (row.span,), (wrong.id,), source, draft, clean, note=f"row {value} -> {new} {wrong.unit}")
