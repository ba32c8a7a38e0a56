from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from overread.eval.cards import CardError, lint, read_card
from overread.eval.suite import BUNDLED, CARDS, SuiteError, bundled, data_of, read_suite

CARD: dict[str, Any] = {
    "id": "mine", "title": "My set", "path": "mine.jsonl", "records": 1, "purpose": "Testing.", "source": "Made up.",
    "licence": "CC0", "authors": "Nobody", "annotators": "None.", "agreement": "Not measured.", "modalities": ["CT"],
    "body_regions": ["chest"], "language": "English", "patients": "None.", "limits": ["It is tiny."],
}  # fmt: skip


def written(folder: Path, **changes: Any) -> Path:
    """Write a card with some fields changed, or left out where the change is None, and one study beside it."""
    card = {name: value for name, value in (CARD | changes).items() if value is not None}
    (folder / "mine.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
    (folder / "mine.jsonl").write_text('{"id": "1", "findings": "f", "exam": {"modality": "CT"}}\n', encoding="utf-8")
    return folder / "mine.yaml"


def test_a_whole_card_has_no_fault(tmp_path: Path) -> None:
    assert lint(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"licence": None}, "field 'licence'"),
        ({"annotators": ""}, "field 'annotators'"),
        ({"agreement": None}, "field 'agreement'"),
        ({"limits": []}, "field 'limits'"),
        ({"colour": "red"}, "field 'colour'"),
        ({"layout": "excel"}, "field 'layout': 'excel'; expected one of"),
        ({"records": 2}, "field 'records': 2; the path holds 1"),
        ({"path": "gone.jsonl"}, "field 'path': 'gone.jsonl' is not there"),
        ({"modalities": ["MR"]}, "field 'modalities': the studies also hold CT"),
    ],
)
def test_a_faulty_card_is_told_what_is_wrong(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    (said,) = lint(written(tmp_path, **changes))
    assert fault in said


def test_a_missing_card_and_a_broken_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="expected a dataset card"):
        read_card(tmp_path / "none.yaml")
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(CardError, match=r"x\.yaml: no YAML"):
        read_card(tmp_path / "x.yaml")


@pytest.mark.parametrize("card", sorted(CARDS.glob("*.yaml")), ids=lambda path: path.stem)
def test_bundled_cards_hold(card: Path) -> None:
    assert lint(card) == []


@pytest.mark.parametrize("name", bundled())
def test_bundled_suites_can_be_read(name: str) -> None:
    suite, folder = read_suite(name)
    assert suite.name == name
    assert folder == BUNDLED
    assert all(data_of(part, folder)[1] for part in suite.data)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name: x", "field 'data'"),
        ("name: x\ndata: [{dataset: examples, cases: [magic]}]", "field 'data.cases': 'magic'; expected one of"),
        ("name: x\ndata: [{dataset: examples, cases: [verbatim]}]\njudges: [oracle]", "field 'judges': 'oracle'"),
        ("name: x\ndata: [{dataset: examples, cases: [verbatim]}]\nscorers: [rouge]", "field 'scorers': 'rouge'"),
        ("name: x\nspeed: 9\ndata: [{dataset: examples, cases: [verbatim]}]", "field 'speed'"),
        ("name: [", "no YAML"),
    ],
)
def test_a_faulty_suite_is_told_what_is_wrong(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError) as error:
        read_suite(str(tmp_path / "s.yaml"))
    assert fault in str(error.value)


def test_an_unknown_suite_names_the_bundled_ones() -> None:
    with pytest.raises(SuiteError, match="no such suite; expected a YAML file or one of examples"):
        read_suite("nothing")
