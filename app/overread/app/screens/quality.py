"""The quality desk: how often drafts are flagged, edited and overridden, how long reading takes, whether the audit holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from overread.app import record, signing_in
from overread.app.desk import (
    GROUPS,
    KINDS,
    PERIODS,
    groups_html,
    meanings_html,
    period_of,
    probes_html,
    rates_html,
    reasons_html,
    tiles_html,
)
from overread.app.desk_charts import answer_rows, answers_chart, time_chart, time_rows, week_rows, weeks_chart
from overread.app.desk_export import as_csv, as_jsonl
from overread.app.screens import FOLDER
from overread.app.verdicts import verdict_html
from overread.records import (
    SignIn,
    answers,
    draft_flag_rates,
    probe_scores,
    probe_type_scores,
    signed_studies,
    verify_audit,
)
from overread.records.flag_figures import AnswerRow, FlagRate
from overread.records.quality import Period, SignedStudy, grouped
from overread.records.training import ProbeScore, ProbeTypeScore

_VERDICT = "audit_verdict"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the desk shows of one period."""

    studies: tuple[SignedStudy, ...]
    answers: tuple[AnswerRow, ...]
    rates: tuple[FlagRate, ...]
    scores: tuple[ProbeScore, ...]
    types: tuple[ProbeTypeScore, ...]


def main() -> None:
    """Show the choices, the figures of all studies, and what they are made of in tabs."""
    me = signing_in.required()
    st.html(FOLDER.parent / "desk.css")
    with st.container(key="desk-top", horizontal=True, vertical_alignment="bottom"):
        st.html('<h1 class="or-page">Quality</h1>', width="content")
        days = st.selectbox("Period", list(PERIODS), index=1, width=150)
        kind = st.selectbox("Studies", list(KINDS), width=180)
        what = st.selectbox("By", list(GROUPS), width=140)
    desk = _read(me, period_of(PERIODS[days], KINDS[kind], datetime.now(UTC)))
    if KINDS[kind]:
        st.html('<p class="or-notice" role="status">Figures of demonstration studies; nothing of them is clinical.</p>')
    st.html(tiles_html(next(iter(grouped(desk.studies, "all")), None)))
    places = st.tabs([f"By {what.lower()}", "Flags", "Over time", "Seeded errors", "Audit and export"])
    with places[0]:
        _groups(desk, what)
    with places[1]:
        _flags(desk, what)
    with places[2]:
        _weeks(desk)
    with places[3]:
        st.html(probes_html(desk.scores, desk.types))
    with places[4]:
        _audit(me)
        _exports(desk, what)


def _read(me: SignIn, period: Period) -> Desk:
    with record.store().read() as session:
        return Desk(
            signed_studies(session, me, period),
            answers(session, me, period),
            draft_flag_rates(session, me, period),
            probe_scores(session, me),
            probe_type_scores(session, me),
        )


def _groups(desk: Desk, what: str) -> None:
    rows = grouped(desk.studies, GROUPS[what])
    if not rows:
        st.html('<p class="or-quiet">There is nothing to compare yet.</p>')
        return
    st.html(groups_html(rows, what) + meanings_html())
    st.html('<h2 class="or-title">Time to sign</h2>')
    st.altair_chart(time_chart(time_rows(rows)), width="stretch")


def _flags(desk: Desk, what: str) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.html('<h2 class="or-title">What readers did about flags</h2>')
        if desk.answers:
            st.altair_chart(answers_chart(answer_rows(desk.answers)), width="stretch")
        st.html(reasons_html(desk.answers, GROUPS[what]))
    with right:
        st.html('<h2 class="or-title">Drafts that carried a flag, by model</h2>' + rates_html(desk.rates))


def _weeks(desk: Desk) -> None:
    rows = week_rows(desk.studies)
    if not rows:
        st.html('<p class="or-quiet">Nothing was signed in this period.</p>')
        return
    st.altair_chart(weeks_chart(rows), width="stretch")
    st.html('<p class="or-quiet">A week with few studies swings widely; the tooltip tells how many there are.</p>')


def _audit(me: SignIn) -> None:
    st.html('<h2 class="or-title">Audit</h2>')
    if st.button("Verify the audit now"):
        with record.store().read() as session:
            st.session_state[_VERDICT] = (verify_audit(session, me), datetime.now(UTC))
    if _VERDICT in st.session_state:
        st.html(verdict_html(*st.session_state[_VERDICT]))
    else:
        st.html(
            '<p class="or-quiet">Looks at every entry, at the end of the chain and at every signature; on the command line: '
            "<code>overread audit verify</code>, and <code>overread audit export</code> for JSON Lines or FHIR AuditEvents.</p>"
        )


def _exports(desk: Desk, what: str) -> None:
    st.html('<h2 class="or-title">Export</h2><p class="or-quiet">Numbers, names and codes; no report text.</p>')
    rows: Mapping[str, Sequence[Any]] = {
        f"figures-by-{what.lower()}": grouped(desk.studies, GROUPS[what]),
        "signed-studies": desk.studies,
        "answers-to-flags": desk.answers,
        "flags-of-drafts": desk.rates,
        "seeded-errors-by-reader": desk.scores,
        "seeded-errors-by-type": desk.types,
    }
    name = st.selectbox("Table", list(rows), format_func=lambda name: f"{name.replace('-', ' ').capitalize()}", width=300)
    with st.container(horizontal=True):
        for ending, kind, write in (("csv", "text/csv", as_csv), ("jsonl", "application/x-ndjson", as_jsonl)):
            st.download_button(
                f"{len(rows[name]):,} rows as {ending.upper() if ending == 'csv' else 'JSON Lines'}",
                write(rows[name]),
                file_name=f"overread-{name}.{ending}",
                mime=kind,
                disabled=not rows[name],
                on_click="ignore",
            )


if __name__ == "__main__":
    main()
