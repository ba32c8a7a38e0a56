"""The JSON of the contract: the models of a study in and of a review out. Unknown fields and wrong types are refused.

Null and absent mean the same. `python -m overread.contract FOLDER` writes the JSON Schemas.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from overread import ucum
from overread.finding import Certainty, Change, Presence, Source
from overread.review import FLAG_TYPES, Decision, Entailment, Severity, Status
from overread.study import Laterality, Timepoint

LONGEST_SECTION = 100_000
"""Characters in one text section; real reports stay far below."""

LONGEST_ID = 256
"""Characters in the id of a study or a row."""

MOST_ROWS = 1_000
"""Measurement rows in one study."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "empty; expected text")
    return text


def _known_unit(unit: str) -> str:
    if ucum.is_unit(unit):
        return unit
    better = ucum.meant(unit)
    expected = repr(better) if better else "a code such as mm, cm, cm2, mL, [hnsf'U] or %"
    said = {"unit": repr(unit), "expected": expected}
    raise PydanticCustomError("unit", "unknown UCUM unit {unit}; expected {expected}", said)


Text = Annotated[str, Field(max_length=LONGEST_SECTION)]
Label = Annotated[str, Field(max_length=1_000)]
Identifier = Annotated[str, Field(max_length=LONGEST_ID), AfterValidator(_not_blank)]
Unit = Annotated[str, Field(max_length=64), AfterValidator(_known_unit)]
Offsets = Annotated[list[int], Field(min_length=2, max_length=2)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class ExamRecord(_Record):
    """The examination as ordered; `modality` is a DICOM code such as CT, MR, CR, US or MG."""

    modality: Label | None = None
    body_part: Label | None = None
    description: Label | None = None
    laterality: Label | None = None
    date: Label | None = None
    site: Label | None = None


class PatientRecord(_Record):
    """Sex (M, F or O) and age in years."""

    sex: Literal["M", "F", "O"] | None = None
    age: Annotated[float, Field(ge=0, le=150)] | None = None


class MeasurementRecord(_Record):
    """One row of structured measurements; `unit` is UCUM, a row without one holds a pure number."""

    id: Identifier | None = None
    quantity: Label | None = None
    value: Annotated[float, Field(ge=-1e12, le=1e12)] | None = None
    unit: Unit | None = None
    finding: Label | None = None
    site: Label | None = None
    laterality: Laterality | None = None
    timepoint: Timepoint | None = None

    @model_validator(mode="after")
    def _possible(self) -> MeasurementRecord:
        why = None if self.value is None else ucum.impossible(self.value, self.unit or "1")
        if why:
            raise PydanticCustomError(
                "size", "{value} {unit}; {why}", {"value": f"{self.value:g}", "unit": self.unit, "why": why}
            )
        return self


Rows = Annotated[list[MeasurementRecord], Field(max_length=MOST_ROWS)]


class PriorRecord(_Record):
    """What is known of the prior examination; its rows all count as `prior`."""

    date: Label | None = None
    impression: Text | None = None
    measurements: Rows | None = None


class StudyRecord(_Record):
    """One study: the sections of its report, its rows, and the impression to check where there is one."""

    id: Identifier
    exam: ExamRecord | None = None
    patient: PatientRecord | None = None
    indication: Text | None = None
    technique: Text | None = None
    comparison: Text | None = None
    findings: Annotated[Text, AfterValidator(_not_blank)]
    measurements: Rows | None = None
    prior: PriorRecord | None = None
    impression: Text | None = None
    meta: Any = Field(default_factory=dict, description="Carried into the result untouched and never read.")


class SizeRecord(_Record):
    """One size of a claim: `value`, or `values` of several dimensions; `role` is given unless it is the current size.

    `unit` is UCUM; it is `{length}` where the text leaves out the unit of several dimensions ("5.6 x 2.1 x 2.0").
    """

    value: int | float | None = None
    values: list[int | float] | None = None
    unit: str
    role: Literal["current", "prior", "limit", "range"] = "current"


class AttributesRecord(_Record):
    """What a claim says of its finding; null where it says nothing."""

    presence: Presence
    certainty: Certainty
    site: str | None
    laterality: str | None
    size: list[SizeRecord]
    severity: str | None
    change: Change | None
    count: int | str | None


class EvidenceRecord(_Record):
    """Where a verdict comes from: `span` and `text` of a section, the `id` of a row, or a `field` of the study."""

    source: Source
    span: Offsets | None = None
    text: str | None = None
    id: str | None = None
    field: str | None = None


class OpinionRecord(_Record):
    """What a learned reader says of a claim that the rules left open; null as `label` where it failed. It decides nothing."""

    label: Entailment | None
    score: float | None
    model: str
    model_digest: str | None
    explanation: str


class ClaimRecord(_Record):
    """One statement of the impression, and what the source says of it; `opinion` is there where a second one was asked for."""

    id: str
    span: Offsets
    text: str
    finding: str
    status: Status
    attributes: AttributesRecord
    evidence: list[EvidenceRecord]
    opinion: OpinionRecord | None = None


class FlagRecord(_Record):
    """One thing wrong; `span` indexes the impression, or is null when the flag is about what is missing."""

    type: Annotated[str, Field(json_schema_extra={"enum": list(FLAG_TYPES)})]
    severity: Severity
    span: Offsets | None
    text: str | None
    claim: str | None
    validator: str
    message: str
    evidence: list[EvidenceRecord]


class DraftRecord(_Record):
    """How the program wrote the impression; `confidence` is from 0 to 1, `seconds` is the time the model took."""

    model: str
    model_digest: str | None
    prompt: str
    prompt_digest: str
    seed: int
    confidence: float | None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float | None = None


class VersionsRecord(_Record):
    """What decided: the program's version and the digest of its lexicon."""

    overread: str
    lexicon: str


class ReviewRecord(_Record):
    """One over-read study. One that could not be processed is `blocked` and `error` says why; its id is null if unreadable."""

    id: str | None
    decision: Decision
    impression: str | None
    claims: list[ClaimRecord]
    flags: list[FlagRecord]
    draft: DraftRecord | None = None
    versions: VersionsRecord
    seconds: float | None
    meta: Any
    error: str | None


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas of a study in and of a result out, by name."""
    study = StudyRecord.model_json_schema()
    result = ReviewRecord.model_json_schema()
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {"study": dialect | study | {"title": "Study"}, "result": dialect | result | {"title": "Over-read study"}}


def schema_text(name: str) -> str:
    """Return the JSON Schema of `study` or `result` as the text of its file."""
    return json.dumps(schemas()[name], indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for schema in schemas():
        Path(sys.argv[1], f"{schema}.schema.json").write_text(schema_text(schema), "utf-8")
