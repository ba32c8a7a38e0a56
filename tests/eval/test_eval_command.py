from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from overread.cli import cli
from overread.eval.outcome import read_outcomes

SUITE = """
name: small
data:
  - dataset: examples
    cases: [radiologist, verbatim, injected]
judges: [overread, word_overlap]
scorers: [recall, false_alarms, coverage]
limit: 1
"""


def call(*arguments: str) -> Result:
    """Run the command line."""
    return CliRunner().invoke(cli, ["eval", *arguments])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a small suite once and return its report folder."""
    folder = tmp_path_factory.mktemp("eval")
    (folder / "small.yaml").write_text(SUITE, encoding="utf-8")
    result = call(str(folder / "small.yaml"), "--report", str(folder / "out"))
    assert result.exit_code == 0, result.output
    return folder / "out"


def test_a_suite_leaves_results_summary_and_report(report: Path) -> None:
    outcomes = list(read_outcomes(report / "results.jsonl"))
    assert {outcome.judge for outcome in outcomes} == {"overread", "word_overlap"}
    summary = json.loads((report / "summary.json").read_text(encoding="utf-8"))
    assert summary["scores"]["overread"]["judged/all"]["value"] == 1
    assert "<h2>Summary" in (report / "report.html").read_text(encoding="utf-8")


def test_a_second_run_asks_nothing_again_and_says_the_same(report: Path) -> None:
    before = {name: (report / name).read_bytes() for name in ("results.jsonl", "summary.json", "report.html")}
    assert call(str(report.parent / "small.yaml"), "--report", str(report)).exit_code == 0
    assert {name: (report / name).read_bytes() for name in before} == before


def test_a_planted_regression_is_caught_by_the_gate(report: Path, tmp_path: Path) -> None:
    suite = str(report.parent / "small.yaml")
    baseline = str(report / "summary.json")
    assert call(suite, "--report", str(report), "--baseline", baseline).exit_code == 0
    worse = tmp_path / "worse"
    worse.mkdir()
    lines = [json.loads(line) for line in (report / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line["judge"] == "overread" and line.get("error") == "laterality":
            line |= {"caught": False, "right_type": False, "flags": []}
    (worse / "results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = call(suite, "--report", str(worse), "--baseline", baseline, "--max-drop", "0.01")
    assert result.exit_code == 1
    assert "fell: overread: caught/laterality: 1.000 -> 0.000" in result.output


def test_two_judges_of_one_run_compare(report: Path, tmp_path: Path) -> None:
    output = tmp_path / "contrasts.json"
    result = call("compare", str(report), str(report), "--judge-b", "word_overlap", "--output", str(output))
    assert result.exit_code == 0, result.output
    contrasts = {item["name"]: item for item in json.loads(output.read_text(encoding="utf-8"))}
    caught = contrasts["caught: all"]
    assert caught["a"] > caught["b"]
    assert caught["only_a"] > caught["only_b"]
    assert caught["p"] < 0.05


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "no such suite"),
        (("compare", "nowhere", "nowhere"), "does not exist"),
        (("examples", "--jobs", "0"), "is not in the range"),
        (("examples", "--model", "no-such-model"), "no-such-model"),
    ],
)
def test_mistakes_are_told_and_exit_two(arguments: tuple[str, ...], said: str) -> None:
    result = call(*arguments)
    assert result.exit_code != 0
    assert said in result.output


def test_an_unknown_judge_to_compare_is_named(report: Path) -> None:
    result = call("compare", str(report), str(report), "--judge-a", "oracle")
    assert "no judge 'oracle'; expected one of overread, word_overlap" in result.output


def test_lint_says_what_is_wrong_with_a_card(tmp_path: Path) -> None:
    (tmp_path / "card.yaml").write_text("id: x\n", encoding="utf-8")
    result = call("lint", str(tmp_path / "card.yaml"))
    assert (result.exit_code, "field 'title'" in result.output) == (1, True)


def test_results_are_exported_in_other_categories(tmp_path: Path) -> None:
    study = {"id": "1", "findings": "Small left pleural effusion.", "impression": "Small right pleural effusion."}
    (tmp_path / "in.jsonl").write_text(json.dumps(study) + "\n", encoding="utf-8")
    checked = CliRunner().invoke(cli, ["check", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out.jsonl")])
    assert checked.exit_code == 0, checked.output
    green = json.loads(call("export", str(tmp_path / "out.jsonl"), "--to", "green").output)
    assert len(green["clinically_significant_errors"]["c"]) == 1
    crimson = json.loads(call("export", str(tmp_path / "out.jsonl"), "--to", "crimson").output)
    assert crimson["errors"]["attribute_errors"][0]["error_types"] == ["location"]


def test_help_names_the_ways_to_call_it() -> None:
    result = call("--help")
    assert result.exit_code == 0
    assert all(word in result.output for word in ("overread eval examples", "compare", "export", "lint"))
