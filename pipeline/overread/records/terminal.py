"""The record on the command line: open the store, and say in one line what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from overread.records.store import Store, open_store


@contextmanager
def opened_store() -> Iterator[Store]:
    """Open the record; what is refused or cannot be reached becomes one line on standard error and exit status 2."""
    try:
        store = open_store()
        try:
            yield store
        finally:
            store.engine.dispose()
    except (ValueError, PermissionError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'the record'}: {error.strerror or error}") from error
