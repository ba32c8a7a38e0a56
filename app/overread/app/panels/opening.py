"""Going from page to page: a study is named by its id, and nothing else of it reaches the address bar."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

_STUDY = "study"


def open_study(study_id: str) -> NoReturn:
    """Go to the study page."""
    st.switch_page("screens/study.py", query_params={_STUDY: study_id})


def open_worklist() -> NoReturn:
    """Go back to the worklist."""
    st.switch_page("screens/worklist.py")


def study_asked_for() -> str | None:
    """Return the id of the study that the address names."""
    return st.query_params.get(_STUDY)
