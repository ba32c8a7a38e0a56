"""Where the program keeps what it can make or fetch again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """Return the folder of what can be made or fetched again: OVERREAD_HOME, else the user's cache folder for this program."""
    home = os.environ.get("OVERREAD_HOME")
    return Path(home).expanduser() if home else platformdirs.user_cache_path("overread")
