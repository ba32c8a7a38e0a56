"""What a reader is shown of a review, and what still stands between it and a signature."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from overread.records.access import Actor
from overread.records.flags import checked, draft_of, keyed, study_of
from overread.records.store import setting_of
from overread.records.tables import (
    AcknowledgementRow,
    ChallengeRow,
    DispositionRow,
    EditRow,
    ProbeRow,
    ReadingRow,
    ReviewRow,
    SignatureRow,
    StudyRow,
    UserRow,
)
from overread.records.views import (
    STATES,
    Challenge,
    DispositionView,
    FlagView,
    Obstacle,
    ReviewView,
    SignatureView,
)
from overread.review import Review
from overread.study import Study


@dataclass(frozen=True, slots=True)
class Case:
    """One reader at one review: the rows a service call works on, and the types of flag a training case withholds."""

    actor: Actor
    review: ReviewRow
    reading: ReadingRow
    withheld: frozenset[str]

    @property
    def study(self) -> StudyRow:
        """The study under review."""
        return self.review.study

    def check(self) -> Review:
        """Over-read the text as it stands."""
        return checked(self.study, draft_of(self.review.draft), self.review.text)

    def undoable(self, session: Session) -> EditRow | None:
        """Return the last edit that has not been taken back."""
        return last_edit(session, self.review)


def case_of(session: Session, actor: Actor, review_id: int) -> Case:
    """Return the case of a reader who opened the review. Raises ValueError when they did not, or there is none."""
    review = session.get(ReviewRow, review_id)
    reading = session.scalar(select(ReadingRow).where(ReadingRow.review_id == review_id, ReadingRow.user_id == actor.user.id))
    if review is None or reading is None:
        raise ValueError(f"review {review_id} is not open to you; open its study first")
    return Case(actor, review, reading, withheld_types(session, review))


def withheld_types(session: Session, review: ReviewRow) -> frozenset[str]:
    """Return the flag types that a training case withholds from its reader until it is answered."""
    if not review.study.training or review.state == "answered":
        return frozenset()
    wanted = select(ProbeRow.flag_type).where(ProbeRow.study_id == review.study_id, ProbeRow.withheld)
    return frozenset(session.scalars(wanted))


def without(review: Review, types: frozenset[str]) -> Review:
    """Return the review as if flags of these types had not been raised: how a training case withholds what it asks for."""
    silent = {flag.claim for flag in review.flags if flag.type in types}
    claims = tuple(replace(claim, status="supported") if claim.id in silent else claim for claim in review.claims)
    return replace(review, flags=tuple(flag for flag in review.flags if flag.type not in types), claims=claims)


def last_edit(session: Session, review: ReviewRow) -> EditRow | None:
    """Return the last edit of a review that has not been taken back, None if there is none."""
    undone = select(EditRow.undoes).where(EditRow.review_id == review.id, EditRow.undoes.is_not(None))
    wanted = select(EditRow).where(EditRow.review_id == review.id, EditRow.kind != "undo", EditRow.id.not_in(undone))
    return session.scalar(wanted.order_by(EditRow.id.desc()).limit(1))


def seconds_read(session: Session, reading: ReadingRow) -> float:
    """Return the seconds since the text was shown, or since the reader's last signature if that came later."""
    if reading.revealed_at is None:
        return 0.0
    signed = select(SignatureRow.at).where(SignatureRow.user_id == reading.user_id).order_by(SignatureRow.at.desc()).limit(1)
    last = session.scalar(signed)
    start = max(reading.revealed_at, last) if last else reading.revealed_at
    return (setting_of(session).now() - start).total_seconds()


def seconds_needed(session: Session, study: Study, text: str) -> float:
    """Return the least seconds that the findings and the text take to read."""
    return setting_of(session).policy.reading_seconds(study.findings, text)


def flags_of(session: Session, row: ReviewRow, review: Review) -> tuple[FlagView, ...]:
    """Return the flags of the text as it stands, each with what was last done about it and whether signing waits for it."""
    rows = session.execute(
        select(DispositionRow, UserRow.username)
        .join(UserRow, UserRow.id == DispositionRow.user_id)
        .where(DispositionRow.review_id == row.id, DispositionRow.action.in_(("accept", "dismiss")))
        .order_by(DispositionRow.id)
    )
    done = {
        each.flag_key: DispositionView(
            "accept" if each.action == "accept" else "dismiss", each.reason, each.comment, name, each.at
        )
        for each, name in rows
    }
    policy, withheld = setting_of(session).policy, withheld_types(session, row)
    return tuple(
        FlagView(key, flag, policy.settled(flag.severity), done.get(key))
        for key, flag in keyed(review).items()
        if flag.type not in withheld
    )


