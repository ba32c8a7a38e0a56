"""The command line: what it prints, what it leaves behind and how it exits."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import overread.checking
from overread.cli import main
from overread.commands.check import over_read_all
from overread.decision import decide
from overread.readers import Failure
from overread.review import SEVERITIES, Draft, Flag, Review, Severity
from overread.study import Study

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "eval" / "overread" / "eval" / "datasets" / "examples"
OVERREAD = (sys.executable, "-m", "overread.cli")


class Ran(NamedTuple):
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def results(self) -> list[dict[str, Any]]:
        """The result lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, as its entry point does."""

    def run(*args: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr("sys.argv", ["overread", *map(str, args)])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main()
        return Ran(int(left.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the impression itself say which severities are flagged."""

    def over_read(study: Study, draft: Draft | None = None) -> Review:
        words: list[Severity] = [severity for severity in SEVERITIES if severity in (study.impression or "")]
        return decide(Review(study, flags=tuple(Flag("negation", word, "Told so.", validator="told") for word in words)))

    monkeypatch.setattr(overread.checking, "over_read", over_read)


def line(id: str, impression: str | None = "No effusion.", **fields: object) -> bytes:
    return json.dumps({"id": id, "findings": "No pleural effusion.", "impression": impression} | fields).encode() + b"\n"


@pytest.mark.usefixtures("told")
def test_check_keeps_the_input_order_and_every_study(run: Run) -> None:
    ran = run("check", "-", stdin=line("B") + b"{\n" + line("A", "major") + line("C", None))
    assert [(result["id"], result["decision"]) for result in ran.results] == [
        ("B", "review"), (None, "blocked"), ("A", "review"), ("C", "blocked"),
    ]  # fmt: skip
    assert ran.results[1]["error"].startswith("standard input line 2: not JSON at column 2")
    assert ran.results[3]["error"].startswith("standard input line 4: impression: missing or empty")
    assert (ran.status, ran.err) == (3, "")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("impression", "options", "status"),
    [
        ("critical", [], 0),
        ("critical", ["--fail-on", "critical"], 1),
        ("major", ["--fail-on", "critical"], 0),
        ("major", ["--fail-on", "major"], 1),
        ("minor", ["--fail-on", "major"], 0),
        ("minor", ["--fail-on", "minor"], 1),
        ("nothing", ["--fail-on", "minor"], 0),
        (None, ["--fail-on", "minor"], 3),
    ],
)
def test_exit_status_follows_the_flags(run: Run, impression: str | None, options: list[str], status: int) -> None:
    assert run("check", "-", *options, stdin=line("S1", impression)).status == status


@pytest.mark.parametrize(
    ("args", "stdin", "said"),
    [
        (["check"], b"", "Missing argument 'STUDIES'"),
        (["check", "-", "--format", "xml"], b"", "'xml' is not one of 'jsonl', 'table'"),
        (["check", "-", "--fail-on", "any"], b"", "'any' is not one of 'critical', 'major', 'minor'"),
        (["check", "-", "--jobs", "0"], b"", "0 is not in the range x>=1"),
        (["check", "nowhere.jsonl"], b"", "nowhere.jsonl: No such file or directory"),
        (["check", "-"], b"", "standard input: empty; expected studies"),
        (["check", "-"], b"just words", "standard input: in no known format; expected one of jsonl"),
        (["check", "-", "--output", "no/such/folder/x.jsonl"], line("S1"), "No such file or directory"),
        (["chek"], b"", "No such command 'chek'"),
        (["--colour"], b"", "No such option"),
        (["show", "nowhere.jsonl"], b"", "No such file or directory"),
        (["show", "-"], b'{"id": 3}\n', "line 1: id does not fit; expected a result of check or draft"),
    ],
)
def test_what_cannot_be_read_at_all_exits_with_2(run: Run, args: list[str], stdin: bytes, said: str) -> None:
    ran = run(*args, stdin=stdin)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.usefixtures("told")
