"""Where result lines go: to standard output, or to a file that is replaced only once the new one is complete."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from overread.review import SEVERITIES, Severity
from overread.writers import WRITERS

if TYPE_CHECKING:
    from overread.contract import ReviewRecord

PROCESSED, FLAGGED, UNREADABLE, FAILED = range(4)
"""Exit statuses: all processed; flagged at or above `--fail-on`; arguments or input unreadable; some study failed."""

_PIPE_CLOSED = 141


def deliver(results: Iterable[ReviewRecord], output: Path | None, format: str | None, fail_on: Severity | None = None) -> int:
    """Write the results as they come and return the exit status; a failed study outweighs a flagged one.

    `format` is `jsonl` or `table`; None means a table on a terminal and JSON Lines anywhere else.
    """
    statuses = {PROCESSED}
    watched = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()

    def counted() -> Iterator[ReviewRecord]:
        for result in results:
            if result.error:
                statuses.add(FAILED)
            elif any(flag.severity in watched for flag in result.flags):
                statuses.add(FLAGGED)
            yield result

    with opened(output) as stream:
        format = format or ("table" if output is None and stream.isatty() else "jsonl")
        quiet = stream.isatty() or not sys.stderr.isatty()
        WRITERS[format](counted() if quiet else _with_progress(counted()), stream)
    if output and format == "jsonl" and sys.stderr.isatty():
        print(f"The results are in {output}; `overread show {output}` prints them.", file=sys.stderr)
    return max(statuses)


@contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """Open standard output, or a file that takes the place of `output` when the block ends without an exception."""
    if output is None or str(output) == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = output.resolve()
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8") as stream:
            yield stream
        return
    with _replacing(target) as stream:
        yield stream


def leave_closed_pipe() -> NoReturn:
    """Leave without a word when the reader of standard output has gone, with the status shells give a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(_PIPE_CLOSED)


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(descriptor)
        os.chmod(name, _mode(target))
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _with_progress(results: Iterable[ReviewRecord]) -> Iterator[ReviewRecord]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} studies"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for result in results:
            progress.advance(task)
            yield result
