"""How many findings left out are noticed, by how much they matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.eval.estimates import Settings, wilson
from overread.eval.outcome import Outcome
from overread.eval.scorers import Score, judged, scorer
from overread.review import SEVERITIES


@scorer("omissions")
def omissions(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield the recall of findings and of changes left out, for each importance that occurs."""
    for error in ("omission", "dropped_change"):
        for importance in SEVERITIES:
            cases = [o for o in judged(outcomes, "injected") if o.error == error and o.importance == importance]
            if cases:
                yield Score(f"{error}/{importance}", wilson(sum(bool(o.right_type) for o in cases), len(cases)))
