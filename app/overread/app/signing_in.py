"""Who is signed in on this page, and what happens when a sign-in ends."""

from __future__ import annotations

import streamlit as st

from overread.app import record
from overread.records import SignedOut, SignIn, sign_in, sign_out, whoami

_ME, _ENDED = "signed_in", "sign_in_ended"


def signed_in() -> SignIn | None:
    """Return who is signed in, as the record knows them now, or None; asked once at the start of every run of a page."""
    mine: SignIn | None = st.session_state.get(_ME)
    if mine is None:
        return None
    try:
        with record.store().read() as session:
            me = whoami(session, mine)
    except SignedOut as error:
        end(str(error))
        return None
    st.session_state[_ME] = me
    return me


def required() -> SignIn:
    """Return who is signed in; a page that needs somebody goes no further when nobody is."""
    me: SignIn | None = st.session_state.get(_ME)
    if me is None:
        st.stop()
    return me


def start(username: str, password: str) -> SignIn:
    """Sign in with a local account; raises PermissionError in words that do not say what was wrong."""
    with record.store().begin() as session:
        me = sign_in(session, username, password)
    st.session_state[_ME] = me
    st.session_state.pop(_ENDED, None)
    return me


def end(why: str) -> None:
    """Forget who was signed in, because the record says that it is over; what was being read stays for when they are back."""
    st.session_state.pop(_ME, None)
    st.session_state[_ENDED] = why


def leave() -> None:
    """Sign out and forget everything this page held for the reader."""
    mine: SignIn | None = st.session_state.get(_ME)
    if mine is not None:
        with record.store().begin() as session:
            sign_out(session, mine)
    for name in list(st.session_state):
        del st.session_state[name]


def ended() -> str:
    """Return why the last sign-in ended, empty if it did not."""
    return str(st.session_state.get(_ENDED, ""))
