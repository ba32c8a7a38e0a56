"""Whether a review finds a planted error, names it rightly, and what it says of a faithful draft."""

from __future__ import annotations

from dataclasses import dataclass

from overread.eval.case import Case
from overread.finding import Span
from overread.review import Flag, Review

NULL_SPAN = frozenset(
    ("omission", "dropped_change", "missing_recommendation", "uncommunicated_critical", "source_conflict", "instruction")
)
TEXT_SOURCES = frozenset(("findings",))


@dataclass(frozen=True, slots=True)
class Found:
    """What a review made of one planted error: flagged at the right place, and flagged there under a right type."""

    caught: bool
    right_type: bool
    flags: tuple[Flag, ...]


def overlap(first: Span, second: Span) -> bool:
    """Return whether two half-open spans share a character."""
    return first[0] < second[1] and second[0] < first[1]


def points_at(flag: Flag, case: Case) -> bool:
    """Return whether the flag points at the planted error, in the impression or, when nothing is there, in the source."""
    if case.spans:
        return flag.span is not None and any(overlap(flag.span, span) for span in case.spans)
    for evidence in flag.evidence:
        if evidence.id is not None and evidence.id in case.rows:
            return True
        if evidence.source in TEXT_SOURCES and evidence.span is not None:
            span = evidence.span
            if any(overlap(span, other) for other in case.source_spans) and flag.type in NULL_SPAN:
                return True
    return False


def found(case: Case, review: Review) -> Found:
    """Return what the review made of the planted error; a check that failed finds nothing."""
    flags = tuple(flag for flag in review.flags if flag.type != "not_checked" and points_at(flag, case))
    return Found(bool(flags), any(flag.type in case.expects for flag in flags), flags)
