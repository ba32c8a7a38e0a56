"""Accounts: passwords, locks, identity providers, and sign-ins that end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import select

from overread.records import (
    Conflict,
    Identity,
    SignedOut,
    change_password,
    change_role,
    create_user,
    deactivate_user,
    passwords,
    reactivate_user,
    set_password,
    sign_in,
    sign_in_with_provider,
    sign_out,
    users,
    whoami,
    worklist,
)
from overread.records.tables import AuditRow, SignInRow, UserRow

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import MakeSite, Site

PASSWORD = "a long enough password"  # noqa: S105
OTHER = "correct horse battery"
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


def test_guesses_made_at_once_are_all_counted(site: Site) -> None:
    start = Barrier(8)

    def guess(number: int) -> None:
        start.wait()
        fail(site, 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(8)))
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "radiologist", PASSWORD)


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


def test_a_closed_account_is_opened_again(site: Site) -> None:
    site.do(deactivate_user, "administrator", "trainee")
    with site.store.begin() as session, pytest.raises(PermissionError):
        sign_in(session, "trainee", PASSWORD)
    site.do(reactivate_user, "administrator", "trainee")
    with site.store.begin() as session:
        assert sign_in(session, "trainee", PASSWORD).role == "trainee"


def test_an_unknown_name_costs_as_much_work_as_a_known_one(sqlite_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite_site.do(deactivate_user, "administrator", "trainee")
    fail(sqlite_site, 5, "quality")
    hashed: list[str] = []
    quick = passwords.hasher()

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            hashed.append(password)
            return quick.verify(password_hash, password)

    monkeypatch.setattr(passwords, "hasher", Counting)
    for username in ("radiologist", "nobody at all", "command-line", "trainee", "quality"):
        hashed.clear()
        fail(sqlite_site, 1, username)
        assert hashed == ["not the password"], username


def test_where_local_accounts_are_switched_off_no_password_opens_one(make_site: MakeSite) -> None:
    site = make_site("local_accounts: false")
    with site.store.begin() as session, pytest.raises(PermissionError, match="identity provider"):
        sign_in(session, "radiologist", PASSWORD)


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
    fail(site, 5)
    site.do(deactivate_user, "administrator", "trainee")
    states = {account.username: account.state for account in site.do(users, "administrator")}
    assert states == {"administrator": "active", "quality": "active", "radiologist": "locked", "trainee": "closed"}


class TestProvider:
    """Accounts of an OIDC provider."""

    @pytest.fixture(autouse=True)
    def _account(self, site: Site) -> None:
        site.do(create_user, "administrator", "eve@example.org", "Dr Eve", "radiologist", None, ISSUER)

    def vouched(self, site: Site, number: int = 1, **changed: Any) -> Identity:
        """What an ID token of the provider says, just issued, the numbered one."""
        token = Identity(ISSUER, "sub-1", f"nonce-{number}", site.clock(), "eve@example.org", True)
        return replace(token, **changed)

    def sign_in(self, site: Site, identity: Identity) -> str:
        """Sign in and return the user name."""
        with site.store.begin() as session:
            return sign_in_with_provider(session, identity).username

    def test_the_first_sign_in_binds_the_subject(self, site: Site) -> None:
        assert self.sign_in(site, self.vouched(site)) == "eve@example.org"
        assert self.sign_in(site, self.vouched(site, 2, email=None)) == "eve@example.org"
        (account,) = [each for each in site.do(users, "administrator") if each.issuer]
        assert account.bound

    @pytest.mark.parametrize(
        "changed",
        [
            {"issuer": "https://other.example.org"},
            {"subject": "sub-2"},
            {"subject": "sub-2", "email": None},
            {"subject": "sub-3", "email": "mallory@example.org"},
            {"subject": "sub-3", "email": "radiologist"},
        ],
    )
    def test_anyone_else_is_refused(self, site: Site, changed: dict[str, Any]) -> None:
        self.sign_in(site, self.vouched(site))
        with pytest.raises(PermissionError, match="no account"):
            self.sign_in(site, self.vouched(site, 2, **changed))

    def test_an_address_that_was_not_verified_binds_nobody(self, site: Site) -> None:
        with pytest.raises(PermissionError, match="no account"):
            self.sign_in(site, self.vouched(site, email_verified=False))

    def test_an_account_made_for_a_subject_needs_no_address(self, site: Site) -> None:
        site.do(create_user, "administrator", "noor", "Dr Noor", "quality", None, ISSUER, "sub-9")
        assert self.sign_in(site, self.vouched(site, subject="sub-9", email=None)) == "noor"
        with pytest.raises(Conflict):
            site.do(create_user, "administrator", "noor2", "Dr Noor", "radiologist", None, ISSUER, "sub-9")

    def test_a_closed_account_stays_closed(self, site: Site) -> None:
        self.sign_in(site, self.vouched(site))
        site.do(deactivate_user, "administrator", "eve@example.org")
        with pytest.raises(PermissionError, match="no account"):
            self.sign_in(site, self.vouched(site, 2))

    def test_an_id_token_opens_one_sign_in(self, site: Site) -> None:
        self.sign_in(site, self.vouched(site))
        with pytest.raises(PermissionError, match="used before"):
            self.sign_in(site, self.vouched(site))

    @pytest.mark.parametrize(
        ("seconds", "good"), [(-61, False), (-60, True), (0, True), (300, True), (301, False), (86400, False)]
    )
    def test_an_id_token_is_good_for_five_minutes(self, site: Site, seconds: float, good: bool) -> None:
        identity = self.vouched(site, issued_at=site.clock() - timedelta(seconds=seconds))
        if good:
            assert self.sign_in(site, identity) == "eve@example.org"
        else:
            with pytest.raises(PermissionError, match="too old"):
                self.sign_in(site, identity)

    def test_an_id_token_without_a_nonce_is_refused(self, site: Site) -> None:
        with pytest.raises(PermissionError, match="too old"):
            self.sign_in(site, self.vouched(site, nonce=""))

    def test_a_refusal_stays_in_the_audit_without_the_identity(self, site: Site) -> None:
        with pytest.raises(PermissionError):
            self.sign_in(site, self.vouched(site, subject="sub-3", email="mallory@example.org"))
        with site.store.read() as session:
            last = session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).one()
            said = (last.actor, last.action, last.subject, last.details)
        assert said == ("nobody", "sign_in_failed", None, {"via": "oidc", "code": "unknown"})

    def test_no_password_opens_it_or_can_be_given_to_it(self, site: Site) -> None:
        fail(site, 1, "eve@example.org")
        with pytest.raises(ValueError, match="no password here"):
            site.do(set_password, "administrator", "eve@example.org", OTHER)
        with site.store.begin() as session:
            site.people["eve"] = sign_in_with_provider(session, self.vouched(site))
        with pytest.raises(ValueError, match="no password here"):
            site.do(change_password, "eve", PASSWORD, OTHER)

    def test_two_accounts_of_one_name_are_refused(self, site: Site) -> None:
        with pytest.raises(Conflict):
            site.do(create_user, "administrator", "eve@example.org", "Dr Eve", "radiologist", PASSWORD)
