"""How many planted errors are flagged at the right place, and how many of them under a right type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.eval.estimates import Estimate, Settings, bootstrapped, mean_of_known, ratio, sums_by, wilson
from overread.eval.outcome import Outcome
from overread.eval.scorers import Score, judged, scorer

MEASURES = ("caught", "right_type")


def hits(outcome: Outcome, measure: str) -> bool:
    """Return whether the outcome counts: caught, named rightly, or (`paired`) named rightly with its clean twin quiet."""
    if measure == "paired":
        return bool(outcome.right_type and outcome.twin_quiet)
    return bool(outcome.caught if measure == "caught" else outcome.right_type)


@scorer("recall")
def recall(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield `caught`, `right_type` and `paired` of every error type, of all cases, and averaged over the types.

    `paired` asks that the type be given to the error and not to the same draft without it, so that a judge which gives a
    type to every draft scores nothing.
    """
    planted = judged(outcomes, "injected")
    types = sorted({outcome.error or "" for outcome in planted})
    for measure in (*MEASURES, "paired"):
        cases = [outcome for outcome in planted if measure != "paired" or outcome.twin_quiet is not None]
        for name in types:
            of_type = [outcome for outcome in cases if outcome.error == name]
            yield Score(f"{measure}/{name}", wilson(sum(hits(o, measure) for o in of_type), len(of_type)))
        yield Score(f"{measure}/all", _pooled(cases, measure, settings))
        yield Score(f"{measure}/macro", _macro(cases, measure, settings))


def _pooled(cases: Sequence[Outcome], measure: str, settings: Settings) -> Estimate:
    columns = [[float(hits(o, measure)) for o in cases], [1.0] * len(cases)]
    return bootstrapped(sums_by([o.cluster for o in cases], columns), ratio, len(cases), settings)


def _macro(cases: Sequence[Outcome], measure: str, settings: Settings) -> Estimate:
    types = sorted({outcome.error or "" for outcome in cases})
    found = [[float(o.error == name and hits(o, measure)) for o in cases] for name in types]
    made = [[float(o.error == name) for o in cases] for name in types]
    sums = sums_by([o.cluster for o in cases], [*found, *made])
    half = len(types)
    return bootstrapped(sums, lambda draws: mean_of_known(draws[:, :half] / draws[:, half:]), len(cases), settings)
