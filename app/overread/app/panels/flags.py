"""The right of the study page: every flag with its evidence, and what the reader does about it, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from overread.app.flag_cards import FlagCard, beside, current_of, flag_cards, settled_html, tally_html
from overread.app.panels import at_hand
from overread.app.sitting import Sitting, change
from overread.app.view import View
from overread.records import (
    REASONS,
    ReviewView,
    correct_statement,
    delete_statement,
    disposition_flag,
    insert_omission,
)

_CHOSEN = "flag_chosen"
_REASON, _COMMENT, _WORDING = "answer_reason", "answer_comment", "answer_wording"
Action = Literal["accept", "dismiss", "correct"]


def show_flags(sitting: Sitting, view: View) -> None:
    """Show the cards; the keyboard acts on the current one. Minor ones take a line each until they are opened."""
    cards = flag_cards(sitting.shown, view)
    current = current_of(cards, st.session_state.get(_CHOSEN)) if sitting.open else None
    with st.container(key="flags-head", horizontal=True, vertical_alignment="center"):
        st.html(tally_html(cards, signed=not sitting.open))
        if sitting.open and len(cards) > 1:
            for name, step, keys in (("Back", -1, "Alt+K"), ("Next", 1, "Alt+J")):
                st.button(name, on_click=_choose, args=(beside(cards, current, step),), shortcut=keys, type="tertiary")
    if not cards:
        st.html('<p class="or-quiet">Nothing was found to differ from the source. Read the impression all the same.</p>')
    for number, card in enumerate(cards):
        now = card == current
        if sitting.open and not now and card.view.flag.severity == "minor":
            with st.container(key=f"flag-{number}-folded", horizontal=True, vertical_alignment="center"):
                st.html(card.html + settled_html(card))
                st.button("Open", key=f"open-{card.key[:12]}", on_click=_choose, args=(card.key,), type="tertiary")
            continue
        with st.container(key=f"flag-{number}{'-current' if now else ''}", gap="xxsmall"):
            st.html(card.html + settled_html(card))
            if sitting.open:
                _acts(sitting.shown, card, now)


def _choose(key: str | None) -> None:
    st.session_state[_CHOSEN] = key
    st.session_state.pop(at_hand.ANSWERING, None)


def _acts(shown: ReviewView, card: FlagCard, now: bool) -> None:
    answering: tuple[str, Action] | None = st.session_state.get(at_hand.ANSWERING)
    if answering is not None and answering[0] == card.key:
        _form(shown, card, answering[1])
        return
    with st.container(horizontal=True, gap="xxsmall", key=f"acts-{card.key[:12]}"):
        if card.insertable:
            _button("Insert", card, now, "Alt+I", partial(at_hand.do, change, insert_omission, card.key))
        if card.statement is not None:
            _button("Correct", card, now, "Alt+W", partial(_ask, card.key, "correct"))
            _button("Delete", card, now, "Alt+X", partial(at_hand.do, change, delete_statement, card.key))
        _button("Accept as is", card, now, "Alt+A", partial(_ask, card.key, "accept"))
        _button("Dismiss", card, now, "Alt+M", partial(_ask, card.key, "dismiss"))


def _button(name: str, card: FlagCard, now: bool, keys: str, act: Callable[[], None]) -> None:
    key = f"{name.split()[0].lower()}-{card.key[:12]}"
    st.button(name, key=key, on_click=act, shortcut=keys if now else None, type="tertiary")


def _ask(key: str, action: Action) -> None:
    st.session_state[_CHOSEN] = key
    st.session_state[at_hand.ANSWERING] = (key, action)


def _form(shown: ReviewView, card: FlagCard, action: Action) -> None:
    with st.form("answer", border=False), st.container(key="answer"):
        if action == "correct" and card.statement is not None:
            start, end = card.statement
            statement = shown.text[start:end]
            box = st.text_area if "\n" in statement else st.text_input
            box("The statement as it should read", value=statement, key=_WORDING)
            name = "Correct"
        else:
            st.radio("Why", list(REASONS), format_func=REASONS.__getitem__, key=_REASON, index=None)
            needed = " (needed: the flag is critical)" if card.view.flag.severity == "critical" else ""
            st.text_input(f"In your own words{needed}", key=_COMMENT)
            name = "Accept as is" if action == "accept" else "Dismiss the flag"
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(name, type="primary", on_click=_answer, args=(shown, card, action), key="answer-now")
            st.form_submit_button("Cancel", on_click=_choose, args=(card.key,), shortcut="Escape", key="answer-not")


def _answer(shown: ReviewView, card: FlagCard, action: Action) -> None:
    st.session_state[_CHOSEN] = None
    if action == "correct" and card.statement is not None:
        start, end = card.statement
        text = shown.text[:start] + str(st.session_state[_WORDING]) + shown.text[end:]
        at_hand.do(change, correct_statement, card.key, text)
        return
    reason, comment = st.session_state[_REASON] or "", str(st.session_state[_COMMENT])
    at_hand.do(change, disposition_flag, card.key, "accept" if action == "accept" else "dismiss", reason, comment)
