"""List the checks that every draft goes through."""

from __future__ import annotations

import inspect

import click


@click.command("validators")
def validators() -> None:
    """List the checks that every draft goes through, each with what it looks for."""
    from rich.console import Console
    from rich.table import Table

    from overread.validators import VALIDATORS

    table = Table.grid(padding=(0, 2))
    for name, check in VALIDATORS.items():
        table.add_row(name, first_sentence(inspect.getdoc(check) or ""))
    Console(highlight=False, markup=False).print(table)


def first_sentence(docstring: str) -> str:
    """Return the first sentence of a docstring on one line."""
    return " ".join(docstring.split("\n\n")[0].split()).split(". ")[0].rstrip(".") + "."
