"""The middle of the study page: the impression with its statements marked, the editor, and what was changed."""

from __future__ import annotations

import streamlit as st

from overread.app.editing import difference_html
from overread.app.heading import changes_title, own_html, text_heading
from overread.app.panels import at_hand
from overread.app.sitting import Sitting, undo
from overread.app.source import end_html
from overread.app.view import View


def show_text(sitting: Sitting, view: View) -> None:
    """Show the marked text, and while it can be changed the editor under it."""
    shown = sitting.shown
    st.html(text_heading(sitting))
    if shown.text.strip():
        st.html(f"{view.impression}{end_html(shown.text)}{view.legend}")
    if sitting.open:
        _edit(sitting)
    if shown.text != shown.original and shown.original.strip():
        st.html(changes_title(shown) + difference_html(shown.original, shown.text))
    if sitting.aside:
        st.html('<h2 class="or-title">Your text, laid aside <small>against the text as it is now</small></h2>')
        st.html(difference_html(shown.text, sitting.aside))
    if shown.own_impression is not None:
        st.html(own_html(shown))


def _edit(sitting: Sitting) -> None:
    with st.container(key="editor"):
        st.text_area(
            "Edit: checked as you type",
            at_hand.box().text,
            key=at_hand.box().key,
            height="content",
            on_change=at_hand.type_on,
            args=(at_hand.box().key,),
            placeholder="Write the impression",
        )
    if sitting.typed is not None or sitting.view.can_undo:
        name = "Undo what is typed" if sitting.typed is not None else "Undo the last edit"
        st.button(name, key="undo", on_click=at_hand.do, args=(undo,), shortcut="Alt+Z")
