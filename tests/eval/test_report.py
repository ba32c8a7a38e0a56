from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from overread.eval.case import Case
from overread.eval.estimates import Estimate
from overread.eval.outcome import Outcome
from overread.eval.page import headline, highlighted, render, shown, verdicts, worst_alarms, worst_missed
from overread.eval.suite import data_of, read_suite
from overread.eval.summary import as_json, read_summary, summarise, write_summary
from overread.study import Study

Make = Callable[..., Outcome]


@pytest.fixture
def outcomes(make: Make) -> list[Outcome]:
    """Return a run with a missed error, a caught one, a false alarm and a case that could not be judged."""
    return [
        make("a/laterality", kind="injected", error="laterality", expects=("laterality",), caught=False, right_type=False),
        make("b/laterality", kind="injected", error="laterality", expects=("laterality",), caught=True, right_type=True),
        make("a/verbatim", types=("severity",)),
        make("b/radiologist", kind="radiologist", judged=False, failure="a check failed"),
    ]


CASES = {
    "a/laterality": Case("a/laterality", Study("a", "Left <b>effusion</b>.", impression="Right effusion."), "injected",
                         "laterality", ("laterality",), ((0, 5),)),
    "a/verbatim": Case("a/verbatim", Study("a", "Left effusion.", impression="Left effusion."), "verbatim"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("estimate", "unit", "words"),
    [
        (Estimate(0.5, 0.25, 0.75, 4), "rate", "50.0 % (25.0 to 75.0)"),
        (Estimate(12.0, None, None, 4), "words", "12"),
        (Estimate(0.0123, None, None, 4), "seconds", "0.0123"),
        (Estimate(1234.0, None, None, 4), "MB", "1,234"),
        (Estimate(None, None, None, 0), "rate", "–"),
        (None, "rate", "–"),
    ],
)
def test_estimates_in_words(estimate: Estimate | None, unit: str, words: str) -> None:
    assert shown(estimate, unit) == words


@pytest.mark.parametrize(
    ("text", "spans", "html"),
    [
        ("Left nodule.", [(0, 4)], "<mark>Left</mark> nodule."),
        ("<i>&", [(0, 1)], "<mark>&lt;</mark>i&gt;&amp;"),
        ("A B C", [(4, 5), (0, 1)], "<mark>A</mark> B <mark>C</mark>"),
        ("Plain.", [], "Plain."),
    ],
)
def test_spans_are_marked_and_text_is_escaped(text: str, spans: list[tuple[int, int]], html: str) -> None:
    assert highlighted(text, spans) == html


def test_long_text_is_cut_around_the_span() -> None:
    marked = highlighted("x" * 1000 + "HERE" + "y" * 1000, [(1000, 1004)])
    assert "<mark>HERE</mark>" in marked
    assert len(marked) < 700


def test_the_worst_cases_are_chosen(outcomes: list[Outcome]) -> None:
    assert [case["id"] for case in worst_missed(outcomes, CASES, "j")] == ["a/laterality"]
    assert [case["id"] for case in worst_alarms(outcomes, CASES, "j")] == ["a/verbatim"]


def test_the_report_stands_alone_and_says_what_matters(outcomes: list[Outcome]) -> None:
    suite, folder = read_suite("examples")
    summary = summarise(suite, [data_of(part, folder) for part in suite.data], outcomes)
    page = render(summary, outcomes, CASES)
    assert not re.search(r"<script|<link|@import|\b(?:src|href)=\"(?!#)", page)
    assert not set(re.findall(r"https?://[^\s\"'<]+", page)) - {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "default-src 'none'" in page
    assert "<mark>Right</mark> effusion." in page
    assert "Left &lt;b&gt;effusion&lt;/b&gt;." in page
    assert "<svg" in page
    assert "1 cases could not be judged (a check failed)" in page
    assert page.index("<h2>Summary") < page.index("<h2>Plots") < page.index("<h2>Worst cases") < page.index("<h2>What was run")
    assert all(card.licence in page for card, _ in summary.cards)
    assert render(summary, outcomes, CASES) == page


def test_the_summary_file_is_stable_and_can_be_read_back(outcomes: list[Outcome], tmp_path: Path) -> None:
    suite, folder = read_suite("examples")
    data = [data_of(part, folder) for part in suite.data]
    write_summary(summarise(suite, data, outcomes), tmp_path / "a.json")
    write_summary(summarise(suite, data, outcomes), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    record = read_summary(tmp_path / "a.json")
    assert record.scores["j"]["caught/laterality"].value == 0.5
    assert record.not_judged == {"j": {"a check failed": 1}}
    assert all(record.digests[name].startswith("sha256:") for name in ("code", "lexicon", "evaluation"))
    assert all(dataset["digest"].startswith("sha256:") for dataset in record.datasets)


def test_a_summary_with_a_wrong_field_is_refused(outcomes: list[Outcome], tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(json.dumps({"suite": 3}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"s\.json: field 'suite'"):
        read_summary(tmp_path / "s.json")


def test_small_groups_give_no_number_away(make: Make) -> None:
    few = [make(f"{i}/v", groups={"sex": "F" if i < 3 else "M"}, types=("severity",)) for i in range(30)]
    suite, folder = read_suite("examples")
    data = as_json(summarise(suite, [data_of(part, folder) for part in suite.data], few))
    (group,) = [group for group in data["subgroups"]["j"] if group["group"] == "F"]
    assert group == {"field": "sex", "group": "F", "score": "flagged", "suppressed": True}


def test_disparities_stand_out_in_words(make: Make) -> None:
    apart = [make(f"{i}/v", groups={"site": "B" if i % 2 else "A"}, types=("severity",) if i % 2 else ()) for i in range(60)]
    suite, folder = read_suite("examples")
    summary = summarise(suite, [data_of(part, folder) for part in suite.data], apart)
    assert "j: the share of faithful drafts flagged is 100 points higher where site is B." in verdicts(summary)
    assert dict(headline(summary, "j"))["Copied drafts flagged"].startswith("50.0 %")
