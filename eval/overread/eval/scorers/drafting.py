"""How well a model drafts: faithful statements, omissions, length, usable drafts and agreement over repeated runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from overread.eval.estimates import Estimate, Settings, bootstrapped, ratio, sums_by, wilson
from overread.eval.outcome import Outcome
from overread.eval.scorers import Score, judged, scorer

FAITHFUL_STATUSES = ("supported", "inferred")
_BARRED = ("critical", "major")


def usable(outcome: Outcome) -> bool:
    """Return whether a draft can be used as it is: nothing critical or major is flagged and no claim is left unchecked."""
    return not any(flag.severity in _BARRED for flag in outcome.flags) and not outcome.statuses.get("unchecked")


def agreement(first: Outcome, second: Outcome) -> float:
    """Return the share of claims that two drafts of one study have in common, from 0 to 1 (Jaccard's index)."""
    one, two = set(first.said), set(second.said)
    return len(one & two) / len(one | two) if one | two else 1.0


@scorer("drafting")
def drafting(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield the drafting scores of a model; nothing when it drafted nothing.

    A draft is usable by rule, not by taste: nothing critical or major is flagged and every claim was checked.
    """
    cases = judged(outcomes, "drafted")
    if not cases:
        return

    def mean(values: Sequence[float], per: Sequence[float]) -> Estimate:
        sums = sums_by([o.cluster for o in cases], [values, per])
        return bootstrapped(sums, ratio, len(cases), settings)

    ones = [1.0] * len(cases)
    stated = [float(sum(o.statuses.values())) for o in cases]
    faithful = [100.0 * sum(o.statuses.get(status, 0) for status in FAITHFUL_STATUSES) for o in cases]
    omitted = [float(sum(flag.type == "omission" for flag in o.flags)) for o in cases]
    yield Score("drafting/faithful statements", mean(faithful, stated), "higher", "per 100 statements")
    yield Score("drafting/omissions", mean([100 * count for count in omitted], ones), "lower", "per 100 drafts")
    yield Score("drafting/flags", mean([100.0 * len(o.flags) for o in cases], ones), "lower", "per 100 drafts")
    yield Score("drafting/words", mean([float(o.drafted.get("words", 0)) for o in cases], ones), "lower", "words")
    yield Score("drafting/usable", wilson(sum(map(usable, cases)), len(cases)))
    yield from _agreement(cases, settings)
    seconds = [o.drafted["seconds"] for o in cases if "seconds" in o.drafted]
    if seconds:
        yield Score("drafting/seconds", Estimate(float(np.median(seconds)), None, None, len(seconds)), "lower", "seconds")


def _agreement(cases: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    pairs = [(a, b) for a, b in combinations(cases, 2) if a.study == b.study]
    if pairs:
        columns = [[agreement(a, b) for a, b in pairs], [1.0] * len(pairs)]
        sums = sums_by([a.cluster for a, _ in pairs], columns)
        yield Score("drafting/agreement", bootstrapped(sums, ratio, len(pairs), settings))
