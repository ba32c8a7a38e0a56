"""Who is signed in on this page: the proof is kept in the memory of the server only, and a sign-in that ends is noticed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from overread.app import record
from overread.records import (
    Identity,
    SignedOut,
    SignIn,
    change_password,
    sign_in,
    sign_in_with_provider,
    sign_out,
    whoami,
)

_ME, _ENDED, _TOUCHED, _READER, _TRIED = "signed_in", "sign_in_ended", "sign_in_touched", "sign_in_of", "identity_tried"
_KEPT_ALIVE_SECONDS = 60
_WATCHED_SECONDS = 20


def signed_in() -> SignIn | None:
    """Return who is signed in, as the record knows them now, or None; asked once at the start of every run of a page.

    A run is an act of the reader and keeps the sign-in alive. Whom an identity provider has just vouched for is signed in here.
    """
    mine: SignIn | None = st.session_state.get(_ME)
    if mine is None:
        return _vouched()
    due = time.monotonic() - st.session_state.get(_TOUCHED, -math.inf) >= _KEPT_ALIVE_SECONDS
    try:
        with record.store().begin() if due else record.store().read() as session:
            me = whoami(session, mine)
    except SignedOut as error:
        end(str(error))
        return None
    st.session_state[_ME] = me
    if due:
        st.session_state[_TOUCHED] = time.monotonic()
    return me


def required() -> SignIn:
    """Return who is signed in; a page that needs somebody goes no further when nobody is."""
    me: SignIn | None = st.session_state.get(_ME)
    if me is None:
        st.stop()
    return me


@st.fragment(run_every=_WATCHED_SECONDS)
def watch() -> None:
    """Look every few seconds whether the sign-in still holds, without keeping it alive, and show the way in when it ended."""
    mine: SignIn | None = st.session_state.get(_ME)
    if mine is None:
        return
    try:
        with record.store().read() as session:
            whoami(session, mine)
    except SignedOut as error:
        end(str(error))
        st.rerun()


def start(username: str, password: str) -> SignIn:
    """Sign in with a local account; raises PermissionError in words that do not say what was wrong."""
    return _started(lambda session: sign_in(session, username, password))


def renew(present: str, password: str) -> SignIn:
    """Change one's own password and go on under a new sign-in; raises PermissionError or ValueError."""
    mine = required()
    return _started(lambda session: change_password(session, mine, present, password))


def end(why: str) -> None:
    """Forget who was signed in, because the record says that it is over; what was being read stays for when they are back."""
    st.session_state.pop(_ME, None)
    st.session_state[_ENDED] = why


def leave() -> None:
    """Sign out, here and at the identity provider, and forget everything this page held for the reader."""
    mine: SignIn | None = st.session_state.get(_ME)
    if mine is not None:
        with record.store().begin() as session:
            sign_out(session, mine)
    _forget()
    if identity() is not None:
        st.logout()


def ended() -> str:
    """Return why the last sign-in ended or was refused, empty if it was not."""
    return str(st.session_state.get(_ENDED, ""))


def identity() -> Identity | None:
    """Return whom the identity provider vouched for in this browser, None if it did not."""
    return identity_of(st.user)


def identity_of(claims: Mapping[str, Any]) -> Identity | None:
    """Return the identity that the claims of an ID token state, None if they lack what makes one."""
    issuer, subject, nonce, issued = (claims.get(name) for name in ("iss", "sub", "nonce", "iat"))
    if not claims.get("is_logged_in") or not issuer or not subject or not isinstance(issued, int | float):
        return None
    email = claims.get("email")
    return Identity(
        issuer=str(issuer),
        subject=str(subject),
        nonce=str(nonce or ""),
        issued_at=datetime.fromtimestamp(issued, UTC),
        email=str(email) if email else None,
        email_verified=claims.get("email_verified") is True,
    )


def _vouched() -> SignIn | None:
    """Sign in whom the provider vouches for; an ID token is tried once, so that nothing is refused again at every run."""
    vouched = identity()
    if vouched is None or st.session_state.get(_TRIED) == vouched.nonce:
        return None
    st.session_state[_TRIED] = vouched.nonce
    try:
        return _started(lambda session: sign_in_with_provider(session, vouched))
    except (PermissionError, ValueError) as error:
        st.session_state[_ENDED] = str(error)
        return None


def _started(begin: Callable[[Session], SignIn]) -> SignIn:
    with record.store().begin() as session:
        me = begin(session)
    if st.session_state.get(_READER, me.username) != me.username:
        _forget()
    st.session_state.update({_ME: me, _READER: me.username, _TOUCHED: time.monotonic()})
    st.session_state.pop(_ENDED, None)
    return me


def _forget() -> None:
    tried = st.session_state.get(_TRIED)
    for name in list(st.session_state):
        del st.session_state[name]
    if tried is not None:
        st.session_state[_TRIED] = tried
