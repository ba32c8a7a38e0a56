"""The plots of the report, drawn as still SVG so that the page needs no script and no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair

from overread.eval.scorers import Score

_WIDTH = 560
_ROW = 19
_PALETTE = ("#1f5a8c", "#c2571a", "#3f7f4c", "#7a4b94", "#8a7a1f")


def rows(scores: Mapping[str, Sequence[Score]], prefix: str, leave_out: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return a row for each judge and score whose name starts with `prefix`, the rest of the name being its label."""
    return [
        {"judge": judge, "label": label.replace("_", " "), **_bounds(score)}
        for judge, own in scores.items()
        for score in own
        if (label := score.name.removeprefix(prefix)) != score.name
        and label not in leave_out
        and score.estimate.value is not None
    ]


def _bounds(score: Score) -> dict[str, Any]:
    estimate = score.estimate
    low = estimate.value if estimate.low is None else estimate.low
    high = estimate.value if estimate.high is None else estimate.high
    return {"value": estimate.value, "low": low, "high": high, "n": estimate.n}


def interval_plot(data: Sequence[Mapping[str, Any]], title: str, axis: str, percent: bool = True) -> str:
    """Return an SVG of one dot with its interval for each row, rows side by side where judges differ; empty without data."""
    if not data:
        return ""
    import vl_convert

    judges = list(dict.fromkeys(row["judge"] for row in data))
    labels = list(dict.fromkeys(row["label"] for row in data))
    scale = altair.Scale(domain=[0, 1]) if percent else altair.Scale(domainMin=0)
    across = altair.X(
        "low:Q", title=axis, scale=scale, axis=altair.Axis(format="%" if percent else "", grid=True, orient="top")
    )
    down = altair.Y("label:N", title=None, sort=labels, axis=altair.Axis(labelLimit=260, grid=True, gridOpacity=0.4))
    colour = altair.Color("judge:N", title=None, sort=judges, scale=altair.Scale(domain=judges, range=list(_PALETTE)))
    offset = altair.YOffset("judge:N", sort=judges)
    base = altair.Chart(altair.InlineData(values=list(data))).encode(y=down, yOffset=offset, color=colour)
    lines = base.mark_rule(strokeWidth=2, opacity=0.75).encode(x=across, x2="high:Q")
    dots = base.mark_point(filled=True, size=42, opacity=1).encode(x=altair.X("value:Q", title=axis, scale=scale))
    height = max(60, len(labels) * _ROW * max(1, 0.55 * len(judges)))
    chart = (lines + dots).properties(
        width=_WIDTH,
        height=height,
        title=title,
        background="transparent",
        padding={"left": 30, "right": 10, "top": 5, "bottom": 5},
    )
    chart = chart.configure(font="system-ui, sans-serif").configure_view(stroke=None).configure_legend(orient="top")
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg
