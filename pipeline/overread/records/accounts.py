"""Accounts: local ones with argon2 and lockout, ones of an identity provider, and sign-ins that expire."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal, NoReturn

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from overread.records.access import ROLES, Role, SignIn, require
from overread.records.audit import append
from overread.records.columns import sha256_of
from overread.records.store import Conflict, keep, setting_of
from overread.records.tables import SignInRow, UserRow

_COMMAND_LINE = "command-line"
_WRONG = "user name or password is wrong, or the account is locked for a while"
_LONGEST_PASSWORD = 1024


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account as lists show it; `issuer` is the identity provider that vouches for them, if any."""

    username: str
    name: str
    role: Role
    state: Literal["active", "locked", "closed"]
    issuer: str | None = None


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_hex())


def sign_in(session: Session, username: str, password: str) -> SignIn:
    """Sign in with a local account; failures are counted and lead to a lock. Raises PermissionError without saying which."""
    now = setting_of(session).now()
    user = _user(session, username)
    if user is None or user.password_hash is None or not user.active:
        _matches(_nobody(), password)
        _failed(session, None)
    if user.locked_until is not None and now < user.locked_until:
        _matches(_nobody(), password)
        _failed(session, user, count=False)
    if not _matches(user.password_hash, password):
        _failed(session, user)
    user.failures, user.locked_until = 0, None
    if _hasher().check_needs_rehash(user.password_hash):
        user.password_hash = _hasher().hash(password)
    return _started(session, user, "password")


def sign_in_with_provider(session: Session, issuer: str, subject: str, email: str | None = None) -> SignIn:
    """Sign in someone whom an OIDC provider vouches for; the account must exist, with that issuer and the e-mail as user name.

    The first sign-in binds the account to the provider's `sub`. Raises PermissionError for anyone else.
    """
    bound = select(UserRow).where(UserRow.issuer == issuer, UserRow.subject == subject)
    user = session.scalar(bound)
    if user is None and email:
        first = _user(session, email)
        user = first if first is not None and first.issuer == issuer and first.subject is None else None
        if user is not None:
            user.subject = subject
    if user is None or not user.active:
        append(session, "nobody", "sign_in_failed", None, via="oidc")
        keep(session)
        raise PermissionError("there is no account for this identity; ask an administrator")
    return _started(session, user, "oidc")


def sign_out(session: Session, acting: SignIn) -> None:
    """End a sign-in; ending it twice is no error."""
    row = session.scalar(select(SignInRow).where(SignInRow.token_sha256 == sha256_of(acting.token)))
    if row is not None and row.ended_at is None:
        row.ended_at = setting_of(session).now()
        append(session, row.user.username, "signed_out")


def create_administrator(session: Session, username: str, name: str, password: str) -> None:
    """Create an administrator from the command line: how the first one is made. There is no default password."""
    _created(session, _COMMAND_LINE, username, name, "administrator", password)


def create_user(
    session: Session,
    acting: SignIn,
    username: str,
    name: str,
    role: Role,
    password: str | None = None,
    issuer: str | None = None,
) -> None:
    """Create a person's account with a password or the issuer of an OIDC provider. Raises ValueError for what is wrong."""
    actor = require(session, acting, "manage_users", username)
    if role == "device":
        raise ValueError("role 'device' is not a person's; expected radiologist, quality, administrator or trainee")
    _created(session, actor.username, username, name, role, password, issuer)


def deactivate_user(session: Session, acting: SignIn, username: str) -> None:
    """Close an account and end its sign-ins; its signatures stand."""
    actor = require(session, acting, "manage_users", username)
    user = _known(session, username)
    if user.id == actor.user.id:
        raise ValueError("you cannot close your own account; ask another administrator")
    user.active = False
    _end_all(session, user)
    append(session, actor.username, "user_deactivated", username)


def change_role(session: Session, acting: SignIn, username: str, role: Role) -> None:
    """Give a person another role; their sign-ins end."""
    actor = require(session, acting, "manage_users", username)
    user = _known(session, username)
    if role not in ROLES or "device" in (role, user.kind):
        raise ValueError(f"role {role!r}; expected radiologist, quality, administrator or trainee, of a person")
    before, user.role = user.role, role
    _end_all(session, user)
    append(session, actor.username, "role_changed", username, before=before, after=role)


def set_password(session: Session, acting: SignIn, username: str, password: str) -> None:
    """Set a password: one's own, or, as an administrator, anyone's; it lifts a lock and ends the account's sign-ins."""
    own = username == acting.username
    actor = require(session, acting, "see_self" if own else "manage_users", username)
    user = _known(session, actor.username if own else username)
    user.password_hash = _hashed(session, password)
    user.failures, user.locked_until = 0, None
    _end_all(session, user)
    append(session, actor.username, "password_set", username)


