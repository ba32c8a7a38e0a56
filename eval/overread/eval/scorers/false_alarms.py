"""What is flagged on drafts that agree with their source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.eval.estimates import Settings, bootstrapped, ratio, sums_by, wilson
from overread.eval.outcome import Outcome
from overread.eval.scorers import FAITHFUL, Score, judged, scorer
from overread.review import SEVERITIES


def faithful_groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Return the judged faithful drafts by group; rewordings are a group together and one each."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in judged(outcomes, *FAITHFUL):
        groups.setdefault(outcome.kind, []).append(outcome)
        if outcome.kind == "reworded":
            groups.setdefault(f"reworded: {outcome.error}", []).append(outcome)
    return dict(sorted(groups.items()))


@scorer("false_alarms")
def false_alarms(outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Score]:
    """Yield the share of faithful drafts with any flag, and the flags per 100 by group, severity and type.

    `flags_per_100/G/on statements` leaves out flags about what a draft does not say.
    """
    for group, cases in faithful_groups(outcomes).items():
        yield Score(f"flagged/{group}", wilson(sum(bool(o.flags) for o in cases), len(cases)), "lower")
        counts = {"": [float(len(o.flags)) for o in cases]}
        counts["/on statements"] = [float(sum(flag.span is not None for flag in o.flags)) for o in cases]
        for severity in SEVERITIES:
            counts[f"/{severity}"] = [float(sum(flag.severity == severity for flag in o.flags)) for o in cases]
        if not group.startswith("reworded:"):
            for kind in sorted({flag.type for o in cases for flag in o.flags}):
                counts[f"/type {kind}"] = [float(sum(flag.type == kind for flag in o.flags)) for o in cases]
        for suffix, values in counts.items():
            sums = sums_by([o.cluster for o in cases], [[100 * value for value in values], [1.0] * len(cases)])
            estimate = bootstrapped(sums, ratio, len(cases), settings)
            yield Score(f"flags_per_100/{group}{suffix}", estimate, "lower", "per 100 drafts")
