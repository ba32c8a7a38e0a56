"""Morphology, device type and reporting category."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Finding
from overread.flagging import against, by_importance, differing, flag, quoted
from overread.language.comparison.facts.blocks import is_near
from overread.language.comparison.vicinity.unread import content, sayings
from overread.language.figures.agreement import DEGREES
from overread.language.figures.categories import Level
from overread.language.figures.levels import levels
from overread.language.words.recent import remembered
from overread.review import Claim, Comparison, Difference, Evidence, Flag, Review, Severity
from overread.validators import validator

_GRADES = {
    "grade": frozenset({"grade", "aast", "meyerding"}),
    "type": frozenset({"type"}),
    "aast": frozenset({"aast", "grade"}),
    "meyerding": frozenset({"meyerding", "grade"}),
}
_AGES = frozenset({"acute", "chronic"})


@validator("descriptor")
def descriptor(review: Review) -> Iterator[Flag]:
    """Flag a morphology or category that cannot be true together with the one the source gives."""
    for claim, comparison, difference in differing(review, "descriptor"):
        severity = "minor" if _is_said_near(review, comparison, difference) else _severity(claim.finding, difference)
        message = against(difference.claim_value, difference.source_value, comparison.facts)
        yield flag(review, claim, comparison, "descriptor", severity, message)
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        told = comparison.relation in ("supported", "inferred") and comparison.difference is None
        if told and claim.finding.presence != "absent":
            yield from _misgraded(review, claim, comparison)


def _is_said_near(review: Review, comparison: Comparison, difference: Difference) -> bool:
    """Say whether a feature that the source does not give to the finding stands near it, of something else."""
    fact = next(iter(comparison.facts), None)
    if not difference.added or fact is None or fact.source != "findings":
        return False
    text = review.study.findings
    wanted = content(difference.claim_value)
    near = (said for said in sayings(text).holding(wanted, False) if is_near(fact.span, said.span, text))
    return next(near, None) is not None


@remembered
def _graded(text: str) -> list[Level]:
    """Return the levels, scores and grades of a text."""
    return list(levels(text))


def _misgraded(review: Review, claim: Claim, comparison: Comparison) -> Iterator[Flag]:
    """Yield a flag for a grade or type that the source gives nowhere, though it gives another one beside the finding."""
    facts = [fact for fact in comparison.facts if fact.source == "findings"]
    for name in sorted(claim.finding.descriptors) if facts else ():
        system, _, value = name.partition(":")
        systems = _GRADES.get(system, frozenset({system}))
        if not value or any(known.startswith(f"{system}:") for known in facts[0].descriptors):
            continue
        text = review.study.findings
        graded = [level for level in _graded(text) if any(other.partition(":")[0] in systems for other in level.names)]
        given = {other.partition(":")[2] for level in graded for other in level.names}
        near = next((level for level in graded if is_near(facts[0].span, level.span, text)), None)
        if near is None or value in given or _is_scored(value, text):
            continue
        start, end = claim.finding.marks.get("score", claim.finding.span)
        draft, stated = review.impression[start:end], text[slice(*near.span)]
        evidence = (Evidence("findings", near.span, stated),)
        message = f"Draft: {quoted(draft)}. Findings: {quoted(stated)}."
        type = "severity" if system in DEGREES else "descriptor"
        yield Flag(type, "major", message, (start, end), draft, claim.id, evidence=evidence)


def _is_scored(value: str, text: str) -> bool:
    """Say whether the source gives a value as a score or a category without the name of its system ("Score 4")."""
    return (
        re.search(rf"\b(?:score|category|assessment)(?: of|[:=])?\s*{re.escape(value)}(?!\w|\.\d)", text, re.IGNORECASE)
        is not None
    )


def _severity(finding: Finding, difference: Difference) -> Severity:
    if difference.mark == "score":
        return "major"
    if difference.added and difference.claim_value in _AGES:
        return "minor"
    return by_importance(finding, "major", "major", "minor")
