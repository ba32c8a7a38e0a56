"""The record behind the pages: opened once a process, and only where there is one."""

from __future__ import annotations

import os

import streamlit as st

from overread.records import Store, StoreError, open_store
from overread.records.people import accounts
from overread.records.store import records_home


def in_use() -> bool:
    """Tell whether this machine has a record with somebody in it; raises ValueError if there is one that cannot be opened."""
    if not os.environ.get("OVERREAD_DATABASE_URL") and not (records_home() / "records.sqlite3").is_file():
        return False
    with store().read() as session:
        return bool(accounts(session))


def store() -> Store:
    """Return the record; raises ValueError if it cannot be opened."""
    try:
        return _opened(os.environ.get("OVERREAD_DATABASE_URL"), str(records_home()))
    except OSError as error:
        raise StoreError(f"the record cannot be opened: {error.strerror or type(error).__name__}") from error


@st.cache_resource(show_spinner=False)
def _opened(url: str | None, home: str) -> Store:
    return open_store()
