"""JSON Lines in the shape of the contract: one study a line, read one line at a time."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from math import isfinite
from typing import Any, BinaryIO

from overread.contract import LONGEST_ID
from overread.conversion import ContractError, study_from
from overread.readers import READERS, Failure, Reader
from overread.study import Study

LONGEST_LINE = 32 << 20
"""Bytes in one line; a longer one is skipped without being held in memory."""

DEEPEST = 100
"""Levels of nesting, `meta` included."""


def recognises(head: bytes) -> bool:
    """Tell whether any line of the first bytes starts a JSON object."""
    return any(line.lstrip().startswith(b"{") for line in head.removeprefix(codecs.BOM_UTF8).split(b"\n"))


def read(stream: BinaryIO) -> Iterator[tuple[str, Study | Failure]]:
    """Yield the study, or the failure, of every line that is not blank, after its place ("line 3")."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield f"line {number}", Failure(None, f"a line over {LONGEST_LINE >> 20} MiB; expected one study")
        elif line.strip():
            yield f"line {number}", _record(line.rstrip())


def _record(line: bytes) -> Study | Failure:
    data: Any = None
    try:
        data = _decoded(line)
        return study_from(data)
    except ContractError as error:
        id, meta = (data.get("id"), data.get("meta", {})) if isinstance(data, dict) else (None, {})
        return Failure(id if isinstance(id, str) and len(id) <= LONGEST_ID else None, str(error), meta)


def _decoded(line: bytes) -> object:
    try:
        data = json.loads(line.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refused, parse_float=_finite)
    except ContractError:
        raise
    except UnicodeDecodeError as error:
        raise ContractError(f"not UTF-8 at byte {error.start + 1}; expected UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise ContractError(f"not JSON at column {error.colno} ({error.msg}); expected one JSON object a line") from None
    except ValueError:
        raise ContractError("a number of too many digits; expected a number that fits") from None
    except RecursionError:
        raise ContractError(f"nested too deeply; expected at most {DEEPEST} levels") from None
    if line.count(b"{") + line.count(b"[") > DEEPEST and _depth(data) > DEEPEST:
        raise ContractError(f"nested too deeply; expected at most {DEEPEST} levels")
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ContractError(f"{twice[:40]!r}: given twice; expected once")
    return data


def _refused(word: str) -> float:
    raise ContractError(f"{word} is not JSON; expected a finite number or null")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ContractError(f"{digits[:24]} is out of range; expected a finite number")
    return number


def _depth(data: object) -> int:
    depth, level = 0, [data]
    while level:
        depth += 1
        level = [
            item
            for value in level
            if isinstance(value, dict | list)
            for item in (value.values() if isinstance(value, dict) else value)
            if isinstance(item, dict | list)
        ]
    return depth


READERS.register("jsonl")(Reader(recognises, read))
