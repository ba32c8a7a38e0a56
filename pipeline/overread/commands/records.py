"""Keep the record of studies and reviews: load them, bring the database up to date, say where it lies."""

from __future__ import annotations

import click

from overread.commands import plain_errors, studies_argument
from overread.records.terminal import opened_store


@click.group("records")
def records() -> None:
    """Keep the record of studies and reviews: load them, bring the database up to date, say where it lies.

    \b
    The database is OVERREAD_DATABASE_URL, or SQLite in the folder OVERREAD_HOME, or in the user's data folder.

    \b
    Examples:
      overread records load-demo
      overread records load drafted.jsonl
    """


@records.command("where")
def where() -> None:
    """Bring the database up to date and say where record, rules and anchor lie; a password in the URL is not shown."""
    with opened_store() as store:
        click.echo(f"database  {store.engine.url.render_as_string(hide_password=True)}")
        click.echo(f"folder    {store.home}")
        click.echo(f"anchor    {store.setting.anchor.place.name}")


@records.command("load-demo")
def load_demo() -> None:
    """Take the bundled studies into the record, marked as a demonstration; the flawed ones become training cases."""
    from overread.records.accounts import command_line
    from overread.records.demonstration import load_demonstration

    with opened_store() as store, store.begin() as session:
        loaded = load_demonstration(session, command_line(session))
    click.echo(
        f"{loaded.studies} demonstration studies and {loaded.training} training cases loaded, {loaded.present} there already"
    )


@records.command("load")
@studies_argument
def load(studies: str) -> None:
    """Take STUDIES into the record, each with its impression over-read; exit status 3 if one could not be."""
    from overread.delivery import FAILED, PROCESSED
    from overread.readers import Failure, read_studies
    from overread.records.accounts import command_line
    from overread.records.studies import load_study

    failed = done = 0
    with opened_store() as store, plain_errors():
        with store.begin() as session:
            acting = command_line(session)
        for record in read_studies(studies):
            try:
                if isinstance(record, Failure):
                    raise ValueError(record.message)
                with store.begin() as session:
                    load_study(session, acting, record)
                done += 1
            except ValueError as error:
                failed += 1
                click.echo(str(error), err=True)
    click.echo(f"{done} studies loaded, {failed} not")
    click.get_current_context().exit(FAILED if failed else PROCESSED)
