"""Time per study and memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from overread.eval.estimates import Estimate, Settings
from overread.eval.outcome import Outcome
from overread.eval.scorers import Score, scorer

_PERCENTILES = {"median": 50, "95th percentile": 95, "99th percentile": 99}


@scorer("cost")
def cost(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield the median, 95th and 99th percentile of the seconds a study took, and the peak memory in megabytes."""
    seconds = [outcome.seconds for outcome in outcomes if outcome.seconds is not None and not outcome.drafted]
    for name, percentile in _PERCENTILES.items():
        if seconds:
            value = float(np.percentile(seconds, percentile))
            yield Score(f"seconds/{name}", Estimate(value, None, None, len(seconds)), "lower", "seconds")
    memory = [outcome.memory for outcome in outcomes if outcome.memory is not None]
    if memory:
        yield Score("memory/peak", Estimate(max(memory), None, None, len(memory)), "lower", "MB")
