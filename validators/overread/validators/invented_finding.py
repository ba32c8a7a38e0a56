"""Findings on which the source is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from overread.finding import Finding, Span
from overread.flagging import by_importance, described, flag, less, told
from overread.language.comparison.assurance import is_called_proven, is_doubted
from overread.language.comparison.echoes.redacted import follows_redacted
from overread.language.comparison.facts.facts import told_text
from overread.language.comparison.vicinity.bearing import Source, is_bare_state
from overread.review import Flag, Review, Severity
from overread.validators import validator

_WENT_WELL = re.compile(
    r"\b(?:technically successful|success\w* (?:\w+ ){0,8}?(?:achieved|completed|performed)|uncomplicated|complication[- ]free|"
    r"(?:without|no) (?:[\w-]+ ){0,3}complications?)\b",
    re.IGNORECASE,
)
"""How an intervention went, which only its conclusion tells."""


@validator("invented_finding")
def invented_finding(review: Review) -> Iterator[Flag]:
    """Flag a finding, a normal or a negative that the source does not mention; a mere negative is minor.

    So is what the source speaks of in other words: another name for what it finds there, what leads to it. Where the draft
    expressly doubts it, or makes sure of what the source speaks of so, what is wrong is how sure it is. How an intervention
    went is no finding.
    """
    source = Source(review.facts, told_text(review.study.findings, review.facts), _spoken(review))
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if comparison.relation != "unsupported" or comparison.reason != "silent":
            continue
        finding = claim.finding
        if finding.concept.startswith("~") and _WENT_WELL.search(finding.text):
            continue
        span = finding.span if finding.presence == "absent" else finding.marks.get("concept", finding.span)
        near = source.bearing_on(finding) if finding.presence == "present" else ()
        severity: Severity = "minor" if near else _severity(finding)
        told_of = f"{told(near[0])}" if near else "The source does not mention it"
        message = f"Draft: {described(finding)}. {told_of}."
        of_certainty = is_doubted(finding) or (near and is_called_proven(finding))
        type = "certainty" if of_certainty else "invented_finding"
        yield flag(review, claim, replace(comparison, facts=near), type, severity, message, span)


def _spoken(review: Review) -> frozenset[Span]:
    """Return the spans of the source that some statement of the draft already tells."""
    return frozenset(fact.span for comparison in review.comparisons for fact in comparison.facts)


def _severity(finding: Finding) -> Severity:
    """Return how grave an invention is: less for what is hedged or old, minor for what is past, denied, nameless or only
    why somebody came."""
    if finding.presence == "absent" or finding.historical or "referred" in finding.marks or is_bare_state(finding):
        return "minor"
    if finding.concept.startswith("~"):
        return "major" if finding.sizes or finding.severity in ("moderate", "moderate_severe", "severe") else "minor"
    severity = by_importance(finding, "critical", "major", "minor")
    doubtful = finding.certainty != "definite" or follows_redacted(finding)
    return less(severity) if doubtful or "chronic" in finding.descriptors else severity
