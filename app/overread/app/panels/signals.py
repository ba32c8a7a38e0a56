"""What only the browser knows: that a text was scrolled through to its end, and that the editor was left."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from overread.app.panels import at_hand
from overread.app.sitting import Sitting, keep, scrolled

_signals = st.components.v2.component("overread_signals", js=Path(__file__).with_name("signals.js").read_text("utf-8"))
_KEY = "signals"


def listen(sitting: Sitting) -> None:
    """Mount what watches the ends of findings and text, and the editor."""
    _signals(
        key=_KEY,
        data={"digest": "" if sitting.view.scrolled else sitting.shown.text_sha256, "kept": sitting.typed is None},
        on_seen_change=_seen,
        on_left_change=_left,
        height=1,
    )


def _seen() -> None:
    signal = st.session_state.get(_KEY)
    digest = signal.get("seen") if signal else None
    if isinstance(digest, str):
        at_hand.note(scrolled, digest)


def _left() -> None:
    at_hand.note(keep)
