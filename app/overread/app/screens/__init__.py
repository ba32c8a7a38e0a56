"""The pages of the program, one file a page; each is run by `st.navigation` and only places what plain modules make."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
