"""The lines of a worklist as inert HTML, and what the choices above it ask the record for."""

from __future__ import annotations

from collections.abc import Mapping

from overread.app.marking import inert, label
from overread.app.wording import DECISIONS, FLAGS, SEVERITIES
from overread.records import WorklistFilter, WorklistRow

PAGE = 20
"""How many lines are shown at once."""

ALL = "All"
STATES: Mapping[str, WorklistFilter] = {
    "To read": WorklistFilter(unread=True),
    "Not opened": WorklistFilter(state="waiting"),
    "In reading": WorklistFilter(state="open"),
    "Signed": WorklistFilter(state="signed"),
    ALL: WorklistFilter(),
}
WAITING: Mapping[str, float | None] = {"Any time": None, "1 hour": 1, "4 hours": 4, "1 day": 24, "3 days": 72}
"""How long a study waits at least, in hours since it was loaded."""

_STATE_NAMES = {"waiting": "not opened", "open": "in reading", "signed": "signed", "answered": "answered"}
_FLAGS_NAMED = 3


def waiting_filter(state: str, waiting: str) -> WorklistFilter:
    """Return the filter for a choice of state and of waiting time."""
    chosen = STATES[state]
    return WorklistFilter(unread=chosen.unread, state=chosen.state, waiting_hours=WAITING[waiting])


def head_html() -> str:
    """Return the heading over the lines."""
    names = ("Decision", "Examination", "Patient", "Date", "Flags", "", "State")
    return f'<div class="or-line or-line-head" aria-hidden="true">{"".join(f"<span>{name}</span>" for name in names)}</div>'


def row_html(row: WorklistRow, told: bool = True) -> str:
    """Return one line: decision, examination, age, date, the flags by severity and by name, and the state.

    A training case is shown without decision and flags, so that nothing is `told` before it is read.
    """
    what = f'<span class="or-what">{inert(row.description[:200])}{badges_html(row.demonstration, row.training)}'
    who = (
        f"{what}<small>{inert(row.study_id)}</small></span>",
        f"<span>{'' if row.patient_age is None else f'{row.patient_age:g} y'}</span>",
        f"<span>{inert(row.exam_date or '')}</span>",
    )
    state = f"<span>{_STATE_NAMES[row.state]}{'<small>machine draft</small>' if row.drafted else ''}</span>"
    if not told:
        return f'<div class="or-line or-case">{"".join(who)}{state}</div>'
    flags = (f'<span class="or-tally">{counts_html(row)}</span>', f'<span class="or-named">{_named(row)}</span>')
    return f'<div class="or-line">{"".join((_decided(row), *who, *flags, state))}</div>'


def _decided(row: WorklistRow) -> str:
    decision = DECISIONS[row.decision]
    return f'<span class="or-decided or-{row.decision}"><b>{decision.symbol}</b> {decision.name}</span>'


def counts_html(row: WorklistRow) -> str:
    """Return the number of flags of each severity that has any, with its symbol and, for those who hear it, its name."""
    counts = {"critical": row.critical, "major": row.major, "minor": row.minor}
    return "".join(
        f'<span class="or-count or-{severity}" title="{counts[severity]} {each.name.lower()}">'
        f'{each.symbol} {counts[severity]}<span class="or-spoken"> {each.name.lower()}</span></span>'
        for severity, each in SEVERITIES.items()
        if counts[severity]
    )


def _named(row: WorklistRow) -> str:
    names = [FLAGS.get(name, name.replace("_", " ")) for name in row.flag_types]
    more = f" +{len(names) - _FLAGS_NAMED}" if len(names) > _FLAGS_NAMED else ""
    return inert(", ".join(names[:_FLAGS_NAMED])) + more


def badges_html(demonstration: bool, training: bool) -> str:
    """Return what must be known of a study wherever it is shown: that it is made up, or a training case."""
    badges = '<span class="or-badge">Demonstration</span>' if demonstration else ""
    return badges + ('<span class="or-badge or-training">Training case</span>' if training else "")


def row_label(row: WorklistRow) -> str:
    """Return what the button of a line is called: for those who hear the page, and for tests."""
    return label(f"{row.description} · {row.study_id}")


def nothing_html() -> str:
    """Return what stands where there is no line."""
    return (
        '<p class="or-quiet">No study matches. Widen the filters, or load studies with <code>overread records load</code>.</p>'
    )
