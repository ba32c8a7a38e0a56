"""The studies of the page: bundled and pasted."""

from __future__ import annotations

import json

import pytest

from overread.app.studies import bundled_studies, pasted_json, pasted_text, title_of
from overread.study import Exam, Study


def test_the_bundled_studies_have_distinct_names_and_an_impression() -> None:
    studies = bundled_studies()
    faithful = [name for name in studies if not name.startswith("One error on purpose")]
    assert len(faithful) >= 8
    assert len(studies) > len(faithful)
    assert list(studies)[: len(faithful)] == faithful
    assert all(study.impression for study in studies.values())


@pytest.mark.parametrize(
    ("study", "expected"),
    [
        (Study("S1", "f"), "S1"),
        (Study("S1", "f", Exam("CT", "chest")), "CT chest · S1"),
        (Study("S1", "f", Exam("CT", "chest", "CT thorax")), "CT thorax · S1"),
    ],
)
def test_a_study_is_named_by_its_examination(study: Study, expected: str) -> None:
    assert title_of(study) == expected


@pytest.mark.parametrize("indent", [None, 2])
def test_a_pasted_object_may_stand_on_one_line_or_many(indent: int | None) -> None:
    record = {"id": "S1", "findings": "Clear lungs.\nNo effusion.", "impression": "Normal."}
    study = pasted_json(json.dumps(record, indent=indent).replace("\n", "\r\n"))
    assert (study.id, study.findings, study.impression) == ("S1", record["findings"], "Normal.")


BROKEN = (
    ("", "nothing was pasted"),
    ("{", "not JSON at column"),
    ("[1]", "expected an object"),
    ('{"id": "S1"}', "findings"),
    ('{"id": "S1", "findings": "x", "colour": "red"}', "colour"),
    ('{"id": "S1", "findings": "x", "findings": "y"}', "given twice"),
    ('{"id": "S1", "findings": "x"} {"id": "S2", "findings": "y"}', "not JSON at column"),
    ('{"id": "S1", "findings": "\ud800"}', "UTF-8"),
)


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_paste_is_named(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pasted_json(text)


def test_plain_text_makes_a_study() -> None:
    study = pasted_text("Clear lungs.", "  ", "CT of 2025")
    assert (study.findings, study.impression, study.comparison) == ("Clear lungs.", None, "CT of 2025")
    with pytest.raises(ValueError, match="findings"):
        pasted_text(" ", "Normal.")
