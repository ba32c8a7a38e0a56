"""Databases for the record's tests: SQLite, and a PostgreSQL cluster of the test run, each test with a database of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session

from overread.records import (
    ReviewView,
    Role,
    SignIn,
    Store,
    acknowledge_training,
    create_administrator,
    create_user,
    load_study,
    open_review,
    open_store,
    passwords,
    record_scroll,
    sign,
    sign_in,
)
from overread.records.accounts import command_line
from overread.review import Draft
from overread.study import Exam, Study

P = ParamSpec("P")
T = TypeVar("T")
FINDINGS = "There is an 8 mm nodule in the left upper lobe. No pleural effusion."
RIGHT = "8 mm nodule in the left upper lobe."
WRONG = "8 mm nodule in the right upper lobe."
PASSWORD = "a long enough password"  # noqa: S105
POLICY = "own_first_share: 0"
_NUMBERS = count()
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ROLES: tuple[Role, ...] = ("radiologist", "trainee", "quality", "administrator")


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **spans: float) -> None:
        """Move on by `seconds=`, `minutes=`, `hours=` …"""
        self.moment += timedelta(**spans)


@dataclass
class Site:
    """A record in use: its store, its clock, and everyone signed in, by user name; the first of a role bears its name."""

    store: Store
    clock: Clock
    people: dict[str, SignIn] = field(default_factory=dict)

    def __getitem__(self, username: str) -> SignIn:
        return self.people[username]

    def do(self, service: Callable[Concatenate[Session, SignIn, P], T], who: str, *args: P.args, **named: P.kwargs) -> T:
        """Call a service as someone, in a transaction of its own."""
        with self.store.begin() as session:
            return service(session, self.people[who], *args, **named)

    def load(self, impression: str | None = WRONG, draft: Draft | None = None, id: str = "S1", **more: Any) -> int:
        """Take in a study whose findings hold a nodule on the left; by default its impression puts it on the right."""
        study = Study(id, FINDINGS, exam=Exam(modality="CT", description="CT chest"), impression=impression)
        return self.do(load_study, "device", study, draft, **more)

    def open(self, who: str = "radiologist", id: str = "S1") -> ReviewView:
        """Open a study as someone who has acknowledged the training."""
        self.do(acknowledge_training, who)
        return self.do(open_review, who, id)

    def ready(self, who: str = "radiologist", id: str = "S1") -> ReviewView:
        """Bring a study without flags to where it can be signed."""
        self.load(RIGHT, id=id)
        view = self.open(who, id)
        view = self.do(record_scroll, who, view.review_id, view.text_sha256)
        self.clock.advance(minutes=2)
        return view

    def signed(self, who: str = "radiologist", id: str = "S1") -> ReviewView:
        """Sign a study without flags."""
        view = self.ready(who, id)
        self.do(sign, who, view.review_id, view.version)
        return self.do(open_review, who, id)

    def fail(self, times: int, username: str = "radiologist") -> None:
        """Sign in with a wrong password."""
        for _ in range(times):
            with self.store.begin() as session, pytest.raises(PermissionError, match="wrong, or the account is locked"):
                sign_in(session, username, "not the password")

    def hire(self, username: str, role: Role) -> SignIn:
        """Create an account and sign it in."""
        with self.store.begin() as session:
            create_user(session, self.people["administrator"], username, f"Dr {username.title()}", role, PASSWORD)
        with self.store.begin() as session:
            self.people[username] = sign_in(session, username, PASSWORD)
        return self.people[username]


class MakeSite(Protocol):
    """Make a record under a policy, given as the lines of its file."""

    def __call__(self, policy: str = ...) -> Site: ...


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The URL of a PostgreSQL cluster that listens on a socket of its own and is gone after the tests."""
    folder = Path(tempfile.mkdtemp(prefix="overread-pg-"))
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = binaries[-1].parent if binaries else Path(shutil.which("initdb") or "initdb").parent
    root = os.geteuid() == 0
    if root:
        shutil.chown(folder, "postgres", "postgres")
    start = ["runuser", "-u", "postgres", "--"] if root else []

    def run(*command: str) -> None:
        subprocess.run([*start, *command], check=True, capture_output=True, cwd=folder)

    data, log = folder / "data", folder / "log"
    run(str(found / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    settings = f"-c listen_addresses='' -c fsync=off -c max_connections=200 -k {folder}"
    run(str(found / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", settings, "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        run(str(found / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def administration(cluster: str) -> Iterator[Connection]:
    """A connection that makes and drops databases of the cluster."""
    engine = create_engine(cluster, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def new_postgresql(administration: Connection) -> Iterator[Callable[..., str]]:
    """Make databases of the cluster, each from a template if one is named; they are dropped after the test."""
    made: list[str] = []

    def make(template: str = "template1") -> str:
        name = f"overread_{next(_NUMBERS)}"
        administration.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        made.append(name)
        return administration.engine.url.set(database=name).render_as_string(hide_password=False)

    yield make
    for name in made:
        administration.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite3'}"
    make: Callable[[], str] = request.getfixturevalue("new_postgresql")
    return make()


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little work; one test looks at the real work."""
    monkeypatch.setattr(passwords, "hasher", lambda: _QUICK)
    monkeypatch.setattr(passwords, "nobody", lambda: _QUICK.hash("nobody"))


def staffed(url: str, home: Path) -> Site:
    """Open a record with someone of every role, and the command line, signed in."""
    clock = Clock()
    site = Site(open_store(url, home, clock), clock)
    with site.store.begin() as session:
        create_administrator(session, "administrator", "Adele Admin", PASSWORD)
        site.people["device"] = command_line(session)
    with site.store.begin() as session:
        site.people["administrator"] = sign_in(session, "administrator", PASSWORD)
    for role in ROLES[:-1]:
        site.hire(role, role)
    site.store.engine.dispose()
    return site


@pytest.fixture(scope="session")
def sqlite_staff(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A staffed record in SQLite, to be copied."""
    home = tmp_path_factory.mktemp("staffed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", lambda: _QUICK)
        return staffed(f"sqlite:///{home / 'records.sqlite3'}", home)


@pytest.fixture(scope="session")
def postgresql_staff(administration: Connection, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A staffed record in PostgreSQL, to be copied."""
    administration.execute(text("CREATE DATABASE staffed"))
    url = administration.engine.url.set(database="staffed").render_as_string(hide_password=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", lambda: _QUICK)
        return staffed(url, tmp_path_factory.mktemp("staffed"))


def copied(staff: Site, url: str, home: Path, policy: str) -> Site:
    """Open a copy of a staffed record whose database is at the URL, under a policy."""
    home.mkdir(exist_ok=True)
    shutil.copy(staff.store.home / "audit-anchor.json", home)
    (home / "policy.yaml").write_text(policy, "utf-8")
    clock = Clock()
    return Site(open_store(url, home, clock), clock, dict(staff.people))


@pytest.fixture
def make_sqlite_site(tmp_path: Path, sqlite_staff: Site) -> Iterator[MakeSite]:
    """Make a record in SQLite."""
    sites: list[Site] = []

    def make(policy: str = POLICY) -> Site:
        file = tmp_path / f"records{len(sites)}.sqlite3"
        shutil.copy(sqlite_staff.store.home / "records.sqlite3", file)
        sites.append(copied(sqlite_staff, f"sqlite:///{file}", tmp_path / f"home{len(sites)}", policy))
        return sites[-1]

    yield make
    for site in sites:
        site.store.engine.dispose()


@pytest.fixture
def make_postgresql_site(
    tmp_path: Path, request: pytest.FixtureRequest, new_postgresql: Callable[..., str]
) -> Iterator[MakeSite]:
    """Make a record in PostgreSQL."""
    staff: Site = request.getfixturevalue("postgresql_staff")
    sites: list[Site] = []

    def make(policy: str = POLICY) -> Site:
        sites.append(copied(staff, new_postgresql("staffed"), tmp_path / f"home{len(sites)}", policy))
        return sites[-1]

    yield make
    for site in sites:
        site.store.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def make_site(request: pytest.FixtureRequest) -> MakeSite:
    """Make a record on each kind of database; nobody writes first unless the policy says so."""
    make: MakeSite = request.getfixturevalue(f"make_{request.param}_site")
    return make


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """A record on each kind of database, where nobody writes first."""
    return make_site()


@pytest.fixture
def sqlite_site(make_sqlite_site: MakeSite) -> Site:
    """A record in SQLite, for what does not depend on the database."""
    return make_sqlite_site()
