"""The checks as guardrails-ai validators: one generated adapter, a guard of them, and a LangChain step that keeps the spans."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableLambda

from overread.checking import check, compare, extract
from overread.finding import Span
from overread.review import Draft, Flag, Review
from overread.study import Study
from overread.validators import VALIDATORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guardrails import Guard

PREFIX = "overread/"
_READ = "overread review"


@dataclass(frozen=True, slots=True)
class Raised:
    """What a guard holds against a draft: the validator, the flag type, and the span, None when something is missing."""

    validator: str
    type: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Guarded:
    """A draft that went through a guard, with all that the guard holds against it; nothing in it was changed."""

    study: Study
    draft: Draft
    raised: tuple[Raised, ...]


def guard(names: Iterable[str] | None = None) -> Guard:
    """Return a guard of the named validators, all by default; ValueError on an unknown name.

    It is used with `validate(impression, metadata={"study": study})`, reports and never changes the text, and nothing it does
    leaves the process.
    """
    made = _guardrails().Guard(name="overread", history_max_length=1)
    return made.use(*(adapter(name)(on_fail="noop") for name in (VALIDATORS if names is None else names)))


@cache
def adapter(name: str) -> Any:
    """Return the guardrails-ai validator class `overread/NAME` of a registered validator."""
    VALIDATORS[name]
    from_guardrails = _guardrails().validators

    def _validate(self: Any, value: str, metadata: dict[str, Any]) -> Any:
        flags = check(_reading(value, metadata), {name: VALIDATORS[name]}).flags
        if not flags:
            return from_guardrails.PassResult()
        spans = [_error_span(flag) for flag in flags]
        return from_guardrails.FailResult(error_message=f"{name}: {len(flags)} raised", error_spans=spans)

    adapted = type(name, (from_guardrails.Validator,), {"_validate": _validate, "required_metadata_keys": ["study"]})
    return from_guardrails.register_validator(name=PREFIX + name, data_type="string")(adapted)


def raised_by(outcome: Any) -> tuple[Raised, ...]:
    """Return what a guard's outcome holds against the text, in the order of the validators."""
    return tuple(
        Raised(summary.validator_name, error.reason, (error.start, error.end) if error.end else None)
        for summary in outcome.validation_summaries or ()
        for error in summary.error_spans or ()
    )


def guarding(names: Iterable[str] | None = None) -> Runnable[Mapping[str, Any], Guarded]:
    """Return a LangChain step from `{"study": Study, "draft": Draft}` to what the guard says of that draft."""
    guarded_by = guard(names)

    def examine(drafted: Mapping[str, Any]) -> Guarded:
        study, draft = drafted["study"], drafted["draft"]
        outcome = guarded_by.validate(draft.text, metadata={"study": study, "draft": draft})
        return Guarded(study, draft, raised_by(outcome))

    return RunnableLambda(examine)


def _reading(impression: str, metadata: dict[str, Any]) -> Review:
    """Return the review of the impression before any validator; the validators of one call share it through their metadata."""
    review = metadata.get(_READ)
    if not isinstance(review, Review) or review.impression != impression:
        study, draft = metadata["study"], metadata.get("draft")
        written = replace(draft, text=impression) if draft else None
        review = metadata[_READ] = compare(extract(Review(replace(study, impression=impression), written)))
    return review


def _error_span(flag: Flag) -> Any:
    """Return the flag's type and span; one about what is missing has the empty span 0 to 0."""
    start, end = flag.span or (0, 0)
    return _guardrails().validators.ErrorSpan(start=start, end=end, reason=flag.type)


@cache
def _guardrails() -> Any:
    """Import guardrails-ai with telemetry, tracing, remote inference and price downloads off, before any guard exists."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    with _without("rfc3987_syntax"), warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        import guardrails
        import guardrails.validators
        from guardrails.classes.rc import RC
        from guardrails.settings import settings
        from guardrails.utils.hub_telemetry_utils import HubTelemetry

    quiet = RC(enable_metrics=False, use_remote_inferencing=False)
    RC.load = classmethod(lambda cls, logger=None: quiet)
    HubTelemetry.initialize_tracer = lambda self, *names, **options: None
    settings.rc, settings.disable_tracing, settings.use_server = quiet, True, False
    return guardrails


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Hide a module while something that only would like to have it is imported: this one takes a second to build a grammar."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
