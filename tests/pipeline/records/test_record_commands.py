"""The commands of the record: the demonstration, the first administrator, verifying and exporting."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from overread.cli import cli

Run = Callable[..., Result]
STUDY = {"id": "S1", "findings": "No effusion.", "impression": "No effusion."}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with a record of its own."""
    monkeypatch.setenv("OVERREAD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("OVERREAD_DATABASE_URL", raising=False)

    def run(*arguments: str, input: str | None = None) -> Result:
        return CliRunner().invoke(cli, arguments, input=input)

    return run


def test_the_demonstration_is_loaded_verified_and_exported(run: Run, tmp_path: Path) -> None:
    assert "demonstration studies and" in run("records", "load-demo").output
    verified = run("audit", "verify")
    assert verified.exit_code == 0
    assert ", 0 faults" in verified.output
    for format in ("jsonl", "fhir"):
        target = tmp_path / f"audit.{format}"
        assert run("audit", "export", "--format", format, "--output", str(target)).exit_code == 0
        lines = target.read_text("utf-8").splitlines()
        assert f"{len(lines)} entries" in verified.output
        assert all(json.loads(line) for line in lines)


def test_tampering_is_named_and_ends_with_status_1(run: Run, tmp_path: Path) -> None:
    run("records", "load", "-", input=json.dumps(STUDY))
    with sqlite3.connect(tmp_path / "home" / "records.sqlite3") as connection:
        connection.execute("DROP TRIGGER audit_entries_no_update")
        connection.execute("UPDATE audit_entries SET actor = 'mallory' WHERE number = 2")
    connection.close()
    verified = run("audit", "verify")
    assert verified.exit_code == 1
    assert "entry 2 was edited" in verified.output


def test_a_loss_is_anchored_anew_with_a_reason(run: Run, tmp_path: Path) -> None:
    run("records", "load", "-", input=json.dumps(STUDY))
    (tmp_path / "home" / "audit-anchor.json").unlink()
    refused = run("records", "load-demo")
    assert refused.exit_code == 1
    assert "overread audit verify" in refused.output
    assert run("audit", "reanchor").exit_code == 2
    assert run("audit", "reanchor", "--reason", "disk_replaced").exit_code == 0
    assert run("audit", "verify").exit_code == 0


def test_studies_are_loaded_and_what_cannot_be_is_said(run: Run) -> None:
    lines = "\n".join([json.dumps(STUDY), "{}", json.dumps({**STUDY, "id": "S2"})])
    loaded = run("records", "load", "-", input=lines)
    assert (loaded.exit_code, "2 studies loaded, 1 not" in loaded.output) == (3, True)
    assert "line 2" in loaded.output
    assert "'S1' is in the record already" in run("records", "load", "-", input=json.dumps(STUDY)).output


@pytest.mark.parametrize(
    ("password", "status", "said"),
    [("a long enough password\n", 0, "administrator anna created"), ("short\n", 1, "expected 12"), ("\n", 1, "expected 12")],
)
def test_the_first_administrator_has_a_password_of_their_own(run: Run, password: str, status: int, said: str) -> None:
    assert run("users", "list").output == ""
    made = run("users", "create-admin", "anna", "--name", "Anna Berg", input=password)
    assert (made.exit_code, said in made.output) == (status, True)
    assert ("anna\tadministrator\tactive\tAnna Berg" in run("users", "list").output) is (status == 0)


@pytest.mark.parametrize(("issuer", "status"), [("https://login.example.org", 0), ("http://login.example.org", 1)])
def test_the_first_administrator_of_a_site_without_passwords_is_vouched_for(run: Run, issuer: str, status: int) -> None:
    made = run("users", "create-admin", "anna@example.org", "--name", "Anna Berg", "--issuer", issuer, "--subject", "sub-1")
    assert made.exit_code == status
    assert ("anna@example.org\tadministrator\tactive" in run("users", "list").output) is (status == 0)


def test_the_record_says_where_it_lies_without_a_password(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(tmp_path / "home") in run("records", "where").output
    monkeypatch.setenv("OVERREAD_DATABASE_URL", f"postgresql://u:secret@/d?host={tmp_path}")
    unreachable = run("records", "where")
    assert unreachable.exit_code == 1
    assert "secret" not in unreachable.output


def test_the_record_is_for_its_owner_only(run: Run, tmp_path: Path) -> None:
    run("records", "where")
    home = tmp_path / "home"
    assert home.stat().st_mode & 0o077 == 0
    assert (home / "records.sqlite3").stat().st_mode & 0o077 == 0
