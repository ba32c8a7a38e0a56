"""The study page: source, impression and flags side by side, and the signature at its foot."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from overread.app import signing_in
from overread.app.heading import done_banner, notice_html, study_heading
from overread.app.links import Links
from overread.app.panels import at_hand
from overread.app.panels.flags import show_flags
from overread.app.panels.opening import open_next, open_worklist, study_asked_for
from overread.app.panels.own_first import show_own_first
from overread.app.panels.signals import listen
from overread.app.panels.signing import show_signed, show_signing
from overread.app.panels.text import show_text
from overread.app.sitting import Sitting, keep
from overread.app.source import source_html
from overread.app.view import error_html, view_of
from overread.records import SignedOut, SignIn


def main() -> None:
    """Show the study that the address names."""
    me = signing_in.required()
    study_id = study_asked_for()
    if study_id is None:
        open_worklist()
    try:
        sitting = at_hand.sitting_at(me, study_id)
    except SignedOut as error:
        signing_in.end(str(error))
        st.rerun()
    except (ValueError, PermissionError) as error:
        _head(me, None, "")
        st.html(error_html("The study cannot be shown.", error))
        return
    if sitting.view.revealed:
        _reading(me, sitting)
    else:
        _head(me, sitting, study_heading(sitting, Links()))
        source, own = st.columns(2, gap="medium")
        source.html(source_html(sitting.view.study, Links(), headed=False))
        with own:
            show_own_first()


def _reading(me: SignIn, sitting: Sitting) -> None:
    review = sitting.shown.review
    if review is None:
        return
    view = view_of(review)
    st.html(f"<style>{view.style}</style>")
    _head(me, sitting, study_heading(sitting, view.links))
    st.html(view.banner if sitting.open else done_banner(sitting.view))
    left, middle, right = st.columns([10, 10, 8], gap="medium")
    with left:
        st.html(view.report)
    with middle:
        show_text(sitting, view)
        show_signed(me, sitting)
    with right:
        show_flags(sitting, view)
    show_signing(sitting)
    if sitting.open:
        listen(sitting)


def _head(me: SignIn, sitting: Sitting | None, heading: str) -> None:
    with st.container(key="study-head", horizontal=True, vertical_alignment="center"):
        back = _way("Worklist", "Alt+L", ":material/arrow_back:", "tertiary")
        st.html(heading or "<h1></h1>")
        on = _way("Next study", "Alt+N", None, "tertiary" if sitting is None or sitting.open else "primary")
    if (back or on) and (sitting is None or at_hand.is_kept(sitting)):
        if back:
            open_worklist()
        open_next(me, sitting)
    if sitting is not None and sitting.notice is not None and not sitting.open:
        st.html(notice_html(sitting.notice))


def _way(name: str, keys: str, icon: str | None, kind: Literal["primary", "tertiary"]) -> bool:
    """Show a button that leads away; what was typed is kept first, and where it cannot be, the reader stays and is told."""
    return bool(st.button(name, icon=icon, shortcut=keys, type=kind, on_click=at_hand.note, args=(keep,)))


if __name__ == "__main__":
    main()
