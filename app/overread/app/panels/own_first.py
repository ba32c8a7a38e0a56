"""Own impression first: the reader writes what they see in the findings before the draft is shown."""

from __future__ import annotations

import streamlit as st

from overread.app.panels import at_hand
from overread.app.sitting import write_own

_OWN = "own_impression"


def show_own_first() -> None:
    """Ask for the reader's own impression."""
    st.html(
        '<h2 class="or-title">Your impression first</h2><p class="or-quiet">The draft is hidden until you have written '
        "your own; then you see both, and what sets them apart. What you write is kept.</p>"
    )
    with st.form("own-first", border=False):
        st.text_area("Your impression", key=_OWN, height=220, placeholder="Write or dictate what the findings come to")
        st.form_submit_button(
            "Keep it and show the draft", type="primary", on_click=_written, shortcut="Alt+G", key="own-written"
        )


def _written() -> None:
    at_hand.do(write_own, str(st.session_state[_OWN]))
