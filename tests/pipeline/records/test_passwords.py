"""Passwords: how they are kept, chosen, changed and set anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import select

from overread.records import (
    SignedOut,
    change_password,
    create_user,
    deactivate_user,
    passwords,
    set_password,
    sign_in,
    whoami,
    worklist,
)
from overread.records.tables import SignInRow, UserRow

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

PASSWORD = "a long enough password"  # noqa: S105

OTHER = "correct horse battery"


def test_a_password_is_kept_as_argon2id_with_the_work_of_rfc_9106() -> None:
    parameters = extract_parameters(PasswordHasher().hash("x"))
    recommended = RFC_9106_LOW_MEMORY
    assert (parameters.type, parameters.memory_cost, parameters.time_cost) == (
        recommended.type,
        recommended.memory_cost,
        recommended.time_cost,
    )


def test_neither_password_nor_token_is_in_the_database(site: Site) -> None:
    with site.store.read() as session:
        tokens = set(session.scalars(select(SignInRow.token_sha256)))
        hashes = set(session.scalars(select(UserRow.password_hash)))
    assert site["radiologist"].token not in tokens
    assert all(each is None or each.startswith("$argon2id$") for each in hashes)
    assert site["radiologist"].token not in repr(site["radiologist"])


def test_everybody_changes_their_own_password_with_the_present_one(site: Site) -> None:
    with site.store.begin() as session:
        elsewhere = sign_in(session, "radiologist", PASSWORD)
    renewed = site.do(change_password, "radiologist", PASSWORD, OTHER)
    for ended in (elsewhere, site["radiologist"]):
        with site.store.begin() as session, pytest.raises(SignedOut):
            whoami(session, ended)
    with site.store.begin() as session:
        assert whoami(session, renewed).username == "radiologist"
        assert sign_in(session, "radiologist", OTHER)
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "radiologist", PASSWORD)


def test_a_wrong_present_password_counts_like_a_failed_sign_in(site: Site) -> None:
    for _ in range(5):
        with pytest.raises(PermissionError, match="present password is wrong"):
            site.do(change_password, "radiologist", "not the password", OTHER)
    with pytest.raises(PermissionError, match="locked"):
        site.do(change_password, "radiologist", PASSWORD, OTHER)
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "radiologist", PASSWORD)


@pytest.mark.parametrize(("new", "why"), [(PASSWORD, "another one"), ("short", "expected 12"), ("qwertyuiop12", "guessed")])
def test_a_new_password_that_is_refused_changes_nothing(site: Site, new: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        site.do(change_password, "radiologist", PASSWORD, new)
    assert site.do(whoami, "radiologist").username == "radiologist"


def test_nobody_but_an_administrator_sets_the_password_of_another(site: Site) -> None:
    for username in ("quality", "radiologist"):
        with pytest.raises(PermissionError, match="administrator"):
            site.do(set_password, "radiologist", username, OTHER)


@pytest.mark.parametrize("made", [True, False])
def test_a_password_set_by_another_must_be_changed_before_anything_else(site: Site, made: bool) -> None:
    if made:
        site.do(create_user, "administrator", "new", "Dr New", "radiologist", OTHER, temporary=True)
    else:
        site.do(set_password, "administrator", "radiologist", OTHER)
    username = "new" if made else "radiologist"
    with site.store.begin() as session:
        site.people[username] = sign_in(session, username, OTHER)
    assert site.do(whoami, username).temporary
    with pytest.raises(PermissionError, match="set by somebody else; change it first"):
        site.do(worklist, username)
    site.people[username] = site.do(change_password, username, OTHER, PASSWORD)
    assert not site.do(whoami, username).temporary
    assert site.do(worklist, username) == ()


def test_an_unknown_name_costs_as_much_work_as_a_known_one(sqlite_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite_site.do(deactivate_user, "administrator", "trainee")
    sqlite_site.fail(5, "quality")
    hashed: list[str] = []
    quick = passwords.hasher()

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            hashed.append(password)
            return quick.verify(password_hash, password)

    monkeypatch.setattr(passwords, "hasher", Counting)
    for username in ("radiologist", "nobody at all", "command-line", "trainee", "quality"):
        hashed.clear()
        sqlite_site.fail(1, username)
        assert hashed == ["not the password"], username


GUESSABLE = (
    "passwordpassword",
    "Password1234!",
    "aaaaaaaaaaaa",
    "qwertyuiopas",
    "Radiologist42",
    "0987654321ab",
    "mriscanner99mriscanner99",
)


@pytest.mark.parametrize("password", GUESSABLE)
def test_what_anyone_would_try_first_is_no_password(password: str) -> None:
    with pytest.raises(ValueError, match="easily guessed"):
        passwords.hashed(password, "mriscanner@example.org", 12)


@pytest.mark.parametrize("password", [OTHER, "Überlange Wörter", "four plain words here", "x7#pL-2vQ!tz"])
def test_no_mixture_of_characters_is_asked_for(password: str) -> None:
    assert passwords.matches(passwords.hashed(password, "anna", 12), password)


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    kept = passwords.hashed("Überlange Wörter", "anna", 12)
    assert passwords.matches(kept, "U\u0308berlange Wo\u0308rter")
    assert not passwords.matches(kept, "Uberlange Worter")
    assert not passwords.matches(None, "Überlange Wörter")
