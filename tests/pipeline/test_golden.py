"""The verdicts on the bundled studies, whole: `make golden` rewrites the file, and its change is reviewed like code."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from overread.checking import over_read
from overread.conversion import record_of
from overread.readers import read_studies
from overread.study import Study
from overread.writers import WRITERS

ROOT = Path(__file__).parents[2]
DATASETS = ROOT / "eval" / "overread" / "eval" / "datasets"
GOLDEN = Path(__file__).with_suffix(".jsonl")
README = ROOT / "README.md"
EXAMPLE = re.compile(r"(?<=```\n\$ overread check docs/example\.jsonl --format table\n).*?(?=```\n<!-- end -->)", re.DOTALL)


def verdict(study: Study) -> str:
    """Return the decision on a study with every statement and flag, on one line."""
    record = record_of(over_read(study))
    statements = [[claim.text, claim.finding, claim.status] for claim in record.claims]
    flags = [[flag.type, flag.severity, flag.text, flag.message] for flag in record.flags]
    said = {"id": record.id, "decision": record.decision, "statements": statements, "flags": flags, "error": record.error}
    return json.dumps(said, ensure_ascii=False)


def verdicts() -> dict[str, str]:
    """Return the verdict on every bundled study by its id."""
    folders = (DATASETS / "examples", DATASETS / "examples_flawed")
    studies = [record for folder in folders for record in read_studies(folder) if isinstance(record, Study)]
    return {study.id: verdict(study) for study in studies}


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    """The verdicts as they are now."""
    return verdicts()


def golden() -> dict[str, str]:
    """Return the verdicts as they were reviewed."""
    return {json.loads(line)["id"]: line for line in GOLDEN.read_text("utf-8").splitlines()}


@pytest.mark.parametrize("id", sorted(golden()) if GOLDEN.exists() else [])
def test_a_verdict_is_as_it_was_reviewed(now: dict[str, str], id: str) -> None:
    assert json.loads(now[id]) == json.loads(golden()[id])


def test_every_bundled_study_has_a_reviewed_verdict(now: dict[str, str]) -> None:
    assert set(now) == set(golden())


def example() -> str:
    """Return the table that the README shows."""
    table = io.StringIO()
    records = read_studies(ROOT / "docs" / "example.jsonl")
    WRITERS["table"]((record_of(over_read(record)) for record in records if isinstance(record, Study)), table)
    return "".join(f"{line.rstrip()}\n" for line in table.getvalue().splitlines() if line.strip())


def test_the_readme_shows_what_the_program_prints() -> None:
    assert EXAMPLE.findall(README.read_text("utf-8")) == [example()]


if __name__ == "__main__":
    GOLDEN.write_text("".join(f"{line}\n" for line in verdicts().values()), "utf-8")
    README.write_text(EXAMPLE.sub(lambda _: example(), README.read_text("utf-8")), "utf-8")
