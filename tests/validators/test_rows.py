"""The long tables of single checks: what each flags in a small report, with which severity, words and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml


def rows() -> Iterator[object]:
    """Yield every row of the tables in `rows`, each named after its check."""
    for path in sorted((Path(__file__).parent / "rows").glob("*.yaml")):
        for number, row in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            told = (row.pop("findings"), row.pop("impression"), row.pop("flags"))
            yield pytest.param(path.stem, *told, row, id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("check", "findings", "impression", "flags", "fields"), list(rows()))
def test_row(
    verify: Callable[..., None],
    check: str,
    findings: str,
    impression: str,
    flags: Sequence[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify(check, findings, impression, [(severity, words, evidence) for severity, words, evidence in flags], **fields)
