"""How a row of a table is checked: the flags of one type, with severity, flagged words and evidence, and every span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from overread.checking import over_read
from overread.review import Evidence, Flag
from overread.study import Exam, Measurement, Patient, Prior, Study

Expected = Sequence[tuple[str, str | None, str]]
Verify = Callable[..., None]

TEXTS = ("findings", "indication", "technique", "comparison")


def study_of(findings: str, impression: str, fields: dict[str, Any]) -> Study:
    """Return a study from the plain fields of a row; rows of measurements are (id, finding, site, value, unit, timepoint)."""
    rest = {key: value for key, value in fields.items() if key in TEXTS}
    rows = tuple(
        Measurement(id, "diameter", value, unit, finding, site, None, timepoint)
        for id, finding, site, value, unit, timepoint in fields.get("rows", ())
    )
    prior = Prior(**fields["prior"]) if "prior" in fields else None
    exam, patient = Exam(**fields.get("exam", {})), Patient(**fields.get("patient", {}))
    return Study("S", findings, exam, patient, measurements=rows, prior=prior, impression=impression, **rest)


def shown(evidence: Evidence) -> str:
    """Return evidence as "findings: words", "measurements: m1" or "patient: age"."""
    return f"{evidence.source}: {evidence.id or evidence.text or evidence.field}"


def assert_spans(study: Study, flag: Flag) -> None:
    """Assert that every span of a flag gives its text, in the impression and in the sections of the source."""
    impression = study.impression or ""
    assert (flag.span is None) == (flag.text is None)
    if flag.span is not None:
        assert impression[slice(*flag.span)] == flag.text
    for evidence in flag.evidence:
        if evidence.source in TEXTS:
            assert evidence.span is not None
            assert getattr(study, evidence.source)[slice(*evidence.span)] == evidence.text
        else:
            assert evidence.id or evidence.field or evidence.source == "prior"


@pytest.fixture
def verify() -> Verify:
    """A function that over-reads a row and compares the flags of one type with what is expected."""

    def compare(type: str, findings: str, impression: str, expected: Expected, **fields: Any) -> None:
        study = study_of(findings, impression, fields)
        review = over_read(study)
        assert review.error is None
        flags = [flag for flag in review.flags if flag.type == type]
        got = [(flag.severity, flag.text, "; ".join(map(shown, flag.evidence)), flag.message) for flag in flags]
        assert [(severity, text) for severity, text, _, _ in got] == [(severity, text) for severity, text, _ in expected], got
        for flag, (_, _, evidence) in zip(flags, expected, strict=True):
            assert flag.validator == type
            assert evidence in "; ".join(map(shown, flag.evidence))
            assert flag.message.endswith((".", "…”")), flag.message
            assert_spans(study, flag)

    return compare
