"""Manage the accounts of people who read and sign; the first administrator is made here."""

from __future__ import annotations

import sys

import click

from overread.records.terminal import opened_store


@click.group("users")
def users() -> None:
    """Manage the accounts of people who read and sign; the first administrator is made here.

    \b
    Example:
      overread users create-admin anna --name "Anna Berg"
    """


@users.command("create-admin")
@click.argument("username")
@click.option("--name", required=True, help="The person's name, as signatures and lists show it.")
@click.option(
    "--issuer", help="The identity provider that vouches for them, as its ID tokens name it; then no password is asked."
)
@click.option("--subject", help="Their `sub` at that provider; else USERNAME must be the e-mail address that it verified.")
def create_admin(username: str, name: str, issuer: str | None, subject: str | None) -> None:
    """Create an administrator; the password is asked for twice, or read as one line from standard input."""
    from overread.records.people import create_administrator

    password = None if issuer else _password()
    with opened_store() as store, store.begin() as session:
        create_administrator(session, username, name, password, issuer, subject)
    click.echo(f"administrator {username} created")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@users.command("list")
def list_users() -> None:
    """List the accounts with role and state."""
    from overread.records.people import accounts

    with opened_store() as store, store.read() as session:
        for account in accounts(session):
            click.echo(f"{account.username}\t{account.role}\t{account.state}\t{account.name}")
