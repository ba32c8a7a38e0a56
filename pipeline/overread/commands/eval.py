"""Measure how well the over-read, or a model that drafts, does: planted errors, faithful drafts, labelled statements."""

from __future__ import annotations

from pathlib import Path

import click


class SuiteOrCommand(click.Group):
    """A group whose first argument may be the name of a suite: `eval SUITE` is `eval run SUITE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` in front of anything that names no command and asks for no help."""
        if args and args[0] not in self.commands and not {"-h", "--help"} & {args[0]}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("eval", cls=SuiteOrCommand, no_args_is_help=True)
def eval_() -> None:
    """Evaluate the over-read and the models that draft.

    \b
    Examples:
      overread eval examples --report out/            the bundled studies; no model, under a minute
      overread eval my_suite.yaml --report out/ --jobs 4
      overread eval my_suite.yaml --report out/ --model qwen2.5-1.5b --model openai:NAME@URL
      overread eval examples --report out/ --baseline before/summary.json --max-drop 0.01
      overread eval compare before/ after/
      overread eval lint my_dataset.yaml
      overread eval export checked.jsonl --to green
    """


@eval_.command("run")
@click.argument("suite")
@click.option("--model", "models", multiple=True, metavar="MODEL", help="Let this model draft the studies, too. Repeatable.")
@click.option("--report", type=click.Path(file_okay=False, path_type=Path), help="Where results, summary and report go.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to over-read with.")
@click.option("--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A summary.json to compare.")
@click.option("--max-drop", type=click.FloatRange(min=0), default=0.01, show_default=True, help="How far a rate may fall.")
@click.pass_context
def run(
    ctx: click.Context, suite: str, models: tuple[str, ...], report: Path | None, jobs: int, baseline: Path | None,
    max_drop: float,
) -> None:  # fmt: skip
    """Run SUITE: the name of a bundled suite or the path of a YAML file.

    The report folder gets results.jsonl (a line a case), summary.json and report.html; a run that was cut short goes on
    where it stopped.
    Exits 1 when a rate is worse than in the baseline by more than allowed, and says which.
    """
    from overread.eval.evaluation import evaluate_and_report

    ctx.exit(evaluate_and_report(suite, models, report, jobs, baseline, max_drop))


@eval_.command("compare")
@click.argument("a", type=click.Path(exists=True, path_type=Path))
@click.argument("b", type=click.Path(exists=True, path_type=Path))
@click.option("--judge-a", help="Which judge of A; its first by default.")
@click.option("--judge-b", help="Which judge of B; its first by default.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the contrasts as JSON, too.")
def compare(a: Path, b: Path, judge_a: str | None, judge_b: str | None, output: Path | None) -> None:
    """Compare two runs case by case: the report folders, or the results.jsonl, A and B.

    Prints the difference B - A with a bootstrap interval and the p of McNemar's test.
    """
    from overread.eval.evaluation import compare_and_print

    compare_and_print((a, judge_a), (b, judge_b), output)


@eval_.command("lint")
@click.argument("cards", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def lint(ctx: click.Context, cards: tuple[Path, ...]) -> None:
    """Check dataset CARDS: every field there, the data beside them, and as many records as they say."""
    from overread.eval.cards import lint as faults_of

    faults = [fault for card in cards for fault in faults_of(card)]
    for fault in faults:
        click.echo(fault)
    ctx.exit(1 if faults else 0)


@eval_.command("export")
@click.argument("results", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "scheme", type=click.Choice(["green", "crimson"]), required=True, help="Whose categories.")
def export(results: Path, scheme: str) -> None:
    """Write RESULTS of `overread check` or `draft` as JSON Lines in the categories of GREEN and ReXVal, or of CRIMSON."""
    from overread.eval.evaluation import export_lines

    for line in export_lines(results, scheme):
        click.echo(line)
