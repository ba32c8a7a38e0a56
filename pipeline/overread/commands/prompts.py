"""List the prompts that drafts are written with, or show one."""

from __future__ import annotations

import click


@click.group("prompts", invoke_without_command=True)
@click.pass_context
def prompts(context: click.Context) -> None:
    """List the prompts that drafts are written with, or show one.

    \b
    Examples:
      overread prompts
      overread prompts show impression > mine.yaml
      overread draft studies.jsonl --prompt ./mine.yaml
    """
    if context.invoked_subcommand is None:
        context.invoke(list_prompts)


@prompts.command("list")
def list_prompts() -> None:
    """List the bundled prompts with version, digest and number of examples."""
    from rich.console import Console
    from rich.table import Table

    from overread.prompts import load, names

    table = Table.grid(padding=(0, 2))
    for name in names():
        prompt = load(name)
        table.add_row(prompt.id, f"version {prompt.version}", prompt.digest[:19], f"{len(prompt.shots)} examples")
    Console(highlight=False, markup=False).print(table)


@prompts.command()
@click.argument("prompt")
def show(prompt: str) -> None:
    """Print a prompt, given by id or path: its digest in the first line, then its YAML, to be edited and used as one's own."""
    from overread.prompts import load, source

    try:
        digest = load(prompt).digest
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"# {digest}\n{source(prompt)}", nl=False)
