"""How every page looks and moves: the style sheet, the script, large type, and who is signed in."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from overread.app import signing_in
from overread.app.marking import label
from overread.records import SignIn

_HERE = Path(__file__).parent
_LARGE, _TOGGLE = "large_type", "large_type_toggle"


def apply() -> None:
    """Set up the page: wide, in the program's own style, with the script that lights evidence and checks while typing."""
    st.set_page_config(page_title="Overread", layout="wide")
    st.html(_HERE / "style.css")
    st.html(f"<script>{(_HERE / 'live.js').read_text('utf-8')}</script>", unsafe_allow_javascript=True)
    if st.session_state.get(_LARGE):
        st.html("<style>html{font-size:20px}</style>")


def personal(me: SignIn | None) -> None:
    """Show in the header who is signed in, with large type and the way out."""
    with st.container(key="personal"), st.popover(label(f"{me.name} · {me.role}") if me else "Display", type="tertiary"):
        st.toggle("Large type", value=bool(st.session_state.get(_LARGE)), key=_TOGGLE, on_change=_resize)
        st.caption("Light and dark are chosen in the menu ⋮ beside this.")
        if me is not None:
            st.button("Sign out", on_click=signing_in.leave)


def _resize() -> None:
    st.session_state[_LARGE] = bool(st.session_state[_TOGGLE])
