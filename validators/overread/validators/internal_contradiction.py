"""Statements of the draft against one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from overread.finding import Finding
from overread.flagging import by_importance, said
from overread.language.differences import agrees
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.language.summaries import speaks_against
from overread.review import Claim, Flag, Review
from overread.validators import validator


_BORNE_OUT = ("supported", "inferred")


@validator("internal_contradiction")
def internal_contradiction(review: Review) -> Iterator[Flag]:
    """Flag two statements of the draft that cannot both be true: present and absent, two sides or two sizes of one finding."""
    claims = [claim for claim in review.claims if claim.finding.kind in ("finding", "normal")]
    for first, second in combinations(claims, 2):
        if first.status in _BORNE_OUT and second.status in _BORNE_OUT:
            continue
        reason = _conflict(first.finding, second.finding)
        if reason:
            yield _flag(review, first, second, reason)


def _flag(review: Review, first: Claim, second: Claim, reason: str) -> Flag:
    span = second.finding.span
    severity = by_importance(first.finding if second.finding.kind == "normal" else second.finding, "critical", "major", "minor")
    return Flag("internal_contradiction", severity, f"This contradicts another statement of the draft ({reason}).", span,
                review.impression[slice(*span)], second.id)  # fmt: skip


def _conflict(one: Finding, other: Finding) -> str | None:
    if one.presence != other.presence:
        present, absent = (one, other) if one.presence == "present" else (other, one)
        return _denied(present, absent)
    if one.presence == "absent" or one.concept != other.concept or one.sentence == other.sentence and one.span == other.span:
        return None
    sizes = [(a, b) for a in one.sizes for b in other.sizes if a.quantity == b.quantity == "size" and a.role == b.role == "current"]
    same_place = bool(one.anatomy) and one.anatomy == other.anatomy and one.levels == other.levels
    if same_place and one.laterality == other.laterality and sizes and not any(agrees(a, b) or agrees(b, a) for a, b in sizes):
        return None if one.count or other.count else "two sizes"
    if same_place and sizes and all(agrees(a, b) for a, b in sizes) and {one.laterality, other.laterality} == {"left", "right"}:
        return "two sides"
    return None


def _denied(present: Finding, absent: Finding) -> str | None:
    if present.historical or present.certainty == "possible" or present.change == "resolved" or absent.change == "new":
        return None
    if {present.laterality, absent.laterality} == {"left", "right"}:
        return None
    if absent.concept == "abnormality":
        if "aspect-rest" in absent.descriptors or not absent.anatomy or not touches(places_of(present), absent.anatomy):
            return None
        return "normal and abnormal" if _is_plain(absent) and speaks_against(absent, present) else None
    kinds = lexicon().kinds(present.concept)
    if absent.concept not in kinds or not _is_plain(absent):
        return None
    return "present and absent" if location_of(absent, present) != "apart" else None


def _is_plain(absent: Finding) -> bool:
    """Say whether a denial is without a qualifier that leaves room for a lesser finding."""
    return not absent.severity and not {part for part in absent.descriptors if not part.startswith("aspect-")} and absent.change is None
