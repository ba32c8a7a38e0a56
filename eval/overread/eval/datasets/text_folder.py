"""A folder of plain-text reports, one a file, with headings such as FINDINGS and IMPRESSION."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from overread.eval.datasets import layout
from overread.eval.datasets.mtsamples import modality_of
from overread.eval.sections import sections
from overread.study import Exam, Study


@layout("text_folder")
def read_text_folder(path: Path) -> Iterator[Study]:
    """Yield a study for each `.txt` file; ValueError names a file without findings."""
    for file in sorted(path.glob("**/*.txt")):
        cut = sections(file.read_text(encoding="utf-8"))
        if not cut.get("findings"):
            raise ValueError(f"{file.name}: no section headed FINDINGS; expected one")
        description = cut.get("description")
        yield Study(
            id=file.stem,
            findings=cut["findings"],
            exam=Exam(modality=modality_of(description or ""), description=description),
            indication=cut.get("indication", ""),
            technique=cut.get("technique", ""),
            comparison=cut.get("comparison", ""),
            impression=cut.get("impression"),
        )
