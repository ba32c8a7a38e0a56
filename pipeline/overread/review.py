"""The one frozen value that goes through every step: a study, its draft, its claims, its flags and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from overread.finding import Finding, Source, Span
from overread.study import Study

Status = Literal["supported", "inferred", "contradicted", "unsupported", "unchecked"]
Severity = Literal["critical", "major", "minor"]
Decision = Literal["clear", "review", "blocked"]
Entailment = Literal["entailment", "neutral", "contradiction"]

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")
FLAG_TYPES = (
    "invented_finding", "negation", "laterality", "location", "severity", "measurement", "count", "descriptor", "certainty",
    "overinterpretation", "change", "invented_prior", "recommendation", "internal_contradiction", "text_defect", "sex", "age",
    "exam", "identifier", "instruction", "omission", "dropped_change", "missing_recommendation", "uncommunicated_critical",
    "source_conflict", "not_checked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a verdict comes from: a span of a text section, a measurement row (`id`) or a field of the study (`field`)."""

    source: Source
    span: Span | None = None
    text: str | None = None
    id: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine-written impression with what is needed to write it again: model, prompt, their digests, seed and cost.

    `confidence` is the geometric mean of the token probabilities, from 0 to 1, where the engine gives them.
    """

    text: str
    model: str
    model_digest: str | None
    prompt: str
    prompt_digest: str
    seed: int
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a learned reader says of a claim that the rules left open: explained, and weighed, but never decided by it.

    `label` is None where it gave none, and `explanation` then says why; `score` is from 0 to 1 where it gives one.
    """

    label: Entailment | None
    score: float | None
    model: str
    model_digest: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the impression and what the source says of it, with a second opinion where one was asked for."""

    id: str
    finding: Finding
    status: Status = "unsupported"
    evidence: tuple[Evidence, ...] = ()
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing wrong with the draft; `span` indexes the impression, or is None when the flag is about what is missing."""

    type: str
    severity: Severity
    message: str
    span: Span | None = None
    text: str | None = None
    claim: str | None = None
    validator: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One attribute in which a claim differs from the fact it was matched with; `mark` names the claim's mark that is wrong.

    `added` says that the source does not contradict the attribute but lacks it.
    """

    attribute: str
    claim_value: str
    source_value: str
    mark: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim set against the source: the facts it was matched with and the first attribute that differs, if any.

    `relation` is the status the comparison alone would give; `facts` are the best evidence, strongest first.
    """

    claim: Finding
    relation: Status
    facts: tuple[Finding, ...] = ()
    difference: Difference | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A study on its way through drafting, extraction, checking and the decision."""

    study: Study
    draft: Draft | None = None
    facts: tuple[Finding, ...] = ()
    claims: tuple[Claim, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    flags: tuple[Flag, ...] = ()
    decision: Decision | None = None
    seconds: float | None = None
    error: str | None = None

    @property
    def impression(self) -> str:
        """The text under review: the draft where the program wrote one, else the study's own impression."""
        return self.draft.text if self.draft else self.study.impression or ""
