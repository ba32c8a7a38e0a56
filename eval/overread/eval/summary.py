"""The summary of an evaluation: every score with its interval, the subgroups, and digests of what was evaluated."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from overread.eval.cards import DatasetCard
from overread.eval.digests import code_digest, data_digest, lexicon_digest, program_version, suite_code_digest
from overread.eval.estimates import Settings, plain
from overread.eval.outcome import Outcome
from overread.eval.scorers import SCORERS, Score
from overread.eval.subgroups import Group, subgroups
from overread.eval.suite import Suite
from overread.study import Study

HEADLINES = (
    ("caught/all", "Planted errors flagged at the right place"),
    ("right_type/all", "… and under a right type"),
    ("flagged/verbatim", "Copied drafts flagged"),
    ("flagged/reworded", "Faithful rewordings flagged"),
    ("flagged/radiologist", "Radiologists’ own impressions flagged"),
    ("informedness", "Sensitivity less false alarms"),
    ("ppv 0.1%/radiologist/laterality", "Of side flags, right at 0.1 % prevalence"),
    ("omission/major", "Major findings left out that are noticed"),
    ("drafting/usable", "Drafts usable by rule"),
    ("drafting/faithful statements", "Faithful statements per 100"),
    ("drafting/omissions", "Omissions per 100 drafts"),
    ("drafting/agreement", "Agreement over repeated runs"),
    ("judged/all", "Cases that could be judged"),
    ("seconds/median", "Seconds a study (median)"),
    ("memory/peak", "Memory of the whole process (MB)"),
)
"""The few scores that decide, by name, and what each is called."""


class ScoreRecord(BaseModel):
    """A score as the summary file holds it; `value` and the bounds are null where it could not be had."""

    model_config = ConfigDict(extra="forbid")

    value: float | None
    low: float | None
    high: float | None
    n: int
    better: str
    unit: str


class SummaryRecord(BaseModel):
    """What `summary.json` holds; `scores` maps judge or model, then score name, to the score."""

    model_config = ConfigDict(extra="forbid")

    suite: dict[str, Any]
    digests: dict[str, Any]
    datasets: list[dict[str, Any]]
    scores: dict[str, dict[str, ScoreRecord]]
    subgroups: dict[str, list[dict[str, Any]]]
    not_judged: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that one evaluation found, by judge or model, and what it was run on."""

    suite: Suite
    cards: tuple[tuple[DatasetCard, str], ...]
    scores: dict[str, list[Score]]
    groups: dict[str, list[Group]]
    not_judged: dict[str, dict[str, int]]
    digests: dict[str, Any] = field(default_factory=dict)


def summarise(suite: Suite, data: Sequence[tuple[DatasetCard, Sequence[Study]]], outcomes: Sequence[Outcome]) -> Summary:
    """Return the summary of outcomes; judges come in the suite's order, models after them."""
    settings = Settings(suite.resamples, suite.seed, suite.smallest_group)
    names = tuple(suite.scorers) or tuple(SCORERS)
    by_judge = {judge: [o for o in outcomes if o.judge == judge] for judge in dict.fromkeys(o.judge for o in outcomes)}
    scores = {judge: [score for name in names for score in SCORERS[name](own, settings)] for judge, own in by_judge.items()}
    return Summary(
        suite,
        tuple((card, data_digest(studies)) for card, studies in data),
        scores,
        {judge: subgroups(own, settings) for judge, own in by_judge.items()},
        {judge: _not_judged(own) for judge, own in by_judge.items()},
        _digests(outcomes),
    )


def _not_judged(outcomes: Sequence[Outcome]) -> dict[str, int]:
    reasons = [outcome.failure or "not said" for outcome in outcomes if not outcome.judged]
    return {reason: reasons.count(reason) for reason in sorted(set(reasons))}


def _digests(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    drafted = {outcome.judge: outcome.digests for outcome in outcomes if outcome.digests}
    return {
        "overread": program_version(),
        "code": code_digest(),
        "lexicon": lexicon_digest(),
        "evaluation": suite_code_digest(),
        "python": platform.python_version(),
        "models": {judge: dict(sorted(digests.items())) for judge, digests in sorted(drafted.items())},
    }


def as_json(summary: Summary) -> dict[str, Any]:
    """Return the summary as JSON, in a fixed order and rounded, so that two files can be compared line by line."""
    return {
        "suite": summary.suite.model_dump(exclude_defaults=True),
        "digests": summary.digests,
        "datasets": [card.model_dump() | {"digest": digest} for card, digest in summary.cards],
        "scores": {judge: {s.name: _score(s) for s in scores} for judge, scores in summary.scores.items()},
        "subgroups": {judge: [_group(group) for group in groups] for judge, groups in summary.groups.items()},
        "not_judged": summary.not_judged,
    }


def _score(score: Score) -> dict[str, Any]:
    return plain(score.estimate) | {"better": score.better, "unit": score.unit}


def _group(group: Group) -> dict[str, Any]:
    data: dict[str, Any] = {"field": group.field, "group": group.group, "score": group.score, "suppressed": group.suppressed}
    if group.estimate and group.gap:
        data |= {
            "studies": group.studies,
            "estimate": plain(group.estimate),
            "gap": plain(group.gap),
            "disparity": group.disparity,
        }
    return data


def write_summary(summary: Summary, path: Path) -> None:
    """Write the summary as indented JSON."""
    path.write_text(json.dumps(as_json(summary), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_summary(path: Path) -> SummaryRecord:
    """Return a summary file; ValueError names the file and the field that is wrong."""
    try:
        return SummaryRecord.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}; expected a summary.json") from None
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise ValueError(f"{path.name}: field {'.'.join(map(str, first['loc']))!r}: {first['msg']}") from None
