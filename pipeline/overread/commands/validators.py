"""List the checks that every draft goes through."""

from __future__ import annotations

import inspect
import shutil

import click

_WIDEST = 120


@click.command("validators")
def validators() -> None:
    """List the checks that every draft goes through, each with what it looks for."""
    from overread.validators import VALIDATORS

    formatter = click.HelpFormatter(width=min(shutil.get_terminal_size().columns, _WIDEST))
    formatter.write_dl([(name, first_sentence(inspect.getdoc(check) or "")) for name, check in VALIDATORS.items()])
    click.echo(formatter.getvalue(), nl=False)


def first_sentence(docstring: str) -> str:
    """Return the first sentence of a docstring on one line."""
    return " ".join(docstring.split("\n\n")[0].split()).split(". ")[0].rstrip(".") + "."
