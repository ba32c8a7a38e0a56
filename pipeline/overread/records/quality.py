"""The quality desk's figures, as plain rows: flags, dismissals, edits, overrides and time, per reader, model, or as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from overread.records.access import SignIn, require
from overread.records.tables import (
    ChallengeRow,
    DispositionRow,
    DraftRow,
    EditRow,
    ReadingRow,
    ReviewRow,
    SignatureRow,
    StudyRow,
    UserRow,
)

Grouping = Literal["all", "reader", "model"]


@dataclass(frozen=True, slots=True)
class SignedStudy:
    """One signed study as the figures see it; `seconds` run from when the text was shown to the signature."""

    study_id: str
    review_id: int
    reader: str
    model: str | None
    modality: str | None
    signed_at: str
    critical: int
    major: int
    minor: int
    edited: bool
    accepted: int
    dismissed: int
    corrected: int
    challenged: bool
    own_first: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one group of signed studies; shares are from 0 to 1, None where nothing was counted.

    `flagged` is the share with any flag at first, `edited` the share whose text was changed, `overridden` the share of answered
    flags that were dismissed or accepted against the check.
    """

    group: str
    studies: int
    flagged: float | None
    flagged_major: float | None
    flags_per_study: float | None
    edited: float | None
    overridden: float | None
    challenged: float | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class DismissalRow:
    """How often flags of one type were accepted as they are or dismissed, for one reason."""

    flag_type: str
    severity: str
    action: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class FlagRate:
    """How many of the studies in the record carry a flag of one type now, and their share."""

    flag_type: str
    studies: int
    share: float


def signed_studies(session: Session, acting: SignIn, *, demonstration: bool = False) -> tuple[SignedStudy, ...]:
    """Return every signed study with what happened to it; demonstration studies are counted apart."""
    require(session, acting, "see_quality")
    rows = session.execute(
        select(SignatureRow, ReviewRow, StudyRow, UserRow.username, ReadingRow, DraftRow.model)
        .join(ReviewRow, ReviewRow.id == SignatureRow.review_id)
        .join(StudyRow, StudyRow.id == ReviewRow.study_id)
        .join(UserRow, UserRow.id == SignatureRow.user_id)
        .join(ReadingRow, (ReadingRow.review_id == ReviewRow.id) & (ReadingRow.user_id == SignatureRow.user_id))
        .outerjoin(DraftRow, DraftRow.id == ReviewRow.draft_id)
        .where(SignatureRow.number == 0, StudyRow.demonstration == demonstration)
        .order_by(SignatureRow.at)
    )
    actions = _actions(session)
    edited = set(session.scalars(select(EditRow.review_id).distinct()))
    challenged = set(session.scalars(select(ChallengeRow.review_id).distinct()))
    return tuple(
        SignedStudy(
            study_id=study.id,
            review_id=review.id,
            reader=reader,
            model=model,
            modality=study.modality,
            signed_at=signature.at.isoformat(timespec="seconds"),
            critical=review.first_critical,
            major=review.first_major,
            minor=review.first_minor,
            edited=review.id in edited and review.text != review.original,
            accepted=actions[review.id]["accept"],
            dismissed=actions[review.id]["dismiss"],
            corrected=sum(actions[review.id][action] for action in ("correct", "delete", "insert")),
            challenged=review.id in challenged,
            own_first=reading.own_first,
            seconds=(signature.at - (reading.revealed_at or reading.opened_at)).total_seconds(),
        )
        for signature, review, study, reader, reading, model in rows
    )


def figures(session: Session, acting: SignIn, by: Grouping = "all", *, demonstration: bool = False) -> tuple[Figures, ...]:
    """Return the figures as a whole, per reader or per model."""
    keys: dict[Grouping, Callable[[SignedStudy], str]] = {
        "all": lambda study: "all",
        "reader": lambda study: study.reader,
        "model": lambda study: study.model or "no draft",
    }
    if by not in keys:
        raise ValueError(f"grouping {by!r}; expected {', '.join(keys)}")
    groups: defaultdict[str, list[SignedStudy]] = defaultdict(list)
    for study in signed_studies(session, acting, demonstration=demonstration):
        groups[keys[by](study)].append(study)
    return tuple(_figures(name, studies) for name, studies in sorted(groups.items()))


def dismissals(session: Session, acting: SignIn, *, demonstration: bool = False) -> tuple[DismissalRow, ...]:
    """Return how often flags were accepted as they are or dismissed, by type, severity and reason; the last answer counts."""
    require(session, acting, "see_quality")
    rows = session.scalars(
        select(DispositionRow)
        .join(ReviewRow, ReviewRow.id == DispositionRow.review_id)
        .join(StudyRow, StudyRow.id == ReviewRow.study_id)
        .where(StudyRow.demonstration == demonstration, ~StudyRow.training)
        .where(DispositionRow.action.in_(("accept", "dismiss")))
        .order_by(DispositionRow.id)
    )
    last = {(row.review_id, row.flag_key): row for row in rows}
    counts = Counter((row.flag_type, row.severity, row.action, row.reason or "") for row in last.values())
    return tuple(DismissalRow(*key, count) for key, count in sorted(counts.items()))


def flag_rates(session: Session, acting: SignIn, *, demonstration: bool = False) -> tuple[FlagRate, ...]:
    """Return the share of the studies in the record whose text carries each type of flag, the commonest first."""
    require(session, acting, "see_quality")
    texts = session.scalars(
        select(ReviewRow.flag_types)
        .join(StudyRow, StudyRow.id == ReviewRow.study_id)
        .where(StudyRow.demonstration == demonstration, ~StudyRow.training)
    ).all()
    counts = Counter(flag for text in texts for flag in text.split())
    return tuple(FlagRate(flag, count, count / len(texts)) for flag, count in counts.most_common())


def _actions(session: Session) -> defaultdict[int, Counter[str]]:
    """Count what was done about flags by review; of two answers to one flag the last counts."""
    rows = session.scalars(select(DispositionRow).order_by(DispositionRow.id))
    last = {(row.review_id, row.flag_key): row.action for row in rows}
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (review, _), action in last.items():
        counts[review][action] += 1
    return counts


def _figures(name: str, studies: list[SignedStudy]) -> Figures:
    against = sum(study.accepted + study.dismissed for study in studies)
    answered = against + sum(study.corrected for study in studies)
    flags = [study.critical + study.major + study.minor for study in studies]
    return Figures(
        group=name,
        studies=len(studies),
        flagged=_share(count > 0 for count in flags),
        flagged_major=_share(study.critical + study.major > 0 for study in studies),
        flags_per_study=sum(flags) / len(flags) if flags else None,
        edited=_share(study.edited for study in studies),
        overridden=against / answered if answered else None,
        challenged=_share(study.challenged for study in studies),
        median_seconds=median(study.seconds for study in studies) if studies else None,
    )


def _share(answers: Iterable[bool]) -> float | None:
    counted = list(answers)
    return sum(counted) / len(counted) if counted else None
