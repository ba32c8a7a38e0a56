"""The demonstration: the bundled studies taken into the record, the flawed ones as training cases, all marked as such."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import NamedTuple

from sqlalchemy.orm import Session

from overread.readers import READERS
from overread.records.access import SignIn
from overread.records.store import Conflict
from overread.records.studies import Probe, load_study
from overread.study import Study

_FOLDERS = ("examples", "examples_flawed")
_BEYOND_THE_READER = frozenset({"instruction", "source_conflict", "uncommunicated_critical"})
"""Flags that no edit of the impression can settle; they make no probe."""


class Loaded(NamedTuple):
    """How many demonstration studies and training cases were taken in, and how many were there already."""

    studies: int
    training: int
    present: int


def load_demonstration(session: Session, acting: SignIn) -> Loaded:
    """Take the bundled studies into the record, each marked as a demonstration; what is there already is left alone."""
    counts = {"studies": 0, "training": 0, "present": 0}
    for folder in _FOLDERS:
        for study in bundled(folder):
            probes = _probes(study) if folder == "examples_flawed" else ()
            try:
                load_study(session, acting, replace(study, meta={}), demonstration=True, probes=probes)
                counts["training" if probes else "studies"] += 1
            except Conflict:
                counts["present"] += 1
    return Loaded(**counts)


def bundled(folder: str) -> Iterator[Study]:
    """Yield the studies of a bundled folder under the ids that the record knows them by; those of cases tell no error."""
    for number, study in enumerate(_read(folder), 1):
        yield replace(study, id=f"case-{number:02}" if folder == "examples_flawed" else f"demo-{study.id}")


def _read(folder: str) -> Iterator[Study]:
    for file in sorted((files("overread.eval") / "datasets" / folder).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".jsonl"):
            for _, record in READERS["jsonl"].read(io.BytesIO(file.read_bytes())):
                if isinstance(record, Study):
                    yield record


def _probes(study: Study) -> tuple[Probe, ...]:
    """Return the errors that a flawed study says it holds; half of the cases withhold the flags, for eyes alone to find."""
    expected = [item for item in study.meta.get("expected", ()) if item["type"] not in _BEYOND_THE_READER]
    withheld = sum(study.id.encode()) % 2 == 0
    return tuple(Probe(item["type"], item.get("text"), item.get("evidence"), withheld) for item in expected)
