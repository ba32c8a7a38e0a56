"""The anchor at a URL, and the rules of a site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from overread.records import Policy
from overread.records.anchor import Anchored, AuditBroken, End, anchor_at
from overread.records.policy import read_policy

if TYPE_CHECKING:
    from tests.pipeline.records.conftest import MakeSite


class Keeper(BaseHTTPRequestHandler):
    """A server that keeps one document, with an ETag, and can be told to refuse."""

    content = b""
    version = 0
    refuses = False

    def do_GET(self) -> None:
        """Give the document, or 404."""
        self._answer(200 if Keeper.content else 404, Keeper.content)

    def do_PUT(self) -> None:
        """Take a document, unless the ETag asked for is no longer it."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        wanted = self.headers.get("If-Match")
        if Keeper.refuses or wanted not in (None, f'"{Keeper.version}"'):
            self._answer(412, b"")
            return
        Keeper.content, Keeper.version = content, Keeper.version + 1
        self._answer(204, b"")

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        if content:
            self.send_header("ETag", f'"{Keeper.version}"')
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    """The URL of a keeper on loopback."""
    Keeper.content, Keeper.version, Keeper.refuses = b"", 0, False
    with HTTPServer(("127.0.0.1", 0), Keeper) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/anchor"
        server.shutdown()
        thread.join()


def test_a_url_keeps_the_anchor(url: str, tmp_path: Path) -> None:
    anchor = anchor_at(url, tmp_path)
    assert anchor.read() is None
    for count in (1, 2):
        anchor.write(Anchored(End(count, "a" * 64)))
    assert anchor.read() == Anchored(End(2, "a" * 64))
    with anchor.moving(End(2, "a" * 64), End(3, "b" * 64)):
        assert anchor.read() == Anchored(End(2, "a" * 64), End(3, "b" * 64))
    assert anchor.read() == Anchored(End(3, "b" * 64))


def test_what_cannot_be_anchored_is_not_kept(url: str, tmp_path: Path) -> None:
    anchor = anchor_at(url, tmp_path)
    anchor.write(Anchored(End(1, "a" * 64)))
    Keeper.refuses = True
    with pytest.raises(OSError, match="answered 412 to PUT"), anchor.moving(End(1, "a" * 64), End(2, "b" * 64)):
        pytest.fail("the block ran")


def test_an_anchor_out_of_reach_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be reached"):
        anchor_at("http://127.0.0.1:9/x", tmp_path).read()


@pytest.mark.parametrize("content", [b"no json", b"[]", b"{}", b'{"settled": {"count": 1}}'])
def test_a_spoilt_anchor_is_said(content: bytes, url: str, tmp_path: Path) -> None:
    Keeper.content = content
    with pytest.raises(AuditBroken, match="cannot be read"):
        anchor_at(url, tmp_path).read()


def test_the_record_is_anchored_where_the_environment_says(
    url: str, make_sqlite_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = anchor_at(None, make_sqlite_site().store.home).read()
    assert before is not None
    anchor_at(url, Path()).write(before)
    monkeypatch.setenv("OVERREAD_AUDIT_ANCHOR", url)
    site = make_sqlite_site()
    site.load()
    after = anchor_at(url, Path()).read()
    assert after is not None
    assert after.settled.count == before.settled.count + 1


def test_the_built_in_rules(tmp_path: Path) -> None:
    found = read_policy(tmp_path)
    assert (found.path, found.policy) == (None, Policy())
    assert [found.policy.settled(severity) for severity in ("critical", "major", "minor")] == [True, True, False]
    assert found.policy.reading_seconds("one two", "three four") == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("own_first_share: 2", "own_first_share"),
        ("settle_from: terrible", "settle_from"),
        ("words_a_minute: 0", "words_a_minute"),
        ("no_such_rule: 1", "no_such_rule"),
        ("password_length: 4", "password_length"),
        ("- a list", "the file"),
        ("a: [", "not YAML"),
    ],
)
def test_a_wrong_rule_is_named(content: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(content, "utf-8")
    with pytest.raises(ValueError, match=named) as caught:
        read_policy(tmp_path)
    assert str(tmp_path / "policy.yaml") in str(caught.value)
