"""Where the record is kept: the database, the folder beside it, and one transaction at a time."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from overread.records.anchor import Anchor, End, anchor_at
from overread.records.policy import Policy, read_policy

_BUSY_SECONDS = 60
_CONNECTIONS = 32
_READ_ONLY = "overread_read_only"


class Conflict(ValueError):
    """Somebody else changed the same thing first: look again, then decide."""


class StoreError(ValueError):
    """The database cannot be reached or refused; the message holds no value of any row."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What every service call knows of its surroundings: the rules, the clock in UTC and the audit's anchor."""

    policy: Policy
    anchor: Anchor
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Store:
    """An open record: `begin` gives a transaction, `read` one that changes nothing and waits for nobody."""

    engine: Engine
    setting: Setting
    home: Path
    writing: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Give a session whose changes are kept together when the block ends, and dropped together when it raises.

        Raises Conflict when somebody else changed the same rows first, StoreError when the database refuses.
        """
        with self._turn(), _session(self.engine, self.setting) as session:
            yield session
            keep(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for looking only; what it changes is dropped."""
        with _session(self.engine.execution_options(**{_READ_ONLY: True}), self.setting) as session:
            session.info["read_only"] = True
            yield session
            session.rollback()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let the writers of this process take turns: SQLite has one writer, and those that wait for it poll."""
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self.writing.acquire(timeout=_BUSY_SECONDS):
            raise StoreError("the database is busy; try again")
        try:
            yield
        finally:
            self.writing.release()


def open_store(url: str | None = None, home: Path | None = None, now: Callable[[], datetime] | None = None) -> Store:
    """Open the record and bring its database up to date.

    `url` is a database URL, by default OVERREAD_DATABASE_URL, else SQLite in the folder; `home` is the folder of everything
    else that is kept, by default OVERREAD_HOME, else the user's data folder. Raises StoreError, or ValueError for a policy.
    """
    from overread.records.migrating import migrate

    folder = home or records_home()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    setting = Setting(
        policy=read_policy(folder).policy,
        anchor=anchor_at(os.environ.get("OVERREAD_AUDIT_ANCHOR"), folder),
        now=now or (lambda: datetime.now(UTC)),
    )
    engine = connect(_url(url or os.environ.get("OVERREAD_DATABASE_URL"), folder))
    with _plain_errors():
        migrate(engine)
    return Store(engine, setting, folder)


def records_home() -> Path:
    """Return the folder of the record: OVERREAD_HOME, else the user's data folder for this program."""
    home = os.environ.get("OVERREAD_HOME")
    return Path(home).expanduser() if home else platformdirs.user_data_path("overread")


def setting_of(session: Session) -> Setting:
    """Return the rules, clock and anchor that a session was begun with."""
    setting = session.info["setting"]
    if not isinstance(setting, Setting):
        raise TypeError("the session was not begun by a Store")
    return setting


def keep(session: Session) -> None:
    """Commit, moving the audit's anchor along when entries were added."""
    session.flush()
    move: tuple[End, End] | None = session.info.pop("audit_move", None)
    if move is None:
        session.commit()
        return
    with setting_of(session).anchor.moving(*move, anew=session.info.pop("audit_anew", False)):
        session.commit()


def drop(session: Session) -> None:
    """Forget everything since the transaction began; what follows may write, also in a session for looking."""
    session.info.pop("audit_move", None)
    session.rollback()
    session.connection(execution_options={_READ_ONLY: False})


def look(session: Session) -> None:
    """Drop what the transaction did and begin one that changes nothing and sees one moment of the database."""
    session.info.pop("audit_move", None)
    session.rollback()
    postgresql = session.get_bind().dialect.name == "postgresql"
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"} if postgresql else {_READ_ONLY: True})


def connect(url: URL) -> Engine:
    """Return an engine that shows no row in errors and logs; SQLite writes ahead, flushes every commit and checks keys."""
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True, pool_size=_CONNECTIONS, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, hide_parameters=True, pool_size=_CONNECTIONS, pool_pre_ping=True)


def _url(url: str | None, folder: Path) -> URL:
    if not url:
        path = folder / "records.sqlite3"
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        return URL.create("sqlite", database=str(path))
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(
            "OVERREAD_DATABASE_URL cannot be read; expected postgresql://user@host/name or sqlite:///path"
        ) from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"database {parsed.get_backend_name()!r} is unknown; expected postgresql or sqlite")
    return parsed


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(_READ_ONLY)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


@contextmanager
def _session(engine: Engine, setting: Setting) -> Iterator[Session]:
    with _plain_errors(), Session(engine, info={"setting": setting}, expire_on_commit=False) as session:
        yield session


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except StaleDataError:
        raise Conflict("somebody else changed this at the same moment; look again, then decide") from None
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in ("40001", "40P01", "23505") or "UNIQUE constraint" in str(error.orig):
            raise Conflict("somebody else changed this at the same moment; look again, then decide") from None
        raise StoreError(f"the database refused ({type(error.orig).__name__})") from None
    except SQLAlchemyError as error:
        raise StoreError(f"the database cannot be used ({type(error).__name__})") from None
