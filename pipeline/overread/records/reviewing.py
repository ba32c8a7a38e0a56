"""Reading and correcting: open a review, write one's own impression, see the draft, edit, settle flags, scroll."""

from __future__ import annotations

import hashlib
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from overread.records.access import Actor, SignIn, refuse, require
from overread.records.audit import append
from overread.records.columns import sha256_of
from overread.records.flags import acceptable, keyed, note_first, note_result
from overread.records.showing import Case, case_of, view_of
from overread.records.statements import with_statement, without_statement
from overread.records.store import Conflict, setting_of
from overread.records.studies import keep_draft
from overread.records.tables import DispositionRow, EditRow, ReadingRow, ReviewRow
from overread.records.views import REASONS, ReviewView
from overread.review import Draft, Flag

_BUCKETS = 1_000_000
_LONGEST_COMMENT = 2_000


def open_review(session: Session, acting: SignIn, study_id: str) -> ReviewView:
    """Open a study for reading; where the reader writes first, the draft stays hidden. Raises ValueError if it is unknown."""
    actor = require(session, acting, "read", study_id)
    row = _review_of(session, actor, study_id)
    if row.state in ("waiting", "open"):
        _reading(session, actor, row)
    return view_of(session, actor, row)


def look_at(session: Session, acting: SignIn, study_id: str) -> ReviewView:
    """Show a study without reading it: to the quality desk at any time, to readers once it is signed."""
    actor = require(session, acting, "look", study_id)
    row = _common(session, study_id)
    if actor.user.role != "quality" and row.state != "signed":
        refuse(session, actor, "look", "this study is not signed yet; open it for reading", study_id, "state")
    return view_of(session, actor, row)


def write_own_impression(session: Session, acting: SignIn, review_id: int, text: str) -> ReviewView:
    """Keep the reader's own impression, written before the draft was seen; it can be rewritten until the draft is revealed."""
    case = case_of(session, require(session, acting, "read"), review_id)
    reading = case.reading
    if not acceptable(text).strip():
        raise ValueError("your own impression is empty; write what you see first")
    if reading.revealed_at is not None:
        refuse(
            session,
            case.actor,
            "own_impression",
            "the draft has been shown; your own impression stands",
            case.study.id,
            "state",
        )
    reading.own_impression, reading.own_at = text, setting_of(session).now()
    append(session, case.actor.username, "own_impression", case.study.id, text_sha256=sha256_of(text))
    return view_of(session, case.actor, case.review)


def reveal_draft(session: Session, acting: SignIn, review_id: int) -> ReviewView:
    """Show the draft; a reader who is to write first must have done so. The time of reading counts from here."""
    case = case_of(session, require(session, acting, "read"), review_id)
    if case.reading.own_first and case.reading.own_impression is None:
        refuse(session, case.actor, "reveal", "write your own impression first", case.study.id, "own_impression")
    if case.reading.revealed_at is None:
        case.reading.revealed_at = setting_of(session).now()
        append(session, case.actor.username, "draft_revealed", case.study.id, text_sha256=case.review.text_sha256)
    return view_of(session, case.actor, case.review)


def edit_impression(session: Session, acting: SignIn, review_id: int, version: int, text: str) -> ReviewView:
    """Replace the text and check it anew. Raises Conflict when `version` is out of date."""
    case = _changing(session, acting, review_id, version)
    _edit(session, case, "edit", text)
    return view_of(session, case.actor, case.review)


def correct_statement(session: Session, acting: SignIn, review_id: int, version: int, key: str, text: str) -> ReviewView:
    """Replace the text in answer to a flag, and note that it was corrected."""
    case = _changing(session, acting, review_id, version)
    _answer(session, case, key, "correct", text)
    return view_of(session, case.actor, case.review)


def delete_statement(session: Session, acting: SignIn, review_id: int, version: int, key: str) -> ReviewView:
    """Take out the sentence that a flag is about. Raises ValueError for a flag about what is missing."""
    case = _changing(session, acting, review_id, version)
    span = _flag(case, key).span
    if span is None:
        raise ValueError("this flag is about what is missing; there is no statement to delete")
    _answer(session, case, key, "delete", without_statement(case.review.text, span))
    return view_of(session, case.actor, case.review)


