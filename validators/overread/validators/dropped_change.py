"""Interval changes of the source that the draft leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from overread.coverage import is_said_of_all
from overread.finding import Finding
from overread.flagging import evidence_of, importance, told
from overread.language.comparison.changes import by_much, is_within_error, measured_change, trend_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.extraction.earlier import NOWHERE
from overread.language.figures.agreement import agrees
from overread.language.figures.quantities import GROWTH
from overread.language.inference.conclusions import signs_of
from overread.language.lexicon import lexicon
from overread.language.words.reading import items_between, read
from overread.language.words.sentences import sentences
from overread.review import Flag, Review, Severity
from overread.validators import validator

_MOVED = frozenset({"new", "increased", "decreased"})
_PHASE = re.compile(
    r"\b(?:portal|venous|delayed|late|later|excretory|nephrographic|equilibrium|arterial)\b[^.;]{0,20}\b(?:phase|images?|scan)|"
    r"\bfrom \d+ (?:to|and) \d+ ?(?:h|hrs?|hours?|min\w*)\b",
    re.IGNORECASE,
)
_BENIGN = re.compile(r"\b(?:benign|simple cyst|no (?:further|follow)|physiological|incidental)\b", re.IGNORECASE)
_Moved = dict[tuple[frozenset[str], frozenset[str], str | None], dict[str, Finding]]
_LASTING = frozenset({"stable"})
_COURSES = {
    "new": frozenset({"new", "increased"}),
    "increased": frozenset({"new", "increased"}),
    "decreased": frozenset({"decreased", "resolved"}),
    "stable": frozenset({"stable", "persistent"}),
}


@validator("dropped_change")
def dropped_change(review: Review) -> Iterator[Flag]:
    """Flag a finding that the source calls new, changed or stable and the draft mentions without it.

    It is minor where the finding is stable, and where the draft tells the diagnosis drawn from it (metastases from new masses).
    """
    told_spans = set()
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        if claim.finding.kind == "comparison":
            continue
        measured = len({size.role for size in claim.finding.sizes}) > 1 and measured_change(claim.finding)
        if claim.finding.change or trend_of(claim.finding) or measured or claim.finding.presence == "absent":
            told_spans |= {(fact.concept, fact.span) for fact in comparison.facts}
    wanted = _MOVED if any(is_said_of_all(claim.finding) for claim in review.claims) else _MOVED | _LASTING
    moved = _moved_by_place(review.facts)
    spoken = {(claim.finding.sentence, claim.finding.change) for claim in review.claims}
    for claim, comparison in zip(review.claims, review.comparisons, strict=True):
        for fact in comparison.facts[:1] if claim.finding.kind == "finding" else ():
            key = (fact.concept, fact.span)
            if not (fact.change or claim.finding.change) and (again := _told_again(claim.finding, fact, moved)):
                fact, key = again, (again.concept, again.span)
            if fact.source != "findings" or fact.kind != "finding" or key in told_spans:
                continue
            told_change = fact.change if fact.change != "persistent" else None
            change = told_change or _measured(claim.finding, fact) or fact.change
            if change not in wanted or (claim.finding.sentence, change) in spoken or _PHASE.search(fact.text):
                continue
            told_spans.add(key)
            if _is_told_near(review, claim.finding, change) or any(_tells(one.finding, fact, change) for one in review.claims):
                continue
            named = fact.concept == claim.finding.concept or _is_kin(claim.finding, fact) or comparison.relation == "supported"
            named = named and (fact.concept == claim.finding.concept or fact.concept not in signs_of(claim.finding.concept))
            grave = change in ("new", "increased") and importance(fact) == "critical" and fact.certainty == "definite" and named
            grave = grave and (fact.change == change or by_much(fact))
            severity: Severity = "major" if grave and not _BENIGN.search(claim.finding.text) else "minor"
            message = f"Not in the draft: {change}. {told(fact)}."
            yield Flag("dropped_change", severity, message, evidence=(evidence_of(fact),))


def _moved_by_place(facts: Iterable[Finding]) -> _Moved:
    """Return by place, level and side the findings that the source says have moved, the first of each name."""
    table: _Moved = {}
    for fact in facts:
        if fact.change in _MOVED and fact.presence == "present" and fact.source == "findings" and (fact.anatomy or fact.levels):
            table.setdefault((fact.anatomy, fact.levels, fact.laterality), {}).setdefault(fact.concept, fact)
    return table


def _told_again(claim: Finding, fact: Finding, moved: _Moved) -> Finding | None:
    """Return what the source says later of the course of a finding ("a nodule in the left lobe ... The nodule is new")."""
    if fact.source != "findings" or not moved:
        return None
    kinds = lexicon().kinds
    places = {fact.anatomy, frozenset(), *(frozenset({place}) for place in fact.anatomy)}
    levels = {fact.levels, *(frozenset({level}) for level in fact.levels)}
    for place, level in product(sorted(places, key=sorted), sorted(levels, key=sorted)):
        for other in moved.get((place, level, fact.laterality), {}).values():
            akin = fact.concept in kinds(other.concept) or other.concept in kinds(fact.concept)
            if akin or other.concept == claim.concept:
                return other
    return None


def _is_kin(claim: Finding, fact: Finding) -> bool:
    """Say whether one finding is a kind of the other."""
    kinds = lexicon().kinds
    return claim.concept in kinds(fact.concept) or fact.concept in kinds(claim.concept)


def _is_told_near(review: Review, claim: Finding, change: str) -> bool:
    """Say whether a word of that course stands in the sentence of the claim, whatever it is bound to."""
    reading = read(review.impression)
    span = next((one.span for one in sentences(review.impression) if one.span[0] <= claim.span[0] < one.span[1]), claim.span)
    items = items_between(reading, *span)
    if change in _MOVED and any(item.quantity is not None and item.quantity.quantity == GROWTH for item in items):
        return True
    return any(item.value(kind) in _COURSES[change] for item in items for kind in ("change", "trend"))


def _tells(claim: Finding, fact: Finding, change: str) -> bool:
    """Say whether a statement gives that course to something of the very size, level or place of a fact, on its side."""
    if claim.presence == "absent" or (claim.change or trend_of(claim)) not in _COURSES[change] or not is_same_side(claim, fact):
        return False
    if claim.levels and fact.levels:
        return bool(claim.levels & fact.levels)
    return any(agrees(size, other) for size in claim.sizes for other in fact.sizes if other.role == "current")


def _measured(claim: Finding, fact: Finding) -> str | None:
    """Return the change that a present and a former size of a fact show, where the draft gives neither the former size."""
    change = measured_change(fact)
    told = any(size.role == "prior" for size in claim.sizes) or len(claim.sizes) > 1
    if any(size.role == "prior" and size.span == NOWHERE for size in fact.sizes):
        return None
    lengths = all(size.quantity in ("size", "distance") for size in fact.sizes)
    real = by_much(fact) or (lengths and not is_within_error(fact))
    return change if change in _MOVED and not told and real else None
