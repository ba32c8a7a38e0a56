"""The anchor of the audit: head and count of the chain, kept in a file or at a URL apart from the database.

Around a commit it names two ends, the settled one and the one being written; whichever the database then shows, nothing that
was kept can be cut off unseen, and a process that dies in between leaves no false alarm.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock

from overread.records.columns import canonical

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""

_EXPECTED = "the anchor cannot be read; expected a JSON object with `settled` and `pending`, each with count and head"
_POLL_SECONDS = 0.002
_LONGEST_WAIT = 60
_HTTP_SECONDS = 10


class AuditBroken(ValueError):
    """The chain and its anchor do not fit: nothing more is written until `overread audit verify` has been looked at."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: the number of its entries and the hash of the last."""

    count: int = 0
    head: str = GENESIS


@dataclass(frozen=True, slots=True)
class Anchored:
    """The settled end, and the end of a transaction that was being written, if any."""

    settled: End
    pending: End | None = None

    def holds(self, end: End) -> bool:
        """Tell whether a chain may end there."""
        return end in (self.settled, self.pending)


class Place(Protocol):
    """Where an anchor lies: `name` says where, `fetch` gives its JSON or None, `put` replaces it as a whole."""

    @property
    def name(self) -> str: ...

    def fetch(self) -> Mapping[str, Any] | None: ...

    def put(self, content: Mapping[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor at its place, guarded by a lock file."""

    place: Place
    lock: Path

    def read(self) -> Anchored | None:
        """Return what is anchored, None if nothing is; raises AuditBroken when it cannot be read."""
        content = self.place.fetch()
        try:
            if content is None:
                return None
            pending = content.get("pending")
            return Anchored(_end(content["settled"]), _end(pending) if pending else None)
        except (KeyError, TypeError) as error:
            raise AuditBroken(_EXPECTED) from error

    def write(self, anchored: Anchored) -> None:
        """Replace what is anchored, as a whole."""
        pending = anchored.pending
        ends = {"settled": _fields(anchored.settled), "pending": _fields(pending) if pending else None}
        self.place.put(ends)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Hold the anchor still: nobody commits an entry while the block runs."""
        with FileLock(self.lock, timeout=_LONGEST_WAIT, poll_interval=_POLL_SECONDS):
            yield

    @contextmanager
    def moving(self, before: End, after: End, anew: bool = False) -> Iterator[None]:
        """Anchor the move of the chain's end while the block commits; raises AuditBroken if `before` is not its end.

        With `anew` what was anchored is given up: only the end after the commit holds.
        """
        with self.still():
            known = Anchored(before) if anew else self.read() or Anchored(End())
            if not known.holds(before):
                raise AuditBroken(
                    f"the audit has {before.count} entries where its anchor knows {known.settled.count}, or another last one; "
                    "nothing was written; `overread audit verify` says what was changed"
                )
            self.write(Anchored(after) if anew else Anchored(before, after))
            yield
            with suppress(OSError):
                self.write(Anchored(after))


@dataclass(frozen=True, slots=True)
class FilePlace:
    """An anchor in a file, replaced atomically and flushed to the disk."""

    path: Path

    @property
    def name(self) -> str:
        """The path."""
        return str(self.path)

    def fetch(self) -> Mapping[str, Any] | None:
        """Return the content of the file, None if there is none."""
        try:
            return _object(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return None

    def put(self, content: Mapping[str, Any]) -> None:
        """Write a new file beside the old one and put it in its place."""
        folder = self.path.parent
        number, name = tempfile.mkstemp(dir=folder, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(number, "w", encoding="utf-8") as stream:
                stream.write(canonical(content) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(name, self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class UrlPlace:
    """An anchor at a URL that answers GET and takes PUT; where the server gives an ETag, PUT is conditional on it."""

    url: str

    @property
    def name(self) -> str:
        """The URL."""
        return self.url

    def fetch(self) -> Mapping[str, Any] | None:
        """Return what the URL holds, None if it holds nothing; raises OSError when it cannot be reached."""
        answer = self._ask("GET")
        return None if answer.status_code == 404 else _object(answer.text)

    def put(self, content: Mapping[str, Any]) -> None:
        """Replace what the URL holds, unless it changed in between; raises OSError when it refuses."""
        tag = self._ask("GET").headers.get("etag")
        headers = {"Content-Type": "application/json"} | ({"If-Match": tag} if tag else {})
        self._ask("PUT", content=canonical(content), headers=headers)

    def _ask(self, method: str, **options: Any) -> Any:
        import httpx

        try:
            answer = httpx.request(method, self.url, timeout=_HTTP_SECONDS, **options)
        except httpx.HTTPError as error:
            raise OSError(f"the anchor's URL cannot be reached ({type(error).__name__})") from None
        if answer.is_success or (method == "GET" and answer.status_code == 404):
            return answer
        raise OSError(f"the anchor's URL answered {answer.status_code} to {method}")


def anchor_at(place: str | None, folder: Path) -> Anchor:
    """Return the anchor at a path or an http(s) URL; by default `audit-anchor.json` in the folder of records."""
    if place and place.startswith(("http://", "https://")):
        return Anchor(UrlPlace(place), folder / "audit-anchor.lock")
    path = Path(place).expanduser() if place else folder / "audit-anchor.json"
    return Anchor(FilePlace(path), path.with_name(path.name + ".lock"))


def _object(text: str) -> Mapping[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise AuditBroken(_EXPECTED) from error
    if not isinstance(content, dict):
        raise AuditBroken(_EXPECTED)
    return content


def _end(fields: Mapping[str, Any]) -> End:
    return End(fields["count"], fields["head"])


def _fields(end: End) -> dict[str, Any]:
    return {"count": end.count, "head": end.head}
