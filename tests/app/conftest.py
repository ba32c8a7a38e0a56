"""A small record for the pages: four people, a study that is right, one that is wrong, a training case, and a clock."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from overread.records import (
    Probe,
    Role,
    SignIn,
    Store,
    acknowledge_training,
    change_password,
    create_administrator,
    create_user,
    load_study,
    open_store,
    passwords,
    sign_in,
)
from overread.records.accounts import command_line
from overread.review import Draft
from overread.study import Exam, Measurement, Patient, Prior, Study

PASSWORD = "a long enough password"  # noqa: S105
FINDINGS = "There is a 4 mm nodule in the left upper lobe. Moderate emphysema. No pleural effusion."
RIGHT = "1. 4 mm nodule in the left upper lobe.\n2. Moderate emphysema."
WRONG = "1. 4 mm nodule in the right upper lobe.\n2. Moderate emphysema."
EXAM = Exam(modality="CT", body_part="chest", description="CT chest with contrast", date="2026-03-01")
ROWS = (Measurement("m1", "long axis", 4, "mm", "nodule", "left upper lobe", "left"),)
PRIOR = Prior("2025-03-01", "Emphysema.")
PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("anna", "Anna Berg", "radiologist"),
    ("ben", "Ben Roth", "radiologist"),
    ("tina", "Tina Falk", "trainee"),
    ("quentin", "Quentin Lund", "quality"),
)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **spans: float) -> None:
        """Move on by `seconds=`, `minutes=` …"""
        self.moment += timedelta(**spans)


@dataclass
class Clinic:
    """A record in use: its folder, its store, its clock, and everyone signed in."""

    home: Path
    store: Store
    clock: Clock
    people: dict[str, SignIn] = field(default_factory=dict)

    def __getitem__(self, username: str) -> SignIn:
        return self.people[username]

    def load(self, id: str, impression: str | None, draft: Draft | None = None, probes: tuple[Probe, ...] = ()) -> None:
        """Take in a study of a nodule on the left."""
        study = Study(id, FINDINGS, EXAM, Patient("F", 63), measurements=ROWS, prior=PRIOR, impression=impression)
        with self.store.begin() as session:
            load_study(session, command_line(session), study, draft, demonstration=id.startswith("demo"), probes=probes)


Opened = Callable[..., Clinic]


def staffed(home: Path, clock: Callable[[], datetime] | None = None) -> Store:
    """Open a record in a folder and create everyone."""
    store = open_store(f"sqlite:///{home / 'records.sqlite3'}", home, clock)
    with store.begin() as session:
        create_administrator(session, "adele", "Adele Adam", PASSWORD)
    with store.begin() as session:
        administrator = sign_in(session, "adele", PASSWORD)
    for username, name, role in PEOPLE:
        with store.begin() as session:
            create_user(session, administrator, username, name, role, PASSWORD + " given")
        with store.begin() as session:
            given = sign_in(session, username, PASSWORD + " given")
        with store.begin() as session:
            change_password(session, given, PASSWORD + " given", PASSWORD)
    return store


@pytest.fixture(scope="session")
def quick_passwords() -> Iterator[None]:
    """Hash passwords with little work."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", lambda: quick)
        yield


@pytest.fixture(scope="session")
def staff(tmp_path_factory: pytest.TempPathFactory, quick_passwords: None) -> Path:
    """The folder of a record with everyone in it, to be copied."""
    home = tmp_path_factory.mktemp("staff")
    staffed(home, Clock()).engine.dispose()
    return home


@pytest.fixture
def opened(tmp_path: Path, staff: Path) -> Iterator[Opened]:
    """Open a copy of the record under a policy, with `clocked` time or the machine's own, everyone `trained` or not."""
    made: list[Clinic] = []

    def make(policy: str = "own_first_share: 0", clocked: bool = True, trained: bool = True) -> Clinic:
        home = tmp_path / f"record{len(made)}"
        shutil.copytree(staff, home)
        (home / "policy.yaml").write_text(policy, "utf-8")
        clock = Clock()
        store = open_store(f"sqlite:///{home / 'records.sqlite3'}", home, clock if clocked else None)
        clinic = Clinic(home, store, clock)
        made.append(clinic)
        for username in ("adele", *(person[0] for person in PEOPLE)):
            with store.begin() as session:
                clinic.people[username] = sign_in(session, username, PASSWORD)
        for username in ("anna", "ben", "tina") if trained else ():
            with store.begin() as session:
                acknowledge_training(session, clinic[username])
        return clinic

    yield make
    for clinic in made:
        clinic.store.engine.dispose()


@pytest.fixture
def clinic(opened: Opened) -> Clinic:
    """A record whose clock stands still, where nobody writes first."""
    return opened()