def obstacles_of(session: Session, case: Case, flags: tuple[FlagView, ...], text: str | None = None) -> tuple[Obstacle, ...]:
    """Return every reason why this reader cannot finish this review yet; the time of reading is not among them.

    `text` is one that is being typed, None for the text that is kept.
    """
    reading, row, policy = case.reading, case.review, setting_of(session).policy
    open_flags = sum(flag.must and flag.disposition is None for flag in flags)
    acknowledged = session.scalar(
        select(AcknowledgementRow.id).where(
            AcknowledgementRow.user_id == case.actor.user.id, AcknowledgementRow.version == policy.training_version
        )
    )
    hidden = reading.revealed_at is None
    found = (
        (row.state != "open", Obstacle("state", "the report is signed already")),
        (not case.study.training and case.actor.user.role != "radiologist", Obstacle("role", "only a radiologist can sign")),
        (acknowledged is None, Obstacle("training", f"acknowledge the training, version {policy.training_version}, first")),
        (hidden and reading.own_impression is None, Obstacle("own_impression", "write your own impression first")),
        (hidden, Obstacle("reading", "look at the draft first")),
        (not (row.text if text is None else text).strip(), Obstacle("empty", "the impression is empty")),
        (open_flags > 0, Obstacle("flags", f"{open_flags} flag{'s' * (open_flags != 1)} must be settled first")),
        (reading.scrolled_sha256 != row.text_sha256, Obstacle("scroll", "scroll through the whole text first")),
    )
    return tuple(obstacle for stands, obstacle in found if stands)


def signatures_of(session: Session, row: ReviewRow) -> tuple[SignatureView, ...]:
    """Return the signatures under a review, the report's first."""
    rows = session.execute(
        select(SignatureRow, UserRow)
        .join(UserRow, UserRow.id == SignatureRow.user_id)
        .where(SignatureRow.review_id == row.id)
        .order_by(SignatureRow.number)
    )
    return tuple(
        SignatureView(
            each.number, "addendum" if each.number else "report", user.username, user.name, each.at, each.text, each.text_sha256
        )
        for each, user in rows
    )


def view_of(session: Session, actor: Actor, row: ReviewRow) -> ReviewView:
    """Return the review as this user may see it now."""
    session.flush()
    reading = session.scalar(select(ReadingRow).where(ReadingRow.review_id == row.id, ReadingRow.user_id == actor.user.id))
    study = study_of(row.study)
    hidden = row.state == "open" and reading is not None and reading.revealed_at is None
    shown = ReviewView(
        review_id=row.id,
        version=row.version,
        study=replace(study, impression=None) if hidden else study,
        state=next(state for state in STATES if state == row.state),
        demonstration=row.study.demonstration,
        training=row.study.training,
        own_first=reading is not None and reading.own_first,
        revealed=not hidden,
    )
    own = reading.own_impression if reading is not None else None
    if own is not None:
        shown = replace(shown, own_impression=own, own_review=None if hidden else checked(row.study, None, own))
    if not hidden:
        shown = _with_text(session, shown, row)
    if reading is not None and row.state == "open":
        shown = _with_progress(session, shown, Case(actor, row, reading, withheld_types(session, row)), study)
    return shown


def _with_text(session: Session, shown: ReviewView, row: ReviewRow) -> ReviewView:
    review = checked(row.study, draft_of(row.draft), row.text)
    withheld = withheld_types(session, row)
    review = without(review, withheld)
    return replace(
        shown,
        text=row.text,
        text_sha256=row.text_sha256,
        original=row.original,
        origin="signed" if row.state == "signed" else "draft" if row.text == row.original else "edited",
        draft=draft_of(row.draft),
        review=review,
        flags=flags_of(session, row, review),
        can_undo=row.state == "open" and last_edit(session, row) is not None,
        signatures=signatures_of(session, row),
    )


def _with_progress(session: Session, shown: ReviewView, case: Case, study: Study) -> ReviewView:
    return replace(
        shown,
        obstacles=obstacles_of(session, case, shown.flags),
        scrolled=case.reading.scrolled_sha256 == case.review.text_sha256,
        seconds_read=seconds_read(session, case.reading),
        seconds_needed=seconds_needed(session, study, case.review.text),
        challenge=open_challenge(session, case),
    )


def open_challenge(session: Session, case: Case) -> Challenge | None:
    """Return the challenge about the text as it stands that waits for this reader's answer."""
    row = session.scalar(
        select(ChallengeRow).where(
            ChallengeRow.review_id == case.review.id,
            ChallengeRow.user_id == case.actor.user.id,
            ChallengeRow.text_sha256 == case.review.text_sha256,
            ChallengeRow.answered_at.is_(None),
        )
    )
    return None if row is None else challenge_view(row)


def challenge_view(row: ChallengeRow) -> Challenge:
    """Return a challenge with its question in words."""
    question = (
        f"You have read for {row.seconds:.0f} s; the findings and this text take at least {row.needed:.0f} s. "
        "What did you compare with the findings, and why does it stand?"
    )
    return Challenge(row.id, row.seconds, row.needed, question)
