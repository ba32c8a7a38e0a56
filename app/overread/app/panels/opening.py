"""Going from page to page: a study is named by its id, and nothing else of it reaches the address bar."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from overread.app import record
from overread.app.sitting import Sitting
from overread.records import SignIn, WorklistFilter, worklist

_STUDY = "study"


def open_study(study_id: str) -> NoReturn:
    """Go to the study page."""
    st.switch_page("screens/study.py", query_params={_STUDY: study_id})


def open_worklist() -> NoReturn:
    """Go back to the worklist."""
    st.switch_page("screens/worklist.py")


def open_next(me: SignIn, sitting: Sitting | None) -> NoReturn:
    """Go to the next study of the same kind that is still to be read, the gravest first; to the worklist if there is none."""
    training = sitting is not None and sitting.view.training
    here = sitting.view.study.id if sitting else None
    with record.store().read() as session:
        rows = worklist(session, me, WorklistFilter(unread=True, training=training, limit=2))
    following = next((row.study_id for row in rows if row.study_id != here), None)
    if following is None:
        open_worklist()
    open_study(following)


def study_asked_for() -> str | None:
    """Return the id of the study that the address names."""
    return st.query_params.get(_STUDY)
