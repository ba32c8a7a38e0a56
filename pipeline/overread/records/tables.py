"""The tables of the record: who read what, what was shown, what was changed, who signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, MetaData, String, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from overread.records.columns import Document, ExactText, Moment

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
APPEND_ONLY = ("audit_entries", "edits", "dispositions", "signatures", "acknowledgements")
"""The tables whose rows the database itself refuses to change or delete."""


class Table(DeclarativeBase):
    """What all tables share: names of constraints, and the types of moments and documents."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: Document, str: String(256)}  # noqa: RUF012


class UserRow(Table):
    """Someone, or a device, who can act; `kind` is `person` or `device`, and only a person can sign.

    A password that is `temporary` was set by another and must be changed before anything else.
    """

    __tablename__ = "users"
    __table_args__ = (Index("ix_users_identity", "issuer", "subject", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str | None]
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    temporary: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]


class SignInRow(Table):
    """One sign-in; only the SHA-256 of its token is kept, and of the ID token that it was opened with."""

    __tablename__ = "sign_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    via: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    proof_sha256: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    user: Mapped[UserRow] = relationship()


class AcknowledgementRow(Table):
    """A user's acknowledgement of one version of the training."""

    __tablename__ = "acknowledgements"
    __table_args__ = (UniqueConstraint("user_id", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    version: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class StudyRow(Table):
    """A study as it came in, in the shape of the contract."""

    __tablename__ = "studies"
    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    modality: Mapped[str | None] = mapped_column(String(1000), index=True)
    body_part: Mapped[str | None] = mapped_column(String(1000))
    description: Mapped[str | None] = mapped_column(String(1000))
    site: Mapped[str | None] = mapped_column(String(1000))
    exam_date: Mapped[str | None] = mapped_column(String(1000))
    patient_age: Mapped[float | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
    training: Mapped[bool] = mapped_column(default=False)
    loaded_at: Mapped[datetime]
    loaded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))


class DraftRow(Table):
    """A machine-written impression with its manifest: model, prompt and lexicon digests, seed, versions."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("studies.id"), index=True)
    text: Mapped[str] = mapped_column(ExactText)
    model: Mapped[str] = mapped_column(String(1000))
    model_digest: Mapped[str | None] = mapped_column(index=True)
    manifest: Mapped[dict[str, Any]]
    manifest_sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class ReviewRow(Table):
    """The review of one study: its text as it stands, the last result of the checks, and its state.

    `state` is `waiting`, `open`, `signed` or, for a training case, `answered`. `version` counts the changes. A study has
    one review, whose `slot` is empty; of a training case every reader has one more, whose `slot` is the reader's id.
    """

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("study_id", "slot"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("studies.id"))
    slot: Mapped[str] = mapped_column(String(32), default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))
    state: Mapped[str] = mapped_column(String(16), index=True)
    text: Mapped[str] = mapped_column(ExactText)
    text_sha256: Mapped[str] = mapped_column(String(64))
    original: Mapped[str] = mapped_column(ExactText)
    result: Mapped[dict[str, Any]]
    decision: Mapped[str] = mapped_column(String(16), index=True)
    critical: Mapped[int] = mapped_column(default=0)
    major: Mapped[int] = mapped_column(default=0)
    minor: Mapped[int] = mapped_column(default=0)
    flag_types: Mapped[str] = mapped_column(String(1000), default="")
    first_critical: Mapped[int] = mapped_column(default=0)
    first_major: Mapped[int] = mapped_column(default=0)
    first_minor: Mapped[int] = mapped_column(default=0)
    first_flag_types: Mapped[str | None] = mapped_column(String(1000))
    opened_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(nullable=False)
    study: Mapped[StudyRow] = relationship()
    draft: Mapped[DraftRow | None] = relationship()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ReadingRow(Table):
    """One reader at one review: own impression, when the draft was revealed, what was scrolled through.

    `own_first` is the assignment: this reader writes before seeing the draft.
    """

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("review_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    own_first: Mapped[bool]
    own_impression: Mapped[str | None] = mapped_column(ExactText)
    opened_at: Mapped[datetime]
    own_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    scrolled_sha256: Mapped[str | None] = mapped_column(String(64))
    scrolled_at: Mapped[datetime | None]


class EditRow(Table):
    """One change of a review's text, with the text before and after; `undoes` names the edit that it takes back."""

    __tablename__ = "edits"
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(String(16))
    before: Mapped[str] = mapped_column(ExactText)
    after: Mapped[str] = mapped_column(ExactText)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("edits.id"))
    at: Mapped[datetime]


class DispositionRow(Table):
    """What a reader did about one flag; `flag_key` names the flag by its content, so that it survives edits elsewhere."""

    __tablename__ = "dispositions"
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    flag_key: Mapped[str] = mapped_column(String(64))
    flag_type: Mapped[str] = mapped_column(String(32))
    severity: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(32))
    comment: Mapped[str | None] = mapped_column(ExactText)
    at: Mapped[datetime]


class ChallengeRow(Table):
    """A reading shorter than the text takes: asked about at signing, and answered before it."""

    __tablename__ = "challenges"
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text_sha256: Mapped[str] = mapped_column(String(64))
    seconds: Mapped[float]
    needed: Mapped[float]
    at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(ExactText)
    answered_at: Mapped[datetime | None]


class SignatureRow(Table):
    """A signature under the report (number 0) or an addendum (1, 2, …): signer, moment and the hash of the exact text."""

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("review_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    number: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_ins.id"))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(ExactText)
    text_sha256: Mapped[str] = mapped_column(String(64))
    binding: Mapped[dict[str, Any]]
    binding_sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class ProbeRow(Table):
    """An error seeded into a training case: the wrong words, or the source words left out, and its flag type."""

    __tablename__ = "probes"
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("studies.id"), index=True)
    flag_type: Mapped[str] = mapped_column(String(32))
    wrong: Mapped[str | None] = mapped_column(ExactText)
    missing: Mapped[str | None] = mapped_column(ExactText)
    withheld: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class ProbeAnswerRow(Table):
    """Whether a reader's final text still held a seeded error."""

    __tablename__ = "probe_answers"
    __table_args__ = (UniqueConstraint("probe_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    probe_id: Mapped[int] = mapped_column(ForeignKey("probes.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    caught: Mapped[bool]
    at: Mapped[datetime]


class AuditRow(Table):
    """One entry of the hash chain; it holds ids, codes, counts and digests, never report text."""

    __tablename__ = "audit_entries"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
