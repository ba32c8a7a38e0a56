"""Draft impressions with a language model, then over-read the drafts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from overread.commands import output_options, plain_errors, studies_argument
from overread.contract import ReviewRecord
from overread.conversion import blocked_record, record_of
from overread.delivery import deliver
from overread.readers import Failure, read_studies
from overread.study import Study

if TYPE_CHECKING:
    from overread.models import LanguageModel
    from overread.prompts import Prompt

Showing = Callable[[str], AbstractContextManager[object]]


@click.command("draft")
@studies_argument
@click.option(
    "--model", default="qwen2.5-1.5b", show_default=True, envvar="OVERREAD_MODEL", show_envvar=True, help="What to draft with.",
)  # fmt: skip
@click.option(
    "--prompt", default="impression", show_default=True, envvar="OVERREAD_PROMPT", show_envvar=True,
    help="A prompt's id (see overread prompts) or the path of a YAML file.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the sampling, where the prompt samples.")
@output_options
def draft(studies: str, model: str, prompt: str, seed: int, output: Path | None, format: str | None) -> None:
    """Draft the impression of every study with a language model, then over-read the drafts.

    STUDIES is a file, a folder or `-` for standard input; an impression that is there already is not looked at.

    \b
    MODEL is one of
      qwen2.5-1.5b                     an id of the catalogue (overread models), in this process
      path/to/model.gguf               any GGUF file, in this process
      transformers:DIR_OR_ID           a Hugging Face checkpoint, in this process
      openai:NAME@URL                  a server that speaks OpenAI's protocol; the reports are sent to it

    \b
    Examples:
      overread models pull qwen2.5-1.5b
      overread draft studies.jsonl --output drafts.jsonl
      overread draft studies.jsonl --model openai:qwen@http://127.0.0.1:8000/v1
      head -1 studies.jsonl | overread draft - --format table
    """
    with plain_errors():
        records = _begun(read_studies(studies))
        drafter = _load(model, prompt)
        showing = _status if output is None and sys.stdout.isatty() and sys.stderr.isatty() else _nothing
        status = deliver(draft_all(records, *drafter, seed, showing), output, format)
    click.get_current_context().exit(status)


def draft_all(
    records: Iterable[Study | Failure], model: LanguageModel, prompt: Prompt, seed: int, showing: Showing
) -> Iterator[ReviewRecord]:
    """Yield the result line of every record in order, drafted and over-read; a failed draft is a blocked study."""
    from overread import drafting
    from overread.checking import over_read
    from overread.models import ModelError

    for record in records:
        if isinstance(record, Failure):
            yield blocked_record(record.id, record.message, record.meta)
            continue
        try:
            with showing(f"drafting {record.id}"):
                drafted = drafting.draft(record, model, prompt, seed)
        except ModelError as error:
            yield blocked_record(record.id, str(error), record.meta)
            continue
        yield record_of(over_read(record, drafted))


def _begun(records: Iterator[Study | Failure]) -> Iterator[Study | Failure]:
    """Read the first record at once, so that an unreadable source is reported before a model is loaded."""
    return chain(list(islice(records, 1)), records)


def _load(model: str, prompt: str) -> tuple[LanguageModel, Prompt]:
    with (_status if sys.stderr.isatty() else _nothing)(f"loading {model}"):
        from overread import models, prompts

        try:
            asked = prompts.load(prompt)
            return models.load(model), asked
        except ValueError as error:
            raise click.ClickException(str(error)) from error


def _status(doing: str) -> AbstractContextManager[object]:
    from rich.console import Console

    return Console(stderr=True).status(doing)


def _nothing(doing: str) -> AbstractContextManager[object]:
    return nullcontext()
