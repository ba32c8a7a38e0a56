"""Comparing two runs case by case: McNemar's exact test and a bootstrap interval of the difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from overread.eval.estimates import Estimate, Settings, bootstrapped, ratio, sums_by
from overread.eval.outcome import Outcome
from overread.eval.scorers import FAITHFUL

Pair = tuple[Outcome, Outcome]


@dataclass(frozen=True, slots=True)
class Contrast:
    """One measure on the cases that both runs judged: the rate in each, the difference B - A, and the discordant pairs.

    `only_a` and `only_b` count the cases where one run alone scored; `p` is two-sided (McNemar's test, exact), 1 when the
    runs agree on every case.
    """

    name: str
    n: int
    a: float
    b: float
    difference: Estimate
    only_a: int
    only_b: int
    p: float


def paired(a: Sequence[Outcome], b: Sequence[Outcome]) -> list[Pair]:
    """Return the cases that both runs hold and could judge, in the order of the first; ValueError when there are none."""
    others = {outcome.case: outcome for outcome in b if outcome.judged}
    pairs = [(one, others[one.case]) for one in a if one.judged and one.case in others]
    if not pairs:
        raise ValueError("the two runs have no case in common that both could judge; expected runs of the same suite")
    return pairs


def compare(a: Sequence[Outcome], b: Sequence[Outcome], settings: Settings) -> list[Contrast]:
    """Return the contrast of two runs: errors caught in all and by type, and faithful drafts flagged in all and by group."""
    pairs = paired(a, b)
    planted = [pair for pair in pairs if pair[0].kind == "injected"]
    faithful = [pair for pair in pairs if pair[0].kind in FAITHFUL]
    found = []
    measures = (("caught", planted, _caught), ("right type", planted, _right), ("flagged", faithful, _flagged))
    for name, chosen, scored in measures:
        groups = sorted({_group(pair[0]) for pair in chosen})
        found.append(contrast(f"{name}: all", chosen, scored, settings))
        found += [contrast(f"{name}: {group}", _of(chosen, group), scored, settings) for group in groups if len(groups) > 1]
    return [item for item in found if item.n]


def _of(pairs: Sequence[Pair], group: str) -> list[Pair]:
    return [pair for pair in pairs if _group(pair[0]) == group]


def _caught(outcome: Outcome) -> bool:
    return bool(outcome.caught)


def _right(outcome: Outcome) -> bool:
    return bool(outcome.right_type)


def _flagged(outcome: Outcome) -> bool:
    return bool(outcome.flags)


def _group(outcome: Outcome) -> str:
    return outcome.error or outcome.kind if outcome.kind == "injected" else outcome.kind


def contrast(name: str, pairs: Sequence[Pair], scored: Callable[[Outcome], bool], settings: Settings) -> Contrast:
    """Return the contrast of one measure over paired outcomes."""
    hits = [(scored(one), scored(two)) for one, two in pairs]
    only_a = sum(one and not two for one, two in hits)
    only_b = sum(two and not one for one, two in hits)
    columns = [[float(two) - float(one) for one, two in hits], [1.0] * len(hits)]
    gap = bootstrapped(sums_by([one.cluster for one, _ in pairs], columns), ratio, len(pairs), settings)
    n = len(pairs) or 1
    p = mcnemar(only_a, only_b)
    return Contrast(name, len(pairs), sum(o for o, _ in hits) / n, sum(t for _, t in hits) / n, gap, only_a, only_b, p)


def mcnemar(only_a: int, only_b: int) -> float:
    """Return the two-sided p of McNemar's exact test from the discordant pairs (McNemar 1947), 1 when there are none."""
    discordant = only_a + only_b
    return float(binomtest(only_a, discordant, 0.5).pvalue) if discordant else 1.0
