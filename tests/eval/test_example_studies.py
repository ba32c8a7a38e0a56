"""The bundled studies keep to the contract's shape and to what their cards say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.review import FLAG_TYPES

DATASETS = Path(__file__).parents[2] / "eval/overread/eval/datasets"
FIELDS = {
    "id", "exam", "patient", "indication", "technique", "comparison", "findings", "measurements", "prior", "impression", "meta",
}  # fmt: skip
EXAMPLES = sorted((DATASETS / "examples").glob("*.jsonl"))
FLAWED = sorted((DATASETS / "examples_flawed").glob("*.jsonl"))


def study_of(path: Path) -> dict[str, Any]:
    """Return the one study of a file."""
    (line,) = path.read_text(encoding="utf-8").splitlines()
    study: dict[str, Any] = json.loads(line)
    return study


def name_of(path: Path) -> str:
    """Return the file's name, for the test's label."""
    return path.stem


def printed(value: float) -> re.Pattern[str]:
    """Return a pattern for a value as a report prints it: 8, not 18 or 8.2."""
    return re.compile(rf"(?<![\d.]){re.escape(f'{value:g}')}(?:\.0)?(?!\d|\.\d)")


@pytest.mark.parametrize("path", EXAMPLES + FLAWED, ids=name_of)
def test_study_has_every_field_and_its_file_name(path: Path) -> None:
    study = study_of(path)
    assert set(study) == FIELDS
    assert study["id"] == path.stem.replace("_", "-")
    assert study["findings"].strip() == study["findings"] != ""
    assert study["impression"].strip() == study["impression"] != ""


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_rows_are_numbered_and_their_values_stand_in_the_findings(path: Path) -> None:
    study = study_of(path)
    rows = study["measurements"] + (study["prior"] or {"measurements": []})["measurements"]
    assert [row["id"] for row in rows] == [f"m{number}" for number in range(1, len(rows) + 1)]
    for row in rows:
        assert printed(row["value"]).search(study["findings"]), row


@pytest.mark.parametrize("path", FLAWED, ids=name_of)
def test_the_deliberate_error_is_where_its_label_says(path: Path) -> None:
    study = study_of(path)
    (expected,) = study["meta"]["expected"]
    assert expected["type"] == path.stem
    if expected["text"] is None:
        assert study["findings"].count(expected["evidence"]) == 1
    else:
        assert expected["text"] in study["impression"]


def test_every_flag_type_has_its_flawed_study() -> None:
    assert {path.stem for path in FLAWED} == set(FLAG_TYPES) - {"not_checked"}


@pytest.mark.parametrize(("card", "paths"), [("examples", EXAMPLES), ("examples_flawed", FLAWED)])
def test_card_names_the_folder_and_its_modalities(card: str, paths: list[Path]) -> None:
    described = yaml.safe_load((DATASETS / f"{card}.yaml").read_text(encoding="utf-8"))
    assert described["id"] == described["path"] == card
    assert described["records"] == len(paths)
    assert set(described["modalities"]) == {study_of(path)["exam"]["modality"] for path in paths}


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_readme_lists_the_study(path: Path) -> None:
    assert f"`{path.name}`" in (DATASETS / "examples/README.md").read_text(encoding="utf-8")
