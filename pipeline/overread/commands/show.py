"""Show results that were written earlier, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import click
from pydantic import ValidationError

from overread.commands import plain_errors
from overread.contract import ReviewRecord
from overread.delivery import deliver


@click.command("show")
@click.argument("results")
def show(results: str) -> None:
    """Show RESULTS, JSON Lines that `check` or `draft` wrote, as a table; `-` reads standard input.

    \b
    Example:
      overread check studies.jsonl --output checked.jsonl; overread show checked.jsonl
    """
    with plain_errors(), click.open_file(results, "rb") as stream:
        deliver(_read(stream, results), None, "table")


def _read(stream: IO[bytes], name: str) -> Iterator[ReviewRecord]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                yield ReviewRecord.model_validate_json(line)
            except ValidationError as error:
                field = ".".join(map(str, error.errors()[0]["loc"])) or "the line"
                message = f"{name} line {number}: {field} does not fit; expected a result of check or draft"
                raise click.ClickException(message) from None
