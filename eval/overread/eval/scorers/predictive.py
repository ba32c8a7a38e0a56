"""The positive predictive value at real prevalences: of the drafts flagged, how many have an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from overread.eval.estimates import Estimate, Floats, Settings, bootstrapped, sums_by, wilson
from overread.eval.outcome import Outcome
from overread.eval.scorers import Score, judged, scorer
from overread.eval.scorers.detection import PREVALENCES, columns, ppv

_GROUPS = ("verbatim", "radiologist")


def typed_columns(planted: Sequence[Outcome], faithful: Sequence[Outcome]) -> list[list[float]]:
    """Return the columns for one error type: only flags of a type that names it rightly count, on either side."""
    expects = frozenset(name for outcome in planted for name in outcome.expects)
    none = [0.0] * len(planted), [0.0] * len(faithful)
    return [
        [float(bool(o.right_type)) for o in planted] + none[1],
        [1.0] * len(planted) + none[1],
        none[0] + [float(any(flag.type in expects for flag in o.flags)) for o in faithful],
        none[0] + [1.0] * len(faithful),
    ]


@scorer("predictive_value")
def predictive_value(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield the value at 0.1, 1 and 5 % against copied drafts and against radiologists' own impressions, in all and by type.

    Side errors occur in 0.07 to 0.26 % of reports, so the lowest prevalence is the one that matters most.
    """
    planted = judged(outcomes, "injected")
    types = sorted({outcome.error or "" for outcome in planted})
    for group in _GROUPS:
        faithful = judged(outcomes, group)
        if not faithful or not planted:
            continue
        tables = {"": ([*planted, *faithful], columns([*planted, *faithful]))}
        for name in types:
            of_type = [outcome for outcome in planted if outcome.error == name]
            tables[f"/{name}"] = ([*of_type, *faithful], typed_columns(of_type, faithful))
        for suffix, (cases, values) in tables.items():
            sums = sums_by([o.cluster for o in cases], values)
            for prevalence in PREVALENCES:
                statistic = partial(ppv, prevalence=prevalence)
                estimate = bootstrapped(sums, statistic, len(cases), settings)
                yield Score(f"ppv {prevalence:.1%}/{group}{suffix}", _cautious(estimate, sums.sum(axis=0), prevalence))


def _cautious(estimate: Estimate, totals: Floats, prevalence: float) -> Estimate:
    """Lower the bound where no faithful draft was flagged: no draw can then hold a false alarm, but use may.

    The false-alarm rate is put at the upper limit of Wilson's interval for none in so many drafts.
    """
    caught, planted, flagged, faithful = totals
    if estimate.value is None or flagged:
        return estimate
    right = prevalence * caught / planted
    alarms = (1 - prevalence) * (wilson(0, round(faithful)).high or 0)
    return replace(estimate, low=float(right / (right + alarms)))
