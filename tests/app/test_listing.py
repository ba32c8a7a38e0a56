"""Lines of a worklist, labels of buttons, and what the choices above the list ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from overread.app.listing import STATES, WAITING, badges_html, nothing_html, row_html, row_label, waiting_filter
from overread.app.marking import label
from overread.records import WorklistFilter, WorklistRow

ROW = WorklistRow(
    "S1", 1, "CT <b>chest</b>", "CT", "chest", None, "2026-03-01", 63, "waiting", "blocked", 1, 0, 2,
    ("laterality", "omission", "change", "count"), datetime(2026, 3, 1, tzinfo=UTC), True, False, True,
)  # fmt: skip

LABELS = (
    ("CT chest", "CT chest"),
    ("**a** [b](c) $d$", r"\*\*a\*\* \[b\]\(c\) \$d\$"),
    (":red[x] `y` \\z", r"\:red\[x\] \`y\` \\z"),
    ("a\nb\u202ec\x00", r"a b⟨U\+202E⟩c⟨U\+0000⟩"),
    ("x" * 130, "x" * 119 + "…"),
    ("", ""),
)


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_a_label_holds_no_markdown_that_acts(text: str, expected: str) -> None:
    assert label(text) == expected


def test_a_line_tells_decision_flags_and_state_inertly() -> None:
    html = row_html(ROW)
    assert "CT &lt;b&gt;chest&lt;/b&gt;" in html
    assert "<b>✖</b> Blocked" in html
    assert "◆ 1<" in html
    assert "● 2<" in html
    assert "▲" not in html
    assert "Wrong side, Left out, Wrong interval change +1" in html
    assert "not opened<small>machine draft</small>" in html
    assert "63 y" in html


def test_a_training_case_tells_nothing_of_its_flags() -> None:
    html = row_html(replace(ROW, training=True), told=False)
    assert "Training case" in html
    assert [word for word in ("Blocked", "◆", "Wrong side", "Left out") if word in html] == []


@pytest.mark.parametrize(
    ("demonstration", "training", "names"),
    [(False, False, []), (True, False, ["Demonstration"]), (True, True, ["Demonstration", "Training case"])],
)
def test_what_must_be_known_of_a_study_is_said(demonstration: bool, training: bool, names: list[str]) -> None:
    html = badges_html(demonstration, training)
    assert [name for name in ("Demonstration", "Training case") if name in html] == names


def test_a_button_is_called_by_examination_and_id() -> None:
    assert row_label(replace(ROW, description="CT chest")) == "CT chest · S1"


FILTERS = (
    ("To read", "Any time", WorklistFilter(unread=True)),
    ("Signed", "4 hours", WorklistFilter(state="signed", waiting_hours=4)),
    ("All", "3 days", WorklistFilter(waiting_hours=72)),
)


@pytest.mark.parametrize(("state", "waiting", "expected"), FILTERS)
def test_choices_become_a_filter(state: str, waiting: str, expected: WorklistFilter) -> None:
    assert waiting_filter(state, waiting) == expected
    assert state in STATES
    assert waiting in WAITING


def test_an_empty_list_says_how_to_fill_it() -> None:
    assert "overread records load" in nothing_html()
