"""Signing in through an OpenID provider, for real: a small one on this machine, the pages, and Chromium between them."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select, update

from overread.records import create_user, sign_in
from overread.records.tables import AuditRow, SignInRow

if TYPE_CHECKING:
    from tests.app.browser.conftest import Served

    Serve = Callable[..., AbstractContextManager[Served]]

PASSWORD = "a long enough password"  # noqa: S105
CLIENT, SECRET = "overread-pages", "client secret of the test"
PEOPLE: dict[str, dict[str, Any]] = {
    "eve": {"sub": "sub-eve", "email": "eve@example.org", "email_verified": True},
    "eve-moved": {"sub": "sub-eve", "email": "eve@elsewhere.example", "email_verified": True},
    "noor": {"sub": "sub-noor"},
    "mallory": {"sub": "sub-mallory", "email": "mallory@example.org", "email_verified": True},
    "claims-eve": {"sub": "sub-claims", "email": "una@example.org", "email_verified": False},
    "forged": {"sub": "sub-eve", "email": "eve@example.org", "email_verified": True},
}
"""Who can be chosen at the provider, and what its ID token says of them; that of `forged` is signed with another key."""


@dataclass
class Provider:
    """A provider that runs: its issuer, its keys, the codes it gave out, and who asked to sign out."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    codes: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    signed_out: list[str] = field(default_factory=list)

    def metadata(self) -> dict[str, Any]:
        """What a client needs to know."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "end_session_endpoint": "leave"}
        return {
            "issuer": self.issuer,
            **{name: f"{self.issuer}/{place}" for name, place in places.items()},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def code_for(self, person: str, asked: dict[str, str]) -> str:
        """Give out a code for a person who agreed."""
        code = secrets.token_urlsafe()
        self.codes[code] = (person, asked)
        return code

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Exchange a code for tokens, if client, code and proof of possession are right."""
        known = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        person, asked = self.codes.pop(form.get("code", ""), ("", {}))
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        right_client = authorization in (f"Basic {known}", f"Basic {plain}")
        if not person or not right_client or proof.decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **PEOPLE[person]}
        key = self.other if person == "forged" else self.key
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300, "id_token": token}


