"""A draft whose number disagrees with both the report and the measurement row."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from overread.eval.injection import Edit, error_type
from overread.eval.injection.value import change_value
from overread.eval.rows import rows_of
from overread.study import Study


@error_type("row_value", ("measurement",))
def alter_value(study: Study, draft: str, rng: random.Random) -> Iterator[Edit]:
    """Yield drafts with one length altered, against a source whose rows agree with its findings."""
    rows = rows_of(study)
    if rows:
        source = replace(study, measurements=tuple(row.measurement for row in rows))
        for edit in change_value(source, draft, rng):
            yield replace(edit, study=source, clean=draft, clean_study=source)
