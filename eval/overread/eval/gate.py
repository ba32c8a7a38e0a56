"""The regression gate: what fell from a baseline by more than is allowed."""

from __future__ import annotations

from dataclasses import dataclass

from overread.eval.summary import ScoreRecord, SummaryRecord

GATED_UNITS = ("rate",)


@dataclass(frozen=True, slots=True)
class Fall:
    """One score that got worse: before, now (None when it is no longer measured) and by how much."""

    judge: str
    score: str
    before: float
    now: float | None

    def __str__(self) -> str:
        now = "no longer measured" if self.now is None else f"{self.now:.3f}"
        return f"{self.judge}: {self.score}: {self.before:.3f} -> {now}"


def falls(baseline: SummaryRecord, current: SummaryRecord, max_drop: float) -> list[Fall]:
    """Return every rate that is worse than in the baseline by more than `max_drop`, or missing.

    Rates alone are gated: counts, times and memory depend on the machine and on the texts.
    """
    found = []
    for judge, scores in baseline.scores.items():
        for name, before in scores.items():
            if before.unit not in GATED_UNITS or before.value is None:
                continue
            now = current.scores.get(judge, {}).get(name)
            if now is None or now.value is None or _drop(before, now) > max_drop + 1e-9:
                found.append(Fall(judge, name, before.value, now.value if now else None))
    return found


def _drop(before: ScoreRecord, now: ScoreRecord) -> float:
    if before.value is None or now.value is None:
        return 0.0
    return before.value - now.value if before.better == "higher" else now.value - before.value
