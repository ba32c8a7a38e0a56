"""The study page: source, impression and flags side by side."""

from __future__ import annotations

import streamlit as st

from overread.app import record, signing_in
from overread.app.panels.opening import open_worklist, study_asked_for
from overread.app.view import error_html, view_of
from overread.records import look_at, open_review


def main() -> None:
    """Show the study that the address names."""
    me = signing_in.required()
    study_id = study_asked_for()
    if st.button("Worklist", shortcut="Alt+L") or study_id is None:
        open_worklist()
    try:
        with record.store().begin() as session:
            shown = (look_at if me.role == "quality" else open_review)(session, me, study_id)
    except (ValueError, PermissionError) as error:
        st.html(error_html("The study cannot be shown.", error))
        return
    if shown.review is None:
        return
    view = view_of(shown.review)
    st.html(f"<style>{view.style}</style>")
    st.html(view.banner)
    left, middle, right = st.columns([10, 10, 8], gap="medium")
    left.html(view.source)
    middle.html(view.impression + view.legend)
    for card in view.cards:
        right.html(card.html)


if __name__ == "__main__":
    main()
