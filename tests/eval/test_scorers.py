"""Every scorer on hand-made outcomes whose answer is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from overread.eval.estimates import Settings
from overread.eval.outcome import Outcome
from overread.eval.scorers import SCORERS
from overread.eval.scorers.statements import answer

Make = Callable[..., Outcome]
SETTINGS = Settings(resamples=200)


def scores(name: str, outcomes: Iterable[Outcome]) -> dict[str, float | None]:
    """Return the values of a scorer by score name."""
    return {score.name: score.estimate.value for score in SCORERS[name](list(outcomes), SETTINGS)}


def planted(make: Make, study: str, error: str, caught: bool, right: bool, twin_quiet: bool = True, **given: object) -> Outcome:
    """Return the outcome of one planted error."""
    return make(
        f"{study}/{error}", kind="injected", error=error, expects=("laterality",), caught=caught, right_type=right,
        twin_quiet=twin_quiet, types=("laterality",) if right else ("negation",) if caught else (), **given,
    )  # fmt: skip


def test_recall_counts_place_and_type_apart(make: Make) -> None:
    found = scores(
        "recall",
        [
            planted(make, "a", "laterality", True, True),
            planted(make, "b", "laterality", True, False),
            planted(make, "c", "laterality", False, False),
            planted(make, "d", "laterality", True, True, twin_quiet=False),
            planted(make, "e", "value", True, True),
        ],
    )
    assert found["caught/laterality"] == 0.75
    assert found["right_type/laterality"] == 0.5
    assert found["paired/laterality"] == 0.25
    assert found["caught/all"] == 0.8
    assert found["caught/macro"] == pytest.approx((0.75 + 1) / 2)


def test_false_alarms_by_group_severity_and_type(make: Make) -> None:
    found = scores(
        "false_alarms",
        [
            make("a/v", types=("omission", "severity")),
            make("b/v"),
            make("a/r", kind="reworded", error="order", types=("laterality",), severity="critical"),
            make("b/r", kind="reworded", error="units"),
        ],
    )
    assert found["flagged/verbatim"] == 0.5
    assert found["flags_per_100/verbatim"] == 100
    assert found["flags_per_100/verbatim/on statements"] == 50
    assert found["flags_per_100/verbatim/major"] == 100
    assert found["flags_per_100/verbatim/type omission"] == 50
    assert found["flags_per_100/reworded/critical"] == 50
    assert (found["flagged/reworded: order"], found["flagged/reworded: units"]) == (1, 0)


def test_detection_by_hand(make: Make) -> None:
    outcomes = [planted(make, str(i), "laterality", i < 8, True) for i in range(10)]
    outcomes += [make(f"{i}/v", types=("severity",) if i < 2 else ()) for i in range(10)]
    found = scores("detection", outcomes)
    assert found["precision"] == pytest.approx(0.8)
    assert found["f1"] == pytest.approx(0.8)
    assert found["informedness"] == pytest.approx(0.6)


@pytest.mark.parametrize(("everywhere", "caught"), [(True, 1.0), (False, 0.0)])
def test_flagging_everything_or_nothing_passes_nothing(make: Make, everywhere: bool, caught: float) -> None:
    flags = ("laterality",) if everywhere else ()
    outcomes = [planted(make, str(i), "laterality", everywhere, everywhere, not everywhere) for i in range(10)]
    outcomes += [make(f"{i}/v", types=flags) for i in range(10)]
    outcomes += [make(f"{i}/o", kind="radiologist", types=flags) for i in range(10)]
    detection, recall, predictive = (scores(name, outcomes) for name in ("detection", "recall", "predictive_value"))
    assert recall["caught/all"] == caught
    assert recall["paired/all"] == 0
    assert detection["informedness"] == 0
    assert (detection["f1"] or 0) <= 2 / 3
    assert (detection["precision"] or 0) <= 0.5
    value = predictive["ppv 1.0%/radiologist/laterality"]
    assert value == (pytest.approx(0.01) if everywhere else None)


def test_predictive_value_is_bayes_rule(make: Make) -> None:
    outcomes = [planted(make, str(i), "laterality", True, i < 9) for i in range(10)]
    outcomes += [make(f"{i}/v", types=("laterality",) if i < 1 else ("severity",) if i < 3 else ()) for i in range(100)]
    found = scores("predictive_value", outcomes)
    assert found["ppv 0.1%/verbatim/laterality"] == pytest.approx(0.001 * 0.9 / (0.001 * 0.9 + 0.999 * 0.01))
    assert found["ppv 5.0%/verbatim"] == pytest.approx(0.05 * 1.0 / (0.05 * 1.0 + 0.95 * 0.03))
    assert not [name for name in found if "radiologist" in name]


def test_no_false_alarm_seen_is_no_promise_of_none(make: Make) -> None:
    outcomes = [planted(make, str(i), "laterality", True, True) for i in range(10)]
    outcomes += [make(f"{i}/v") for i in range(100)]
    (score,) = [item for item in SCORERS["predictive_value"](outcomes, SETTINGS) if item.name == "ppv 1.0%/verbatim"]
    assert score.estimate.value == 1
    assert score.estimate.low == pytest.approx(0.01 / (0.01 + 0.99 * 0.036994), abs=1e-4)


def test_omissions_by_importance(make: Make) -> None:
    found = scores(
        "omissions",
        [
            planted(make, "a", "omission", True, True, importance="critical"),
            planted(make, "b", "omission", False, False, importance="critical"),
            planted(make, "c", "omission", False, False, importance="minor"),
            planted(make, "d", "dropped_change", True, True, importance="major"),
        ],
    )
    assert found == {"omission/critical": 0.5, "omission/minor": 0, "dropped_change/major": 1}


@pytest.mark.parametrize(
    ("label", "status", "types", "expected"),
    [
        ("entailment", "supported", (), "entailment"),
        ("entailment", "inferred", (), "entailment"),
        ("neutral", "unsupported", ("invented_finding",), "neutral"),
        ("contradiction", "contradicted", ("negation",), "contradiction"),
        ("correct", "supported", (), "correct"),
        ("correct", "supported", ("omission",), "correct"),
        ("false", "unsupported", ("invented_finding",), "false"),
        ("false", "contradicted", ("negation", "laterality"), "false"),
        ("attribute", "contradicted", ("laterality",), "attribute"),
    ],
)
def test_a_review_becomes_a_readers_label(make: Make, label: str, status: str, types: tuple[str, ...], expected: str) -> None:
    assert answer(make(kind="statement", label=label, status=status, types=types)) == expected


def test_macro_f1_by_hand(make: Make) -> None:
    given = [("entailment", "supported")] * 3 + [("entailment", "unsupported")] + [("neutral", "unsupported")] * 2
    outcomes = [make(f"{i}/s", kind="statement", label=label, status=status) for i, (label, status) in enumerate(given)]
    found = scores("statements", outcomes)
    entailment, neutral = 2 * 3 / (3 + 4), 2 * 2 / (3 + 2)
    assert found["macro_f1/d"] == pytest.approx((entailment + neutral) / 2)
    assert found["accuracy/d"] == pytest.approx(5 / 6)
    assert found["label_recall/d/entailment"] == 0.75


def test_time_and_memory(make: Make) -> None:
    found = scores("cost", [make(f"{i}/v", seconds=float(i), memory=100.0 + i) for i in range(101)])
    assert found == {"seconds/median": 50, "seconds/95th percentile": 95, "seconds/99th percentile": 99, "memory/peak": 200}


def test_what_could_not_be_judged_is_no_zero(make: Make) -> None:
    outcomes = [planted(make, "a", "laterality", True, True), planted(make, "b", "laterality", False, False, judged=False)]
    assert scores("recall", outcomes)["caught/laterality"] == 1
    assert scores("coverage", outcomes) == {"judged/all": 0.5, "judged/injected": 0.5}


def test_drafting_by_hand(make: Make) -> None:
    def draft(case: str, said: tuple[str, ...], **given: object) -> Outcome:
        drafted = {"words": 10.0, "seconds": 2.0}
        return make(case, kind="drafted", said=said, drafted=drafted, **given)

    found = scores(
        "drafting",
        [
            draft("a/0", ("x", "y"), statuses={"supported": 2, "inferred": 1, "unsupported": 1}, types=("omission",)),
            draft("a/1", ("x",), statuses={"supported": 1}),
            draft("b/0", ("z",), statuses={"supported": 1, "unchecked": 1}),
            draft("b/1", ("z",), statuses={"supported": 2}, types=("severity",), severity="minor"),
        ],
    )
    assert found["drafting/faithful statements"] == pytest.approx(100 * 7 / 9)
    assert found["drafting/omissions"] == 25
    assert found["drafting/usable"] == 0.5
    assert found["drafting/agreement"] == 0.75
    assert (found["drafting/words"], found["drafting/seconds"]) == (10, 2)


@pytest.mark.parametrize("name", sorted(SCORERS))
def test_every_scorer_stands_an_empty_run(name: str) -> None:
    assert all(value is None for value in scores(name, []).values())
