"""Over-read the impressions of studies: every statement with its status, evidence and flags."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from overread.commands import output_options, plain_errors, studies_argument
from overread.contract import ReviewRecord
from overread.conversion import blocked_record, record_of
from overread.delivery import deliver
from overread.readers import Failure, read_studies
from overread.review import SEVERITIES, Severity
from overread.study import Study

if TYPE_CHECKING:
    from overread.opinions import Consultant

_BATCH = 16
_BATCHES_AHEAD = 4


@click.command("check")
@studies_argument
@output_options
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 if a flag is this severe or more.")
@click.option(
    "--second-opinion",
    metavar="READER",
    help="Ask a learned reader about what the rules left open: nli:FOLDER_OR_ID, or chat:MODEL. Off unless given.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to over-read with.")
def check(
    studies: str, output: Path | None, format: str | None, fail_on: Severity | None, second_opinion: str | None, jobs: int
) -> None:
    """Over-read the impressions of STUDIES: a file, a folder or `-` for standard input; the format is read from the content.

    \b
    Examples:
      overread check studies.jsonl
      overread check incoming/ --output checked.jsonl --jobs 4
      overread check drafts.jsonl --fail-on major && echo "nothing major"
      zcat studies.jsonl.gz | overread check - --format jsonl | jq .decision
      overread check drafts.jsonl --second-opinion nli:./entailment-model
    """
    consultant = _consultant(second_opinion, jobs)
    with plain_errors():
        reviewed = over_read_all(read_studies(studies, with_impression=True), jobs, consultant)
        status = deliver(reviewed, output, format, fail_on)
    click.get_current_context().exit(status)


def _consultant(specification: str | None, jobs: int) -> Consultant | None:
    if specification is None:
        return None
    if jobs > 1:
        raise click.UsageError("--second-opinion needs --jobs 1: the model is held in one process")
    from overread.opinions import load

    try:
        return load(specification)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def over_read_all(
    records: Iterable[Study | Failure], jobs: int = 1, consultant: Consultant | None = None
) -> Iterator[ReviewRecord]:
    """Yield the result line of every record in order, in `jobs` processes, never holding more than a few batches.

    A `consultant` is asked in this process only, so it needs `jobs` 1.
    """
    if jobs == 1:
        yield from (_over_read(record, consultant) for record in records)
        return
    source = iter(records)
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts_to_parent) as pool:
        pending: deque[Future[list[ReviewRecord]]] = deque()
        while batch := list(islice(source, _BATCH)):
            pending.append(pool.submit(_over_read_batch, batch))
            if len(pending) > jobs * _BATCHES_AHEAD:
                yield from _finished(pending.popleft())
        while pending:
            yield from _finished(pending.popleft())


def _finished(future: Future[list[ReviewRecord]]) -> list[ReviewRecord]:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise click.ClickException("a process that over-reads ended unexpectedly; try fewer --jobs") from error


def _over_read_batch(records: list[Study | Failure]) -> list[ReviewRecord]:
    return list(map(_over_read, records))


def _over_read(record: Study | Failure, consultant: Consultant | None = None) -> ReviewRecord:
    from overread.checking import over_read

    if isinstance(record, Failure):
        return blocked_record(record.id, record.message, record.meta)
    try:
        return record_of(over_read(record, consultant=consultant) if consultant else over_read(record))
    except ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        return blocked_record(record.id, f"the review does not fit the contract at {field}", record.meta)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
