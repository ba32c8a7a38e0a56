"""The sitting kept between two runs of the page, and the one way in which the page's buttons change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec

import streamlit as st

from overread.app import record, signing_in
from overread.app.sitting import Sitting, begin, typed
from overread.records import SignedOut, SignIn, Store

P = ParamSpec("P")
EDITOR = "impression"
ANSWERING = "answering"
_SITTING = "sitting"


def sitting_at(me: SignIn, study_id: str) -> Sitting:
    """Return the sitting at a study, begun anew if another study or person was at hand. Raises ValueError, PermissionError."""
    kept: tuple[str, Sitting] | None = st.session_state.get(_SITTING)
    if kept is None or kept[0] != me.username or kept[1].view.study.id != study_id:
        put(begin(record.store(), me, study_id))
        st.session_state.pop(ANSWERING, None)
    current: tuple[str, Sitting] = st.session_state[_SITTING]
    st.session_state.setdefault(EDITOR, current[1].text)
    return current[1]


def put(sitting: Sitting) -> None:
    """Keep a sitting, and bring the editor to its text where another one stands there."""
    st.session_state[_SITTING] = (signing_in.required().username, sitting)
    if st.session_state.get(EDITOR) != sitting.text:
        st.session_state[EDITOR] = sitting.text


def do(step: Callable[Concatenate[Store, SignIn, Sitting, P], Sitting], *args: P.args, **named: P.kwargs) -> None:
    """Take a step, as the callback of a button; what stands in the editor goes along. An ended sign-in leads to the way in."""
    _, sitting = st.session_state[_SITTING]
    text = st.session_state.get(EDITOR)
    if sitting.open and text is not None and text != sitting.text:
        sitting = replace(sitting, typed=text)
    try:
        put(step(record.store(), signing_in.required(), sitting, *args, **named))
    except SignedOut as error:
        st.session_state[_SITTING] = (signing_in.required().username, sitting)
        signing_in.end(str(error))
    st.session_state.pop(ANSWERING, None)


def type_on() -> None:
    """Check what stands in the editor now."""
    answering = st.session_state.get(ANSWERING)
    do(typed, st.session_state[EDITOR])
    if answering is not None:
        st.session_state[ANSWERING] = answering
