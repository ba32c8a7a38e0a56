"""Any source is read one record at a time, and every bad record says where it stands and what was expected."""

from __future__ import annotations

import io
import itertools
import json
import time
import tracemalloc
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from overread.readers import READERS, Failure, SourceError, jsonl, read_studies
from overread.study import Study

GOOD: dict[str, Any] = {"id": "S1", "findings": "No pleural effusion.", "impression": "No effusion."}


def line(**change: Any) -> bytes:
    return json.dumps(GOOD | change).encode() + b"\n"


def read_bytes(folder: Path, content: bytes, **options: bool) -> list[Study | Failure]:
    source = folder / "studies.jsonl"
    source.write_bytes(content)
    return list(read_studies(source, **options))


BAD_LINES: list[tuple[bytes, str | None, str]] = [
    (b"{broken\n", None, "not JSON at column 2 (Expecting property name enclosed in double quotes); expected one JSON object"),
    (
        b'{"id": "S9", "findings": "cut off\n',
        None,
        "not JSON at column 26 (Unterminated string starting at); expected one JSON",
    ),
    (b"not JSON at all\n", None, "not JSON at column 1 (Expecting value); expected one JSON object a line"),
    (b"[1, 2]\n", None, "a list; expected an object"),
    (b'"S9"\n', None, "text; expected an object"),
    (b"null\n", None, "null; expected an object"),
    (b'{"id": "S9", "findings": "\xff\xfe"}\n', None, "not UTF-8 at byte 27; expected UTF-8 text"),
    (b'{"id": "S9", "findings": "caf\xe9"}\n', None, "not UTF-8 at byte 30; expected UTF-8 text"),
    (b'{"id": "S9", "findings": "\\ud83d"}\n', "S9", "findings: half a surrogate pair; expected valid Unicode"),
    (b'{"id": "S9", "id": "S8", "findings": "x"}\n', None, "'id': given twice; expected once"),
    (line(id="S9", measurements=[{"value": float("nan")}]), None, "NaN is not JSON; expected a finite number or null"),
    (line(id="S9", meta=float("inf")), None, "Infinity is not JSON; expected a finite number or null"),
    (b'{"id": "S9", "findings": "x", "meta": 1e999}\n', None, "1e999 is out of range; expected a finite number"),
    (b'{"id": "S9", "findings": "x", "meta": ' + b"9" * 5000 + b"}\n", None, "a number of too many digits"),
    (line(id="S9", meta=json.loads("[" * 101 + "]" * 101)), None, "nested too deeply; expected at most 100 levels"),
    (
        b'{"id": "S9", "findings": "x", "meta": ' + b"[" * 99_999 + b"}\n",
        None,
        "nested too deeply; expected at most 100 levels",
    ),
    (line(id="S9", finding="x"), "S9", "finding: unknown field; expected one of id, exam"),
    (line(id="S9", findings=""), "S9", "findings: empty; expected text"),
    (line(id="S9", findings=None), "S9", "findings: null; expected text"),
    (line(id="S9", findings="x" * 5_000_000), "S9", "findings: 5,000,000 characters; expected at most 100,000"),
    (line(id=9), None, "id: a number; expected text"),
    (line(id="S9" * 200), None, "id: 400 characters; expected at most 256"),
    (
        line(id="S9", measurements=[{"value": True, "unit": "mm"}]),
        "S9",
        "measurements[0].value: true or false; expected a number",
    ),
    (line(id="S9", measurements=[{"value": -8, "unit": "mm"}]), "S9", "measurements[0]: -8 mm; expected a value from 0 to 3 m"),
    (line(id="S9", measurements=[{"value": 8, "unit": "furlong"}]), "S9", "measurements[0].unit: unknown UCUM unit 'furlong'"),
    (line(id="S9", measurements=[{"timepoint": "then"}]), "S9", "measurements[0].timepoint: 'then'; expected 'current' or"),
]


@pytest.mark.parametrize(("bad", "id", "message"), BAD_LINES)
def test_a_bad_line_says_where_and_what_and_the_others_go_on(tmp_path: Path, bad: bytes, id: str | None, message: str) -> None:
    before, failure, after = read_bytes(tmp_path, line() + bad + line(id="S2"))
    assert isinstance(before, Study)
    assert isinstance(after, Study)
    assert isinstance(failure, Failure)
    assert failure.id == id
    assert failure.message.startswith(f"studies.jsonl line 2: {message}")


def test_a_bad_record_keeps_its_meta(tmp_path: Path) -> None:
    (failure,) = read_bytes(tmp_path, line(findings=None, meta={"row": 7}))
    assert failure == Failure("S1", "studies.jsonl line 1: findings: null; expected text", {"row": 7})


def test_a_bad_line_never_quotes_its_text(tmp_path: Path) -> None:
    (failure,) = read_bytes(tmp_path, b'{"id": "S9", "findings": "Quartermain has a mass" "impression": 3}\n')
    assert isinstance(failure, Failure)
    assert "Quartermain" not in failure.message


