"""Estimates with 95 % intervals: Wilson's for plain rates, the bootstrap over source reports for everything else."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

Floats = npt.NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the bounds of its interval and the number of observations behind it; None where there are none."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def wilson(hits: int, n: int) -> Estimate:
    """Return a rate from 0 to 1 with Wilson's score interval (Wilson 1927); all None when n is 0."""
    if n == 0:
        return Estimate(None, None, None, 0)
    interval = binomtest(hits, n).proportion_ci(CONFIDENCE, method="wilson")
    return Estimate(hits / n, float(interval.low), float(interval.high), n)


def sums_by(clusters: Sequence[Hashable], columns: Sequence[Sequence[float]]) -> Floats:
    """Return the sums of each column within each cluster: one row a cluster, in the order of first appearance."""
    index = {cluster: row for row, cluster in enumerate(dict.fromkeys(clusters))}
    sums = np.zeros((len(index), len(columns)))
    rows = np.array([index[cluster] for cluster in clusters], dtype=int)
    for column, values in enumerate(columns):
        np.add.at(sums[:, column], rows, np.asarray(values, dtype=float))
    return sums


@dataclass(frozen=True, slots=True)
class Settings:
    """How to score: the number of bootstrap draws, their seed, and the studies below which a group is not shown."""

    resamples: int = 1000
    seed: int = 0
    smallest_group: int = 10


def bootstrapped(sums: Floats, statistic: Statistic, n: int, settings: Settings, tail: float = 0.025) -> Estimate:
    """Return a statistic of column sums with its percentile interval, drawing whole clusters with replacement.

    `sums` has one row a cluster; `statistic` maps an array of shape (draws, columns) to one value a draw, NaN where it has
    no value. `tail` is the probability left out on each side.
    """
    if not len(sums):
        return Estimate(None, None, None, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(statistic(sums.sum(axis=0, keepdims=True))[0])
        drawn = statistic(_weights(len(sums), settings) @ sums)
    drawn = drawn[np.isfinite(drawn)]
    if not np.isfinite(value) or not len(drawn):
        return Estimate(None, None, None, n)
    low, high = np.quantile(drawn, (tail, 1 - tail))
    return Estimate(value, float(low), float(high), n)


@lru_cache(maxsize=8)
def _weights(clusters: int, settings: Settings) -> Floats:
    rng = np.random.default_rng(settings.seed)
    return rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=settings.resamples).astype(np.float64)


def ratio(draws: Floats) -> Floats:
    """Return the first column sum divided by the second: a rate or a mean."""
    quotient: Floats = draws[:, 0] / draws[:, 1]
    return quotient


def difference(draws: Floats) -> Floats:
    """Return the ratio of the first two column sums less that of the next two."""
    gap: Floats = draws[:, 0] / draws[:, 1] - draws[:, 2] / draws[:, 3]
    return gap


def mean_of_known(values: Floats) -> Floats:
    """Return the mean of each row over its finite values, NaN where it has none."""
    known = np.isfinite(values)
    mean: Floats = np.where(known, values, 0).sum(axis=1) / known.sum(axis=1)
    return mean


def plain(estimate: Estimate) -> dict[str, Any]:
    """Return the estimate as JSON, rounded to six decimals so that files can be compared."""
    rounded = (None if value is None else round(value, 6) for value in (estimate.value, estimate.low, estimate.high))
    return dict(zip(("value", "low", "high"), rounded, strict=True)) | {"n": estimate.n}
