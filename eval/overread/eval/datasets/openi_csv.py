"""Open-i as tables: `indiana_reports.csv`, one report a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from overread.eval.datasets import layout
from overread.study import Exam, Study

_NEEDED = ("uid", "findings", "impression")


@layout("openi_csv")
def read_openi_csv(path: Path) -> Iterator[Study]:
    """Yield a study for each row with findings; ValueError names a column that is missing."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"{path.name}: no column {missing[0]!r}; expected {', '.join(_NEEDED)}")
        for row in rows:
            if (row["findings"] or "").strip():
                yield Study(
                    id=row["uid"],
                    findings=row["findings"].strip(),
                    exam=Exam(modality="CR", description=row.get("image") or None),
                    indication=(row.get("indication") or "").strip(),
                    comparison=(row.get("comparison") or "").strip(),
                    impression=(row["impression"] or "").strip() or None,
                )
