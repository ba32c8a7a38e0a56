"""An ID token opens one sign-in, an identity has one account, a password can be temporary, a draft keeps its first flags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the indexes that hold each to one; nothing that is there is changed."""
    op.add_column("sign_ins", sa.Column("proof_sha256", sa.String(64)))
    op.create_index("ix_sign_ins_proof_sha256", "sign_ins", ["proof_sha256"], unique=True)
    op.add_column("users", sa.Column("temporary", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_users_identity", "users", ["issuer", "subject"], unique=True)
    op.add_column("reviews", sa.Column("first_flag_types", sa.String(1000)))
    op.execute("UPDATE reviews SET first_flag_types = flag_types WHERE text = original")


def downgrade() -> None:
    """Refuse: going back would let an ID token be used twice."""
    raise ValueError("going back would let an ID token be used twice")
