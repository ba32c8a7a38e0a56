"""Column types that keep exactly what they were given on every database, and the digests that bind it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator


def canonical(value: object) -> str:
    """Return the one JSON text of a value: keys sorted, no spaces, ASCII only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text's exact characters as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class ExactText(TypeDecorator[str]):
    """Free text kept as an ASCII JSON string, so that null characters and lone surrogates survive on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as JSON."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Return the text that the JSON holds."""
        return None if value is None else str(json.loads(value))


class Document(TypeDecorator[Any]):
    """A JSON value kept as canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        """Return the value as canonical JSON."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        """Return the value that the JSON holds."""
        return None if value is None else json.loads(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as ISO 8601 with microseconds, so that it sorts as text and hashes the same everywhere."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the moment as text; raises ValueError for one without a time zone."""
        return None if value is None else written(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the moment that the text names."""
        return None if value is None else datetime.fromisoformat(value)


def written(moment: datetime) -> str:
    """Return a moment as ISO 8601 in UTC with microseconds."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone; expected UTC")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
