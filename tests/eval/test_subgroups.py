from __future__ import annotations

import random
from collections.abc import Callable

from overread.eval.estimates import Settings
from overread.eval.outcome import Outcome
from overread.eval.subgroups import subgroups

Make = Callable[..., Outcome]
SETTINGS = Settings(resamples=400, smallest_group=10)


def population(make: Make, women: float, men: float, size: int = 120) -> list[Outcome]:
    """Return planted errors in women and men, caught at the given rates, and three of neither."""
    rng = random.Random(1)
    made = []
    for i in range(size):
        sex, rate = ("F", women) if i % 2 else ("M", men)
        caught = rng.random() < rate
        made.append(make(f"s{i}/e", kind="injected", error="value", caught=caught, groups={"sex": sex, "modality": "CT"}))
    made += [
        make(f"o{i}/e", kind="injected", error="value", caught=True, groups={"sex": "O", "modality": "CT"}) for i in range(3)
    ]
    return made


def test_a_planted_disparity_is_found(make: Make) -> None:
    groups = {group.group: group for group in subgroups(population(make, 0.55, 0.95), SETTINGS) if group.field == "sex"}
    assert groups["F"].disparity
    assert groups["M"].disparity
    gap = groups["F"].gap
    assert gap is not None
    assert gap.value is not None
    assert gap.value < -0.25


def test_no_disparity_where_there_is_none(make: Make) -> None:
    assert not any(group.disparity for group in subgroups(population(make, 0.8, 0.8), SETTINGS))


def test_small_groups_are_suppressed(make: Make) -> None:
    (other,) = [group for group in subgroups(population(make, 0.8, 0.8), SETTINGS) if group.group == "O"]
    assert other.suppressed
    assert other.estimate is None
    assert other.gap is None


def test_a_field_with_one_group_says_nothing(make: Make) -> None:
    assert {group.field for group in subgroups(population(make, 0.8, 0.8), SETTINGS)} == {"sex"}


def test_false_alarms_have_subgroups_too(make: Make) -> None:
    drafts = [make(f"s{i}/v", types=("severity",) if i % 2 else (), groups={"site": "B" if i % 2 else "A"}) for i in range(60)]
    found = {group.group: group for group in subgroups(drafts, SETTINGS)}
    assert found["B"].score == "flagged"
    assert found["B"].estimate is not None
    assert found["B"].estimate.value == 1
    assert found["B"].disparity
