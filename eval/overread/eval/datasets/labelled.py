"""Statements labelled by readers, in the contract's shape: the label of each is under `meta`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from overread.eval.datasets import layout
from overread.eval.datasets.contract import read_contract
from overread.study import Study

READER_LABELS = ("correct", "attribute", "false")
ENTAILMENT_LABELS = ("entailment", "neutral", "contradiction")


@layout("reader_labels")
def read_reader_labels(path: Path) -> Iterator[Study]:
    """Yield statements whose `meta.majority` is what most readers said: correct, attribute or false; ties are left out.

    The label is put under `meta.label`; ValueError names a study whose label is none of these.
    """
    for study in read_contract(path):
        label = study.meta.get("majority")
        if label is not None:
            yield _labelled(study, label, READER_LABELS)


@layout("entailment")
def read_entailment(path: Path) -> Iterator[Study]:
    """Yield statements whose `meta.label` is entailment, neutral or contradiction; ValueError names any other."""
    for study in read_contract(path):
        yield _labelled(study, study.meta.get("label"), ENTAILMENT_LABELS)


def _labelled(study: Study, label: object, known: tuple[str, ...]) -> Study:
    if label not in known:
        raise ValueError(f"{study.id}: label {label!r}; expected one of {', '.join(known)}")
    return replace(study, meta={**study.meta, "label": label})
