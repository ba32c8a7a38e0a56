"""The database's shape, brought up to date by the migrations that come with the package."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the database to a revision; an up-to-date one is left alone."""
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(files("overread.records") / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, to)
