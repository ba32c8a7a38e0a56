"""The quality desk's figures as tables: shares with their 95 % intervals, times, and what readers found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from overread.app.marking import inert
from overread.app.wording import FLAGS
from overread.eval.estimates import wilson
from overread.records.flag_figures import AnswerRow, FlagRate
from overread.records.quality import Figures, Grouping, Period, Share
from overread.records.training import ProbeScore, ProbeTypeScore
from overread.records.views import REASONS

PERIODS: Mapping[str, int | None] = MappingProxyType({
    "Last 30 days": 30, "Last 90 days": 90, "Last year": 365, "All time": None,
})  # fmt: skip
"""The periods that can be chosen, in days."""

GROUPS: Mapping[str, Grouping] = MappingProxyType({
    "Reader": "reader", "Model": "model", "Modality": "modality", "Site": "site",
})  # fmt: skip
_AGAINST: Mapping[str, str] = MappingProxyType({"accept": "accepted as it is", "dismiss": "dismissed"})
KINDS: Mapping[str, bool] = MappingProxyType({"Clinical studies": False, "Demonstration": True})


@dataclass(frozen=True, slots=True)
class Measure:
    """A share that is shown: its name, what it means, and how it is read from figures."""

    name: str
    meaning: str
    of: Callable[[Figures], Share]


MEASURES = (
    Measure("Drafts flagged", "the text carried a flag before anybody touched it", lambda row: row.flagged),
    Measure("Edited", "the text was changed before it was signed", lambda row: row.edited),
    Measure("Overridden", "answered flags that were dismissed or accepted against the check", lambda row: row.overridden),
    Measure("Read too fast", "signed in less time than the text takes to read, after a question", lambda row: row.challenged),
)


def period_of(days: int | None, demonstration: bool, now: datetime) -> Period:
    """Return the period that a choice stands for."""
    return Period(demonstration, None if days is None else now - timedelta(days=days))


def per_cent(value: float | None) -> str:
    """Return a share as a percentage with one decimal below ten, a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:.1%}" if 0 < value < 0.1 else f"{value:.0%}"


