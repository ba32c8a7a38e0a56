"""Precision, recall and F1 of telling a draft with a planted error from a faithful one, both weighing the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.eval.estimates import Floats, Settings, bootstrapped, sums_by
from overread.eval.outcome import Outcome
from overread.eval.scorers import FAITHFUL, Score, judged, scorer

PREVALENCES = (0.001, 0.01, 0.05)


def rates(draws: Floats) -> tuple[Floats, Floats]:
    """Return sensitivity and false-alarm rate from the sums of caught, planted, flagged faithful and faithful drafts."""
    return draws[:, 0] / draws[:, 1], draws[:, 2] / draws[:, 3]


def ppv(draws: Floats, prevalence: float) -> Floats:
    """Return the positive predictive value at a prevalence by Bayes' rule; NaN where nothing is flagged at all."""
    sensitivity, alarms = rates(draws)
    right = prevalence * sensitivity
    value: Floats = right / (right + (1 - prevalence) * alarms)
    return value


def f1(draws: Floats) -> Floats:
    """Return the F1 at equal prevalence; 0 where nothing is caught."""
    sensitivity, alarms = rates(draws)
    value: Floats = 2 * sensitivity / (1 + sensitivity + alarms)
    return value


def informedness(draws: Floats) -> Floats:
    """Return sensitivity less false-alarm rate (Youden's J): 0 for a judge that flags everything, nothing or at random."""
    sensitivity, alarms = rates(draws)
    value: Floats = sensitivity - alarms
    return value


def columns(cases: Sequence[Outcome]) -> list[list[float]]:
    """Return the columns that these statistics sum: caught, planted, flagged faithful, faithful."""
    return [
        [float(o.kind == "injected" and bool(o.caught)) for o in cases],
        [float(o.kind == "injected") for o in cases],
        [float(o.kind != "injected" and bool(o.flags)) for o in cases],
        [float(o.kind != "injected") for o in cases],
    ]


@scorer("detection")
def detection(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield precision, F1 and informedness over planted errors and all faithful drafts, each kind weighing one half."""
    cases = judged(outcomes, "injected", *FAITHFUL)
    sums = sums_by([o.cluster for o in cases], columns(cases))
    statistics = {"precision": lambda draws: ppv(draws, 0.5), "f1": f1, "informedness": informedness}
    for name, statistic in statistics.items():
        yield Score(name, bootstrapped(sums, statistic, len(cases), settings))
