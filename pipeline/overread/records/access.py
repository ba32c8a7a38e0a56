"""Who may do what: every service call names an act, and the table here says which roles may do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal, NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from overread.records.audit import append
from overread.records.columns import sha256_of
from overread.records.store import drop, keep, setting_of
from overread.records.tables import SignInRow, UserRow

Role = Literal["radiologist", "quality", "administrator", "trainee", "device"]
ROLES: tuple[Role, ...] = ("radiologist", "quality", "administrator", "trainee", "device")

_READERS: tuple[Role, ...] = ("radiologist", "trainee")
MAY: Mapping[str, tuple[Role, ...]] = MappingProxyType({
    "load_study": ("administrator", "device"),
    "worklist": ("radiologist", "trainee", "quality", "administrator"),
    "look": ("radiologist", "trainee", "quality"),
    "read": _READERS,
    "sign": ("radiologist",),
    "answer_training": _READERS,
    "acknowledge_training": _READERS,
    "manage_users": ("administrator",),
    "see_audit": ("quality", "administrator"),
    "see_quality": ("quality", "administrator"),
    "see_scores": ("radiologist", "trainee", "quality", "administrator"),
    "change_password": ("radiologist", "trainee", "quality", "administrator"),
    "see_self": ("radiologist", "trainee", "quality", "administrator", "device"),
})  # fmt: skip
"""The roles that may do each act; nothing else is allowed, and only `radiologist` may sign."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person, or a device, that is signed in; the token is the proof and is checked anew by every call.

    `via` is `password`, `oidc` or `command`; with a `temporary` password nothing is allowed but changing it.
    """

    token: str
    username: str
    name: str
    role: Role
    expires_at: datetime
    via: str = "password"
    temporary: bool = False

    def __repr__(self) -> str:
        return f"SignIn(username={self.username!r}, role={self.role!r})"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in this call, as the database knows them now."""

    user: UserRow
    sign_in: SignInRow

    @property
    def username(self) -> str:
        """The name that the audit shows."""
        return self.user.username


class SignedOut(PermissionError):
    """The sign-in is unknown, ended or expired: sign in again."""


def require(session: Session, acting: SignIn, act: str, subject: str | None = None) -> Actor:
    """Return who acts, if their sign-in is alive and their role may do the act.

    Raises SignedOut for a dead sign-in; a refusal is entered in the audit and raises PermissionError.
    """
    row = session.scalar(select(SignInRow).where(SignInRow.token_sha256 == sha256_of(acting.token)))
    policy, now = setting_of(session).policy, setting_of(session).now()
    if row is None or row.ended_at is not None or not row.user.active:
        raise SignedOut("you are not signed in; sign in again")
    if now >= row.expires_at or now - row.seen_at >= timedelta(minutes=policy.idle_minutes):
        raise SignedOut("your sign-in has expired; sign in again")
    actor = Actor(row.user, row)
    if row.user.temporary and act not in ("see_self", "change_password"):
        raise PermissionError("this password was set by somebody else; change it first")
    if row.user.role not in MAY[act]:
        refuse(session, actor, act, f"a {row.user.role} may not do this; expected {' or '.join(MAY[act])}", subject)
    if now - row.seen_at > timedelta(minutes=1) and not session.info.get("read_only"):
        row.seen_at = now
    return actor


def refuse(session: Session, actor: Actor, act: str, why: str, subject: str | None = None, code: str = "role") -> NoReturn:
    """Drop what the transaction did, enter the refusal in the audit, keep it, and raise PermissionError with the reason."""
    username = actor.username
    drop(session)
    append(session, username, "refused", subject, act=act, code=code)
    keep(session)
    raise PermissionError(why)
