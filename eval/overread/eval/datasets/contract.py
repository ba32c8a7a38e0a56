"""JSON Lines in the shape of the contract: one study a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from overread.eval.datasets import layout
from overread.study import Study

_STUDY: TypeAdapter[Study] = TypeAdapter(Study)


@layout("contract")
def read_contract(path: Path) -> Iterator[Study]:
    """Yield the studies of a JSON Lines file; ValueError names the file, line and field that is wrong."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield study_of(line, f"{path.name}, line {number}")


def study_of(line: str, where: str) -> Study:
    """Return the study of one JSON object; a null field is an absent field."""
    try:
        return _STUDY.validate_python(_without_nulls(json.loads(line)))
    except json.JSONDecodeError as error:
        raise ValueError(f"{where}: no JSON ({error.msg} at column {error.colno})") from error
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise ValueError(f"{where}: field {field!r}: {first['msg']}") from None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) if key != "meta" else item or {} for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value