def users(session: Session, acting: SignIn) -> tuple[Account, ...]:
    """Return the accounts, for administrators."""
    require(session, acting, "manage_users")
    return accounts(session)


def accounts(session: Session) -> tuple[Account, ...]:
    """Return the accounts of people, by user name."""
    now = setting_of(session).now()
    rows = session.scalars(select(UserRow).where(UserRow.kind == "person").order_by(UserRow.username))
    return tuple(Account(row.username, row.name, _role(row), _state(row, now), row.issuer) for row in rows)


def command_line(session: Session) -> SignIn:
    """Sign in the command line, a device that can load and verify but never read or sign."""
    user = _user(session, _COMMAND_LINE)
    if user is None:
        now = setting_of(session).now()
        user = UserRow(username=_COMMAND_LINE, name="Command line", kind="device", role="device", created_at=now)
        session.add(user)
    return _started(session, user, "command")


def whoami(session: Session, acting: SignIn) -> SignIn:
    """Return the sign-in as the database knows it now, and keep it alive; raises SignedOut when it is over."""
    actor = require(session, acting, "see_self")
    return _shown(actor.user, acting.token, actor.sign_in)


def _started(session: Session, user: UserRow, via: str) -> SignIn:
    setting = setting_of(session)
    token, now = secrets.token_urlsafe(32), setting.now()
    expires = now + timedelta(hours=setting.policy.sign_in_hours)
    row = SignInRow(token_sha256=sha256_of(token), user=user, via=via, started_at=now, seen_at=now, expires_at=expires)
    session.add(row)
    append(session, user.username, "signed_in", None, via=via)
    return _shown(user, token, row)


def _shown(user: UserRow, token: str, row: SignInRow) -> SignIn:
    return SignIn(token, user.username, user.name, _role(user), row.expires_at)


def _role(user: UserRow) -> Role:
    return next(role for role in ROLES if role == user.role)


def _state(user: UserRow, now: datetime) -> Literal["active", "locked", "closed"]:
    if not user.active:
        return "closed"
    return "locked" if user.locked_until and now < user.locked_until else "active"


def _failed(session: Session, user: UserRow | None, count: bool = True) -> NoReturn:
    setting = setting_of(session)
    locked = False
    if user is not None and count:
        user.failures += 1
        locked = user.failures >= setting.policy.failures_allowed
        if locked:
            user.failures = 0
            user.locked_until = setting.now() + timedelta(minutes=setting.policy.locked_minutes)
    append(session, user.username if user else "nobody", "sign_in_failed", None, via="password", locked=locked)
    keep(session)
    raise PermissionError(_WRONG)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return len(password) <= _LONGEST_PASSWORD and _hasher().verify(password_hash, password)
    except VerificationError:
        return False


def _hashed(session: Session, password: str) -> str:
    shortest = setting_of(session).policy.password_length
    if not shortest <= len(password) <= _LONGEST_PASSWORD:
        raise ValueError(f"a password of {len(password)} characters; expected {shortest} to {_LONGEST_PASSWORD}")
    return _hasher().hash(password)


def _created(
    session: Session, by: str, username: str, name: str, role: Role, password: str | None, issuer: str | None = None
) -> None:
    if not username.strip() or username != username.strip() or not username.isprintable() or len(username) > 100:
        raise ValueError("user name: expected 1 to 100 printable characters without spaces around them")
    if role not in ROLES:
        raise ValueError(f"role {role!r}; expected radiologist, quality, administrator or trainee")
    if (password is None) == (issuer is None):
        raise ValueError("expected either a password or the issuer of an identity provider")
    if _user(session, username) is not None:
        raise Conflict(f"user {username!r} exists already")
    hashed = None if password is None else _hashed(session, password)
    now = setting_of(session).now()
    row = UserRow(username=username, name=name, kind="person", role=role, password_hash=hashed, issuer=issuer, created_at=now)
    session.add(row)
    append(session, by, "user_created", username, role=role, via="password" if password else "oidc")


def _end_all(session: Session, user: UserRow) -> None:
    ended = setting_of(session).now()
    session.execute(update(SignInRow).where(SignInRow.user_id == user.id, SignInRow.ended_at.is_(None)).values(ended_at=ended))


def _user(session: Session, username: str) -> UserRow | None:
    return session.scalar(select(UserRow).where(UserRow.username == username))


def _known(session: Session, username: str) -> UserRow:
    user = _user(session, username)
    if user is None:
        raise ValueError(f"user {username!r} is unknown")
    return user
