"""The audit: an entry for every act, and every tampering named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection, text

from overread.records import (
    AuditBroken,
    verify_audit,
)
from overread.records.anchor import Anchored, End, FilePlace
from overread.records.audit import AuditEntry, digest, entries
from overread.records.columns import written
from overread.records.verifying import reanchor, verdict

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

GUARDS = ("audit_entries", "signatures", "reviews")


def chain(site: Site) -> list[AuditEntry]:
    """Every entry, in order."""
    with site.store.read() as session:
        return list(entries(session))


def faults(site: Site) -> tuple[str, ...]:
    """What verifying finds."""
    with site.store.read() as session:
        return verdict(session).faults


def tamper(site: Site, *statements: str, **values: Any) -> None:
    """Change the database behind the program's back, its guards taken down first."""
    with site.store.engine.begin() as connection:
        for table in GUARDS:
            _unguard(connection, table)
        for statement in statements:
            connection.execute(text(statement), values)


def _unguard(connection: Connection, table: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    for act in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{act}"))


def own_hash(entry: AuditEntry, **changed: Any) -> str:
    """The hash an entry would have after a change."""
    fields = {name: getattr(entry, name) for name in AuditEntry.__slots__ if name != "sha256"}
    return digest(**(fields | {"at": written(entry.at)} | changed))


def edited(site: Site) -> None:
    tamper(site, "UPDATE audit_entries SET actor = 'mallory' WHERE number = 9")


def edited_details(site: Site) -> None:
    tamper(site, "UPDATE audit_entries SET details = 'not json' WHERE number = 9")


def edited_time(site: Site) -> None:
    tamper(site, "UPDATE audit_entries SET at = '2020-01-01T00:00:00.000000+00:00' WHERE number = 9")


def edited_with_its_hash(site: Site) -> None:
    forged = own_hash(chain(site)[8], actor="mallory")
    tamper(site, "UPDATE audit_entries SET actor = 'mallory', sha256 = :forged WHERE number = 9", forged=forged)


def deleted(site: Site) -> None:
    tamper(site, "DELETE FROM audit_entries WHERE number IN (9, 10)")


def deleted_and_closed_up(site: Site) -> None:
    count = len(chain(site))
    up = [f"UPDATE audit_entries SET number = {number - 1} WHERE number = {number}" for number in range(10, count + 1)]
    tamper(site, "DELETE FROM audit_entries WHERE number = 9", *up)


def inserted(site: Site) -> None:
    rows = chain(site)
    moved = [f"UPDATE audit_entries SET number = {row.number + 1} WHERE number = {row.number}" for row in rows[:7:-1]]
    tamper(site, *moved)
    _insert(site, rows[8])


def inserted_at_the_end(site: Site) -> None:
    last = chain(site)[-1]
    _insert(site, replace(last, number=last.number + 1, previous=last.sha256))


def _insert(site: Site, like: AuditEntry) -> None:
    forged = own_hash(like, actor="mallory", action="signed", subject=None, details={})
    columns = "number, at, actor, action, subject, details, previous, sha256"
    row = f"({like.number}, '{written(like.at)}', 'mallory', 'signed', NULL, '{{}}', '{like.previous}', '{forged}')"
    tamper(site, f"INSERT INTO audit_entries ({columns}) VALUES {row}")


def cut_one(site: Site) -> None:
    tamper(site, f"DELETE FROM audit_entries WHERE number = {len(chain(site))}")


def cut_many(site: Site) -> None:
    tamper(site, "DELETE FROM audit_entries WHERE number > 12")


def cut_all(site: Site) -> None:
    tamper(site, "DELETE FROM audit_entries")


def rewritten(site: Site) -> None:
    previous, rows = "", chain(site)
    changes = []
    for entry in rows[8:]:
        changed: dict[str, Any] = {"actor": "mallory"} if entry.number == 9 else {"previous": previous}
        previous = own_hash(entry, **changed)
        said = ", ".join(f"{name} = '{value}'" for name, value in (changed | {"sha256": previous}).items())
        changes.append(f"UPDATE audit_entries SET {said} WHERE number = {entry.number}")
    tamper(site, *changes)


def anchor_gone(site: Site) -> None:
    (site.store.home / "audit-anchor.json").unlink()


def anchor_spoilt(site: Site) -> None:
    (site.store.home / "audit-anchor.json").write_text("{}", "utf-8")


@pytest.mark.parametrize(
    ("attack", "named"),
    [
        (edited, "entry 9 was edited"),
        (edited_details, "entry 9 was edited"),
        (edited_time, "entry 9 was edited"),
        (edited_with_its_hash, "entry 9 was edited or replaced"),
        (deleted, "entries 9 to 10 were deleted"),
        (deleted_and_closed_up, "an entry was deleted before entry 9"),
        (inserted, "entry 9 was inserted"),
        (inserted_at_the_end, "inserted after the anchored end"),
        (cut_one, "cut off the end"),
        (cut_many, "entries 13 to"),
        (cut_all, "entries 1 to"),
        (rewritten, "was rewritten"),
        (anchor_gone, "the anchor is gone"),
        (anchor_spoilt, "the anchor cannot be read"),
    ],
)
def test_every_tampering_is_found_and_named_and_stops_further_writing(
    site: Site, attack: Callable[[Site], None], named: str
) -> None:
    site.signed()
    assert faults(site) == ()
    attack(site)
    found = faults(site)
    assert named in found[0]
    assert len([fault for fault in found if not fault.startswith("signature")]) == 1
    assert all(len(fault) < 200 for fault in found)


@pytest.mark.parametrize("attack", [cut_one, cut_many, cut_all, inserted_at_the_end, rewritten, anchor_gone, anchor_spoilt])
def test_nothing_is_written_to_a_chain_that_does_not_end_as_anchored(site: Site, attack: Callable[[Site], None]) -> None:
    site.signed()
    attack(site)
    before = len(chain(site))
    with pytest.raises(AuditBroken, match="anchor"):
        site.load(id="S9")
    assert len(chain(site)) == before


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE signatures SET text = '\"Another text.\"'", "the text is not the one that was signed"),
        ("UPDATE signatures SET text = 'spoilt'", "the text is not the one that was signed"),
        ("UPDATE signatures SET user_id = (SELECT id FROM users WHERE username = 'trainee')", "signer, time or text"),
        ("UPDATE signatures SET at = '2020-01-01T00:00:00.000000+00:00'", "signer, time or text"),
        ("UPDATE signatures SET binding_sha256 = 'x'", "the audit has no such signature"),
        ("UPDATE reviews SET text = '\"Another text.\"'", "not shown as it was signed"),
        ("UPDATE reviews SET state = 'open'", "not shown as it was signed"),
        ("DELETE FROM signatures", "gone from the record"),
    ],
)
def test_a_signature_that_was_tampered_with_is_named(site: Site, change: str, named: str) -> None:
    site.signed()
    tamper(site, change)
    assert any(named in fault and "'S1'" in fault for fault in faults(site))


