"""Results are written whole or not at all, and nothing in a report can command a terminal."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from overread.contract import ReviewRecord
from overread.conversion import blocked_record, record_of, result_json
from overread.delivery import FAILED, FLAGGED, PROCESSED, deliver, opened
from overread.finding import Finding
from overread.review import Claim, Decision, Draft, Evidence, Flag, Review, Severity
from overread.study import Study
from overread.writers import WRITERS
from overread.writers.jsonl import line_of
from overread.writers.table import neutral

EFFUSION = Evidence("findings", (0, 35), "There is a small left pleural effusion.")


def result(
    id: str = "S1", severity: Severity | None = None, text: str = "Right effusion", decision: Decision = "review"
) -> ReviewRecord:
    flag = Flag("laterality", severity or "minor", "The findings say left.", (0, 5), "Right", "c1", "laterality", (EFFUSION,))
    claim = Claim("c1", Finding("pleural_effusion", (0, len(text)), text), "contradicted", (EFFUSION,))
    study = Study(id, "There is a small left pleural effusion.", impression=text)
    return record_of(Review(study, claims=(claim,), flags=(flag,) if severity else (), decision=decision))


@pytest.fixture(autouse=True)
def wide_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the table so wide that no cell wraps."""
    monkeypatch.setattr("overread.writers.table._PLAIN_WIDTH", 400)


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def table(*results: ReviewRecord, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    WRITERS["table"](results, stream)
    return stream.getvalue()


def test_json_lines_hold_one_result_each_in_order() -> None:
    stream = io.StringIO()
    results = [result("A"), blocked_record(None, "line 2: not JSON"), result("C", "major")]
    WRITERS["jsonl"](results, stream)
    lines = stream.getvalue().splitlines()
    assert [json.loads(line) for line in lines] == [result_json(one) for one in results]


@pytest.mark.parametrize(
    "text", ["é µ 中", "a\u2028b", "\x1b[2J", "\x9b2J", "\ud83d", "\u202eflipped", 'quote " \\ end', "\x00"]
)
def test_json_lines_carry_any_text_on_one_safe_line(text: str) -> None:
    record = blocked_record("S1", "words", {"note": text})
    line = line_of(record)
    assert json.loads(line)["meta"] == {"note": text}
    assert line.encode().decode().isprintable()


def test_json_lines_keep_letters_readable() -> None:
    assert "naïve µm" in line_of(blocked_record("S1", "naïve µm"))


def test_a_table_shows_statement_status_evidence_flags_and_decision() -> None:
    text = " ".join(table(result("S1", "critical", decision="blocked")).split())
    for part in ("S1 blocked", "Right effusion", "contradicted", "findings:", "critical laterality: The findings say left."):
        assert part in text
    assert "1 study: 0 clear, 0 review, 1 blocked. Flags: 1 critical, 0 major, 0 minor." in text


def test_a_table_shows_what_the_impression_lacks() -> None:
    flag = Flag("omission", "major", "The left effusion is left out.", evidence=(EFFUSION,))
    text = " ".join(table(record_of(Review(Study("S1", "x"), flags=(flag,), decision="review"))).split())
    assert "(not in the impression)" in text
    assert "major omission: The left effusion is left out." in text


def test_a_table_shows_rows_drafts_and_errors() -> None:
    draft = Draft("Right effusion", "a-model", None, "impression", "sha256:a", 0, confidence=0.5)
    claim = Claim(
        "c1", Finding("x", (0, 14), "Right effusion"), evidence=tuple(Evidence("measurements", id=f"m{n}") for n in range(5))
    )
    text = " ".join(
        table(record_of(Review(Study("S1", "x"), draft, claims=(claim,))), blocked_record(None, "not JSON")).split()
    )
    for part in (
        "drafted by a-model, confidence 0.50",
        "measurements m0",
        "and 2 more",
        "(no id) blocked not JSON",
        "2 studies:",
    ):
        assert part in text


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" not in table(result())
    assert "\x1b[" in table(result(), stream=Terminal())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain µm – “quoted”", "plain µm – “quoted”"),
        ("two\nlines\tand  gaps", "two lines and gaps"),
        ("\x1b[31mred\x1b[0m", "\\u001b[31mred\\u001b[0m"),
        ("\x9b2J", "\\u009b2J"),
        ("\x07bell\x00", "\\u0007bell\\u0000"),
        ("\x1b]8;;http://x\x07link", "\\u001b]8;;http://x\\u0007link"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ud83d", "\\ud83d"),
        ("[bold]markup[/bold] :smile:", "[bold]markup[/bold] :smile:"),
    ],
)
def test_control_characters_are_spelt_out(text: str, shown: str) -> None:
    assert neutral(text) == shown


