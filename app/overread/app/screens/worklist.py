"""The worklist: which studies wait, the gravest first, and what there is to filter them by."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from overread.app import record, signing_in
from overread.app.listing import ALL, PAGE, STATES, WAITING, head_html, nothing_html, row_html, row_label, waiting_filter
from overread.app.marking import label
from overread.app.panels.opening import open_study
from overread.app.wording import DECISIONS, FLAGS
from overread.records import MAY, SignIn, WorklistFilter, WorklistRow, modalities, worklist

_FIRST = "worklist_first"


def main() -> None:
    """Show the filters, and one line a study; the line is a button that opens it."""
    me = signing_in.required()
    with record.store().read() as session:
        known = modalities(session, me)
    with st.container(key="worklist-top", horizontal=True, vertical_alignment="bottom"):
        st.html('<h1 class="or-page">Worklist</h1>', width="content")
        wanted = _filters(known)
    first = int(st.session_state.get(_FIRST, 0))
    with record.store().read() as session:
        rows = worklist(session, me, replace(wanted, limit=PAGE + 1, offset=first))
    _list(me, rows, first)


def _filters(known: tuple[str, ...]) -> WorklistFilter:
    state = st.selectbox("State", list(STATES), on_change=_from_start, width=130)
    modality = st.selectbox("Modality", [ALL, *known], format_func=label, on_change=_from_start, width=120)
    decision = st.selectbox(
        "Decision", [ALL, *DECISIONS], format_func=lambda name: _named(name), on_change=_from_start, width=130
    )
    flag = st.selectbox(
        "Flag", [ALL, *sorted(FLAGS, key=FLAGS.__getitem__)], format_func=lambda name: FLAGS.get(name, name),
        on_change=_from_start, width=200,
    )  # fmt: skip
    waiting = st.selectbox("Waiting", list(WAITING), on_change=_from_start, width=130)
    youngest = st.number_input("Age from", 0, 120, value=None, on_change=_from_start, width=80)
    oldest = st.number_input("to", 0, 120, value=None, on_change=_from_start, width=80)
    words = st.text_input("Id or examination", on_change=_from_start, width=150)
    chosen = waiting_filter(state, waiting)
    return replace(
        chosen,
        modality=None if modality == ALL else modality,
        decision=next((name for name in DECISIONS if name == decision), None),
        flag_type=None if flag == ALL else flag,
        youngest=youngest,
        oldest=oldest,
        words=words.strip() or None,
        training=False,
    )


def _named(decision: str) -> str:
    return next((f"{each.symbol} {each.name}" for name, each in DECISIONS.items() if name == decision), decision)


def _from_start() -> None:
    st.session_state[_FIRST] = 0


def _list(me: SignIn, rows: tuple[WorklistRow, ...], first: int) -> None:
    if not rows:
        st.html(nothing_html())
        return
    st.html(head_html())
    with st.container(key="worklist", gap=None):
        for number, row in enumerate(rows[:PAGE]):
            with st.container(key=f"row-{number}"):
                st.html(row_html(row))
                if me.role in MAY["look"] and st.button(row_label(row), key=f"open-{row.review_id}"):
                    open_study(row.study_id)
    with st.container(horizontal=True, horizontal_alignment="right"):
        if first:
            st.button("Earlier lines", on_click=_turn, args=(first - PAGE,), shortcut="Alt+K")
        if len(rows) > PAGE:
            st.button("Further lines", on_click=_turn, args=(first + PAGE,), shortcut="Alt+J")


def _turn(first: int) -> None:
    st.session_state[_FIRST] = max(first, 0)


if __name__ == "__main__":
    main()
