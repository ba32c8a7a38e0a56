"""The study that comes in: a report's sections, its examination, its patient and its measurement rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Laterality = Literal["left", "right", "bilateral", "midline"]
Timepoint = Literal["current", "prior"]


@dataclass(frozen=True, slots=True)
class Exam:
    """The examination as ordered; `modality` is a DICOM code such as CT, MR, CR, US, MG, NM, PT or RF."""

    modality: str | None = None
    body_part: str | None = None
    description: str | None = None
    laterality: str | None = None
    date: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """What the study says of the patient: `sex` is M, F or O, `age` is in years and may be a fraction."""

    sex: str | None = None
    age: float | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One row of structured measurements; `unit` is UCUM, `timepoint` says whether it belongs to this study or a prior one."""

    id: str
    quantity: str
    value: float
    unit: str
    finding: str | None = None
    site: str | None = None
    laterality: Laterality | None = None
    timepoint: Timepoint = "current"


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of the prior examination."""

    date: str | None = None
    impression: str | None = None
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """One study: the source report, its rows, and the impression to over-read where there is one."""

    id: str
    findings: str
    exam: Exam = Exam()
    patient: Patient = Patient()
    indication: str = ""
    technique: str = ""
    comparison: str = ""
    measurements: tuple[Measurement, ...] = ()
    prior: Prior | None = None
    impression: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
