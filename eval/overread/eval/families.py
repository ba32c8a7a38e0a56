"""Families of cases that a suite can ask for: what is made of the studies of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from overread.eval.case import Case
from overread.eval.casebook import copied, injected, own, reworded, with_rows
from overread.finding import Span
from overread.study import Study

Family = Callable[[Sequence[Study], int, int | None], Iterator[Case]]


def _radiologist(studies: Sequence[Study], seed: int, limit: int | None) -> Iterator[Case]:
    return own(studies)


def _verbatim(studies: Sequence[Study], seed: int, limit: int | None) -> Iterator[Case]:
    return copied(studies, seed)


def _reworded(studies: Sequence[Study], seed: int, limit: int | None) -> Iterator[Case]:
    return reworded(studies, seed, limit)


def _with_rows(studies: Sequence[Study], seed: int, limit: int | None) -> Iterator[Case]:
    return with_rows(studies, seed)


def _injected(studies: Sequence[Study], seed: int, limit: int | None) -> Iterator[Case]:
    return injected(studies, seed, limit=limit)


def _statements(studies: Sequence[Study], seed: int, limit: int | None) -> Iterator[Case]:
    for study in studies:
        yield Case(f"{study.id}/statement", study, "statement", label=str(study.meta["label"]))


def _expected(studies: Sequence[Study], seed: int, limit: int | None) -> Iterator[Case]:
    for study in studies:
        for number, expected in enumerate(study.meta.get("expected", ())):
            span = _place(study.impression or "", expected.get("text"))
            source = _place(study.findings, expected.get("evidence"))
            yield Case(
                f"{study.id}/expected/{number}", study, "injected", expected["type"], (expected["type"],),
                (span,) if span else (), (source,) if source else (), tuple(expected.get("rows", ())), note=expected["type"],
            )  # fmt: skip


def _place(text: str, words: str | None) -> Span | None:
    start = text.find(words) if words else -1
    return (start, start + len(words)) if words and start >= 0 else None


FAMILIES: dict[str, Family] = {
    "radiologist": _radiologist,
    "verbatim": _verbatim,
    "reworded": _reworded,
    "with_rows": _with_rows,
    "injected": _injected,
    "expected": _expected,
    "statements": _statements,
}
"""How to make each family of cases from studies, a seed and a limit."""
