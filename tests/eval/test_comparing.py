from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.eval.comparing import compare, mcnemar
from overread.eval.estimates import Settings
from overread.eval.outcome import Outcome

Make = Callable[..., Outcome]


@pytest.mark.parametrize(("only_a", "only_b", "p"), [(0, 0, 1.0), (1, 9, 0.021484375), (5, 5, 1.0), (0, 10, 0.001953125)])
def test_mcnemar_exact(only_a: int, only_b: int, p: float) -> None:
    assert mcnemar(only_a, only_b) == pytest.approx(p)


def run(make: Make, caught: set[int], flagged: set[int]) -> list[Outcome]:
    """Return a run of twenty planted errors and twenty copied drafts."""
    planted = [make(f"{i}/e", kind="injected", error="value", caught=i in caught, right_type=i in caught) for i in range(20)]
    return planted + [make(f"{i}/v", types=("severity",) if i in flagged else ()) for i in range(20)]


def test_two_runs_are_paired_case_by_case(make: Make) -> None:
    contrasts = {
        item.name: item for item in compare(run(make, set(range(10)), {0}), run(make, set(range(5, 20)), {0}), Settings())
    }
    caught = contrasts["caught: all"]
    assert (caught.n, caught.a, caught.b, caught.only_a, caught.only_b) == (20, 0.5, 0.75, 5, 10)
    assert caught.difference.value == 0.25
    assert caught.p == mcnemar(5, 10)
    assert contrasts["flagged: all"].difference.value == 0


def test_cases_that_one_run_could_not_judge_are_left_out(make: Make) -> None:
    a = [make("0/v"), make("1/v")]
    b = [make("0/v", judged=False), make("1/v", types=("severity",))]
    (flagged,) = [item for item in compare(a, b, Settings()) if item.name == "flagged: all"]
    assert (flagged.n, flagged.only_b) == (1, 1)


def test_runs_without_a_common_case_are_refused(make: Make) -> None:
    with pytest.raises(ValueError, match="no case in common"):
        compare([make("0/v")], [make("1/v")], Settings())
