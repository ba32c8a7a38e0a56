"""Accounts: who may have one, locks after failures, and sign-ins that end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from overread.records import (
    SignedOut,
    change_role,
    create_user,
    deactivate_user,
    reactivate_user,
    set_password,
    sign_in,
    sign_out,
    users,
    whoami,
    worklist,
)

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import MakeSite, Site

PASSWORD = "a long enough password"  # noqa: S105
OTHER = "correct horse battery"
ISSUER = "https://login.example.org"


@pytest.mark.parametrize(("failures", "locked"), [(4, False), (5, True), (7, True)])
def test_five_failures_lock_an_account(site: Site, failures: int, locked: bool) -> None:
    site.fail(failures)
    with site.store.begin() as session:
        if locked:
            with pytest.raises(PermissionError):
                sign_in(session, "radiologist", PASSWORD)
        else:
            assert sign_in(session, "radiologist", PASSWORD).role == "radiologist"


def test_guesses_made_at_once_are_all_counted(site: Site) -> None:
    start = Barrier(8)

    def guess(number: int) -> None:
        start.wait()
        site.fail(1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(8)))
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "radiologist", PASSWORD)


def test_a_lock_ends_after_a_quarter_of_an_hour(site: Site) -> None:
    site.fail(5)
    site.clock.advance(minutes=15)
    with site.store.begin() as session:
        assert sign_in(session, "radiologist", PASSWORD).username == "radiologist"


def test_a_success_forgets_the_failures(site: Site) -> None:
    for _ in range(3):
        site.fail(4)
        with site.store.begin() as session:
            sign_in(session, "radiologist", PASSWORD)


def test_an_unknown_name_is_answered_like_a_wrong_password(site: Site) -> None:
    site.fail(1, "nobody at all")
    site.fail(1, "command-line")


@pytest.mark.parametrize(
    ("idle", "hours", "alive"), [(29.0, 1, True), (30.0, 1, False), (20.0, 9.9, True), (20.0, 10.1, False)]
)
def test_a_sign_in_expires_when_idle_and_after_a_working_day(site: Site, idle: float, hours: float, alive: bool) -> None:
    for _ in range(int(hours * 60 / idle)):
        site.clock.advance(minutes=idle)
        if alive:
            assert site.do(whoami, "radiologist").username == "radiologist"
            continue
        try:
            site.do(whoami, "radiologist")
        except SignedOut:
            break
    else:
        assert alive


def test_signing_out_ends_it(site: Site) -> None:
    site.do(sign_out, "radiologist")
    site.do(sign_out, "radiologist")
    with pytest.raises(SignedOut, match="sign in again"):
        site.do(worklist, "radiologist")


def test_closing_an_account_or_changing_its_role_or_password_ends_its_sign_ins(site: Site) -> None:
    site.do(deactivate_user, "administrator", "trainee")
    site.do(change_role, "administrator", "quality", "radiologist")
    site.do(set_password, "administrator", "radiologist", OTHER)
    for username in ("trainee", "quality", "radiologist"):
        with pytest.raises(SignedOut):
            site.do(whoami, username)
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "trainee", PASSWORD)
    with site.store.begin() as session:
        assert sign_in(session, "quality", PASSWORD).role == "radiologist"
    with site.store.begin() as session:
        assert sign_in(session, "radiologist", OTHER).role == "radiologist"


@pytest.mark.parametrize(
    ("service", "arguments", "why"),
    [
        (set_password, ("administrator", OTHER), "the present one"),
        (change_role, ("administrator", "quality"), "your own role"),
        (deactivate_user, ("administrator",), "your own account"),
        (set_password, ("nobody", OTHER), "unknown"),
        (set_password, ("command-line", OTHER), "unknown"),
        (deactivate_user, ("command-line",), "unknown"),
        (reactivate_user, ("quality",), "is open"),
    ],
)
def test_what_an_administrator_cannot_do(site: Site, service: Any, arguments: tuple[Any, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        site.do(service, "administrator", *arguments)


def test_a_closed_account_is_opened_again(site: Site) -> None:
    site.do(deactivate_user, "administrator", "trainee")
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "trainee", PASSWORD)
    site.do(reactivate_user, "administrator", "trainee")
    with site.store.begin() as session:
        assert sign_in(session, "trainee", PASSWORD).role == "trainee"


def test_where_local_accounts_are_switched_off_no_password_opens_one(make_site: MakeSite) -> None:
    site = make_site("local_accounts: false")
    with site.store.begin() as session, pytest.raises(PermissionError, match="identity provider"):
        sign_in(session, "radiologist", PASSWORD)


@pytest.mark.parametrize(
    ("username", "role", "password", "issuer", "why"),
    [
        ("new", "radiologist", "short", None, "characters"),
        ("new", "radiologist", None, None, "either a password"),
        ("new", "radiologist", PASSWORD, ISSUER, "either a password"),
        ("new", "device", PASSWORD, None, "not a person's"),
        ("new", "king", PASSWORD, None, "expected radiologist"),
        (" new", "radiologist", PASSWORD, None, "user name"),
        ("", "radiologist", PASSWORD, None, "user name"),
        ("a\u202eb", "radiologist", PASSWORD, None, "user name"),
        ("new", "radiologist", None, "http://login.example.org", "https address"),
        ("new", "radiologist", None, "login.example.org", "https address"),
        ("quality", "radiologist", PASSWORD, None, "exists already"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said(
    site: Site, username: str, role: str, password: str | None, issuer: str | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        site.do(create_user, "administrator", username, "Dr New", role, password, issuer)  # type: ignore[arg-type]


def test_accounts_are_listed_with_their_state(site: Site) -> None:
    site.fail(5)
    site.do(deactivate_user, "administrator", "trainee")
    states = {account.username: account.state for account in site.do(users, "administrator")}
    assert states == {"administrator": "active", "quality": "active", "radiologist": "locked", "trainee": "closed"}
