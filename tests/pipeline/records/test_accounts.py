"""Accounts: passwords, locks, identity providers, and sign-ins that end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import select

from overread.records import (
    Conflict,
    SignedOut,
    change_role,
    create_user,
    deactivate_user,
    set_password,
    sign_in,
    sign_in_with_provider,
    sign_out,
    users,
    whoami,
    worklist,
)
from overread.records.tables import SignInRow, UserRow

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

PASSWORD = "a long enough password"  # noqa: S105
ISSUER = "https://login.example.org"


def fail(site: Site, times: int, username: str = "radiologist") -> None:
    """Sign in with a wrong password."""
    for _ in range(times):
        with site.store.begin() as session, pytest.raises(PermissionError, match="wrong, or the account is locked"):
            sign_in(session, username, "not the password")


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


@pytest.mark.parametrize(("failures", "locked"), [(4, False), (5, True), (7, True)])
def test_five_failures_lock_an_account(site: Site, failures: int, locked: bool) -> None:
    fail(site, failures)
    with site.store.begin() as session:
        if locked:
            with pytest.raises(PermissionError):
                sign_in(session, "radiologist", PASSWORD)
        else:
            assert sign_in(session, "radiologist", PASSWORD).role == "radiologist"


def test_a_lock_ends_after_a_quarter_of_an_hour(site: Site) -> None:
    fail(site, 5)
    site.clock.advance(minutes=15)
    with site.store.begin() as session:
        assert sign_in(session, "radiologist", PASSWORD).username == "radiologist"


def test_a_success_forgets_the_failures(site: Site) -> None:
    for _ in range(3):
        fail(site, 4)
        with site.store.begin() as session:
            sign_in(session, "radiologist", PASSWORD)


def test_an_unknown_name_is_answered_like_a_wrong_password(site: Site) -> None:
    fail(site, 1, "nobody at all")
    fail(site, 1, "command-line")


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
    site.do(set_password, "administrator", "radiologist", "another long password")
    for username in ("trainee", "quality", "radiologist"):
        with pytest.raises(SignedOut):
            site.do(whoami, username)
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "trainee", PASSWORD)
    with site.store.begin() as session:
        assert sign_in(session, "quality", PASSWORD).role == "radiologist"
    with site.store.begin() as session:
        assert sign_in(session, "radiologist", "another long password").role == "radiologist"


def test_everybody_sets_their_own_password_and_nobody_elses(site: Site) -> None:
    with pytest.raises(PermissionError, match="administrator"):
        site.do(set_password, "radiologist", "quality", "another long password")
    site.do(set_password, "radiologist", "radiologist", "another long password")
    with site.store.begin() as session:
        sign_in(session, "radiologist", "another long password")


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
        ("quality", "radiologist", PASSWORD, None, "exists already"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said(
    site: Site, username: str, role: str, password: str | None, issuer: str | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        site.do(create_user, "administrator", username, "Dr New", role, password, issuer)  # type: ignore[arg-type]


def test_an_administrator_cannot_close_their_own_account(site: Site) -> None:
    with pytest.raises(ValueError, match="your own"):
        site.do(deactivate_user, "administrator", "administrator")


def test_accounts_are_listed_with_their_state(site: Site) -> None:
    fail(site, 5)
    site.do(deactivate_user, "administrator", "trainee")
    states = {account.username: account.state for account in site.do(users, "administrator")}
    assert states == {"administrator": "active", "quality": "active", "radiologist": "locked", "trainee": "closed"}


class TestProvider:
    """Accounts of an OIDC provider."""

    @pytest.fixture(autouse=True)
    def _account(self, site: Site) -> None:
        site.do(create_user, "administrator", "eve@example.org", "Dr Eve", "radiologist", None, ISSUER)

    def test_the_first_sign_in_binds_the_subject(self, site: Site) -> None:
        with site.store.begin() as session:
            assert sign_in_with_provider(session, ISSUER, "sub-1", "eve@example.org").username == "eve@example.org"
        with site.store.begin() as session:
            assert sign_in_with_provider(session, ISSUER, "sub-1").username == "eve@example.org"

    @pytest.mark.parametrize(
        ("issuer", "subject", "email"),
        [
            ("https://other.example.org", "sub-1", "eve@example.org"),
            (ISSUER, "sub-2", "eve@example.org"),
            (ISSUER, "sub-2", None),
            (ISSUER, "sub-3", "mallory@example.org"),
            (ISSUER, "sub-3", "radiologist"),
        ],
    )
    def test_anyone_else_is_refused(self, site: Site, issuer: str, subject: str, email: str | None) -> None:
        with site.store.begin() as session:
            sign_in_with_provider(session, ISSUER, "sub-1", "eve@example.org")
        with site.store.begin() as session, pytest.raises(PermissionError, match="no account"):
            sign_in_with_provider(session, issuer, subject, email)

    def test_no_password_opens_it(self, site: Site) -> None:
        fail(site, 1, "eve@example.org")

    def test_two_accounts_of_one_name_are_refused(self, site: Site) -> None:
        with pytest.raises(Conflict):
            site.do(create_user, "administrator", "eve@example.org", "Dr Eve", "radiologist", PASSWORD)
