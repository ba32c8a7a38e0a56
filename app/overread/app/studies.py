"""The studies the page can show: the bundled ones and one that is pasted in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from overread.conversion import study_from
from overread.readers import READERS
from overread.study import Study

PASTED = "pasted"
FOLDERS = (("examples", ""), ("examples_flawed", "One error on purpose · "))
"""The folders of bundled studies, and what is put before the names of theirs."""


@cache
def bundled_studies() -> Mapping[str, Study]:
    """Return the bundled studies by the name shown for them: the faithful ones first, then those with a deliberate error."""
    return {before + title_of(study): study for folder, before in FOLDERS for study in sorted(_read(folder), key=title_of)}


def _read(folder: str) -> Iterator[Study]:
    for file in (files("overread.eval") / "datasets" / folder).iterdir():
        if file.name.endswith(".jsonl"):
            records = READERS["jsonl"].read(io.BytesIO(file.read_bytes()))
            yield from (record for _, record in records if isinstance(record, Study))


def title_of(study: Study) -> str:
    """Return the name of a study in the chooser: the examination and its id."""
    exam = study.exam
    what = exam.description or " ".join(filter(None, (exam.modality, exam.body_part)))
    return f"{what} · {study.id}" if what else study.id


def pasted_json(text: str) -> Study:
    """Return the study in a pasted JSON object, on one line or many; raises ValueError that names what is wrong and where."""
    line = text.replace("\r", " ").replace("\n", " ").encode("utf-8", "surrogatepass")
    for _, record in READERS["jsonl"].read(io.BytesIO(line)):
        if isinstance(record, Study):
            return record
        raise ValueError(record.message)
    raise ValueError("nothing was pasted; expected one JSON object")


def pasted_text(findings: str, impression: str, comparison: str = "") -> Study:
    """Return a study of plain text; raises ValueError if the findings are empty, too long or cannot be read."""
    return study_from({"id": PASTED, "findings": findings, "comparison": comparison, "impression": impression.strip() or None})
