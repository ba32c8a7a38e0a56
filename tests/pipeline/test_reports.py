"""Small reports, a table a subject: impressions that hold raise no flag of weight, and in the others the error is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]


def reports() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the reports of all tables, each with its name."""
    for path in sorted((Path(__file__).parent / "reports").glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            assert set(case) <= {"about", "exam", "findings", "holds", "wrong"}, (path, number)
            yield f"{path.stem}-{number}", case


def rows(told: str) -> Iterator[object]:
    """Yield every impression that `holds`, or that is `wrong` by the type of its error, with its report."""
    for name, case in reports():
        report = (case["exam"], case["findings"])
        for impression in case.get("holds", ()) if told == "holds" else ():
            yield pytest.param(*report, impression, id=name)
        for type_, impressions in case.get("wrong", {}).items() if told == "wrong" else ():
            for impression in impressions:
                yield pytest.param(*report, impression, type_, id=f"{name}-{type_}")


@pytest.mark.parametrize(("description", "findings", "impression"), list(rows("holds")))
def test_what_holds_raises_no_flag_of_weight(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type_"), list(rows("wrong")))
def test_what_is_wrong_is_named(flags_of: FlagsOf, description: str, findings: str, impression: str, type_: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type_ in [flag.type for flag in flags], flags


def test_a_report_laid_over_itself_raises_no_flag_of_weight(flags_of: FlagsOf) -> None:
    for name, case in reports():
        flags = flags_of(case["exam"], case["findings"], case["findings"])
        assert [flag for flag in flags if flag.severity != "minor"] == [], name
