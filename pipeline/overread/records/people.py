"""The accounts of people: made, given a role or a password, closed and opened again by administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from overread.records import passwords
from overread.records.access import ROLES, Role, SignIn, require
from overread.records.accounts import end_sign_ins, role_of, user_of
from overread.records.audit import append
from overread.records.store import Conflict, setting_of
from overread.records.tables import SignInRow, UserRow

_COMMAND_LINE = "command-line"
_LONGEST_NAME = 100
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account as lists show it; `issuer` is the identity provider that vouches for them, if any.

    `bound` says that the provider's subject is known, `temporary` that the password must be changed at the next sign-in.
    """

    username: str
    name: str
    role: Role
    state: Literal["active", "locked", "closed"]
    issuer: str | None = None
    bound: bool = False
    temporary: bool = False
    last_seen: datetime | None = None


def create_administrator(
    session: Session, username: str, name: str, password: str | None, issuer: str | None = None, subject: str | None = None
) -> None:
    """Create an administrator from the command line: how the first one is made. There is no default password."""
    _created(session, _COMMAND_LINE, UserRow(username=username, name=name, role="administrator"), password, issuer, subject)


def create_user(
    session: Session,
    acting: SignIn,
    username: str,
    name: str,
    role: Role,
    password: str | None = None,
    issuer: str | None = None,
    subject: str | None = None,
    *,
    temporary: bool = False,
) -> None:
    """Create a person's account with a password or the issuer of an OIDC provider. Raises ValueError for what is wrong.

    With a `temporary` password nothing can be done before it is changed, so that nobody else can sign with it for long.
    """
    actor = require(session, acting, "manage_users", username)
    if role == "device":
        raise ValueError("role 'device' is not a person's; expected radiologist, quality, administrator or trainee")
    row = UserRow(username=username, name=name, role=role, temporary=temporary and password is not None)
    _created(session, actor.username, row, password, issuer, subject)


def deactivate_user(session: Session, acting: SignIn, username: str) -> None:
    """Close an account and end its sign-ins; its signatures stand."""
    actor = require(session, acting, "manage_users", username)
    user = _known(session, username)
    if user.id == actor.user.id:
        raise ValueError("you cannot close your own account; ask another administrator")
    user.active = False
    end_sign_ins(session, user)
    append(session, actor.username, "user_deactivated", username)


def reactivate_user(session: Session, acting: SignIn, username: str) -> None:
    """Open a closed account again."""
    actor = require(session, acting, "manage_users", username)
    user = _known(session, username)
    if user.active:
        raise ValueError(f"the account of {username!r} is open")
    user.active = True
    append(session, actor.username, "user_reactivated", username)


def change_role(session: Session, acting: SignIn, username: str, role: Role) -> None:
    """Give a person another role; their sign-ins end."""
    actor = require(session, acting, "manage_users", username)
    user = _known(session, username)
    if role not in ROLES or "device" in (role, user.kind):
        raise ValueError(f"role {role!r}; expected radiologist, quality, administrator or trainee, of a person")
    if user.id == actor.user.id:
        raise ValueError("you cannot change your own role; ask another administrator")
    before, user.role = user.role, role
    end_sign_ins(session, user)
    append(session, actor.username, "role_changed", username, before=before, after=role)


def set_password(session: Session, acting: SignIn, username: str, password: str) -> None:
    """Set somebody's password, as an administrator; it lifts a lock, ends their sign-ins and must be changed at the next one.

    Raises ValueError for one's own, which is changed with `change_password`, and for an account of an identity provider.
    """
    actor = require(session, acting, "manage_users", username)
    user = _known(session, username)
    if user.id == actor.user.id:
        raise ValueError("change your own password by giving the present one")
    if user.password_hash is None:
        raise ValueError("the identity provider vouches for this account; it has no password here")
    user.password_hash = passwords.hashed(password, user.username, setting_of(session).policy.password_length)
    user.failures, user.locked_until, user.temporary = 0, None, True
    end_sign_ins(session, user)
    append(session, actor.username, "password_set", username)


def users(session: Session, acting: SignIn) -> tuple[Account, ...]:
    """Return the accounts, for administrators."""
    require(session, acting, "manage_users")
    return accounts(session)


def accounts(session: Session) -> tuple[Account, ...]:
    """Return the accounts of people, by user name."""
    now = setting_of(session).now()
    seen = select(SignInRow.user_id, func.max(SignInRow.seen_at).label("seen_at")).group_by(SignInRow.user_id).subquery()
    query = select(UserRow, seen.c.seen_at).outerjoin(seen, seen.c.user_id == UserRow.id)
    rows = session.execute(query.where(UserRow.kind == "person").order_by(UserRow.username))
    return tuple(_account(row, last, now) for row, last in rows)


def _account(row: UserRow, last: datetime | None, now: datetime) -> Account:
    locked = row.locked_until is not None and now < row.locked_until
    state: Literal["active", "locked", "closed"] = "closed" if not row.active else "locked" if locked else "active"
    return Account(row.username, row.name, role_of(row), state, row.issuer, row.subject is not None, row.temporary, last)


def _created(session: Session, by: str, row: UserRow, password: str | None, issuer: str | None, subject: str | None) -> None:
    for what, said in (("user name", row.username), ("name", row.name)):
        if not said.strip() or said != said.strip() or not said.isprintable() or len(said) > _LONGEST_NAME:
            raise ValueError(f"{what}: expected 1 to {_LONGEST_NAME} printable characters without spaces around them")
    if row.role not in ROLES:
        raise ValueError(f"role {row.role!r}; expected radiologist, quality, administrator or trainee")
    if (password is None) == (issuer is None):
        raise ValueError("expected either a password or the issuer of an identity provider")
    if user_of(session, row.username) is not None:
        raise Conflict(f"user {row.username!r} exists already")
    setting = setting_of(session)
    if password is not None:
        row.password_hash = passwords.hashed(password, row.username, setting.policy.password_length)
    row.issuer, row.subject = _issuer(issuer), subject or None
    row.kind, row.created_at = "person", setting.now()
    session.add(row)
    append(session, by, "user_created", row.username, role=row.role, via="password" if password else "oidc")


def _issuer(issuer: str | None) -> str | None:
    """Return the issuer of a provider exactly as its ID tokens name it; ValueError for one that anyone could pose as."""
    if issuer is None:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("issuer: expected the https address that the provider's ID tokens name as `iss`")
    return issuer


def _known(session: Session, username: str) -> UserRow:
    user = user_of(session, username)
    if user is None or user.kind != "person":
        raise ValueError(f"user {username!r} is unknown")
    return user
