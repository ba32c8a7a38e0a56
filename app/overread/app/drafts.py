"""Drafting from the page: which models are on this machine, and what to do when none is."""

from __future__ import annotations

from overread.models import DEFAULT
from overread.models.catalogue import CATALOGUE


def present_models() -> tuple[str, ...]:
    """Return the ids of the known models whose file is on this machine, the default first."""
    here = (entry.id for entry in CATALOGUE.values() if entry.path.is_file())
    return tuple(sorted(here, key=lambda name: (name != DEFAULT, name)))


def fetch_html() -> str:
    """Return how to fetch the default model."""
    entry = CATALOGUE[DEFAULT]
    return (
        '<div class="or-quiet"><p><b>No language model is on this machine.</b> Fetch one in a terminal, then come back:</p>'
        f"<pre>overread models pull {entry.id}</pre>"
        f"<p>{entry.bytes / 1e9:.1f} GB, {entry.licence}. Until then, write or paste an impression below.</p></div>"
    )
