"""The quality desk's figures of flags: how often each type is raised, and what readers did about it and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any, TypeVarTuple

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from overread.records.access import SignIn, require
from overread.records.quality import CLINICAL, Period
from overread.records.tables import DispositionRow, DraftRow, ReviewRow, StudyRow, UserRow
from overread.records.views import Action

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class DismissalRow:
    """How often flags of one type were accepted as they are or dismissed, for one reason."""

    flag_type: str
    severity: str
    action: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one reader did about flags of one type on drafts of one model, for one reason, and how often."""

    reader: str
    model: str | None
    flag_type: str
    severity: str
    action: Action
    reason: str | None
    count: int


@dataclass(frozen=True, slots=True)
class FlagRate:
    """How many studies carry a flag of one type, of how many, and their share from 0 to 1; `model` wrote their drafts."""

    flag_type: str
    studies: int
    share: float
    of: int = 0
    model: str | None = None


def answers(session: Session, acting: SignIn, period: Period = CLINICAL) -> tuple[AnswerRow, ...]:
    """Return what was done about flags, training cases left out; of two answers to one flag the last counts."""
    require(session, acting, "see_quality")
    query = (
        select(DispositionRow.review_id, DispositionRow.flag_key, UserRow.username, DraftRow.model)
        .add_columns(DispositionRow.flag_type, DispositionRow.severity, DispositionRow.action, DispositionRow.reason)
        .join(ReviewRow, ReviewRow.id == DispositionRow.review_id)
        .join(StudyRow, StudyRow.id == ReviewRow.study_id)
        .join(UserRow, UserRow.id == DispositionRow.user_id)
        .outerjoin(DraftRow, DraftRow.id == ReviewRow.draft_id)
        .where(StudyRow.demonstration == period.demonstration, ~StudyRow.training)
        .order_by(DispositionRow.id)
    )
    if period.since:
        query = query.where(DispositionRow.at >= period.since)
    last = {(row.review_id, row.flag_key): _answer(row) for row in session.execute(query)}
    counts = Counter(last.values())
    return tuple(replace(answer, count=count) for answer, count in sorted(counts.items(), key=lambda item: str(item)))


def dismissals(session: Session, acting: SignIn, period: Period = CLINICAL) -> tuple[DismissalRow, ...]:
    """Return how often flags were accepted as they are or dismissed, by type, severity and reason; the last answer counts."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for row in answers(session, acting, period):
        if row.action in ("accept", "dismiss"):
            counts[row.flag_type, row.severity, row.action, row.reason or ""] += row.count
    return tuple(DismissalRow(*key, count) for key, count in sorted(counts.items()))


def flag_rates(session: Session, acting: SignIn, period: Period = CLINICAL) -> tuple[FlagRate, ...]:
    """Return the share of the studies in the record whose text carries each type of flag now, the commonest first."""
    require(session, acting, "see_quality")
    texts = session.scalars(_of(select(ReviewRow.flag_types), period)).all()
    counts = Counter(flag for text in texts for flag in text.split())
    return tuple(FlagRate(flag, count, count / len(texts), len(texts)) for flag, count in counts.most_common())


def draft_flag_rates(session: Session, acting: SignIn, period: Period = CLINICAL) -> tuple[FlagRate, ...]:
    """Return the share of each model's drafts that carried each type of flag before anybody touched them.

    Studies that came with an impression of unknown authorship are under model None.
    """
    require(session, acting, "see_quality")
    query = select(DraftRow.model, ReviewRow.first_flag_types).outerjoin(DraftRow, DraftRow.id == ReviewRow.draft_id)
    drafts: defaultdict[str | None, list[str]] = defaultdict(list)
    for model, types in session.execute(_of(query, period).where(ReviewRow.first_flag_types.is_not(None))):
        drafts[model].append(types or "")
    return tuple(
        FlagRate(flag, count, count / len(texts), len(texts), model)
        for model, texts in sorted(drafts.items(), key=lambda item: item[0] or "")
        for flag, count in Counter(flag for text in texts for flag in text.split()).most_common()
    )


def _answer(row: Row[Any]) -> AnswerRow:
    return AnswerRow(row.username, row.model, row.flag_type, row.severity, row.action, row.reason, 1)


def _of(query: Select[*Columns], period: Period) -> Select[*Columns]:
    """Return the query over the studies of a period that are no training cases."""
    wanted = query.join(StudyRow, StudyRow.id == ReviewRow.study_id)
    wanted = wanted.where(StudyRow.demonstration == period.demonstration, ~StudyRow.training, ReviewRow.slot == "")
    return wanted.where(StudyRow.loaded_at >= period.since) if period.since else wanted
