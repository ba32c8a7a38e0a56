"""Training: the acknowledgement without which nobody signs, and cases with seeded errors, scored per reader."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from overread.records.access import Actor, SignIn, require
from overread.records.audit import Detail, append
from overread.records.flags import checked, draft_of
from overread.records.showing import Case
from overread.records.signing import finish
from overread.records.store import setting_of
from overread.records.tables import AcknowledgementRow, ProbeAnswerRow, ProbeRow, UserRow
from overread.records.views import Challenge


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """One seeded error and whether the reader found it; `wrong` are the seeded words, `missing` those left out."""

    flag_type: str
    wrong: str | None
    missing: str | None
    withheld: bool
    caught: bool


@dataclass(frozen=True, slots=True)
class ProbeScore:
    """How many seeded errors a reader found, of those the checks pointed out and of those they withheld."""

    username: str
    name: str
    role: str
    probes: int
    caught: int
    withheld: int
    withheld_caught: int


@dataclass(frozen=True, slots=True)
class ProbeTypeScore:
    """How many seeded errors of one type readers found together, where the checks pointed them out or withheld them."""

    flag_type: str
    withheld: bool
    probes: int
    caught: int


def training_acknowledged(session: Session, acting: SignIn) -> bool:
    """Tell whether the user has acknowledged the training in its present version."""
    return _acknowledgement(session, require(session, acting, "see_self")) is not None


def acknowledge_training(session: Session, acting: SignIn) -> None:
    """Note that the user has read the training in its present version; doing it twice changes nothing."""
    actor = require(session, acting, "acknowledge_training")
    if _acknowledgement(session, actor) is None:
        setting = setting_of(session)
        version = setting.policy.training_version
        session.add(AcknowledgementRow(user_id=actor.user.id, version=version, at=setting.now()))
        append(session, actor.username, "training_acknowledged", None, version=version)


def answer_training(session: Session, acting: SignIn, review_id: int, version: int) -> tuple[ProbeAnswer, ...] | Challenge:
    """Finish a training case under the rules of signing, and learn which seeded errors were found; nothing is signed."""
    done = finish(session, acting, review_id, version)
    if isinstance(done, Challenge):
        return done
    answers = tuple(_scored(session, done, probe) for probe in _probes(session, done))
    found = sum(answer.caught for answer in answers)
    details: dict[str, Detail] = {"probes": len(answers), "caught": found, "text_sha256": done.review.text_sha256}
    append(session, done.actor.username, "training_answered", done.study.id, **details)
    return answers


def probe_scores(session: Session, acting: SignIn) -> tuple[ProbeScore, ...]:
    """Return the scores: readers see their own, the quality desk and administrators see all."""
    actor = require(session, acting, "see_scores")
    caught_ones = func.sum(case((ProbeAnswerRow.caught, 1), else_=0))
    withheld = func.sum(case((ProbeRow.withheld, 1), else_=0))
    both = func.sum(case((ProbeRow.withheld & ProbeAnswerRow.caught, 1), else_=0))
    query = (
        select(UserRow.username, UserRow.name, UserRow.role, func.count(), caught_ones, withheld, both)
        .select_from(ProbeAnswerRow)
        .join(ProbeRow, ProbeRow.id == ProbeAnswerRow.probe_id)
        .join(UserRow, UserRow.id == ProbeAnswerRow.user_id)
        .group_by(UserRow.username, UserRow.name, UserRow.role)
        .order_by(UserRow.username)
    )
    if actor.user.role in ("radiologist", "trainee"):
        query = query.where(UserRow.id == actor.user.id)
    return tuple(ProbeScore(*row) for row in session.execute(query))


def probe_type_scores(session: Session, acting: SignIn) -> tuple[ProbeTypeScore, ...]:
    """Return what readers found and missed by the type of error, for the quality desk and administrators."""
    require(session, acting, "see_quality")
    query = (
        select(ProbeRow.flag_type, ProbeRow.withheld, func.count(), func.sum(case((ProbeAnswerRow.caught, 1), else_=0)))
        .join(ProbeAnswerRow, ProbeAnswerRow.probe_id == ProbeRow.id)
        .group_by(ProbeRow.flag_type, ProbeRow.withheld)
        .order_by(ProbeRow.flag_type, ProbeRow.withheld)
    )
    return tuple(ProbeTypeScore(*row) for row in session.execute(query))


def _acknowledgement(session: Session, actor: Actor) -> AcknowledgementRow | None:
    version = setting_of(session).policy.training_version
    return session.scalar(
        select(AcknowledgementRow).where(AcknowledgementRow.user_id == actor.user.id, AcknowledgementRow.version == version)
    )


def _probes(session: Session, done: Case) -> list[ProbeRow]:
    return list(session.scalars(select(ProbeRow).where(ProbeRow.study_id == done.study.id).order_by(ProbeRow.id)))


def _scored(session: Session, done: Case, probe: ProbeRow) -> ProbeAnswer:
    found = _caught(done, probe)
    at = setting_of(session).now()
    session.add(ProbeAnswerRow(probe_id=probe.id, user_id=done.actor.user.id, caught=found, at=at))
    return ProbeAnswer(probe.flag_type, probe.wrong, probe.missing, probe.withheld, found)


def _caught(done: Case, probe: ProbeRow) -> bool:
    """A seeded error is found when the checks that saw it see it no longer; one they never saw, when its words are gone."""
    row = done.review
    at_first = checked(done.study, draft_of(row.draft), row.original)
    if any(flag.type == probe.flag_type for flag in at_first.flags):
        return all(flag.type != probe.flag_type for flag in done.check().flags)
    return probe.wrong is not None and row.text.count(probe.wrong) < row.original.count(probe.wrong)
