"""Signing in: local accounts with argon2 and lockout, identities of an OIDC provider, and sign-ins that expire."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from overread.records import passwords
from overread.records.access import ROLES, Role, SignIn, require
from overread.records.audit import append
from overread.records.columns import canonical, sha256_of, written
from overread.records.store import keep, setting_of
from overread.records.tables import SignInRow, UserRow

_COMMAND_LINE = "command-line"
_WRONG = "user name or password is wrong, or the account is locked for a while"
_SKEW = timedelta(minutes=1)
"""How far the clock of an identity provider may be ahead."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom an OIDC provider vouches for, as its ID token says; `nonce` and `issued_at` make it good for one sign-in.

    Only an address that the provider says it verified counts: anyone may claim another's.
    """

    issuer: str
    subject: str
    nonce: str
    issued_at: datetime
    email: str | None = None
    email_verified: bool = False

    def __repr__(self) -> str:
        return f"Identity(issuer={self.issuer!r})"


def sign_in(session: Session, username: str, password: str) -> SignIn:
    """Sign in with a local account; failures are counted and lead to a lock. Raises PermissionError without saying which."""
    setting = setting_of(session)
    if not setting.policy.local_accounts:
        raise PermissionError("local accounts are switched off here; sign in with the identity provider")
    user = user_of(session, username, alone=True)
    password_hash = user.password_hash if user is not None and user.active else None
    locked = user is not None and user.locked_until is not None and setting.now() < user.locked_until
    if not passwords.matches(None if locked else password_hash, password) or user is None or password_hash is None:
        _failed(session, user if password_hash else None, count=not locked)
    user.failures, user.locked_until = 0, None
    user.password_hash = passwords.renewed(password_hash, password)
    return _started(session, user, "password")


def sign_in_with_provider(session: Session, identity: Identity) -> SignIn:
    """Sign in someone whom an OIDC provider vouches for and for whom an administrator made an account.

    The account names the provider's subject, or a user name that is the verified e-mail address, which the first sign-in binds
    to the subject. An ID token opens one sign-in, soon after it was issued. Raises PermissionError for anyone else.
    """
    setting = setting_of(session)
    age = setting.now() - identity.issued_at
    if not -_SKEW <= age <= timedelta(minutes=setting.policy.provider_minutes) or not identity.nonce:
        _not_vouched(session, "stale", "your sign-in at the identity provider is too old; sign in again")
    proof = sha256_of(canonical([identity.issuer, identity.subject, identity.nonce, written(identity.issued_at)]))
    if session.scalar(select(SignInRow.id).where(SignInRow.proof_sha256 == proof)) is not None:
        _not_vouched(session, "replayed", "your sign-in at the identity provider was used before; sign in again")
    user = _vouched(session, identity)
    if user is None or not user.active:
        _not_vouched(session, "unknown", "there is no account for this identity; ask an administrator")
    return _started(session, user, "oidc", proof)


def sign_out(session: Session, acting: SignIn) -> None:
    """End a sign-in; ending it twice is no error."""
    row = session.scalar(select(SignInRow).where(SignInRow.token_sha256 == sha256_of(acting.token)))
    if row is not None and row.ended_at is None:
        row.ended_at = setting_of(session).now()
        append(session, row.user.username, "signed_out")


def whoami(session: Session, acting: SignIn) -> SignIn:
    """Return the sign-in as the database knows it now; raises SignedOut when it is over.

    In a session that may write it keeps the sign-in alive, in one for looking it does not.
    """
    actor = require(session, acting, "see_self")
    return _shown(actor.user, acting.token, actor.sign_in)


def change_password(session: Session, acting: SignIn, present: str, password: str) -> SignIn:
    """Change one's own password, which takes the present one; every sign-in of the account ends but the new one returned.

    A wrong present password counts as a failed sign-in. Raises PermissionError then, ValueError for a new one that is refused.
    """
    user = require(session, acting, "change_password", acting.username).user
    session.refresh(user, with_for_update=True)
    setting = setting_of(session)
    if user.password_hash is None:
        raise ValueError("the identity provider vouches for this account; it has no password here")
    locked = user.locked_until is not None and setting.now() < user.locked_until
    if not passwords.matches(None if locked else user.password_hash, present):
        _failed(session, user, count=not locked, why="the present password is wrong, or the account is locked for a while")
    if passwords.matches(user.password_hash, password):
        raise ValueError("this is the present password; expected another one")
    user.password_hash = passwords.hashed(password, user.username, setting.policy.password_length)
    user.failures, user.locked_until, user.temporary = 0, None, False
    end_sign_ins(session, user)
    append(session, user.username, "password_set", user.username)
    return _started(session, user, "password")


def command_line(session: Session) -> SignIn:
    """Sign in the command line, a device that can load and verify but never read or sign."""
    user = user_of(session, _COMMAND_LINE)
    if user is None:
        now = setting_of(session).now()
        user = UserRow(username=_COMMAND_LINE, name="Command line", kind="device", role="device", created_at=now)
        session.add(user)
    return _started(session, user, "command")


def user_of(session: Session, username: str, *, alone: bool = False) -> UserRow | None:
    """Return the row of a user name, None if there is none; `alone` holds it, so that guesses made at once are all counted."""
    wanted = select(UserRow).where(UserRow.username == username)
    return session.scalar(wanted.with_for_update() if alone else wanted)


def role_of(user: UserRow) -> Role:
    """Return a user's role as one of ROLES."""
    return next(role for role in ROLES if role == user.role)


def end_sign_ins(session: Session, user: UserRow) -> None:
    """End every sign-in of a user."""
    ended = setting_of(session).now()
    session.execute(update(SignInRow).where(SignInRow.user_id == user.id, SignInRow.ended_at.is_(None)).values(ended_at=ended))


def _vouched(session: Session, identity: Identity) -> UserRow | None:
    bound = select(UserRow).where(UserRow.issuer == identity.issuer, UserRow.subject == identity.subject)
    user = session.scalar(bound)
    if user is not None or not identity.email or not identity.email_verified:
        return user
    first = user_of(session, identity.email)
    if first is None or first.issuer != identity.issuer or first.subject is not None or not first.active:
        return None
    first.subject = identity.subject
    append(session, first.username, "identity_bound", first.username)
    return first


def _not_vouched(session: Session, code: str, why: str) -> NoReturn:
    append(session, "nobody", "sign_in_failed", None, via="oidc", code=code)
    keep(session)
    raise PermissionError(why)


def _started(session: Session, user: UserRow, via: str, proof: str | None = None) -> SignIn:
    setting = setting_of(session)
    token, now = secrets.token_urlsafe(32), setting.now()
    expires = now + timedelta(hours=setting.policy.sign_in_hours)
    row = SignInRow(
        token_sha256=sha256_of(token), user=user, via=via, started_at=now, seen_at=now, expires_at=expires, proof_sha256=proof
    )
    session.add(row)
    append(session, user.username, "signed_in", None, via=via)
    return _shown(user, token, row)


def _shown(user: UserRow, token: str, row: SignInRow) -> SignIn:
    return SignIn(token, user.username, user.name, role_of(user), row.expires_at, row.via, user.temporary)


def _failed(session: Session, user: UserRow | None, count: bool = True, why: str = _WRONG) -> NoReturn:
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
    raise PermissionError(why)
