"""The commands, one module each, and what they share: the STUDIES argument, the output options and plain errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from overread.delivery import leave_closed_pipe
from overread.readers import SourceError

Command = Callable[..., Any]


def studies_argument(command: Command) -> Command:
    """Add the STUDIES argument: a file, a folder or `-`."""
    return click.argument("studies")(command)


def output_options(command: Command) -> Command:
    """Add `--output` and `--format`."""
    command = click.option(
        "--format",
        type=click.Choice(["jsonl", "table"]),
        help="How to write the results; the default is a table on a terminal, JSON Lines elsewhere.",
    )(command)
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        help="Write to this file; it is replaced only when all results are there.",
    )(command)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn an unreadable source or an unwritable output into one line on standard error and exit status 2."""
    try:
        yield
    except BrokenPipeError:
        leave_closed_pipe()
    except SourceError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'output'}: {error.strerror or error}") from error
