"""The sentence tables are large, free of repetition and well formed, so that what reads them tests what it seems to test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
TRAPS = yaml.safe_load((HERE / "assertion_traps.yaml").read_text(encoding="utf-8"))
STATEMENTS = yaml.safe_load((HERE / "statements.yaml").read_text(encoding="utf-8"))
ATTRIBUTES = {
    "name", "presence", "implied", "laterality", "severity", "sizes", "anatomy_words", "change", "count", "levels", "certainty",
}  # fmt: skip
VALUES = {
    "presence": {"present", "absent"},
    "laterality": {"left", "right", "bilateral"},
    "severity": {"trace", "minimal", "mild", "mild_moderate", "moderate", "moderate_severe", "severe"},
    "change": {"new", "increased", "decreased", "stable", "resolved"},
    "certainty": {"probable", "possible"},
}


def rows_of(table: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the rows of every class of a table."""
    return [row for rows in table.values() for row in rows]


@pytest.mark.parametrize(("table", "least"), [(TRAPS, 320), (STATEMENTS, 400)], ids=["traps", "statements"])
def test_table_has_the_promised_number_of_rows(table: dict[str, list[dict[str, Any]]], least: int) -> None:
    assert len(rows_of(table)) >= least


@pytest.mark.parametrize("name", TRAPS)
def test_trap_rows_are_well_formed(name: str) -> None:
    for row in TRAPS[name]:
        assert set(row) <= {"text", "term", "present", "certainty", "historical", "implied"}, row
        assert row["text"].lower().count(row["term"].lower()) == (0 if row.get("implied") else 1), row
        assert row["certainty"] in {"definite", "probable", "possible", None}, row
        assert row["present"] or row["certainty"] is None, row


def test_no_trap_stands_twice() -> None:
    rows = [(row["text"], row["term"]) for row in rows_of(TRAPS)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement_rows_are_well_formed(name: str) -> None:
    for row in STATEMENTS[name]:
        assert set(row) == {"text", "expect"}, row
        for expected in row["expect"]:
            assert {"name", "presence"} <= set(expected) <= ATTRIBUTES, row
            assert all(expected[key] in allowed for key, allowed in VALUES.items() if key in expected), row
            for values, unit, *role in expected.get("sizes", ()):
                assert values, row
                assert isinstance(unit, str), row
                assert role in ([], ["prior"], ["limit"], ["range"]), row


def test_no_statement_stands_twice() -> None:
    texts = [row["text"] for row in rows_of(STATEMENTS)]
    assert len(texts) == len(set(texts))
