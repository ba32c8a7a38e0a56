"""Alembic's entry: run the migrations on the connection that was handed over, in its transaction."""

from __future__ import annotations

from alembic import context

from overread.records.tables import Table


def run() -> None:
    """Run the wanted migrations."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Table.metadata,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