def insert_omission(
    session: Session, acting: SignIn, review_id: int, version: int, key: str, wording: str | None = None
) -> ReviewView:
    """Put what a flag says is missing into the text as its last item: in the source's words, or in `wording`."""
    case = _changing(session, acting, review_id, version)
    words = wording or next((item.text for item in _flag(case, key).evidence if item.text), None)
    if not words:
        raise ValueError("the flag names no words of the source; give the wording to insert")
    _answer(session, case, key, "insert", with_statement(case.review.text, words))
    return view_of(session, case.actor, case.review)


def disposition_flag(
    session: Session,
    acting: SignIn,
    review_id: int,
    version: int,
    key: str,
    action: Literal["accept", "dismiss"],
    reason: str,
    comment: str = "",
) -> ReviewView:
    """Accept a flagged statement as it is, or dismiss the flag as wrong; one flag at a time, with a reason code of REASONS.

    Words of one's own are needed for reason `other` and for a critical flag. Raises ValueError naming what is missing.
    """
    case = _changing(session, acting, review_id, version)
    flag = _flag(case, key)
    if action not in ("accept", "dismiss"):
        raise ValueError(f"action {action!r}; expected accept or dismiss")
    if reason not in REASONS:
        raise ValueError(f"reason {reason!r}; expected one of {', '.join(REASONS)}")
    if not comment.strip() and (reason == "other" or flag.severity == "critical"):
        raise ValueError("say why in words: the flag is critical, or the reason is another than those listed")
    if len(acceptable(comment)) > _LONGEST_COMMENT:
        raise ValueError(f"the comment has {len(comment):,} characters; expected at most {_LONGEST_COMMENT:,}")
    _dispose(session, case, key, flag, action, reason, comment)
    flag_modified(case.review, "state")
    return view_of(session, case.actor, case.review)


def undo_edit(session: Session, acting: SignIn, review_id: int, version: int) -> ReviewView:
    """Take back the last edit that has not been taken back. Raises ValueError when there is none."""
    case = _changing(session, acting, review_id, version)
    last = case.undoable(session)
    if last is None:
        raise ValueError("there is no edit to undo")
    _edit(session, case, "undo", last.before, undoes=last.id)
    return view_of(session, case.actor, case.review)


def add_draft(session: Session, acting: SignIn, review_id: int, version: int, draft: Draft) -> ReviewView:
    """Put a new machine-written draft in the place of the text; its flags must be settled anew."""
    case = _changing(session, acting, review_id, version)
    kept = keep_draft(session, case.study, draft, case.review)
    session.flush()
    case.review.draft = kept
    case.review.original = draft.text
    _edit(session, case, "draft", draft.text)
    note_first(case.review)
    return view_of(session, case.actor, case.review)


def record_scroll(session: Session, acting: SignIn, review_id: int, text_sha256: str) -> ReviewView:
    """Note that the reader scrolled through the text of that digest. Raises Conflict if it is no longer the text."""
    case = case_of(session, require(session, acting, "read"), review_id)
    if case.reading.revealed_at is None:
        refuse(session, case.actor, "scroll", "the text has not been shown to you yet", case.study.id, "own_impression")
    if text_sha256 != case.review.text_sha256:
        raise Conflict("the text has changed since you scrolled through it; look again")
    if case.reading.scrolled_sha256 != text_sha256:
        case.reading.scrolled_sha256, case.reading.scrolled_at = text_sha256, setting_of(session).now()
        append(session, case.actor.username, "scrolled", case.study.id, text_sha256=text_sha256)
    return view_of(session, case.actor, case.review)


def _changing(session: Session, acting: SignIn, review_id: int, version: int) -> Case:
    """Return the case a reader may change: open, revealed to them, and in the version they saw."""
    case = case_of(session, require(session, acting, "read"), review_id)
    if case.review.state != "open":
        refuse(session, case.actor, "edit", "the report is signed; write an addendum", case.study.id, "state")
    if case.reading.revealed_at is None:
        refuse(session, case.actor, "edit", "the text has not been shown to you yet", case.study.id, "own_impression")
    if version != case.review.version:
        raise Conflict("somebody else changed this study; look again, then decide")
    return case


