"""Signing: one report at a time, by a signed-in radiologist, bound to the exact text; afterwards only addenda."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from overread.records.access import Actor, SignIn, refuse, require
from overread.records.audit import Detail, append
from overread.records.columns import canonical, sha256_of, written
from overread.records.flags import acceptable, note_result, study_of
from overread.records.showing import (
    Case,
    case_of,
    challenge_view,
    flags_of,
    obstacles_of,
    seconds_needed,
    seconds_read,
    signatures_of,
)
from overread.records.store import Conflict, setting_of
from overread.records.tables import (
    AcknowledgementRow,
    ChallengeRow,
    ReviewRow,
    SignatureRow,
)
from overread.records.views import Challenge, SignatureView

_SHORTEST_ANSWER = 10
_LONGEST_ANSWER = 2_000


def sign(session: Session, acting: SignIn, review_id: int, version: int) -> SignatureView | Challenge:
    """Sign one report, or return a challenge when it was read faster than it can be; answer it and sign again.

    Raises PermissionError, naming the first obstacle, when the reader may not sign yet, Conflict when `version` is out of date.
    """
    actor = require(session, acting, "sign")
    case = case_of(session, actor, review_id)
    if case.study.training:
        raise ValueError("a training case is answered, not signed")
    challenge = _ready(session, case, version, "sign")
    if challenge is not None:
        return challenge
    row = case.review
    row.state, row.signed_at = "signed", setting_of(session).now()
    _signature(session, actor, row, row.text, row.signed_at)
    return signatures_of(session, row)[0]


def answer_challenge(session: Session, acting: SignIn, challenge_id: int, answer: str) -> None:
    """Answer the question about a short reading, in words. Raises ValueError for an answer too short to say anything."""
    actor = require(session, acting, "read")
    row = session.get(ChallengeRow, challenge_id)
    if row is None or row.user_id != actor.user.id:
        raise ValueError(f"challenge {challenge_id} is not yours to answer")
    if row.answered_at is not None:
        raise ValueError(f"challenge {challenge_id} has been answered")
    if len(acceptable(answer).strip()) < _SHORTEST_ANSWER or len(answer) > _LONGEST_ANSWER:
        raise ValueError(f"the answer has {len(answer.strip())} characters; expected {_SHORTEST_ANSWER} to {_LONGEST_ANSWER}")
    row.answer, row.answered_at = answer, setting_of(session).now()
    review = session.get_one(ReviewRow, row.review_id)
    append(session, actor.username, "challenge_answered", review.study_id, text_sha256=row.text_sha256)


def addendum(session: Session, acting: SignIn, review_id: int, text: str) -> SignatureView:
    """Sign an addendum under a signed report; the report's own text stays as it was signed."""
    actor = require(session, acting, "sign")
    row = session.get(ReviewRow, review_id)
    if row is None or row.state != "signed":
        raise ValueError(f"review {review_id} is not a signed report; an addendum needs one")
    if not acceptable(text).strip():
        raise ValueError("the addendum is empty")
    if not _acknowledged(session, actor):
        refuse(session, actor, "addendum", "acknowledge the training first", row.study_id, "training")
    _signature(session, actor, row, text, setting_of(session).now())
    return signatures_of(session, row)[-1]


def finish(session: Session, acting: SignIn, review_id: int, version: int) -> Case | Challenge:
    """Close a training case under the same rules as signing; nothing is signed."""
    case = case_of(session, require(session, acting, "answer_training"), review_id)
    if not case.study.training:
        refuse(session, case.actor, "answer_training", "this is not a training case; sign it", case.study.id, "state")
    challenge = _ready(session, case, version, "answer_training")
    if challenge is not None:
        return challenge
    case.review.state = "answered"
    return case


def _ready(session: Session, case: Case, version: int, act: str) -> Challenge | None:
    """Refuse what stands in the way, note a reading that was too short, and check the text a last time."""
    if case.review.state == "open" and version != case.review.version:
        raise Conflict("somebody else changed this study; look again, then decide")
    review = case.check()
    flags = flags_of(session, case.review, review)
    obstacles = obstacles_of(session, case, flags)
    if obstacles:
        refuse(session, case.actor, act, obstacles[0].words, case.study.id, obstacles[0].code)
    challenge = _challenge(session, case)
    if challenge is None:
        note_result(case.review, review)
    return challenge


def _challenge(session: Session, case: Case) -> Challenge | None:
    row = case.review
    seconds, needed = seconds_read(session, case.reading), seconds_needed(session, study_of(case.study), row.text)
    if seconds >= needed:
        return None
    wanted = select(ChallengeRow).where(
        ChallengeRow.review_id == row.id,
        ChallengeRow.user_id == case.actor.user.id,
        ChallengeRow.text_sha256 == row.text_sha256,
    )
    asked = session.scalar(wanted)
    if asked is not None:
        return None if asked.answered_at else challenge_view(asked)
    now = setting_of(session).now()
    asked = ChallengeRow(
        review_id=row.id, user_id=case.actor.user.id, text_sha256=row.text_sha256, seconds=seconds, needed=needed, at=now
    )
    session.add(asked)
    details: dict[str, Detail] = {"seconds": round(seconds, 1), "needed": round(needed, 1), "text_sha256": row.text_sha256}
    append(session, case.actor.username, "challenged", case.study.id, **details)
    return challenge_view(asked)


def _signature(session: Session, actor: Actor, row: ReviewRow, text: str, at: datetime) -> None:
    """Bind signer, moment and text, each to the signature before, and enter it in the audit."""
    if actor.user.kind != "person":
        refuse(session, actor, "sign", "a device cannot sign; only a signed-in person can", row.study_id, "device")
    before = session.scalars(
        select(SignatureRow).where(SignatureRow.review_id == row.id).order_by(SignatureRow.number.desc()).limit(1)
    ).first()
    number = before.number + 1 if before else 0
    binding = {
        "study": row.study_id,
        "study_sha256": row.study.sha256,
        "number": number,
        "signer": actor.username,
        "name": actor.user.name,
        "role": actor.user.role,
        "at": written(at),
        "text_sha256": sha256_of(text),
        "manifest_sha256": row.draft.manifest_sha256 if row.draft else None,
        "previous": before.binding_sha256 if before else None,
    }
    signature = SignatureRow(
        review_id=row.id,
        number=number,
        user_id=actor.user.id,
        sign_in_id=actor.sign_in.id,
        kind="addendum" if number else "report",
        text=text,
        text_sha256=sha256_of(text),
        binding=binding,
        binding_sha256=sha256_of(canonical(binding)),
        at=at,
    )
    session.add(signature)
    details: dict[str, Detail] = {
        "number": number,
        "text_sha256": signature.text_sha256,
        "binding_sha256": signature.binding_sha256,
    }
    append(session, actor.username, "signed", row.study_id, demonstration=row.study.demonstration, **details)


def _acknowledged(session: Session, actor: Actor) -> bool:
    version = setting_of(session).policy.training_version
    wanted = select(AcknowledgementRow.id).where(
        AcknowledgementRow.user_id == actor.user.id, AcknowledgementRow.version == version
    )
    return session.scalar(wanted) is not None
