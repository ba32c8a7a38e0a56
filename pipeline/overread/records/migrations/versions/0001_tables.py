"""The tables of the record, and the rows that the database itself refuses to change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
sa.Table(
    "audit_entries",
    _METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("actor", sa.String(256), nullable=False),
    sa.Column("action", sa.String(64), nullable=False, index=True),
    sa.Column("subject", sa.String(256)),
    sa.Column("details", sa.Text, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)
sa.Table(
    "users",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("username", sa.String(256), nullable=False, unique=True),
    sa.Column("name", sa.String(256), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("password_hash", sa.String(256)),
    sa.Column("issuer", sa.String(256)),
    sa.Column("subject", sa.String(256)),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("locked_until", sa.String(32)),
    sa.Column("created_at", sa.String(32), nullable=False),
)
sa.Table(
    "acknowledgements",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("version", sa.String(32), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.UniqueConstraint("user_id", "version"),
)
sa.Table(
    "sign_ins",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("via", sa.String(16), nullable=False),
    sa.Column("started_at", sa.String(32), nullable=False),
    sa.Column("seen_at", sa.String(32), nullable=False),
    sa.Column("expires_at", sa.String(32), nullable=False),
    sa.Column("ended_at", sa.String(32)),
)
sa.Table(
    "studies",
    _METADATA,
    sa.Column("id", sa.String(256), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("modality", sa.String(1000), index=True),
    sa.Column("body_part", sa.String(1000)),
    sa.Column("description", sa.String(1000)),
    sa.Column("site", sa.String(1000)),
    sa.Column("exam_date", sa.String(1000)),
    sa.Column("patient_age", sa.Double),
    sa.Column("demonstration", sa.Boolean, nullable=False),
    sa.Column("training", sa.Boolean, nullable=False),
    sa.Column("loaded_at", sa.String(32), nullable=False),
    sa.Column("loaded_by", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
)
sa.Table(
    "drafts",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("study_id", sa.String(256), sa.ForeignKey("studies.id"), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("model", sa.String(1000), nullable=False),
    sa.Column("model_digest", sa.String(256), index=True),
    sa.Column("manifest", sa.Text, nullable=False),
    sa.Column("manifest_sha256", sa.String(64), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
sa.Table(
    "probes",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("study_id", sa.String(256), sa.ForeignKey("studies.id"), nullable=False, index=True),
    sa.Column("flag_type", sa.String(32), nullable=False),
    sa.Column("wrong", sa.Text),
    sa.Column("missing", sa.Text),
    sa.Column("withheld", sa.Boolean, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
sa.Table(
    "probe_answers",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("probe_id", sa.Integer, sa.ForeignKey("probes.id"), nullable=False),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("caught", sa.Boolean, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.UniqueConstraint("probe_id", "user_id"),
)
sa.Table(
    "reviews",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("study_id", sa.String(256), sa.ForeignKey("studies.id"), nullable=False),
    sa.Column("slot", sa.String(32), nullable=False),
    sa.Column("draft_id", sa.Integer, sa.ForeignKey("drafts.id")),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_sha256", sa.String(64), nullable=False),
    sa.Column("original", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("decision", sa.String(16), nullable=False, index=True),
    sa.Column("critical", sa.Integer, nullable=False),
    sa.Column("major", sa.Integer, nullable=False),
    sa.Column("minor", sa.Integer, nullable=False),
    sa.Column("flag_types", sa.String(1000), nullable=False),
    sa.Column("first_critical", sa.Integer, nullable=False),
    sa.Column("first_major", sa.Integer, nullable=False),
    sa.Column("first_minor", sa.Integer, nullable=False),
    sa.Column("opened_at", sa.String(32)),
    sa.Column("signed_at", sa.String(32)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("study_id", "slot"),
)
sa.Table(
    "challenges",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("review_id", sa.Integer, sa.ForeignKey("reviews.id"), nullable=False, index=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("text_sha256", sa.String(64), nullable=False),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("needed", sa.Double, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("answered_at", sa.String(32)),
)
sa.Table(
    "dispositions",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("review_id", sa.Integer, sa.ForeignKey("reviews.id"), nullable=False, index=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("flag_key", sa.String(64), nullable=False),
    sa.Column("flag_type", sa.String(32), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(32)),
    sa.Column("comment", sa.Text),
    sa.Column("at", sa.String(32), nullable=False),
)
sa.Table(
    "edits",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("review_id", sa.Integer, sa.ForeignKey("reviews.id"), nullable=False, index=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("edits.id")),
    sa.Column("at", sa.String(32), nullable=False),
)
sa.Table(
    "readings",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("review_id", sa.Integer, sa.ForeignKey("reviews.id"), nullable=False),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("own_first", sa.Boolean, nullable=False),
    sa.Column("own_impression", sa.Text),
    sa.Column("opened_at", sa.String(32), nullable=False),
    sa.Column("own_at", sa.String(32)),
    sa.Column("revealed_at", sa.String(32)),
    sa.Column("scrolled_sha256", sa.String(64)),
    sa.Column("scrolled_at", sa.String(32)),
    sa.UniqueConstraint("review_id", "user_id"),
)
sa.Table(
    "signatures",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("review_id", sa.Integer, sa.ForeignKey("reviews.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("sign_in_id", sa.Integer, sa.ForeignKey("sign_ins.id"), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_sha256", sa.String(64), nullable=False),
    sa.Column("binding", sa.Text, nullable=False),
    sa.Column("binding_sha256", sa.String(64), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.UniqueConstraint("review_id", "number"),
)

_APPEND_ONLY = ("audit_entries", "edits", "dispositions", "signatures", "acknowledgements")
_SIGNED = "OLD.state = 'signed' AND (NEW.state <> OLD.state OR NEW.text <> OLD.text)"
_POSTGRESQL_REFUSAL = """
CREATE FUNCTION overread_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$
"""


def upgrade() -> None:
    """Create the tables and what guards them."""
    _METADATA.create_all(op.get_bind(), checkfirst=False)
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(_POSTGRESQL_REFUSAL)
    guarded = [(table, act, "") for table in _APPEND_ONLY for act in ("UPDATE", "DELETE")]
    guarded += [("reviews", "UPDATE", _SIGNED), ("reviews", "DELETE", "OLD.state = 'signed'")]
    for table, act, condition in guarded:
        when = f"WHEN ({condition})" if condition else ""
        refusal = (
            "EXECUTE FUNCTION overread_refuse()"
            if postgresql
            else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
        )
        op.execute(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW {when} {refusal}")
    for table in (*_APPEND_ONLY, "reviews") if postgresql else ():
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION overread_refuse()")


def downgrade() -> None:
    """Refuse: going back would delete the record."""
    raise ValueError("there is nothing before the first migration; going back would delete the record")
