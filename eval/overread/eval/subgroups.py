"""Scores per modality, site, sex and age band, small groups suppressed, and the differences that chance does not explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from overread.eval.estimates import Estimate, Settings, bootstrapped, difference, ratio, sums_by
from overread.eval.outcome import Outcome
from overread.eval.scorers import FAITHFUL, judged

FIELDS = ("modality", "site", "sex", "age", "dataset")


@dataclass(frozen=True, slots=True)
class Group:
    """One score of one subgroup; `gap` is its difference from all other studies, widened for the number of comparisons.

    A suppressed group has fewer studies than may be shown: its estimates are None. `disparity` says that the interval of
    the gap leaves out zero.
    """

    field: str
    group: str
    score: str
    studies: int
    suppressed: bool
    estimate: Estimate | None = None
    gap: Estimate | None = None
    disparity: bool = False


def _columns(outcomes: Sequence[Outcome], score: str) -> tuple[list[Outcome], list[float]]:
    if score == "caught":
        cases = judged(outcomes, "injected")
        return cases, [float(bool(outcome.caught)) for outcome in cases]
    cases = judged(outcomes, *FAITHFUL)
    return cases, [float(bool(outcome.flags)) for outcome in cases]


def subgroups(outcomes: Sequence[Outcome], settings: Settings) -> list[Group]:
    """Return the recall of planted errors and the share of faithful drafts flagged for every subgroup.

    Gaps are compared with the rest by a bootstrap over source reports; their tails are divided by the number of
    comparisons made (Bonferroni), so that many subgroups do not make a disparity by chance.
    """
    found: list[Group] = []
    shown: list[tuple[str, str, str]] = []
    for score in ("caught", "flagged"):
        cases, _ = _columns(outcomes, score)
        for field in FIELDS:
            names = sorted({outcome.groups.get(field, "not stated") for outcome in cases})
            for name in names if len(names) > 1 else ():
                studies = len({o.cluster for o in cases if o.groups.get(field, "not stated") == name})
                if studies < settings.smallest_group:
                    found.append(Group(field, name, score, studies, True))
                else:
                    shown.append((field, name, score))
    for field, name, score in shown:
        cases, hits = _columns(outcomes, score)
        found.append(_group(cases, hits, (field, name, score), settings, len(shown)))
    return sorted(found, key=lambda group: (group.score, FIELDS.index(group.field), group.group))


def _group(
    cases: Sequence[Outcome], hits: Sequence[float], named: tuple[str, str, str], settings: Settings, comparisons: int
) -> Group:
    field, name, score = named
    inside = [float(outcome.groups.get(field, "not stated") == name) for outcome in cases]
    here = [hit * member for hit, member in zip(hits, inside, strict=True)]
    there = [hit * (1 - member) for hit, member in zip(hits, inside, strict=True)]
    clusters = [outcome.cluster for outcome in cases]
    sums = sums_by(clusters, [here, inside, there, [1 - member for member in inside]])
    members = sums[sums[:, 1] > 0]
    n = round(sum(inside))
    finer = replace(settings, resamples=max(settings.resamples, 40 * comparisons))
    estimate = bootstrapped(members[:, :2], ratio, n, settings)
    gap = bootstrapped(sums, difference, n, finer, 0.025 / comparisons)
    apart = gap.low is not None and gap.high is not None and not gap.low <= 0 <= gap.high
    return Group(field, name, score, len(members), False, estimate, gap, apart)
