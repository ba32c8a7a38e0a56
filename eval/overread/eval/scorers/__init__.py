"""Scorers: one question a file, each turning outcomes into named scores with intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from overread.eval.estimates import Estimate, Settings
from overread.eval.outcome import Outcome
from overread.registry import Registry


@dataclass(frozen=True, slots=True)
class Score:
    """One named score; names are paths such as `caught/laterality`. `better` says which direction is good."""

    name: str
    estimate: Estimate
    better: Literal["higher", "lower"] = "higher"
    unit: str = "rate"


Scorer = Callable[[Sequence[Outcome], Settings], Iterator[Score]]

SCORERS: Registry[Scorer] = Registry("scorer", __name__)
scorer = SCORERS.register

FAITHFUL = ("verbatim", "reworded", "with_rows", "radiologist")


def judged(outcomes: Sequence[Outcome], *kinds: str) -> list[Outcome]:
    """Return the outcomes of these kinds, of all kinds if none is named, that the judge could judge."""
    return [outcome for outcome in outcomes if outcome.judged and (not kinds or outcome.kind in kinds)]
