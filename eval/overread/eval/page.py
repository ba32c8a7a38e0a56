"""The report: one self-contained HTML file that a quality officer can read, summary first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from overread.eval.case import Case
from overread.eval.charts import interval_plot, rows
from overread.eval.estimates import Estimate
from overread.eval.outcome import Outcome, Raised
from overread.eval.scorers import FAITHFUL, Score
from overread.eval.summary import HEADLINES, Summary, as_json
from overread.finding import Span
from overread.review import SEVERITIES

_GRAVE = ("negation_removed", "negation_added", "laterality", "invented_denied", "invented_silent", "value", "unit", "omission")
_MOST_CASES = 12
_CONTEXT = 260


def shown(estimate: Estimate | None, unit: str = "rate") -> str:
    """Return an estimate in words: a percentage or a number, with its interval, or a dash where there is none."""
    if estimate is None or estimate.value is None:
        return "–"
    percent = unit == "rate"

    def one(value: float) -> str:
        return f"{100 * value:.1f}" if percent else f"{value:.3g}" if abs(value) < 10 else f"{value:,.0f}"

    suffix = " %" if percent else ""
    if estimate.low is None or estimate.high is None:
        return f"{one(estimate.value)}{suffix}"
    return f"{one(estimate.value)}{suffix} ({one(estimate.low)} to {one(estimate.high)})"


def highlighted(text: str, spans: Sequence[Span]) -> Markup:
    """Return text as HTML with the spans marked, cut to the surroundings of the first where it is long."""
    start = max(0, spans[0][0] - _CONTEXT) if spans else 0
    end = min(len(text), (spans[-1][1] if spans else 0) + _CONTEXT)
    parts, at = ["… " if start else ""], start
    for opening, closing in sorted(spans):
        if opening >= at:
            parts += [escape(text[at:opening]), Markup("<mark>"), escape(text[opening:closing]), Markup("</mark>")]
            at = closing
    parts += [escape(text[at:end]), " …" if end < len(text) else ""]
    return Markup().join(parts)


def worst_missed(outcomes: Sequence[Outcome], cases: Mapping[str, Case], judge: str) -> list[dict[str, Any]]:
    """Return the gravest planted errors that a judge missed, at most two of a type."""
    planted = [o for o in outcomes if o.judge == judge and o.kind == "injected" and o.case in cases]
    missed = sorted((o for o in planted if o.judged and not o.caught), key=lambda o: (_grave(o), o.case))
    taken: dict[str, int] = {}
    found: list[dict[str, Any]] = []
    for outcome in missed:
        name = outcome.error or ""
        taken[name] = taken.get(name, 0) + 1
        if taken[name] <= 2 and len(found) < _MOST_CASES:
            found.append(_case(cases[outcome.case], outcome, cases[outcome.case].spans))
    return found


def _grave(outcome: Outcome) -> int:
    return _GRAVE.index(outcome.error) if outcome.error in _GRAVE else len(_GRAVE)


def worst_alarms(outcomes: Sequence[Outcome], cases: Mapping[str, Case], judge: str) -> list[dict[str, Any]]:
    """Return the gravest flags that a judge raised on faithful drafts."""
    raised = [o for o in outcomes if o.judge == judge and o.kind in FAITHFUL and o.flags and o.case in cases]
    raised.sort(key=lambda o: (min(SEVERITIES.index(_severity(flag)) for flag in o.flags), o.kind == "radiologist", o.case))
    spans = (tuple(flag.span for flag in o.flags if flag.span) for o in raised[:_MOST_CASES])
    return [_case(cases[o.case], o, marked) for o, marked in zip(raised[:_MOST_CASES], spans, strict=True)]


def _severity(flag: Raised) -> Any:
    return flag.severity


def _case(case: Case, outcome: Outcome, spans: Sequence[Span]) -> dict[str, Any]:
    return {
        "id": case.id,
        "error": case.error or case.kind,
        "note": case.note,
        "impression": highlighted(case.study.impression or "", sorted(spans)),
        "findings": highlighted(case.study.findings, case.source_spans),
        "flags": outcome.flags,
    }


def headline(summary: Summary, judge: str) -> list[tuple[str, str]]:
    """Return the few figures that decide, in words, for one judge or model."""
    scores = {score.name: score for score in summary.scores[judge]}
    return [(label, shown(scores[name].estimate, scores[name].unit) if name in scores else "") for name, label in HEADLINES]


def _headlines(summary: Summary) -> list[tuple[str, list[str]]]:
    columns = [headline(summary, judge) for judge in summary.scores]
    table = [(lines[0][0], [value or "–" for _, value in lines]) for lines in zip(*columns, strict=True)]
    return [(label, values) for label, values in table if any(value != "–" for value in values)]


def _plots(scores: Mapping[str, list[Score]]) -> Iterator[str]:
    yield interval_plot(rows(scores, "caught/", ("macro",)), "Planted errors caught, by type", "caught")
    yield interval_plot(rows(scores, "right_type/", ("macro",)), "Planted errors named rightly, by type", "right type")
    yield interval_plot(rows(scores, "flagged/"), "Faithful drafts flagged (fewer is better)", "drafts with a flag")
    ppv = [row for prevalence in ("0.1%", "1.0%", "5.0%") for row in _predictive(scores, prevalence)]
    yield interval_plot(ppv, "Of the drafts flagged, how many have an error, by prevalence", "positive predictive value")


def _predictive(scores: Mapping[str, list[Score]], prevalence: str) -> list[dict[str, Any]]:
    named = rows(scores, f"ppv {prevalence}/")
    return [row | {"label": f"{prevalence} against {row['label']} drafts"} for row in named if "/" not in row["label"]]


def verdicts(summary: Summary) -> list[str]:
    """Return what stands out, in sentences: disparities between subgroups, and cases that could not be judged."""
    found = []
    for judge, groups in summary.groups.items():
        for group in groups:
            if group.disparity and group.gap and group.gap.value is not None:
                more = "higher" if group.gap.value > 0 else "lower"
                what = "share of planted errors caught" if group.score == "caught" else "share of faithful drafts flagged"
                points = abs(round(100 * group.gap.value))
                found.append(f"{judge}: the {what} is {points} points {more} where {group.field} is {group.group}.")
    for judge, reasons in summary.not_judged.items():
        found += [f"{judge}: {count} cases could not be judged ({reason})." for reason, count in reasons.items()]
    return found


def render(summary: Summary, outcomes: Sequence[Outcome], cases: Mapping[str, Case]) -> str:
    """Return the report as one HTML text without scripts or outside references."""
    folder = Path(__file__).parent
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["shown"] = shown
    environment.tests["finite"] = lambda value: value is not None and math.isfinite(value)
    return environment.get_template("report.html.j2").render(
        summary=summary,
        data=as_json(summary),
        headlines=_headlines(summary),
        verdicts=verdicts(summary),
        plots=[Markup(plot) for plot in _plots(summary.scores) if plot],  # noqa: S704  our own drawing
        missed={judge: worst_missed(outcomes, cases, judge) for judge in summary.scores},
        alarms={judge: worst_alarms(outcomes, cases, judge) for judge in summary.scores},
        counts={kind: sum(o.kind == kind for o in outcomes) for kind in sorted({o.kind for o in outcomes})},
    )
