from __future__ import annotations

import numpy as np
import pytest

from overread.eval.estimates import Estimate, Settings, bootstrapped, difference, plain, ratio, sums_by, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_wilson_interval(hits: int, n: int, low: float, high: float) -> None:
    estimate = wilson(hits, n)
    assert estimate.value == hits / n
    assert [estimate.low, estimate.high] == pytest.approx([low, high], abs=1e-4)


def test_no_observation_is_not_zero() -> None:
    assert wilson(0, 0) == Estimate(None, None, None, 0)
    assert bootstrapped(np.zeros((0, 2)), ratio, 0, Settings()) == Estimate(None, None, None, 0)
    assert bootstrapped(np.zeros((3, 2)), ratio, 3, Settings()).value is None


def test_sums_are_taken_within_clusters() -> None:
    assert sums_by(["a", "b", "a"], [[1, 2, 3], [1, 1, 1]]).tolist() == [[4, 2], [2, 1]]


def test_clusters_are_drawn_whole() -> None:
    clustered = sums_by(["a"] * 50 + ["b"] * 50, [[1.0] * 50 + [0.0] * 50, [1.0] * 100])
    single = sums_by(range(100), [[1.0] * 50 + [0.0] * 50, [1.0] * 100])
    wide, narrow = (bootstrapped(sums, ratio, 100, Settings()) for sums in (clustered, single))
    assert wide.value == narrow.value == 0.5
    assert (wide.low, wide.high) == (0.0, 1.0)
    assert narrow.low is not None
    assert narrow.low == pytest.approx(0.40, abs=0.03)


def test_a_bootstrap_is_repeatable() -> None:
    sums = np.array([[1.0, 1.0], [0.0, 1.0], [1.0, 1.0]])
    assert bootstrapped(sums, ratio, 3, Settings(seed=5)) == bootstrapped(sums, ratio, 3, Settings(seed=5))


def test_the_difference_of_two_ratios() -> None:
    assert difference(np.array([[1.0, 2.0, 1.0, 4.0]])).tolist() == [0.25]


def test_an_estimate_is_rounded_for_the_file() -> None:
    assert plain(Estimate(1 / 3, None, 1.0, 3)) == {"value": 0.333333, "low": None, "high": 1.0, "n": 3}
