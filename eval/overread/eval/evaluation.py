"""What the command line does with a suite: run it, write its report, hold it against a baseline, compare and export."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from overread.contract import ReviewRecord
from overread.eval.cards import DatasetCard
from overread.eval.case import Case
from overread.eval.comparing import Contrast, compare
from overread.eval.drafting_runs import Drafter, drafter_of, run_drafts
from overread.eval.estimates import Settings
from overread.eval.exporting import to_crimson, to_green
from overread.eval.families import FAMILIES
from overread.eval.gate import falls
from overread.eval.judges import JUDGES
from overread.eval.outcome import Outcome, read_outcomes
from overread.eval.page import headline, render, shown
from overread.eval.running import run, tasks_of
from overread.eval.suite import Suite, data_of, read_suite
from overread.eval.summary import Summary, read_summary, summarise, write_summary
from overread.study import Study

RESULTS, SUMMARY, REPORT = "results.jsonl", "summary.json", "report.html"
DRAFTS = "drafts.jsonl"


@dataclass(frozen=True, slots=True)
class Material:
    """What a suite is made of: cards with their studies, and the cases made of them, each with its dataset's id."""

    suite: Suite
    data: tuple[tuple[DatasetCard, tuple[Study, ...]], ...]
    cases: tuple[tuple[str, Case], ...]


def material_of(name: str) -> Material:
    """Return a suite's material; ValueError says which suite, card or study is wrong, ImportError which judge is missing."""
    suite, folder = read_suite(name)
    for judge in suite.judges:
        JUDGES[judge]()
    data = tuple(data_of(part, folder) for part in suite.data)
    cases = tuple(
        (card.id, case)
        for part, (card, studies) in zip(suite.data, data, strict=True)
        for family in part.cases
        for case in FAMILIES[family](studies, suite.seed, suite.limit)
    )
    return Material(suite, data, cases)


def evaluate(material: Material, folder: Path, jobs: int, drafters: Sequence[tuple[str, Drafter]] = ()) -> list[Outcome]:
    """Return every outcome of a suite and of the drafts of each named drafter, going on where `folder` stopped."""
    suite = material.suite
    tasks = tasks_of(material.cases, suite.judges)
    studies = [(card.id, study) for card, studies in material.data for study in islice(studies, suite.drafted)]
    seeds = range(suite.seed, suite.seed + suite.repeats)
    with _bar() as bar:
        row = bar.add_task("over-reading", total=len(tasks))
        outcomes = run(tasks, folder / RESULTS, jobs, partial(bar.advance, row))
        for name, draft in drafters:
            row = bar.add_task(f"drafting with {name}", total=len(studies) * len(seeds))
            outcomes += run_drafts(studies, name, draft, seeds, folder / DRAFTS, partial(bar.advance, row))
    return outcomes


@contextmanager
def _bar() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield progress


def evaluate_and_report(
    name: str, models: Sequence[str], report: Path | None, jobs: int, baseline: Path | None, max_drop: float
) -> int:
    """Run a suite, write its report, print the summary, and return 1 when a rate fell from the baseline, else 0."""
    try:
        before = read_summary(baseline) if baseline else None
        material = material_of(name)
        drafters = [(model, drafter_of(model, material.suite.prompt)) for model in models]
    except (ValueError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    with TemporaryDirectory() as scratch:
        folder = report or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            outcomes = evaluate(material, folder, jobs, drafters)
        except BrokenProcessPool as error:
            raise click.ClickException("a process ended; run again to go on where it stopped, or try fewer --jobs.") from error
        summary = summarise(material.suite, material.data, outcomes)
        write_summary(summary, folder / SUMMARY)
        cases = {case.id: case for _, case in material.cases}
        (folder / REPORT).write_text(render(summary, outcomes, cases), encoding="utf-8")
        print_summary(summary)
        if report:
            click.echo(f"written: {report / RESULTS}, {report / SUMMARY}, {report / REPORT}", err=True)
        fallen = falls(before, read_summary(folder / SUMMARY), max_drop) if before else []
    for fall in fallen:
        click.echo(f"fell: {fall}")
    return 1 if fallen else 0


def print_summary(summary: Summary) -> None:
    """Print the figures that decide, one column a judge or model."""
    table = Table("", *summary.scores)
    columns = [headline(summary, judge) for judge in summary.scores]
    for lines in zip(*columns, strict=True):
        if any(value for _, value in lines):
            table.add_row(lines[0][0], *(value or "–" for _, value in lines))
    Console().print(table)


def _outcomes(path: Path, judge: str | None) -> list[Outcome]:
    outcomes = list(read_outcomes(path / RESULTS if path.is_dir() else path))
    judges = list(dict.fromkeys(outcome.judge for outcome in outcomes))
    if judge is not None and judge not in judges:
        raise ValueError(f"{path}: no judge {judge!r}; expected one of {', '.join(judges)}")
    return [outcome for outcome in outcomes if outcome.judge == (judge or judges[0])]


def compare_and_print(a: tuple[Path, str | None], b: tuple[Path, str | None], output: Path | None) -> None:
    """Print the contrasts of two runs, each a path and a judge, and write them as JSON where asked."""
    try:
        contrasts = compare(_outcomes(*a), _outcomes(*b), Settings())
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    table = Table("measure", "n", "A", "B", "B - A", "only A", "only B", "p")
    for item in contrasts:
        numbers = (f"{100 * item.a:.1f} %", f"{100 * item.b:.1f} %", shown(item.difference), str(item.only_a), str(item.only_b))
        table.add_row(item.name, str(item.n), *numbers, f"{item.p:.3g}" if item.p >= 1e-4 else "< 0.0001")
    Console().print(table)
    if output:
        output.write_text(json.dumps([_contrast(item) for item in contrasts], indent=1) + "\n", encoding="utf-8")


def _contrast(item: Contrast) -> dict[str, object]:
    return asdict(item)


def export_lines(results: Path, scheme: str) -> Iterator[str]:
    """Yield each result line of a file in another scheme's categories; ClickException names a line that is no result."""
    convert = {"green": to_green, "crimson": to_crimson}[scheme]
    for number, line in enumerate(results.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield json.dumps(convert(ReviewRecord.model_validate_json(line)), ensure_ascii=False)
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise click.ClickException(f"{results.name}, line {number}: field {place!r}: {first['msg']}") from None