def _flag(case: Case, key: str) -> Flag:
    flags = keyed(case.check())
    if key not in flags or flags[key].type in case.withheld:
        raise ValueError("there is no such flag in the text as it stands")
    return flags[key]


def _answer(session: Session, case: Case, key: str, action: str, text: str) -> None:
    flag = _flag(case, key)
    if text == case.review.text:
        raise ValueError("the text is the same as before; nothing was corrected")
    _edit(session, case, action, text)
    _dispose(session, case, key, flag, action)


def _edit(session: Session, case: Case, kind: str, text: str, undoes: int | None = None) -> None:
    row, reading, before = case.review, case.reading, case.review.text
    if acceptable(text) == before:
        return
    row.text, row.text_sha256 = text, sha256_of(text)
    note_result(row, case.check())
    now = setting_of(session).now()
    change = EditRow(review_id=row.id, user_id=case.actor.user.id, kind=kind, before=before, after=text, undoes=undoes, at=now)
    session.add(change)
    if kind != "draft" and reading.scrolled_sha256 == sha256_of(before):
        reading.scrolled_sha256 = row.text_sha256
    append(
        session,
        case.actor.username,
        "text_changed",
        case.study.id,
        kind=kind,
        before_sha256=sha256_of(before),
        text_sha256=row.text_sha256,
        manifest_sha256=row.draft.manifest_sha256 if kind == "draft" and row.draft else None,
        decision=row.decision,
    )


def _dispose(
    session: Session, case: Case, key: str, flag: Flag, action: str, reason: str | None = None, comment: str = ""
) -> None:
    row = DispositionRow(
        review_id=case.review.id,
        user_id=case.actor.user.id,
        flag_key=key,
        flag_type=flag.type,
        severity=flag.severity,
        action=action,
        reason=reason,
        comment=comment or None,
        at=setting_of(session).now(),
    )
    session.add(row)
    details = {"flag": key[:16], "type": flag.type, "severity": flag.severity, "disposition": action, "reason": reason}
    append(session, case.actor.username, "flag_settled", case.study.id, **details)


def _common(session: Session, study_id: str) -> ReviewRow:
    row = session.scalar(select(ReviewRow).where(ReviewRow.study_id == study_id, ReviewRow.slot == ""))
    if row is None:
        raise ValueError(f"study {study_id!r} is not in the record")
    return row


def _review_of(session: Session, actor: Actor, study_id: str) -> ReviewRow:
    """Return the review of a study, opened; of a training case the reader's own."""
    row = _common(session, study_id)
    if row.study.training:
        row = _own_copy(session, actor, row)
    if row.state == "waiting":
        session.refresh(row, with_for_update=True)
    if row.state == "waiting":
        row.state, row.opened_at = "open", setting_of(session).now()
        append(session, actor.username, "review_opened", study_id, text_sha256=row.text_sha256)
    return row


def _own_copy(session: Session, actor: Actor, common: ReviewRow) -> ReviewRow:
    slot = str(actor.user.id)
    own = session.scalar(select(ReviewRow).where(ReviewRow.study_id == common.study_id, ReviewRow.slot == slot))
    if own is not None:
        return own
    skipped = ("id", "slot", "version")
    names = [column.key for column in ReviewRow.__table__.columns if column.key not in skipped]
    own = ReviewRow(slot=slot, **{name: getattr(common, name) for name in names})
    session.add(own)
    session.flush()
    return own


def _reading(session: Session, actor: Actor, row: ReviewRow) -> None:
    """Note that a reader reads this review; whether they write first is drawn from study and reader, the same every time."""
    wanted = select(ReadingRow).where(ReadingRow.review_id == row.id, ReadingRow.user_id == actor.user.id)
    if session.scalar(wanted) is not None:
        return
    setting = setting_of(session)
    drawn = int(hashlib.sha256(f"{row.study_id}\0{actor.username}".encode()).hexdigest(), 16) % _BUCKETS
    first = bool(row.text.strip()) and drawn < setting.policy.own_first_share * _BUCKETS
    now = setting.now()
    session.add(
        ReadingRow(review_id=row.id, user_id=actor.user.id, own_first=first, opened_at=now, revealed_at=None if first else now)
    )
    append(session, actor.username, "reading_started", row.study_id, own_first=first, text_sha256=row.text_sha256)
