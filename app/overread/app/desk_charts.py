"""The quality desk's charts: plain data in, Altair out; the drawing is done by what the page itself serves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import altair as alt

from overread.app.wording import FLAGS
from overread.records.flag_figures import AnswerRow
from overread.records.quality import Figures, SignedStudy, grouped

_COLOURS = ("#2f7fc1", "#c77800", "#9b5fc0")
_BAR = 22
_ANSWERS: Mapping[str, str] = MappingProxyType({
    "correct": "corrected", "delete": "corrected", "insert": "corrected", "accept": "accepted as it is", "dismiss": "dismissed",
})  # fmt: skip
_ORDER = ("corrected", "accepted as it is", "dismissed")


def answer_rows(answers: Sequence[AnswerRow]) -> list[dict[str, Any]]:
    """Return how often flags of each type were corrected, accepted or dismissed."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in answers:
        counts[FLAGS.get(row.flag_type, row.flag_type), _ANSWERS[row.action]] += row.count
    return [
        {"flag": flag, "answer": answer, "times": times, "rank": _ORDER.index(answer)}
        for (flag, answer), times in sorted(counts.items())
    ]


def answers_chart(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """Return the answers as bars, one a type of flag, the commonest first."""
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(rows)))
        .mark_bar(height=14)
        .encode(
            x=alt.X("sum(times):Q", title="times", axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y("flag:N", title=None, sort="-x", axis=alt.Axis(labelLimit=240)),
            color=alt.Color("answer:N", title=None, scale=alt.Scale(domain=list(_ORDER), range=list(_COLOURS))),
            order=alt.Order("rank:Q"),
            tooltip=["flag:N", "answer:N", "times:Q"],
        )
        .properties(
            height=alt.Step(_BAR),
            description="What readers did about flags, by type of flag; the export has the numbers.",
        )
        .configure_legend(orient="top")
    )
    return chart


def week_rows(studies: Sequence[SignedStudy]) -> list[dict[str, Any]]:
    """Return the shares of each week, which begins on Monday, with the number of studies behind them."""
    weeks: defaultdict[str, list[SignedStudy]] = defaultdict(list)
    for study in studies:
        day = datetime.fromisoformat(study.signed_at)
        weeks[(day - timedelta(days=day.weekday())).date().isoformat()].append(study)
    found: list[dict[str, Any]] = []
    for week, members in sorted(weeks.items()):
        (row,) = grouped(members, "all")
        shares = {"drafts flagged": row.flagged, "edited": row.edited, "flags overridden": row.overridden}
        found += [
            {"week": week, "measure": name, "share": share.value, "count": share.count, "of": share.of}
            for name, share in shares.items()
            if share.value is not None
        ]
    return found


def weeks_chart(rows: Sequence[Mapping[str, Any]]) -> alt.LayerChart:
    """Return the shares by week as lines whose points differ in shape as well as in colour."""
    measures = ["drafts flagged", "edited", "flags overridden"]
    weeks = sorted({str(row["week"]) for row in rows})
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        x=alt.X("week:T", title="week beginning", scale=alt.Scale(type="utc"), axis=alt.Axis(format="%-d %b", values=weeks)),
        y=alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")),
        color=alt.Color("measure:N", title=None, scale=alt.Scale(domain=measures, range=list(_COLOURS))),
    )
    points = base.mark_point(size=70, filled=True, opacity=1).encode(
        shape=alt.Shape("measure:N", title=None, scale=alt.Scale(domain=measures, range=["circle", "square", "triangle-up"])),
        tooltip=["week:T", "measure:N", alt.Tooltip("share:Q", format=".0%"), "count:Q", "of:Q"],
    )
    layered: alt.LayerChart = (base.mark_line(strokeWidth=2) + points).properties(
        height=260, description="Drafts flagged, texts edited and flags overridden, by week of signing."
    )
    chart: alt.LayerChart = layered.configure_legend(orient="top")
    return chart


def time_rows(figures: Sequence[Figures]) -> list[dict[str, Any]]:
    """Return the quartiles of the time to sign of each group, in minutes."""
    return [
        {
            "group": row.group,
            "median": row.median_seconds / 60,
            "lower": (row.median_seconds if row.lower_seconds is None else row.lower_seconds) / 60,
            "upper": (row.median_seconds if row.upper_seconds is None else row.upper_seconds) / 60,
            "studies": row.studies,
        }
        for row in figures
        if row.median_seconds is not None
    ]


def time_chart(rows: Sequence[Mapping[str, Any]]) -> alt.LayerChart:
    """Return the time to sign: the middle half of the studies as a bar, the median as a line on it."""
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        y=alt.Y("group:N", title=None, axis=alt.Axis(labelLimit=200)),
        tooltip=["group:N", *(alt.Tooltip(f"{name}:Q", format=".1f") for name in ("lower", "median", "upper")), "studies:Q"],
    )
    halves = base.mark_bar(height=10, opacity=0.45, color=_COLOURS[0]).encode(
        x=alt.X("lower:Q", title="minutes from showing the text to the signature", axis=alt.Axis(tickCount=8)), x2="upper:Q"
    )
    medians = base.mark_tick(thickness=3, size=18, color=_COLOURS[0]).encode(x="median:Q")
    layered: alt.LayerChart = (halves + medians).properties(
        height=alt.Step(_BAR + 6), description="Time to sign by group: median and middle half, in minutes."
    )
    return layered