def test_output_goes_to_a_file_and_can_be_shown(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "checked.jsonl"
    assert run("check", "-", "--output", output, stdin=line("S1", "critical")) == (0, "", "")
    assert [json.loads(text)["decision"] for text in output.read_text("utf-8").splitlines()] == ["blocked"]
    shown = run("show", output)
    assert "S1  blocked" in shown.out
    assert "critical negation: Told so." in shown.out


@pytest.mark.usefixtures("told")
def test_a_table_on_request(run: Run) -> None:
    ran = run("check", "-", "--format", "table", stdin=line("S1", "minor"))
    assert "1 study: 0 clear, 1 review, 0 blocked. Flags: 0 critical, 0 major, 1 minor." in ran.out
    assert "\x1b" not in ran.out


def test_a_review_that_does_not_fit_the_contract_stops_no_other(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    flag = Flag("negation", "grave", "Told so.")  # type: ignore[arg-type]
    monkeypatch.setattr(overread.checking, "over_read", lambda study: Review(study, flags=(flag,) if study.id == "S1" else ()))
    ran = run("check", "-", stdin=line("S1") + line("S2"))
    assert [result["error"] for result in ran.results] == ["the review does not fit the contract at severity", None]
    assert ran.status == 3


@pytest.mark.parametrize("command", ["draft", "check", "eval", "app", "models", "prompts", "validators"])
def test_help_lists_every_command(run: Run, command: str) -> None:
    assert f"\n  {command} " in run("--help").out


@pytest.mark.parametrize("command", ["check", "show", "app"])
def test_help_teaches_by_example(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert f"overread {command} " in ran.out.partition("Example")[2]


def test_validators_are_listed_with_what_they_look_for(run: Run) -> None:
    ran = run("validators")
    assert ran.status == 0
    rows = [row.split("  ", 1) for row in ran.out.splitlines() if not row.startswith(" ")]
    assert {"negation", "laterality", "measurement", "invented_finding", "omission", "text_defect"} <= {
        row[0].strip() for row in rows
    }
    assert all(len(row) == 2 and row[1].strip() for row in rows)


def test_app_starts_a_quiet_page_on_this_machine_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def call(command: list[str]) -> int:
        started.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    assert run("app", "--port", "18765", "--no-browser").status == 0
    (command,) = started
    assert command[1:] == ["-m", "overread.app.serving", "18765", "quiet"]


def test_app_says_what_is_wrong_with_the_secrets(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path))
    (tmp_path / "secrets.toml").write_text("auth = 1")
    (tmp_path / "secrets.toml").chmod(0o600)
    ran = run("app", "--port", "18765", "--no-browser")
    assert (ran.status, "no [auth] table" in ran.err) == (2, True)


def test_every_bundled_study_is_processed_the_same_by_one_process_or_two(run: Run) -> None:
    def verdicts(jobs: int) -> list[dict[str, Any]]:
        ran = run("check", EXAMPLES, "--jobs", jobs)
        assert (ran.status, ran.err) == (0, "")
        return [{**result, "seconds": None} for result in ran.results]

    one = verdicts(1)
    assert [result["id"] for result in one] == [
        json.loads(file.read_text("utf-8"))["id"] for file in sorted(EXAMPLES.glob("*.jsonl"))
    ]
    assert verdicts(2) == one


@pytest.mark.usefixtures("told")
def test_over_reading_holds_few_studies_at_a_time() -> None:
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield Failure(None, "not JSON")

    results = over_read_all(endless())
    for _ in range(10):
        next(results)
    assert taken == 10


def heed_interruptions() -> None:
    """Undo what a test run in the background hands down: that an interruption is to be ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interruption_leaves_the_good_file_and_nothing_else(tmp_path: Path) -> None:
    output = tmp_path / "checked.jsonl"
    output.write_text("good\n", "utf-8")
    for number, expected in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        with subprocess.Popen(
            [*OVERREAD, "check", "-", "--output", str(output)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=heed_interruptions,
        ) as process:
            assert process.stdin is not None
            process.stdin.write(line("S1"))
            process.stdin.flush()
            deadline = time.monotonic() + 30
            while len(os.listdir(tmp_path)) < 2 and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(number)
            _, error = process.communicate(timeout=30)
        assert process.returncode == expected
        assert b"Traceback" not in error
        assert os.listdir(tmp_path) == ["checked.jsonl"]
        assert output.read_text("utf-8") == "good\n"


def test_a_closed_pipe_ends_it_without_a_word(tmp_path: Path) -> None:
    studies = tmp_path / "studies.jsonl"
    studies.write_bytes(b"".join(line(str(number)) for number in range(3000)))
    with subprocess.Popen([*OVERREAD, "check", str(studies)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == "0"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
