"""The quality desk's figures of signed studies: flags, edits, overrides and time, by reader, model, modality or site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import Row, Select, case, select
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

Grouping = Literal["all", "reader", "model", "modality", "site"]


@dataclass(frozen=True, slots=True)
class Period:
    """Which studies are counted: the demonstration's or the others, those signed, loaded or answered from `since` on."""

    demonstration: bool = False
    since: datetime | None = None


CLINICAL = Period()


@dataclass(frozen=True, slots=True)
class SignedStudy:
    """One signed study as the figures see it; `seconds` run from when the text was shown to the signature.

    `flag_types` are those of the text before anybody touched it, `words_changed` the words added or taken out since.
    """

    study_id: str
    review_id: int
    reader: str
    model: str | None
    modality: str | None
    site: str | None
    signed_at: str
    critical: int
    major: int
    minor: int
    flag_types: tuple[str, ...]
    edited: bool
    words_changed: int
    accepted: int
    dismissed: int
    corrected: int
    challenged: bool
    own_first: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; `value` is from 0 to 1, None where nothing was counted."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one group of signed studies.

    `flagged` is the share with any flag at first, `edited` of those whose text was changed, `overridden` of the answered flags
    that were dismissed or accepted against the check, `challenged` of those signed faster than they can be read.
    """

    group: str
    studies: int
    flagged: Share
    flagged_major: Share
    flags_per_study: float | None
    edited: Share
    words_changed: float | None
    overridden: Share
    challenged: Share
    own_first: Share
    lower_seconds: float | None
    median_seconds: float | None
    upper_seconds: float | None


KEYS: Mapping[Grouping, Callable[[SignedStudy], str]] = MappingProxyType({
    "all": lambda study: "all",
    "reader": lambda study: study.reader,
    "model": lambda study: study.model or "no draft",
    "modality": lambda study: study.modality or "not said",
    "site": lambda study: study.site or "not said",
})  # fmt: skip
"""The name of the group that a signed study belongs to, by what is grouped by."""


def signed_studies(session: Session, acting: SignIn, period: Period = CLINICAL) -> tuple[SignedStudy, ...]:
    """Return every signed study with what happened to it, the first signed first."""
    require(session, acting, "see_quality")
    answers = _answers(session)
    edited = set(session.scalars(select(EditRow.review_id).distinct()))
    challenged = set(session.scalars(select(ChallengeRow.review_id).distinct()))
    rows = session.execute(_signed(period))
    return tuple(_signed_study(row, answers, edited, challenged) for row in rows)


def figures(session: Session, acting: SignIn, by: Grouping = "all", period: Period = CLINICAL) -> tuple[Figures, ...]:
    """Return the figures as a whole, or per reader, model, modality or site, by name."""
    return grouped(signed_studies(session, acting, period), by)


def grouped(studies: Iterable[SignedStudy], by: Grouping) -> tuple[Figures, ...]:
    """Return the figures of signed studies that are at hand; ValueError for another grouping."""
    if by not in KEYS:
        raise ValueError(f"grouping {by!r}; expected {', '.join(KEYS)}")
    groups: defaultdict[str, list[SignedStudy]] = defaultdict(list)
    for study in studies:
        groups[KEYS[by](study)].append(study)
    return tuple(_figures(name, members) for name, members in sorted(groups.items()))


def _signed(period: Period) -> Select[*tuple[Any, ...]]:
    changed = case((ReviewRow.text != ReviewRow.original, ReviewRow.text), else_=None)
    before = case((ReviewRow.text != ReviewRow.original, ReviewRow.original), else_=None)
    query = (
        select(SignatureRow.at, UserRow.username, DraftRow.model, ReviewRow.id, StudyRow.id.label("study_id"))
        .add_columns(StudyRow.modality, StudyRow.site, ReviewRow.first_critical, ReviewRow.first_major, ReviewRow.first_minor)
        .add_columns(ReviewRow.first_flag_types, changed.label("text"), before.label("original"))
        .add_columns(ReadingRow.own_first, ReadingRow.revealed_at, ReadingRow.opened_at)
        .join(ReviewRow, ReviewRow.id == SignatureRow.review_id)
        .join(StudyRow, StudyRow.id == ReviewRow.study_id)
        .join(UserRow, UserRow.id == SignatureRow.user_id)
        .join(ReadingRow, (ReadingRow.review_id == ReviewRow.id) & (ReadingRow.user_id == SignatureRow.user_id))
        .outerjoin(DraftRow, DraftRow.id == ReviewRow.draft_id)
        .where(SignatureRow.number == 0, StudyRow.demonstration == period.demonstration)
        .order_by(SignatureRow.at)
    )
    return query.where(SignatureRow.at >= period.since) if period.since else query


def _signed_study(row: Row[Any], answers: Mapping[int, Counter[str]], edited: set[int], challenged: set[int]) -> SignedStudy:
    actions = answers.get(row.id, Counter())
    return SignedStudy(
        study_id=row.study_id,
        review_id=row.id,
        reader=row.username,
        model=row.model,
        modality=row.modality,
        site=row.site,
        signed_at=row.at.isoformat(timespec="seconds"),
        critical=row.first_critical,
        major=row.first_major,
        minor=row.first_minor,
        flag_types=tuple((row.first_flag_types or "").split()),
        edited=row.id in edited and row.text is not None,
        words_changed=_words_changed(row.original or "", row.text or ""),
        accepted=actions["accept"],
        dismissed=actions["dismiss"],
        corrected=sum(actions[action] for action in ("correct", "delete", "insert")),
        challenged=row.id in challenged,
        own_first=row.own_first,
        seconds=(row.at - (row.revealed_at or row.opened_at)).total_seconds(),
    )


def _words_changed(before: str, after: str) -> int:
    old, new = Counter(before.split()), Counter(after.split())
    return (old - new).total() + (new - old).total()


def _answers(session: Session) -> dict[int, Counter[str]]:
    """Count what was done about flags by review; of two answers to one flag the last counts."""
    columns = (DispositionRow.review_id, DispositionRow.flag_key, DispositionRow.action)
    last = {(review, key): action for review, key, action in session.execute(select(*columns).order_by(DispositionRow.id))}
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (review, _), action in last.items():
        counts[review][action] += 1
    return counts


def _figures(name: str, studies: list[SignedStudy]) -> Figures:
    against = sum(study.accepted + study.dismissed for study in studies)
    answered = against + sum(study.corrected for study in studies)
    flags = [study.critical + study.major + study.minor for study in studies]
    seconds = sorted(study.seconds for study in studies)
    lower, _, upper = quantiles(seconds, n=4, method="inclusive") if len(seconds) > 1 else (None, None, None)
    return Figures(
        group=name,
        studies=len(studies),
        flagged=_share(count > 0 for count in flags),
        flagged_major=_share(study.critical + study.major > 0 for study in studies),
        flags_per_study=sum(flags) / len(flags) if flags else None,
        edited=_share(study.edited for study in studies),
        words_changed=sum(study.words_changed for study in studies) / len(studies) if studies else None,
        overridden=Share(against, answered),
        challenged=_share(study.challenged for study in studies),
        own_first=_share(study.own_first for study in studies),
        lower_seconds=lower,
        median_seconds=median(seconds) if seconds else None,
        upper_seconds=upper,
    )


def _share(answers: Iterable[bool]) -> Share:
    counted = list(answers)
    return Share(sum(counted), len(counted))
