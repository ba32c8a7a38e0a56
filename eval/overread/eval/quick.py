"""A quick look at the engine: recall of planted errors and flags on faithful drafts, printed as two tables.

Run `python -m overread.eval.quick FILES...` on studies in the contract's shape.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from overread.eval.case import Case
from overread.eval.casebook import copied, injected, own, reworded, with_rows
from overread.eval.datasets.contract import read_contract
from overread.eval.judges import JUDGES, Judge
from overread.eval.scoring import Found, found
from overread.review import SEVERITIES, Flag, Review
from overread.study import Study

Reviewed = tuple[Case, Review]


def _read(paths: Sequence[Path], sample: int | None, seed: int) -> list[Study]:
    studies = [study for path in paths for study in read_contract(path)]
    return random.Random(seed).sample(studies, sample) if sample and sample < len(studies) else studies


def _injected_table(rows: Sequence[tuple[Case, Found, bool]]) -> Table:
    table = Table("error", "n", "caught %", "right type %", "caught, twin quiet %", "types given instead")
    by: dict[str, list[tuple[Case, Found, bool]]] = defaultdict(list)
    for row in rows:
        name = row[0].error or ""
        by[f"{name} ({row[0].importance})" if row[0].importance else name].append(row)
    for name, group in [*sorted(by.items()), ("all", list(rows))]:
        n = len(group)
        caught = sum(row[1].caught for row in group)
        right = sum(row[1].right_type for row in group)
        paired = sum(row[1].caught and row[2] for row in group)
        wrong = Counter(f.type for case, hit, _ in group if not hit.right_type for f in hit.flags)
        others = ", ".join(f"{kind} {count}" for kind, count in wrong.most_common(3))
        table.add_row(name, str(n), *(f"{100 * k / n:.0f}" for k in (caught, right, paired)), others if name != "all" else "")
    return table


def _quiet_table(reviewed: Sequence[Reviewed]) -> Table:
    table = Table(
        "faithful drafts",
        "n",
        "flagged %",
        "flags/100",
        *(f"{s}/100" for s in SEVERITIES),
        "on statements/100",
        "types per 100",
    )
    by: dict[str, list[Reviewed]] = defaultdict(list)
    for case, review in reviewed:
        by[case.kind if case.kind != "reworded" else f"reworded: {case.error}"].append((case, review))
    for name, group in sorted(by.items()):
        flags = [flag for _, review in group for flag in review.flags]
        per = 100 / len(group)
        severities = Counter(flag.severity for flag in flags)
        types = ", ".join(f"{kind} {count * per:.1f}" for kind, count in Counter(f.type for f in flags).most_common(8))
        spoken = sum(flag.span is not None for flag in flags)
        share = per * sum(bool(review.flags) for _, review in group)
        counts = [f"{severities[s] * per:.1f}" for s in SEVERITIES]
        table.add_row(name, str(len(group)), f"{share:.0f}", f"{len(flags) * per:.1f}", *counts, f"{spoken * per:.1f}", types)
    return table


def _quiet_at(review: Review, case: Case) -> bool:
    """Return whether the clean twin has no flag of a type that would count as naming the error."""
    return not any(flag.type in case.expects for flag in review.flags)


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 70) : start], text[end : end + 50]
    return f"{before}[[{text[start:end]}]]{after}".replace("\n", " / ")


def _show_case(case: Case, flags: Iterable[Flag]) -> None:
    click.echo(f"\n{case.id} ({case.style}) {case.note}")
    for span in case.spans:
        click.echo(f"   draft:  …{_context(case.study.impression or '', *span)}…")
    for span in case.source_spans:
        click.echo(f"   source: …{_context(case.study.findings, *span)}…")
    for flag in flags:
        click.echo(f"   flag:   {flag.severity} {flag.type} {flag.text or ''!r} {flag.message}")


def _show_flags(reviewed: Sequence[Reviewed], kind: str, only: str | None, most: int) -> None:
    shown = 0
    for case, review in reviewed:
        flags = [flag for flag in review.flags if only in (None, flag.type)]
        if kind in (case.kind, case.error) and flags and shown < most:
            shown += 1
            click.echo(f"\n{case.id}\n  findings:   {' '.join(case.study.findings.split())}")
            click.echo(f"  impression: {' '.join((case.study.impression or '').split())}")
            for flag in flags:
                where = "; ".join(f"{e.source}: {e.text or e.id or e.field}" for e in flag.evidence)
                click.echo(f"  * {flag.severity} {flag.type} {flag.text or ''!r}: {flag.message} [{where}]")


def _run(
    over_read: Judge, studies: Sequence[Study], seed: int, limit: int
) -> tuple[list[tuple[Case, Found, bool]], list[Reviewed]]:
    rows = []
    for case in injected(studies, seed, limit=limit):
        twin = over_read(case.twin) if case.twin else Review(case.study)
        rows.append((case, found(case, over_read(case.study)), _quiet_at(twin, case)))
    quiet = [*copied(studies, seed), *reworded(studies, seed, limit=limit), *own(studies), *with_rows(studies, seed)]
    return rows, [(case, over_read(case.study)) for case in quiet]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--limit", default=200, show_default=True, help="Most cases of each error type or rewording.")
@click.option("--sample", type=int, help="Take so many studies at random.")
@click.option("--seed", default=0, show_default=True)
@click.option("--judge", default="overread", show_default=True, help="What to evaluate.")
@click.option("--show", multiple=True, metavar="TYPE", help="Print the missed or wrongly named cases of this error type.")
@click.option("--show-flags", multiple=True, metavar="KIND", help="Print flags on verbatim, radiologist, or one rewording.")
@click.option("--type", "only", help="With --show-flags: this flag type only.")
@click.option("--most", default=25, show_default=True, help="Print at most so many.")
def main(
    files: tuple[Path, ...], judge: str, limit: int, sample: int | None, seed: int, show: tuple[str, ...],
    show_flags: tuple[str, ...], only: str | None, most: int,
) -> None:  # fmt: skip
    """Print how the engine does on planted errors and on faithful drafts made from FILES."""
    console = Console(width=190)
    over_read = JUDGES[judge]()
    studies = _read(files, sample, seed)
    started = time.perf_counter()
    rows, quiet = _run(over_read, studies, seed, limit)
    console.print(_injected_table(rows), _quiet_table(quiet))
    errors = Counter(review.error for _, review in quiet if review.error)
    console.print(f"{len(studies)} studies, {time.perf_counter() - started:.1f} s; could not judge: {dict(errors)}")
    for name in show:
        missed = [(case, hit) for case, hit, _ in rows if case.error == name and not hit.right_type]
        for case, hit in missed[:most]:
            _show_case(case, hit.flags or over_read(replace(case.study)).flags)
    for kind in show_flags:
        _show_flags(quiet, kind, only, most)


if __name__ == "__main__":
    main()