def test_report_text_commands_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    hostile = "\x1b[2J\x1b]0;owned\x07[red]Right\x9b1m effusion"
    flag = Flag("negation", "major", hostile, (0, 5), hostile, None, "negation", (Evidence("findings", (0, 3), hostile),))
    claim = Claim("c1", Finding("x", (0, 5), hostile), "supported", (Evidence("measurements", id=hostile),))
    review = Review(Study(hostile, hostile), claims=(claim,), flags=(flag,), decision="review", error=hostile)
    text = table(record_of(review))
    assert "[red]Right" in text
    assert all(character.isprintable() for character in text.replace("\n", ""))


@pytest.mark.parametrize(
    ("results", "fail_on", "status"),
    [
        ([result()], "minor", PROCESSED),
        ([result(severity="critical")], None, PROCESSED),
        ([result(severity="minor")], "minor", FLAGGED),
        ([result(severity="minor")], "major", PROCESSED),
        ([result(severity="major")], "major", FLAGGED),
        ([result(severity="major")], "critical", PROCESSED),
        ([result(severity="critical")], "critical", FLAGGED),
        ([result(), blocked_record(None, "not JSON")], None, FAILED),
        ([result(severity="critical"), blocked_record(None, "not JSON")], "minor", FAILED),
        ([], "minor", PROCESSED),
    ],
)
def test_exit_status(tmp_path: Path, results: list[ReviewRecord], fail_on: Severity | None, status: int) -> None:
    assert deliver(results, tmp_path / "out.jsonl", "jsonl", fail_on) == status


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, OSError, RuntimeError])
def test_nothing_half_written_replaces_a_good_file(tmp_path: Path, interruption: type[BaseException]) -> None:
    def broken() -> Iterator[ReviewRecord]:
        yield result()
        raise interruption

    output = tmp_path / "out.jsonl"
    output.write_text("good\n", "utf-8")
    with pytest.raises(interruption):
        deliver(broken(), output, "jsonl")
    assert output.read_text("utf-8") == "good\n"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_finished_file_takes_the_old_ones_place_and_mode(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("old\n", "utf-8")
    output.chmod(0o640)
    deliver([result()], output, "jsonl")
    assert json.loads(output.read_text("utf-8"))["id"] == "S1"
    assert stat.S_IMODE(output.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        deliver([result()], tmp_path / "out.jsonl", "jsonl")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old\n", "utf-8")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    deliver([result()], tmp_path / "link.jsonl", "jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert json.loads((tmp_path / "real.jsonl").read_text("utf-8"))["id"] == "S1"


def test_a_device_is_written_directly() -> None:
    assert deliver([result()], Path(os.devnull), "jsonl") == PROCESSED
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("output", ["no/such/folder/out.jsonl", "."])
def test_an_output_that_cannot_be_written_is_an_error_at_once(tmp_path: Path, output: str) -> None:
    with pytest.raises(OSError, match=r"No such file or directory|Is a directory"), opened(tmp_path / output):
        pytest.fail("nothing can be written here")


def test_standard_output_is_utf_8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    deliver([blocked_record("S1", "naïve")], None, None)
    assert json.loads(raw.getvalue())["error"] == "naïve"
