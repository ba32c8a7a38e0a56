"""Recommendations of the source, or of a guideline in force, that the draft lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.advice.agreement import agree, is_told_in, sought
from overread.advice.recommendations import Advice, advice_of
from overread.coverage import coverage_of
from overread.flagging import described, evidence_of, quoted
from overread.guidelines import calls
from overread.review import Flag, Review, Severity
from overread.validators import validator

_CONDITION = re.compile(
    r"\bif\b|\bdepending on\b|^\W*(?:\w+ ){0,2}correlation\W*$|"
    r"\bcorrelat\w+ with (?:the |serum )?(?:PSA|CEA|CA ?\d+|AFP|TSH|calcitonin|laborator\w+|labs?\b|inflammat\w+ \w+)",
    re.IGNORECASE,
)


@validator("missing_recommendation")
def missing_recommendation(review: Review) -> Iterator[Flag]:
    """Flag a recommendation of the findings section that the draft does not repeat, and follow-up that a guideline asks for.

    One that the draft tells as a need ("requiring cystoscopy") or a plan ("CT in 6 months") is repeated. One that only might
    help, depends on a condition the reader must judge ("if there is concern for fracture"), or asks for a laboratory value, is
    minor. A guideline speaks only where source and draft recommend nothing, and only of a finding that the draft mentions.
    """
    drafted = [advice_of(claim.finding) for claim in review.claims if claim.finding.kind == "recommendation"]
    given = [advice_of(fact) for fact in review.facts if fact.kind == "recommendation" and fact.source == "findings"]
    for wanted in given:
        if wanted.denies or wanted.is_general or any(_is_repeated(wanted, other) for other in drafted):
            continue
        if is_told_in(wanted, review.impression):
            continue
        message = f"Not in the draft: {quoted(wanted.statement.text)}."
        vague = not wanted.exact and wanted.days is None
        open_ = vague or wanted.is_optional or _CONDITION.search(wanted.statement.text)
        severity: Severity = "minor" if open_ else "major"
        yield Flag("missing_recommendation", severity, message, evidence=(evidence_of(wanted.statement),))
    if not any(advice.denies or not advice.is_general for advice in (*given, *drafted)):
        yield from _by_guideline(review)


def _is_repeated(wanted: Advice, other: Advice) -> bool:
    return (
        agree(wanted, other) is None
        and (not other.is_general)
        and (not sought(wanted) or not sought(other) or bool(wanted.exact & other.exact))
    )


def _by_guideline(review: Review) -> Iterator[Flag]:
    found = [call for call in calls(review) if call.rule.asks]
    coverage = coverage_of(review) if found else None
    for call in found:
        if coverage and coverage.holds(call.fact):
            message = f"Not in the draft: follow-up of the {described(call.fact)}. {call.title}: {call.rule.advice}."
            yield Flag("missing_recommendation", "minor", message, evidence=call.evidence)
