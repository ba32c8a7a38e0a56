"""What a judge made of one case: one line of `results.jsonl`, which carries no report text beyond the flagged words."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from overread.eval.case import Case
from overread.eval.scoring import found, points_at
from overread.finding import Span
from overread.review import Flag, Review
from overread.study import Study

_WORST = ("contradicted", "unsupported", "unchecked", "inferred", "supported")
_AGE_BANDS = ((18, "under 18"), (40, "18 to 39"), (65, "40 to 64"), (80, "65 to 79"))


@dataclass(frozen=True, slots=True)
class Raised:
    """One flag as it was raised: its type, severity, span in the impression and whether it points at the planted error."""

    type: str
    severity: str
    span: Span | None = None
    text: str | None = None
    message: str = ""
    at_error: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, the judge's answer, and how the two compare.

    `judged` is False when the judge could not say: its error, a check that failed, or a statement left unchecked. `groups`
    maps each subgroup field to the study's group; `cluster` names the source report, the unit that the bootstrap draws.
    `seconds` is the time of the one review, `memory` the peak of the process in megabytes. Of a drafted impression `said` are
    the claims, to compare repeats, `drafted` its numbers and `digests` what it was drafted with.
    """

    judge: str
    case: str
    study: str
    cluster: str
    dataset: str
    kind: str
    key: str
    judged: bool
    error: str | None = None
    expects: tuple[str, ...] = ()
    style: str = ""
    importance: str | None = None
    label: str | None = None
    caught: bool | None = None
    right_type: bool | None = None
    twin_quiet: bool | None = None
    decision: str | None = None
    status: str | None = None
    statuses: dict[str, int] = field(default_factory=dict)
    flags: tuple[Raised, ...] = ()
    groups: dict[str, str] = field(default_factory=dict)
    seconds: float | None = None
    memory: float | None = None
    failure: str | None = None
    drafted: dict[str, float] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    digests: dict[str, str | None] = field(default_factory=dict)


_OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


def age_band(age: float | None) -> str:
    """Return the age band of an age in years."""
    return "not stated" if age is None else next((band for limit, band in _AGE_BANDS if age < limit), "80 and over")


def groups_of(study: Study, dataset: str) -> dict[str, str]:
    """Return the study's group in each subgroup field: modality, site, sex, age band and dataset."""
    return {
        "modality": study.exam.modality or "not stated",
        "site": study.exam.site or "not stated",
        "sex": study.patient.sex or "not stated",
        "age": age_band(study.patient.age),
        "dataset": dataset,
    }


def status_of(review: Review) -> str | None:
    """Return the worst status of the review's claims, None when there are none."""
    held = {claim.status for claim in review.claims}
    return next((status for status in _WORST if status in held), None)


def could_judge(case: Case, review: Review) -> str | None:
    """Return why the judge could not say, None when it could."""
    if review.error:
        return review.error
    if any(flag.type == "not_checked" for flag in review.flags):
        return "a check failed"
    if case.kind == "statement" and status_of(review) in ("unchecked", None):
        return "the statement was not read"
    return None


def cluster_of(case: Case) -> str:
    """Return the name of the source report: the study's id or, for single statements, the digest of the findings."""
    if case.kind != "statement":
        return case.study.id
    return hashlib.sha256(case.study.findings.encode()).hexdigest()[:16]


def outcome_of(case: Case, review: Review, twin: Review | None, judge: str, dataset: str, key: str) -> Outcome:
    """Return the outcome of one case from the review of it and of its clean twin."""
    failure = could_judge(case, review)
    planted = case.kind == "injected" and failure is None
    hit = found(case, review) if planted else None
    quiet = None if twin is None else not any(flag.type in case.expects for flag in twin.flags)
    return Outcome(
        judge=judge,
        case=case.id,
        study=case.study.id,
        cluster=cluster_of(case),
        dataset=dataset,
        kind=case.kind,
        key=key,
        judged=failure is None,
        error=case.error,
        expects=case.expects,
        style=case.style,
        importance=case.importance,
        label=case.label,
        caught=hit.caught if hit else None,
        right_type=hit.right_type if hit else None,
        twin_quiet=quiet if planted else None,
        decision=review.decision,
        status=status_of(review),
        statuses=dict(Counter(claim.status for claim in review.claims)),
        flags=tuple(_raised(flag, case) for flag in review.flags),
        groups=groups_of(case.origin or case.study, dataset),
        seconds=review.seconds,
        failure=failure,
    )


def _raised(flag: Flag, case: Case) -> Raised:
    return Raised(
        flag.type, flag.severity, flag.span, flag.text, flag.message, case.kind == "injected" and points_at(flag, case)
    )


def line_of(outcome: Outcome) -> str:
    """Return the outcome as one line of JSON without its line end; fields that say nothing are left out."""
    data = {name: value for name, value in asdict(outcome).items() if value not in (None, (), {}, "")}
    return json.dumps(data, ensure_ascii=False)


def write_outcomes(outcomes: Iterable[Outcome], path: Path) -> None:
    """Write the outcomes as JSON Lines."""
    path.write_text("".join(line_of(outcome) + "\n" for outcome in outcomes), encoding="utf-8")


def read_outcomes(path: Path) -> Iterator[Outcome]:
    """Yield the outcomes of a file; ValueError names the line and the field. A last line cut short is passed over."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            yield _OUTCOME.validate_json(line)
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            if number == len(lines) and first["type"] == "json_invalid":
                return
            place = ".".join(map(str, first["loc"]))
            raise ValueError(f"{path.name}, line {number}: field {place!r}: {first['msg']}") from None
