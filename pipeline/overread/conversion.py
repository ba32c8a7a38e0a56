"""Between the JSON of the contract and the frozen types: JSON to Study, Study to JSON, Review to JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from overread.contract import (
    AttributesRecord,
    ClaimRecord,
    DraftRecord,
    EvidenceRecord,
    ExamRecord,
    FlagRecord,
    MeasurementRecord,
    OpinionRecord,
    PatientRecord,
    PriorRecord,
    ReviewRecord,
    SizeRecord,
    StudyRecord,
    VersionsRecord,
)
from overread.finding import Finding, Quantity
from overread.language.lexicon import digest, lexicon
from overread.review import Claim, Draft, Evidence, Flag, Opinion, Review
from overread.study import Exam, Measurement, Patient, Prior, Study, Timepoint


class ContractError(ValueError):
    """A study that breaks the contract; the message names each field and what was expected, and quotes no report text."""


_PARTS: Mapping[str, type[BaseModel]] = {
    "exam": ExamRecord, "patient": PatientRecord, "measurements": MeasurementRecord, "prior": PriorRecord,
}  # fmt: skip
_TOLD: Mapping[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda error: "missing",
    "extra_forbidden": lambda error: f"unknown field; expected one of {_known(error['loc'])}",
    "string_type": lambda error: f"{_kind(error['input'])}; expected text",
    "string_unicode": lambda error: "half a surrogate pair; expected valid Unicode",
    "float_type": lambda error: f"{_kind(error['input'])}; expected a number",
    "finite_number": lambda error: "not finite; expected a number",
    "list_type": lambda error: f"{_kind(error['input'])}; expected a list",
    "model_type": lambda error: f"{_kind(error['input'])}; expected an object",
    "literal_error": lambda error: f"{_quoted(error['input'])}; expected {error['ctx']['expected']}",
    "string_too_long": lambda error: f"{len(error['input']):,} characters; expected at most {error['ctx']['max_length']:,}",
    "too_long": lambda error: f"{len(error['input']):,} rows; expected at most {error['ctx']['max_length']:,}",
    "greater_than_equal": lambda error: f"{error['input']}; expected at least {error['ctx']['ge']:g}",
    "less_than_equal": lambda error: f"{error['input']}; expected at most {error['ctx']['le']:g}",
}
_MOST_TOLD = 4


def study_from(data: object) -> Study:
    """Return the study that a decoded JSON object describes; raises ContractError."""
    if not isinstance(data, dict):
        raise ContractError(f"{_kind(data)}; expected an object")
    try:
        record = StudyRecord.model_validate(data)
    except ValidationError as error:
        raise ContractError(_in_words(error)) from None
    return Study(
        id=record.id,
        findings=record.findings,
        exam=Exam(**_fields(record.exam)),
        patient=Patient(**_fields(record.patient)),
        indication=record.indication or "",
        technique=record.technique or "",
        comparison=record.comparison or "",
        measurements=_rows(record.measurements, "measurements"),
        prior=_prior(record.prior),
        impression=record.impression,
        meta=record.meta,
    )


def study_json(study: Study) -> dict[str, Any]:
    """Return the study as the JSON object that `study_from` reads; what is absent is left out."""
    data = _given(study) | {
        "exam": _given(study.exam),
        "patient": _given(study.patient),
        "measurements": [_given(row) for row in study.measurements],
    }
    if study.prior:
        data["prior"] = _given(study.prior) | {"measurements": [_given(row) for row in study.prior.measurements]}
    return data


def record_of(review: Review) -> ReviewRecord:
    """Return a decided review as the result line of the contract; a review without a decision counts as blocked."""
    record = ReviewRecord(
        id=review.study.id,
        decision=review.decision or "blocked",
        impression=review.impression,
        claims=[_claim(claim) for claim in review.claims],
        flags=[_flag(flag) for flag in review.flags],
        versions=_versions(),
        seconds=None if review.seconds is None else round(review.seconds, 6),
        meta=review.study.meta,
        error=review.error,
    )
    return record.model_copy(update={"draft": _draft(review.draft)}) if review.draft else record


def blocked_record(id: str | None, error: str, meta: object = None) -> ReviewRecord:
    """Return the result line of a study that could not be processed, with the reason in words."""
    return ReviewRecord(
        id=id,
        decision="blocked",
        impression=None,
        claims=[],
        flags=[],
        versions=_versions(),
        seconds=None,
        meta=meta,
        error=error,
    )


def result_json(record: ReviewRecord) -> dict[str, Any]:
    """Return a result line as a JSON object; evidence and sizes carry only the fields that say something."""
    return record.model_dump(exclude_unset=True)


def _prior(record: PriorRecord | None) -> Prior | None:
    if record is None:
        return None
    return Prior(record.date, record.impression, _rows(record.measurements, "prior.measurements", "prior"))


def _rows(
    records: Iterable[MeasurementRecord] | None, field: str, timepoint: Timepoint | None = None
) -> tuple[Measurement, ...]:
    rows: dict[str, Measurement] = {}
    for number, record in enumerate(records or (), 1):
        id = record.id or f"{field.removesuffix('measurements').replace('.', '_')}m{number}"
        if id in rows:
            raise ContractError(f"{field}[{number - 1}].id: {_quoted(id)} is given twice; expected one id a row")
        if record.value is not None:
            rows[id] = Measurement(
                id=id,
                quantity=record.quantity or "",
                value=record.value,
                unit=record.unit or "1",
                finding=record.finding,
                site=record.site,
                laterality=record.laterality,
                timepoint=timepoint or record.timepoint or "current",
            )
    return tuple(rows.values())


def _claim(claim: Claim) -> ClaimRecord:
    finding = claim.finding
    said = {"opinion": _opinion(claim.opinion)} if claim.opinion else {}
    return ClaimRecord(
        id=claim.id,
        span=list(finding.span),
        text=finding.text,
        finding=finding.name or lexicon().name(finding.concept),
        status=claim.status,
        attributes=_attributes(finding),
        evidence=[_evidence(item) for item in claim.evidence],
        **said,
    )


def _opinion(opinion: Opinion) -> OpinionRecord:
    return OpinionRecord(**{name: getattr(opinion, name) for name in OpinionRecord.model_fields})


def _attributes(finding: Finding) -> AttributesRecord:
    return AttributesRecord(
        presence=finding.presence,
        certainty=finding.certainty,
        site=site_name(finding),
        laterality=finding.laterality,
        size=[_size(size) for size in finding.sizes],
        severity=finding.severity,
        change=finding.change,
        count=finding.count,
    )


def site_name(finding: Finding) -> str | None:
    """Return the place of a finding in words ("right upper lobe"), the most specific places only; None without one."""
    words = lexicon()
    within = {whole for place in finding.anatomy for whole in words.wholes(place) if whole != place}
    names = [words.name(place) for place in sorted(finding.anatomy - within)] + sorted(finding.levels)
    if names and finding.laterality in ("left", "right"):
        names[0] = f"{finding.laterality} {names[0]}"
    return ", ".join(names) or None


def _size(size: Quantity) -> SizeRecord:
    values = [int(value) if value.is_integer() else value for value in size.values]
    said: dict[str, Any] = {"value": values[0]} if len(values) == 1 else {"values": values}
    if size.role != "current":
        said["role"] = size.role
    return SizeRecord(unit=size.unit, **said)


def _evidence(evidence: Evidence) -> EvidenceRecord:
    said = {name: value for name, value in _given(evidence).items() if name != "span"}
    if evidence.span is not None:
        said["span"] = list(evidence.span)
    return EvidenceRecord(**said)


def _flag(flag: Flag) -> FlagRecord:
    return FlagRecord(
        type=flag.type,
        severity=flag.severity,
        span=None if flag.span is None else list(flag.span),
        text=flag.text,
        claim=flag.claim,
        validator=flag.validator,
        message=flag.message,
        evidence=[_evidence(item) for item in flag.evidence],
    )


def _draft(draft: Draft) -> DraftRecord:
    return DraftRecord(**{name: getattr(draft, name) for name in DraftRecord.model_fields})


@cache
def _versions() -> VersionsRecord:
    return VersionsRecord(overread=version("overread"), lexicon=digest())


def _fields(record: BaseModel | None) -> dict[str, Any]:
    return {} if record is None else dict(record)


def _given(value: Any) -> dict[str, Any]:
    pairs = ((name, getattr(value, name)) for name in value.__match_args__)
    return {name: item for name, item in pairs if item is not None and item != ()}


def _in_words(error: ValidationError) -> str:
    errors = error.errors(include_url=False)
    told = [f"{_path(one['loc'])}: {_reason(one)}" for one in errors[:_MOST_TOLD]]
    more = len(errors) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more else "")


def _reason(error: ErrorDetails) -> str:
    told = _TOLD.get(error["type"])
    return told(error) if told else error["msg"]


def _path(loc: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{str(part)[:40]}" for part in loc)
    return path.removeprefix(".")


def _known(loc: tuple[int | str, ...]) -> str:
    parts = [part for part in loc[:-1] if isinstance(part, str)]
    return ", ".join((_PARTS[parts[-1]] if parts else StudyRecord).model_fields)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    kinds = {int: "a number", float: "a number", str: "text", list: "a list", dict: "an object", type(None): "null"}
    return kinds.get(type(value), type(value).__name__)


def _quoted(value: object) -> str:
    return repr(value) if isinstance(value, str) and len(value) <= 24 else _kind(value)
