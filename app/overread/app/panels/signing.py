"""The foot of the study page: what stands before the signature, the question about a short reading, the signature itself."""

from __future__ import annotations

import streamlit as st

from overread.app.heading import answers_html, notice_html, obstacles_html, signatures_html
from overread.app.marking import inert
from overread.app.panels import at_hand
from overread.app.sitting import Sitting, add, answer, sign_off
from overread.records import MAY, Challenge, SignIn

_ANSWER, _ADDENDUM = "challenge_answer", "addendum_text"


def show_signing(sitting: Sitting) -> None:
    """Show the bar that says what is missing, with the button that signs; the rules are the record's, so it is never dead."""
    if not sitting.open:
        return
    shown = sitting.shown
    with st.container(key="signbar"):
        if sitting.notice is not None:
            st.html(notice_html(sitting.notice))
        if sitting.view.challenge is not None and sitting.typed is None:
            _challenge(sitting.view.challenge, shown.training)
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(obstacles_html(shown))
            name = "Finish the case" if shown.training else "Sign"
            st.button(name, key="sign", type="primary", on_click=at_hand.do, args=(sign_off,), shortcut="Alt+G")


def _challenge(challenge: Challenge, training: bool) -> None:
    with st.form("challenge", border=False):
        st.html(f'<p class="or-challenge" role="alert"><b>Read again?</b> {inert(challenge.question)}</p>')
        st.text_area("Your answer, which is kept", key=_ANSWER, height=68)
        name = "Answer and finish" if training else "Answer and sign"
        st.form_submit_button(
            name, type="primary", on_click=_answer, args=(challenge,), shortcut="Alt+G", key="answer-challenge"
        )


def _answer(challenge: Challenge) -> None:
    at_hand.do(answer, challenge, str(st.session_state[_ANSWER]))


def show_signed(me: SignIn, sitting: Sitting) -> None:
    """Show the signatures under a report and take an addendum; of a finished training case, what was found."""
    view = sitting.view
    if sitting.answers:
        st.html(answers_html(sitting.answers))
    if view.signatures:
        st.html(signatures_html(view.signatures, view.demonstration))
    if view.state == "signed" and me.role in MAY["sign"]:
        with st.form("addendum", border=False, clear_on_submit=True):
            st.text_area(
                "Addendum", key=_ADDENDUM, height=68, placeholder="The signed text stays as it is; what is added is signed too"
            )
            st.form_submit_button("Sign the addendum", on_click=_add, key="sign-addendum")


def _add() -> None:
    at_hand.do(add, str(st.session_state[_ADDENDUM]))