def duration(seconds: float | None) -> str:
    """Return seconds as minutes and seconds, a dash where there are none."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02} min"
    return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"


def tiles_html(figures: Figures | None) -> str:
    """Return the figures of all studies together, one tile each."""
    if figures is None:
        return '<p class="or-notice" role="status">Nothing was signed in this period.</p>'
    shown = [("Signed", f"{figures.studies:,}", "studies")]
    shown += [(each.name, per_cent(each.of(figures).value), _told(each.of(figures))) for each in MEASURES]
    spread = f"half within {duration(figures.lower_seconds)} to {duration(figures.upper_seconds)}"
    shown.append(("Time to sign", duration(figures.median_seconds), spread if figures.studies > 1 else "one study"))
    return '<dl class="or-tiles">' + "".join(
        f"<div><dt>{name}</dt><dd><b>{value}</b><small>{detail}</small></dd></div>" for name, value, detail in shown
    ) + "</dl>"  # fmt: skip


def groups_html(rows: Sequence[Figures], what: str) -> str:
    """Return the figures of each group, every share with its interval drawn and in words."""
    head = [(what, ""), ("Studies", "studies signed"), *((each.name, each.meaning) for each in MEASURES)]
    head += [("Words changed", "words added or taken out, a study"), ("Time to sign", "median, from showing the text")]
    body = (
        [
            inert(row.group),
            f"{row.studies:,}",
            *(share_html(each.of(row)) for each in MEASURES),
            "–" if row.words_changed is None else f"{row.words_changed:.1f}",
            f"{duration(row.median_seconds)}<small>{duration(row.lower_seconds)} – {duration(row.upper_seconds)}</small>",
        ]
        for row in rows
    )
    return table_html(f"Figures by {what.lower()}", head, body)


def share_html(share: Share) -> str:
    """Return a share as text and as a dot with its 95 % interval (Wilson) on a scale from 0 to 1."""
    if share.value is None:
        return '<span class="or-none">–</span>'
    found = wilson(share.count, share.of)
    low, at, high = (f"{100 * (value or 0):.1f}" for value in (found.low, share.value, found.high))
    said = f"95 % interval {per_cent(found.low)} to {per_cent(found.high)}"
    return (
        f'<span class="or-share" title="{said}"><b>{per_cent(share.value)}</b> <small>{share.count:,} of {share.of:,}</small>'
        f'<span class="or-spoken">, {said}</span><span class="or-scale" aria-hidden="true">'
        f'<span class="or-interval" style="left:{low}%;right:calc(100% - {high}%)"></span>'
        f'<span class="or-dot" style="left:{at}%"></span></span></span>'
    )


def table_html(caption: str, head: Sequence[tuple[str, str]], body: Iterable[Sequence[str]]) -> str:
    """Return a table whose first cells name the rows; cells are HTML, `head` pairs a name with what it means."""
    titles = (f' title="{meaning}"' if meaning else "" for _, meaning in head)
    names = "".join(f'<th scope="col"{title}>{name}</th>' for title, (name, _) in zip(titles, head, strict=True))
    lines = "".join(
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for first, *cells in body
    )
    return (
        f'<div class="or-wide" tabindex="0" role="region" aria-label="{caption}"><table class="or-desk"><caption '
        f'class="or-spoken">{caption}</caption><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def meanings_html() -> str:
    """Return what the shares mean, in words."""
    said = "; ".join(f"<b>{each.name}</b>: {each.meaning}" for each in MEASURES)
    return f'<p class="or-quiet">{said}. Bars are 95 % intervals (Wilson): where they overlap, a difference may be chance.</p>'


def reasons_html(rows: Sequence[AnswerRow], by: Grouping) -> str:
    """Return why flags were dismissed or accepted as they are, the commonest first; by reader or by model where asked."""
    counts: Counter[tuple[str, str, str, str, str]] = Counter()
    for row in rows:
        if row.action in _AGAINST:
            counts[_group(row, by), row.flag_type, row.severity, row.action, row.reason or ""] += row.count
    if not counts:
        return '<p class="or-quiet">No flag was dismissed or accepted as it is.</p>'
    named = by in ("reader", "model")
    head = [(name, "") for name in ("Flag", "Severity", "Answer", "Reason", "Times")]
    head = [(by.capitalize(), ""), *head] if named else head
    body = (
        [*([inert(group)] if named else []), _named(flag), severity, _AGAINST[action], REASONS.get(reason, "–"), f"{times:,}"]
        for (group, flag, severity, action, reason), times in counts.most_common()
    )
    return table_html("Why flags were dismissed or accepted as they are", head, body)


def _group(row: AnswerRow, by: Grouping) -> str:
    return row.reader if by == "reader" else (row.model or "no draft") if by == "model" else ""


def rates_html(rows: Sequence[FlagRate]) -> str:
    """Return how often each model's drafts carried each type of flag."""
    if not rows:
        return '<p class="or-quiet">No draft carried a flag.</p>'
    head = [("Flag", ""), ("Model", ""), ("Drafts", "drafts that carried it before anybody touched them")]
    body = (
        [_named(row.flag_type), inert(row.model or "no draft"), share_html(Share(row.studies, row.of))]
        for row in sorted(rows, key=lambda row: -row.share)
    )
    return table_html("Flags of drafts by model", head, body)


def probes_html(scores: Sequence[ProbeScore], types: Sequence[ProbeTypeScore]) -> str:
    """Return what readers found of seeded errors: where the checks pointed them out, and where only eyes could."""
    if not scores:
        return '<p class="or-quiet">No training case has been finished yet.</p>'
    head = [("Reader", ""), ("Role", ""), ("Pointed out by the checks", ""), ("Left to the eyes alone", "")]
    readers = (
        [
            inert(score.name),
            score.role,
            share_html(Share(score.caught - score.withheld_caught, score.probes - score.withheld)),
            share_html(Share(score.withheld_caught, score.withheld)),
        ]
        for score in scores
    )
    kinds = (
        [
            _named(row.flag_type),
            "left to the eyes alone" if row.withheld else "pointed out by the checks",
            share_html(Share(row.caught, row.probes)),
        ]
        for row in types
    )
    return (
        '<h2 class="or-title">Seeded errors found, by reader</h2>'
        + table_html("Seeded errors found by reader", head, readers)
        + '<h2 class="or-title">By type of error</h2>'
        + table_html("Seeded errors found by type", [("Error", ""), ("Shown", ""), ("Found", "")], kinds)
    )


def _named(flag_type: str) -> str:
    return FLAGS.get(flag_type, flag_type)


def _told(share: Share) -> str:
    if share.value is None:
        return "none counted"
    found = wilson(share.count, share.of)
    return f"{share.count:,} of {share.of:,} · {per_cent(found.low)}–{per_cent(found.high)}"
