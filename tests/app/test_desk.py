"""The quality desk's tables, charts and files, from figures made by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from overread.app.desk import duration, groups_html, per_cent, period_of, probes_html, reasons_html, share_html, tiles_html
from overread.app.desk_charts import answer_rows, answers_chart, time_chart, time_rows, week_rows, weeks_chart
from overread.app.desk_export import as_csv, as_jsonl
from overread.app.verdicts import verdict_html
from overread.records import Verdict
from overread.records.flag_figures import AnswerRow
from overread.records.quality import Grouping, Share, SignedStudy, grouped
from overread.records.training import ProbeScore, ProbeTypeScore

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
STUDY = SignedStudy(
    "S1", 1, "anna", "m", "CT", "A", "2026-03-04T12:00:00+00:00", 0, 1, 0, ("laterality",), True, 2, 0, 1, 0, False, False, 60.0
)
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.mark.parametrize(
    ("value", "said"), [(None, "–"), (0.0, "0%"), (0.004, "0.4%"), (0.0999, "10.0%"), (0.1, "10%"), (0.5, "50%"), (1.0, "100%")]
)
def test_small_shares_keep_a_decimal(value: float | None, said: str) -> None:
    assert per_cent(value) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "–"), (0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (3599, "59 min 59 s"), (3661, "1 h 01 min")],
)
def test_times_are_said_in_minutes_and_seconds(seconds: float | None, said: str) -> None:
    assert duration(seconds) == said


def test_a_share_stands_with_its_interval() -> None:
    shown = share_html(Share(1, 2))
    assert "95 % interval 9.5% to 91%" in shown
    assert "left:9.5%;right:calc(100% - 90.5%)" in shown
    assert "–" in share_html(Share(0, 0))


def test_the_tiles_say_when_nothing_was_signed() -> None:
    assert "Nothing was signed" in tiles_html(None)


def test_names_reach_the_page_inert() -> None:
    rows = grouped([replace(STUDY, reader=HOSTILE)], "reader")
    scores = (ProbeScore("x", HOSTILE, "trainee", 2, 1, 1, 0),)
    for shown in (groups_html(rows, "Reader"), probes_html(scores, (ProbeTypeScore("laterality", True, 1, 0),))):
        assert "<img" not in shown
        assert "&lt;img" in shown


@pytest.mark.parametrize(("days", "since"), [(30, NOW - timedelta(days=30)), (None, None)])
def test_a_period_begins_so_many_days_ago(days: int | None, since: datetime | None) -> None:
    assert period_of(days, True, NOW) == replace(period_of(days, True, NOW), demonstration=True, since=since)


def test_answers_are_counted_as_corrected_accepted_or_dismissed() -> None:
    rows = [
        AnswerRow("anna", "m", "laterality", "major", "correct", None, 2),
        AnswerRow("ben", "m", "laterality", "major", "delete", None, 1),
        AnswerRow("ben", None, "laterality", "major", "dismiss", "other", 4),
        AnswerRow("ben", None, "omission", "minor", "accept", "not_relevant", 1),
    ]
    found = {(row["flag"], row["answer"]): row["times"] for row in answer_rows(rows)}
    assert found == {
        ("Wrong side", "corrected"): 3,
        ("Wrong side", "dismissed"): 4,
        ("Left out", "accepted as it is"): 1,
    }
    assert answers_chart(answer_rows(rows)).to_dict()["mark"]["type"] == "bar"


@pytest.mark.parametrize(("by", "groups"), [("reader", ["anna", "ben"]), ("model", ["m", "no draft"]), ("site", [])])
def test_reasons_are_told_by_reader_or_by_model(by: Grouping, groups: list[str]) -> None:
    rows = [
        AnswerRow("anna", "m", "laterality", "major", "dismiss", "checker_misread", 2),
        AnswerRow("ben", None, "laterality", "major", "accept", None, 1),
        AnswerRow("ben", "m", "laterality", "major", "correct", None, 7),
    ]
    shown = reasons_html(rows, by)
    assert re.findall(r'<th scope="row">(\w[\w ]*)</th>', shown) == (groups or ["Wrong side", "Wrong side"])
    assert "<td>dismissed</td><td>The check misread the text</td><td>2</td>" in shown
    assert "corrected" not in shown


def test_weeks_begin_on_monday_and_leave_out_what_was_not_counted() -> None:
    sunday = replace(STUDY, signed_at="2026-03-01T23:59:59+00:00", edited=False, dismissed=0)
    rows = week_rows([STUDY, sunday])
    assert [(row["week"], row["measure"], row["share"]) for row in rows] == [
        ("2026-02-23", "drafts flagged", 1.0),
        ("2026-02-23", "edited", 0.0),
        ("2026-03-02", "drafts flagged", 1.0),
        ("2026-03-02", "edited", 1.0),
        ("2026-03-02", "flags overridden", 1.0),
    ]
    assert len(weeks_chart(rows).to_dict()["layer"]) == 2


def test_the_time_of_one_study_is_a_line_without_a_bar() -> None:
    (row,) = time_rows(grouped([STUDY], "all"))
    assert (row["lower"], row["median"], row["upper"]) == (1.0, 1.0, 1.0)
    assert len(time_chart([row]).to_dict()["layer"]) == 2


def test_figures_are_exported_as_csv_and_json_lines() -> None:
    rows = grouped([STUDY], "reader")
    (line,) = csv.DictReader(io.StringIO(as_csv(rows)))
    assert (line["group"], line["edited_count"], line["edited_of"], line["edited"]) == ("anna", "1", "1", "1.0")
    assert json.loads(as_jsonl(rows))["overridden"] == 1.0
    assert json.loads(as_jsonl([STUDY]))["flag_types"] == "laterality"
    assert as_csv([]) == as_jsonl([]) == ""


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_no_cell_of_the_csv_acts_as_a_formula(name: str) -> None:
    (line,) = csv.DictReader(io.StringIO(as_csv([replace(STUDY, reader=name)])))
    assert line["reader"] == f"'{name}"


def test_only_figures_are_exported() -> None:
    with pytest.raises(TypeError, match="row of figures"):
        as_csv(["text"])


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict(3, "ab", ()), "✓ Every entry"),
        (Verdict(3, "ab", (), True), "nothing of it is half there"),
        (Verdict(3, "ab", ("entry 2 was edited",)), "✖ 1 fault in the record"),
        (Verdict(99, "ab", tuple(f"entry {number} was edited" for number in range(60))), "and 10 more"),
    ],
)
def test_the_verdict_names_every_fault(verdict: Verdict, said: str) -> None:
    assert said in verdict_html(verdict, NOW)
