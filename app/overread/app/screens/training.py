"""The training page: what a reader must know before signing, their acknowledgement, the cases, and their score."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from overread.app import record, signing_in
from overread.app.lessons import score_html, training_text
from overread.app.listing import row_html, row_label
from overread.app.panels.opening import open_study
from overread.records import (
    MAY,
    SignedOut,
    SignIn,
    WorklistFilter,
    WorklistRow,
    acknowledge_training,
    probe_scores,
    training_acknowledged,
    worklist,
)


def main() -> None:
    """Show text, cases and score."""
    me = signing_in.required()
    with record.store().read() as session:
        done = training_acknowledged(session, me)
        scores = probe_scores(session, me)
        cases = worklist(session, me, WorklistFilter(training=True))
    text, practice = st.columns([5, 6], gap="large")
    with text:
        st.markdown(training_text(record.store().home))
        if done:
            st.html('<p class="or-notice" role="status">✓ You have acknowledged this training.</p>')
        elif me.role in MAY["acknowledge_training"]:
            st.button("I have read and understood this", type="primary", on_click=_acknowledge, args=(me,), shortcut="Alt+G")
    with practice:
        st.html(score_html(scores))
        _cases(me, cases)


def _acknowledge(me: SignIn) -> None:
    try:
        with record.store().begin() as session:
            acknowledge_training(session, me)
    except SignedOut as error:
        signing_in.end(str(error))


def _cases(me: SignIn, cases: Sequence[WorklistRow]) -> None:
    st.html(f'<h2 class="or-title">Training cases <small>{len(cases) or "none"}</small></h2>')
    with st.container(key="worklist", gap=None):
        for number, row in enumerate(cases):
            with st.container(key=f"row-{number}"):
                st.html(row_html(row, told=False))
                if me.role in MAY["read"] and st.button(row_label(row), key=f"open-{row.review_id}"):
                    open_study(row.study_id)


if __name__ == "__main__":
    main()
