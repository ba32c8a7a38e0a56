"""Accounts of an identity provider: who is let in, and by what token."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from overread.records import (
    Conflict,
    Identity,
    change_password,
    create_user,
    deactivate_user,
    set_password,
    sign_in_with_provider,
    users,
)
from overread.records.tables import AuditRow

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import Site

PASSWORD = "a long enough password"  # noqa: S105

OTHER = "correct horse battery"

ISSUER = "https://login.example.org"


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
        site.fail(1, "eve@example.org")
        with pytest.raises(ValueError, match="no password here"):
            site.do(set_password, "administrator", "eve@example.org", OTHER)
        with site.store.begin() as session:
            site.people["eve"] = sign_in_with_provider(session, self.vouched(site))
        with pytest.raises(ValueError, match="no password here"):
            site.do(change_password, "eve", PASSWORD, OTHER)

    def test_two_accounts_of_one_name_are_refused(self, site: Site) -> None:
        with pytest.raises(Conflict):
            site.do(create_user, "administrator", "eve@example.org", "Dr Eve", "radiologist", PASSWORD)
