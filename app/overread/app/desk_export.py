"""The quality desk's figures as files: CSV and JSON Lines of numbers, names and codes, never of report text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from overread.records.quality import Share

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flat(row: Any) -> dict[str, Any]:
    """Return a row of figures as plain values: a share becomes its count, what it is of, and its value."""
    if not is_dataclass(row) or isinstance(row, type):
        raise TypeError("expected a row of figures")
    found: dict[str, Any] = {}
    for item in fields(row):
        value = getattr(row, item.name)
        if isinstance(value, Share):
            found |= {f"{item.name}_{name}": number for name, number in asdict(value).items()} | {item.name: value.value}
        else:
            found[item.name] = " ".join(value) if isinstance(value, tuple) else value
    return found


def as_jsonl(rows: Sequence[Any]) -> str:
    """Return the rows as JSON Lines."""
    return "".join(json.dumps(flat(row), ensure_ascii=False) + "\n" for row in rows)


def as_csv(rows: Sequence[Any]) -> str:
    """Return the rows as CSV (RFC 4180); no cell can act as a formula when a spreadsheet opens it."""
    if not rows:
        return ""
    lines = [flat(row) for row in rows]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(lines[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows([_inert(line) for line in lines])
    return stream.getvalue()


def _inert(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value for name, value in line.items()
    }
