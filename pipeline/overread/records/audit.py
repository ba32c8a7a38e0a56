"""The audit: an append-only chain of entries, each bound by SHA-256 to the one before, its end anchored apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from overread.records.anchor import Anchored, End
from overread.records.columns import canonical, sha256_of, written
from overread.records.store import setting_of
from overread.records.tables import AuditRow

_LOCK = 0x0EE4EAD
_LONGEST_DETAIL = 128

Detail = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry as it is shown and exported; `subject` is the id of a study or a user name."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    details: Mapping[str, Any]
    previous: str
    sha256: str


def append(session: Session, actor: str, action: str, subject: str | None = None, **details: Detail) -> AuditEntry:
    """Add one entry to the chain; `details` are codes, counts and digests; a text longer than such is refused (ValueError)."""
    for name, value in details.items():
        if isinstance(value, str) and len(value) > _LONGEST_DETAIL:
            raise ValueError(f"audit detail {name!r} is too long for a code; report text does not belong in the audit")
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    before = end_of(session)
    at = setting_of(session).now()
    own = digest(before.count + 1, written(at), actor, action, subject, details, before.head)
    entry = AuditEntry(before.count + 1, at, actor, action, subject, details, before.head, own)
    session.add(AuditRow(**{name: getattr(entry, name) for name in AuditEntry.__slots__}))
    session.flush()
    started, _ = session.info.get("audit_move", (before, before))
    session.info["audit_move"] = (started, End(entry.number, entry.sha256))
    return entry


def end_of(session: Session) -> End:
    """Return where the chain in the database ends."""
    last = session.execute(select(AuditRow.number, AuditRow.sha256).order_by(AuditRow.number.desc()).limit(1)).first()
    return End(last.number, last.sha256) if last else End()


def entries(session: Session) -> Iterator[AuditEntry]:
    """Yield every entry in order, a few hundred at a time."""
    rows = session.execute(select(AuditRow).order_by(AuditRow.number).execution_options(yield_per=500)).scalars()
    return (_entry(row) for row in rows)


def anchored(session: Session) -> Anchored | None:
    """Return what the anchor knows; raises AuditBroken when it cannot be read."""
    return setting_of(session).anchor.read()


def digest(
    number: int, at: str, actor: str, action: str, subject: str | None, details: Mapping[str, Any], previous: str
) -> str:
    """Return the SHA-256 of an entry's canonical JSON; `at` is its moment as written."""
    content = {
        "number": number,
        "at": at,
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": details,
        "previous": previous,
    }
    return sha256_of(canonical(content))


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(row.number, row.at, row.actor, row.action, row.subject, row.details, row.previous, row.sha256)
