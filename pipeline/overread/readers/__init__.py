"""The input formats, one file each and recognised from content, and `read_studies`, which reads any of them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from overread.registry import Registry
from overread.study import Study

_HEAD = 1 << 16
_PASSED_OVER = (".", "README")


class SourceError(ValueError):
    """A whole input that cannot be read: not there, empty, or in no known format."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be read: its id and meta as far as they could be, and why, in words that quote no report text."""

    id: str | None
    message: str
    meta: Any = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format.

    `recognises` sees the first bytes of the content; `read` yields each record after the place it stands ("line 3").
    """

    recognises: Callable[[bytes], bool]
    read: Callable[[BinaryIO], Iterator[tuple[str, Study | Failure]]]


READERS: Registry[Reader] = Registry("input format", __name__)


def read_studies(source: str | Path, *, with_impression: bool = False) -> Iterator[Study | Failure]:
    """Yield every record of a file, a folder or `-` (standard input), in order and one at a time.

    In a folder, hidden files and READMEs are passed over; any other file in no known format is a Failure.
    A record that cannot be read, whose id came before, or that lacks the impression asked for is a Failure that names file,
    place, field and what was expected. Raises SourceError if the whole source cannot be read.
    """
    seen: dict[str, str] = {}
    for place, record in _placed(source):
        trouble = _trouble(record, seen, with_impression)
        if isinstance(record, Study) and not trouble:
            seen[record.id] = place
            yield record
        else:
            yield Failure(record.id, f"{place}: {trouble}", record.meta)


def _trouble(record: Study | Failure, seen: dict[str, str], with_impression: bool) -> str | None:
    if isinstance(record, Failure):
        return record.message
    if record.id in seen:
        return f"id: the same as in {seen[record.id]}; expected one id a study"
    if with_impression and not (record.impression or "").strip():
        return "impression: missing or empty; expected the impression to over-read"
    return None


def _placed(source: str | Path) -> Iterator[tuple[str, Study | Failure]]:
    if str(source) == "-":
        yield from _stream(sys.stdin.buffer, "standard input")
        return
    path = Path(source)
    if not path.is_dir():
        yield from _file(path, path.name)
        return
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith(_PASSED_OVER)]
    if not files:
        raise SourceError(f"{path}: a folder without files; expected studies")
    for file in files:
        name = str(file.relative_to(path))
        try:
            yield from _file(file, name)
        except SourceError as error:
            yield name, Failure(None, str(error).removeprefix(f"{name}: "))


def _file(path: Path, name: str) -> Iterator[tuple[str, Study | Failure]]:
    try:
        with path.open("rb", buffering=_HEAD) as stream:
            yield from _stream(stream, name)
    except OSError as error:
        raise SourceError(f"{name}: {error.strerror or 'cannot be read'}") from error


def _stream(stream: BinaryIO, name: str) -> Iterator[tuple[str, Study | Failure]]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, _HEAD)  # type: ignore[type-var]
    reader = _recognised(buffered.peek(_HEAD), name)
    for place, record in reader.read(buffered):
        yield f"{name} {place}", record


def _recognised(head: bytes, name: str) -> Reader:
    for reader in READERS.values():
        if reader.recognises(head):
            return reader
    if not head.strip():
        raise SourceError(f"{name}: empty; expected studies")
    raise SourceError(f"{name}: in no known format; expected one of {', '.join(READERS)}")
