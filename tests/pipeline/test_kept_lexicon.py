"""The lexicon kept from one start to the next: the same as the one that is read, and never believed when it was touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from overread.language.lexicon import kept as keeping
from overread.language.lexicon import loading

DATA = {"files": {"a.yaml": {"concepts": {"nodule": {"terms": ["nodule", "Knötchen"]}}}}, "entries": [["concept", "x", None]]}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the lexicon is kept, in a folder that does not exist yet."""
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "lexicon.json"


def made(times: list[str], data: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """Return a maker that notes each time it is asked."""
    return lambda: times.append("made") or data  # type: ignore[func-returns-value]


def test_what_was_kept_is_not_made_again(file: Path) -> None:
    times: list[str] = []
    assert [keeping.kept("key", made(times, DATA)) for _ in range(3)] == [DATA] * 3
    assert times == ["made"]
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "touched",
    [
        lambda content: content.replace(b"nodule", b"nodules", 1),
        lambda content: content[:-1],
        lambda content: content + b" ",
        lambda content: content.partition(b"\n")[2],
        lambda content: b"",
        lambda content: b"\n" + content,
    ],
    ids=["a word", "cut", "longer", "no digest", "empty", "moved"],
)
def test_a_file_that_was_touched_is_not_believed(file: Path, touched: Callable[[bytes], bytes]) -> None:
    times: list[str] = []
    keeping.kept("key", made(times, DATA))
    content = file.read_bytes()
    file.write_bytes(touched(content))
    assert keeping.kept("key", made(times, DATA)) == DATA
    assert times == ["made", "made"]
    assert file.read_bytes() == content


def test_a_file_of_another_key_is_not_believed(file: Path) -> None:
    keeping.kept("one", lambda: DATA)
    assert keeping.kept("other", lambda: {}) == {}


def test_a_folder_that_cannot_be_written_does_no_harm(file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    assert keeping.kept("key", lambda: DATA) == DATA
    assert file.parent.read_text() == "a file where the folder should be"


def test_the_kept_lexicon_is_the_one_that_is_read(file: Path) -> None:
    read, kept = loading.load(), loading.load()
    assert file.is_file()
    assert kept == read


def test_the_key_changes_with_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    key = loading._recipe()
    monkeypatch.setattr(loading, "digest", lambda: "sha256:0")
    assert loading._recipe() != key
