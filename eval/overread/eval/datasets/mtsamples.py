"""MTSamples as a table: `mtsamples.csv`, one transcription a row, of which the radiology ones are read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from overread.eval.datasets import layout
from overread.eval.sections import sections
from overread.study import Exam, Study

_NEEDED = ("medical_specialty", "sample_name", "transcription")
_MODALITIES = (
    ("MG", r"mammogra"), ("PT", r"\bpet\b"), ("MR", r"\bmri?\b|magnetic"), ("CT", r"\bct\b|computed tomograph"),
    ("US", r"ultraso|sonogra|doppler|echocardio"), ("NM", r"nuclear|bone scan|hida|spect|thallium|myoview|cardiolite"),
    ("XA", r"angiogra|venogra"), ("CR", r"x-?ray|radiograph|chest (?:pa|ap)|views?\b"),
)  # fmt: skip


def modality_of(name: str) -> str | None:
    """Return the DICOM code of the modality that the name of an examination tells, or None."""
    return next((code for code, words in _MODALITIES if re.search(words, name, re.IGNORECASE)), None)


@layout("mtsamples")
def read_mtsamples(path: Path) -> Iterator[Study]:
    """Yield a study for each radiology row that has findings and an impression; ValueError names a missing column."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"{path.name}: no column {missing[0]!r}; expected {', '.join(_NEEDED)}")
        for number, row in enumerate(rows):
            cut = sections(row["transcription"] or "") if row["medical_specialty"].strip() == "Radiology" else {}
            if cut.get("findings") and cut.get("impression"):
                name = row["sample_name"].strip()
                yield Study(
                    id=f"mt-{number}",
                    findings=cut["findings"],
                    exam=Exam(modality=modality_of(name), description=name),
                    indication=cut.get("indication", ""),
                    technique=cut.get("technique", ""),
                    comparison=cut.get("comparison", ""),
                    impression=cut["impression"],
                )
