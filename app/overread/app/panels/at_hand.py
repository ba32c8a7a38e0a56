"""The sitting kept between two runs of the page, and the one way in which the page's buttons change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Concatenate, ParamSpec

import streamlit as st

from overread.app import record, signing_in
from overread.app.sitting import Sitting, begin, keep, set_aside, typed
from overread.records import SignedOut, SignIn, Store

P = ParamSpec("P")
ANSWERING = "answering"
_SITTING, _BOX = "sitting", "editor_box"


@dataclass(frozen=True, slots=True)
class Box:
    """The editor on the page: a new one is made whenever its text changes other than by typing in it."""

    number: int
    text: str

    @property
    def key(self) -> str:
        """The widget's key."""
        return f"editor-{self.number}"


def sitting_at(me: SignIn, study_id: str) -> Sitting:
    """Return the sitting at a study, begun anew if another study or person was at hand. Raises ValueError, PermissionError."""
    kept: tuple[str, Sitting] | None = st.session_state.get(_SITTING)
    if kept is None or kept[0] != me.username or kept[1].view.study.id != study_id:
        if kept is not None and kept[0] == me.username and kept[1].typed is not None:
            keep(record.store(), me, kept[1])
        put(begin(record.store(), me, study_id))
        st.session_state.pop(ANSWERING, None)
    current: tuple[str, Sitting] = st.session_state[_SITTING]
    if st.session_state.get(box().key, box().text) != current[1].text:
        _new_box(current[1].text)
    return current[1]


def is_kept(sitting: Sitting) -> bool:
    """Tell whether a reader can go away from a study: nothing typed is unkept, and there is nothing they must be told."""
    return sitting.typed is None and (sitting.notice is None or sitting.notice.tone == "said")


def box() -> Box:
    """Return the editor as it is to be shown."""
    kept: Box = st.session_state.get(_BOX, Box(0, ""))
    return kept


def put(sitting: Sitting) -> None:
    """Keep a sitting, with a new editor where another text stands in the present one."""
    st.session_state[_SITTING] = (signing_in.required().username, sitting)
    if st.session_state.get(box().key) != sitting.text:
        _new_box(sitting.text)


def _new_box(text: str) -> None:
    st.session_state[_BOX] = Box(box().number + 1, text)


def do(step: Callable[Concatenate[Store, SignIn, Sitting, P], Sitting], *args: P.args, **named: P.kwargs) -> None:
    """Take a step, as the callback of a button; what stands in the editor goes along, and an open answer form closes."""
    note(step, *args, **named)
    st.session_state.pop(ANSWERING, None)


def note(step: Callable[Concatenate[Store, SignIn, Sitting, P], Sitting], *args: P.args, **named: P.kwargs) -> None:
    """Take a step that is no answer to anything: an open form stays open. An ended sign-in leads to the way in."""
    kept: tuple[str, Sitting] | None = st.session_state.get(_SITTING)
    if kept is None:
        return
    username, sitting = kept
    text = st.session_state.get(box().key)
    if sitting.open and text is not None and text != sitting.text:
        sitting = replace(sitting, typed=text)
    try:
        put(step(record.store(), signing_in.required(), sitting, *args, **named))
    except SignedOut as error:
        st.session_state[_SITTING] = (username, sitting)
        signing_in.end(str(error))


def type_on(key: str) -> None:
    """Check what stands in an editor now; text typed in one that has been superseded meanwhile is laid aside, not lost."""
    text = str(st.session_state[key])
    if key == box().key:
        note(typed, text)
    elif (kept := st.session_state.get(_SITTING)) is not None:
        username, sitting = kept
        st.session_state[_SITTING] = (username, set_aside(sitting, text))
        _new_box(sitting.text)