class Handler(BaseHTTPRequestHandler):
    """The provider's pages and endpoints."""

    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(self.provider.metadata())
            case "/jwks":
                self._json({"keys": [self.provider.key.as_dict(private=False)]})
            case "/authorize":
                links = (f'<a href="/grant?{urlencode({**asked, "person": name})}">{name}</a>' for name in PEOPLE)
                self._answer(200, "text/html", f"<h1>Who are you?</h1>{'<br>'.join(links)}".encode())
            case "/grant":
                back = urlencode({"code": self.provider.code_for(asked["person"], asked), "state": asked["state"]})
                self._redirect(f"{asked['redirect_uri']}?{back}")
            case "/leave":
                self.provider.signed_out.append(asked["client_id"])
                self._redirect(asked["post_logout_redirect_uri"])
            case _:
                self._answer(404, "text/plain", b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        tokens = self.provider.token(form, self.headers.get("Authorization", ""))
        self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""

    def _json(self, content: Any, status: int = 200) -> None:
        self._answer(status, "application/json", json.dumps(content).encode())

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """Run the provider."""
    Handler.provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Handler.provider
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def clinic(serve: Serve, provider: Provider) -> Iterator[Served]:
    """Serve the pages of a site that signs its people in through the provider, two of whom have an account."""

    def prepare(home: Path, address: str) -> None:
        path = home / "secrets.toml"
        path.write_text(
            f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{secrets.token_hex()}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n',
            "utf-8",
        )
        path.chmod(0o600)

    with serve(prepare) as running:
        with running.store.begin() as session:
            administrator = sign_in(session, "adele", PASSWORD)
        people = (
            ("eve@example.org", "Eve Stone", "radiologist", None),
            ("noor", "Noor Haddad", "quality", "sub-noor"),
            ("una@example.org", "Una Byrne", "radiologist", None),
        )
        for username, name, role, subject in people:
            with running.store.begin() as session:
                create_user(session, administrator, username, name, role, None, provider.issuer, subject)  # type: ignore[arg-type]
        yield running


@pytest.fixture
def page(chromium: Browser, clinic: Served) -> Iterator[Page]:
    """A browser that has never been there."""
    context: BrowserContext = chromium.new_context(viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def come_in(page: Page, clinic: Served, person: str) -> None:
    """Go to the provider and be somebody there."""
    page.goto(clinic.address)
    page.get_by_role("button", name="Sign in with your organisation").click(timeout=60_000)
    page.get_by_role("link", name=person, exact=True).click(timeout=60_000)


def worklist_of(page: Page) -> Any:
    """The heading of the worklist."""
    return page.get_by_role("heading", name="Worklist")


def last_audited(clinic: Served, action: str) -> tuple[str, dict[str, Any]]:
    """Who did something last, and the details."""
    with clinic.store.read() as session:
        wanted = select(AuditRow).where(AuditRow.action == action).order_by(AuditRow.number.desc()).limit(1)
        row = session.scalars(wanted).one()
        return row.actor, row.details


@pytest.mark.parametrize(
    ("person", "username"), [("eve", "eve@example.org"), ("noor", "noor"), ("eve-moved", "eve@example.org")]
)
def test_whom_the_provider_vouches_for_comes_in_under_their_account(
    page: Page, clinic: Served, person: str, username: str
) -> None:
    come_in(page, clinic, person)
    expect(worklist_of(page)).to_be_visible(timeout=60_000)
    assert last_audited(clinic, "signed_in") == (username, {"via": "oidc"})
    assert urlsplit(page.url).query == ""
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "sub-" not in kept
    assert "eyJ" not in kept
    identity = [cookie for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit_user")]
    assert identity
    assert all(cookie["httpOnly"] for cookie in identity)


@pytest.mark.parametrize("person", ["mallory", "claims-eve"])
def test_whom_nobody_made_an_account_for_stays_outside(page: Page, clinic: Served, person: str) -> None:
    come_in(page, clinic, person)
    expect(page.get_by_text("There is no account for this identity; ask an administrator.")).to_be_visible(timeout=60_000)
    page.get_by_text("What the identity provider says of you").click()
    expect(page.get_by_text(f"Subject {PEOPLE[person]['sub']}")).to_be_visible()
    expect(worklist_of(page)).to_have_count(0)
    assert last_audited(clinic, "sign_in_failed") == ("nobody", {"via": "oidc", "code": "unknown"})


def test_a_token_that_the_provider_did_not_sign_opens_nothing(page: Page, clinic: Served) -> None:
    clinic.tracebacks += 1
    come_in(page, clinic, "forged")
    expect(page.get_by_role("button", name="Sign in with your organisation")).to_be_visible(timeout=60_000)
    expect(worklist_of(page)).to_have_count(0)


def test_the_cookie_of_the_provider_does_not_open_a_second_sign_in(page: Page, clinic: Served) -> None:
    come_in(page, clinic, "eve")
    expect(worklist_of(page)).to_be_visible(timeout=60_000)
    page.reload()
    expect(page.get_by_text("was used before; sign in again")).to_be_visible(timeout=60_000)
    expect(worklist_of(page)).to_have_count(0)
    page.get_by_role("button", name="Sign in with your organisation").click()
    page.get_by_role("link", name="eve", exact=True).click(timeout=60_000)
    expect(worklist_of(page)).to_be_visible(timeout=60_000)


def test_signing_out_ends_it_here_and_at_the_provider(page: Page, clinic: Served, provider: Provider) -> None:
    come_in(page, clinic, "eve")
    expect(worklist_of(page)).to_be_visible(timeout=60_000)
    provider.signed_out.clear()
    page.get_by_role("button", name="Eve Stone").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in with your organisation")).to_be_visible(timeout=60_000)
    assert provider.signed_out == [CLIENT]
    assert [cookie for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit_user")] == []
    assert last_audited(clinic, "signed_out")[0] == "eve@example.org"


def test_an_idle_sign_in_ends_by_itself_and_says_so(page: Page, clinic: Served) -> None:
    come_in(page, clinic, "eve")
    expect(worklist_of(page)).to_be_visible(timeout=60_000)
    with clinic.store.begin() as session:
        long_ago = clinic.store.setting.now().replace(year=2020)
        session.execute(update(SignInRow).values(seen_at=long_ago))
    expect(page.get_by_text("Your sign-in has expired; sign in again.")).to_be_visible(timeout=40_000)
    expect(worklist_of(page)).to_have_count(0)