def test_a_report_shown_as_signed_without_a_signature_is_named(site: Site) -> None:
    site.load(id="S2")
    tamper(site, "UPDATE reviews SET state = 'signed'")
    assert faults(site) == ("study 'S2': shown as signed without a signature",)


def test_a_process_that_died_around_a_commit_leaves_no_false_alarm(site: Site) -> None:
    site.signed()
    rows, place = chain(site), site.store.setting.anchor
    last, before = (End(row.number, row.sha256) for row in (rows[-1], rows[-2]))
    for died in (Anchored(before, last), Anchored(last, End(last.count + 1, "f" * 64))):
        place.write(died)
        with site.store.read() as session:
            found = verdict(session)
        assert (found.faults, found.interrupted) == ((), True)
    site.load(id="S9")
    with site.store.read() as session:
        assert (verdict(session).faults, verdict(session).interrupted) == ((), False)


def test_anchoring_anew_is_possible_and_stays_in_the_audit(site: Site) -> None:
    site.signed()
    cut_one(site)
    with site.store.begin() as session, pytest.raises(ValueError, match="reason"):
        reanchor(session, " ")
    with site.store.begin() as session:
        reanchor(session, "restored_from_backup")
    assert chain(site)[-1].details["reason"] == "restored_from_backup"
    assert [fault for fault in faults(site) if "signature" not in fault] == []
    site.load(id="S9")


def test_the_quality_desk_can_verify(site: Site) -> None:
    assert site.do(verify_audit, "quality").faults == ()


def test_an_anchor_file_is_replaced_as_a_whole(sqlite_site: Site) -> None:
    place = sqlite_site.store.setting.anchor.place
    assert isinstance(place, FilePlace)
    sqlite_site.load()
    assert sorted(path.name for path in sqlite_site.store.home.iterdir()) == [
        "audit-anchor.json",
        "audit-anchor.json.lock",
        "policy.yaml",
    ]
    content = place.fetch()
    assert content is not None
    assert content["settled"]["count"] == len(chain(sqlite_site))