@pytest.mark.parametrize("repeat", ["S1", "S2"])
def test_an_id_given_twice_is_refused_the_second_time(tmp_path: Path, repeat: str) -> None:
    records = read_bytes(tmp_path, line() + line(id="S2") + line(id=repeat))
    first = {"S1": 1, "S2": 2}[repeat]
    assert records[2] == Failure(
        repeat, f"studies.jsonl line 3: id: the same as in studies.jsonl line {first}; expected one id a study"
    )


def test_an_id_may_come_again_after_a_record_that_failed(tmp_path: Path) -> None:
    failed, read = read_bytes(tmp_path, line(findings=None) + line())
    assert isinstance(failed, Failure)
    assert isinstance(read, Study)


@pytest.mark.parametrize("impression", [None, "", " \n"])
def test_an_impression_can_be_asked_for(tmp_path: Path, impression: str | None) -> None:
    content = line(impression=impression)
    expected = "studies.jsonl line 1: impression: missing or empty; expected the impression to over-read"
    assert read_bytes(tmp_path, content, with_impression=True) == [Failure("S1", expected)]
    assert isinstance(read_bytes(tmp_path, content)[0], Study)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + line(),
        b"\n \n" + line() + b"\n",
        line().replace(b"\n", b"\r\n"),
        line().rstrip(b"\n"),
        b"  " + line(),
    ],
    ids=["byte order mark", "blank lines", "carriage returns", "no last line end", "indented"],
)
def test_lines_may_be_written_in_many_ways(tmp_path: Path, content: bytes) -> None:
    (study,) = read_bytes(tmp_path, content)
    assert study == Study("S1", "No pleural effusion.", impression="No effusion.")


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\x0c", "\r", "\n"])
def test_only_a_line_feed_ends_a_line(tmp_path: Path, separator: str) -> None:
    findings = f"No effusion.{separator}No mass."
    (study,) = read_bytes(tmp_path, json.dumps(GOOD | {"findings": findings}, ensure_ascii=False).encode())
    assert isinstance(study, Study)
    assert study.findings == findings


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "studies.jsonl: empty; expected studies"),
        (b" \n\n", "studies.jsonl: empty; expected studies"),
        (b"just words\n", "studies.jsonl: in no known format; expected one of jsonl"),
        (b"\x89PNG\r\n\x1a\n", "studies.jsonl: in no known format; expected one of jsonl"),
        ('{"id": "S1"}'.encode("utf-16"), "studies.jsonl: in no known format; expected one of jsonl"),
    ],
)
def test_a_source_that_cannot_be_read_at_all_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(tmp_path, content)
    assert str(caught.value) == message


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^nowhere\.jsonl: No such file or directory$"):
        list(read_studies(tmp_path / "nowhere.jsonl"))


def test_a_folder_is_read_file_by_file_in_order(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "b.txt").write_bytes(line(id="B"))
    (tmp_path / "a").write_bytes(line(id="A1") + line(id="A2"))
    (tmp_path / "deeper" / "c.jsonl").write_bytes(line(id="C"))
    (tmp_path / "notes").write_bytes(b"just words")
    (tmp_path / ".hidden").write_bytes(b"just words")
    (tmp_path / "README.md").write_bytes(b"just words")
    records = list(read_studies(tmp_path))
    assert [record.id for record in records] == ["A1", "A2", "B", "C", None]
    assert records[-1] == Failure(None, "notes: in no known format; expected one of jsonl")


def test_an_id_is_unique_over_a_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(line())
    assert list(read_studies(tmp_path))[1] == Failure("S1", "b line 1: id: the same as in a line 1; expected one id a study")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a folder without files; expected studies"):
        list(read_studies(tmp_path))


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line() + b"{\n")))
    study, failure = read_studies("-")
    assert isinstance(study, Study)
    assert isinstance(failure, Failure)
    assert failure.message.startswith("standard input line 2: not JSON")


def test_a_line_without_end_is_skipped_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1 << 20)
    failure, study = read_bytes(tmp_path, b'{"id": "' + b"x" * (3 << 20) + b'"}\n' + line())
    assert failure == Failure(None, "studies.jsonl line 1: a line over 1 MiB; expected one study")
    assert isinstance(study, Study)


def test_five_megabytes_of_findings_are_refused_within_seconds(tmp_path: Path) -> None:
    started = time.perf_counter()
    (failure,) = read_bytes(tmp_path, line(findings="No effusion. " * 400_000))
    assert isinstance(failure, Failure)
    assert time.perf_counter() - started < 5


class Endless(io.RawIOBase):
    """A stream of studies without end, as a pipe would give it."""

    def __init__(self) -> None:
        self.lines = (line(id=str(number), findings="No effusion. " * 50) for number in itertools.count())
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.rest = self.rest or next(self.lines)
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


def test_memory_stays_flat_however_long_the_stream() -> None:
    records = READERS["jsonl"].read(cast(BinaryIO, io.BufferedReader(Endless())))
    next(records)
    tracemalloc.start()
    for _ in itertools.islice(records, 2_000):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


def test_a_new_format_is_one_registration() -> None:
    with pytest.raises(ValueError, match="input format 'jsonl' is registered twice"):
        READERS.register("jsonl")(READERS["jsonl"])
