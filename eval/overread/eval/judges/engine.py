"""Overread's own engine."""

from __future__ import annotations

from overread.eval.judges import Judge, judge


@judge("overread")
def engine() -> Judge:
    """Return the over-read as it stands."""
    from overread.checking import over_read

    return over_read
