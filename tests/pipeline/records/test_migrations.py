"""The migrations make the tables that the program knows, and the database itself guards the rows that must stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import DBAPIError

from overread.records import Store, StoreError, disposition_flag, edit_impression, open_review, open_store
from overread.records.migrating import migrate
from overread.records.people import accounts
from overread.records.store import connect
from overread.records.tables import APPEND_ONLY, ReviewRow, Table

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Store:
    return open_store(database_url, tmp_path / "home")


def test_upgrading_from_nothing_gives_the_tables_of_the_program(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    store.engine.dispose()


def test_opening_again_changes_nothing(store: Store, database_url: str, tmp_path: Path) -> None:
    again = open_store(database_url, tmp_path / "home")
    with again.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0002"
    again.engine.dispose()
    store.engine.dispose()


def test_a_record_of_the_first_shape_is_brought_up_to_date_with_what_it_holds(database_url: str, tmp_path: Path) -> None:
    engine = connect(make_url(database_url))
    migrate(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text(USER))
        connection.execute(text(STUDY))
        for number, said in enumerate(("draft", "draft, edited")):
            connection.execute(text(REVIEW), {"slot": str(number), "text": said, "original": "draft"})
    engine.dispose()
    store = open_store(database_url, tmp_path / "home")
    with store.read() as session:
        (user,) = accounts(session)
        assert (user.username, user.temporary, user.bound) == ("anna", False, False)
        assert session.scalars(select(ReviewRow.first_flag_types).order_by(ReviewRow.slot)).all() == ["omission", None]
    store.engine.dispose()


USER = """INSERT INTO users (id, username, name, kind, role, active, failures, created_at)
VALUES (1, 'anna', 'Anna', 'person', 'quality', true, 0, '2026-01-01T00:00:00.000000+00:00')"""
STUDY = """INSERT INTO studies (id, content, sha256, demonstration, training, loaded_at, loaded_by)
VALUES ('S1', '{}', '', false, false, '2026-01-01T00:00:00.000000+00:00', 1)"""
REVIEW = """INSERT INTO reviews (study_id, slot, state, text, text_sha256, original, result, decision, critical, major, minor,
flag_types, first_critical, first_major, first_minor, version)
VALUES ('S1', :slot, 'open', :text, '', :original, '{}', 'review', 0, 0, 1, 'omission', 0, 0, 1, 1)"""


def test_an_empty_record_has_no_account(store: Store) -> None:
    with store.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM users")) == 0
    store.engine.dispose()


@pytest.mark.parametrize("url", ["mysql://u@h/d", "not a url", "oracle://x"])
def test_another_database_is_refused_in_words(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="expected postgresql"):
        open_store(url, tmp_path)


def test_a_database_out_of_reach_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="refused") as caught:
        open_store(f"postgresql://u:secret@/d?host={tmp_path}", tmp_path)
    assert "secret" not in str(caught.value)


@pytest.fixture
def signed_site(site: Site) -> Site:
    """A record with a row in every table that is only appended to."""
    site.load(id="S2")
    view = site.open(id="S2")
    flag = view.flags[0].key
    site.do(disposition_flag, "radiologist", view.review_id, view.version, flag, "dismiss", "other", "seen otherwise")
    view = site.do(open_review, "radiologist", "S2")
    site.do(edit_impression, "radiologist", view.review_id, view.version, "No nodule.")
    site.signed()
    return site


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = '2020'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_must_stand(signed_site: Site, table: str, statement: str) -> None:
    with signed_site.store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Table.metadata.tables[table]))
        with pytest.raises(DBAPIError, match="never changed or deleted"):
            connection.execute(text(statement.format(table)))


@pytest.mark.parametrize(
    "change", ["UPDATE reviews SET text = '\"x\"'", "UPDATE reviews SET state = 'open'", "DELETE FROM reviews"]
)
def test_the_database_refuses_to_change_a_signed_report(signed_site: Site, change: str) -> None:
    with (
        signed_site.store.engine.connect() as connection,
        pytest.raises(DBAPIError, match="never changed or deleted"),
    ):
        connection.execute(text(f"{change} WHERE study_id = 'S1'"))


def test_postgresql_refuses_to_empty_the_tables_at_once(new_postgresql: Callable[[], str], tmp_path: Path) -> None:
    store = open_store(new_postgresql(), tmp_path / "home")
    for table in (*APPEND_ONLY, "reviews"):
        with store.engine.connect() as connection, pytest.raises(DBAPIError, match="never changed or deleted"):
            connection.execute(text(f"TRUNCATE {table} CASCADE"))
    store.engine.dispose()
