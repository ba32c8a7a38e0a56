"""How many cases could be judged at all: what could not is no zero, and is not left unsaid either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.eval.estimates import Settings, wilson
from overread.eval.outcome import Outcome
from overread.eval.scorers import Score, scorer


@scorer("coverage")
def coverage(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield the share of cases that could be judged, of each kind and of all."""
    kinds = sorted({outcome.kind for outcome in outcomes})
    for name in ("all", *kinds):
        cases = [outcome for outcome in outcomes if name in ("all", outcome.kind)]
        yield Score(f"judged/{name}", wilson(sum(outcome.judged for outcome in cases), len(cases)))
