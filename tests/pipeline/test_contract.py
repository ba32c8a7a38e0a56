"""A study in keeps to the contract, and the published schemas to the models."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from overread import ucum
from overread.contract import StudyRecord, schema_text, schemas
from overread.conversion import ContractError, record_of, result_json, study_from, study_json
from overread.review import Review
from overread.study import Exam, Measurement, Patient, Prior, Study

ROOT = Path(__file__).parents[2]

FULL: dict[str, Any] = {
    "id": "S1",
    "exam": {
        "modality": "CT", "body_part": "chest", "description": "CT chest", "laterality": None, "date": "2026-01-02",
        "site": "A",
    },
    "patient": {"sex": "F", "age": 63},
    "indication": "Cough.",
    "technique": "Helical CT.",
    "comparison": "CT of 2025-01-03",
    "findings": "There is an 8 mm nodule in the right upper lobe.",
    "measurements": [
        {
            "id": "m1", "quantity": "long axis", "value": 8, "unit": "mm", "finding": "nodule", "site": "right upper lobe",
            "laterality": "right", "timepoint": "current",
        }
    ],
    "prior": {"date": "2025-01-03", "impression": "6 mm nodule.", "measurements": [{"id": "m1", "quantity": "long axis",
              "value": 6, "unit": "mm"}]},
    "impression": "1. 8 mm nodule in the right upper lobe.",
    "meta": {"reader": 3, "tags": ["a", {"b": None}]},
}  # fmt: skip

STUDY = Study(
    id="S1",
    findings="There is an 8 mm nodule in the right upper lobe.",
    exam=Exam("CT", "chest", "CT chest", None, "2026-01-02", "A"),
    patient=Patient("F", 63.0),
    indication="Cough.",
    technique="Helical CT.",
    comparison="CT of 2025-01-03",
    measurements=(Measurement("m1", "long axis", 8.0, "mm", "nodule", "right upper lobe", "right", "current"),),
    prior=Prior("2025-01-03", "6 mm nodule.", (Measurement("m1", "long axis", 6.0, "mm", timepoint="prior"),)),
    impression="1. 8 mm nodule in the right upper lobe.",
    meta={"reader": 3, "tags": ["a", {"b": None}]},
)


def test_a_full_study_is_read_field_by_field() -> None:
    assert study_from(FULL) == STUDY


def test_a_study_survives_the_way_out_and_back() -> None:
    assert study_from(study_json(STUDY)) == STUDY


def test_id_and_findings_alone_are_a_study() -> None:
    assert study_from({"id": "S1", "findings": "Clear lungs."}) == Study("S1", "Clear lungs.")


@pytest.mark.parametrize("field", sorted(set(StudyRecord.model_fields) - {"id", "findings", "meta"}))
def test_null_means_absent(field: str) -> None:
    absent = {name: value for name, value in FULL.items() if name != field}
    assert study_from(FULL | {field: None}) == study_from(absent)


@pytest.mark.parametrize("field", sorted(FULL["measurements"][0]))
def test_a_row_may_leave_any_field_null(field: str) -> None:
    row = FULL["measurements"][0] | {field: None}
    (read,) = study_from(FULL | {"measurements": [row]}).measurements or (None,)
    assert read is None if field == "value" else read is not None


def test_rows_without_an_id_are_told_apart_by_position() -> None:
    row = {"quantity": "long axis", "value": 8, "unit": "mm"}
    study = study_from(FULL | {"measurements": [row, row], "prior": {"measurements": [row]}})
    assert study.prior is not None
    assert [row.id for row in (*study.measurements, *study.prior.measurements)] == ["m1", "m2", "prior_m1"]


@pytest.mark.parametrize("meta", [{}, None, 3, "x", [1, {"a": [None, 1.5]}], {"findings": "never read"}])
def test_meta_is_carried_untouched(meta: object) -> None:
    study = study_from({"id": "S1", "findings": "Clear lungs.", "meta": meta})
    assert result_json(record_of(Review(study)))["meta"] == meta


BAD: list[tuple[dict[str, Any], str]] = [
    ({"findngs": "x"}, "findngs: unknown field; expected one of id, exam, patient, indication"),
    ({"exam": {"Modality": "CT"}}, "exam.Modality: unknown field; expected one of modality, body_part"),
    ({"measurements": [{"size": 8}]}, "measurements[0].size: unknown field; expected one of id, quantity, value, unit"),
    ({"prior": {"findings": "x"}}, "prior.findings: unknown field; expected one of date, impression, measurements"),
    ({"id": 7}, "id: a number; expected text"),
    ({"id": None}, "id: null; expected text"),
    ({"id": " "}, "id: empty; expected text"),
    ({"id": "x" * 257}, "id: 257 characters; expected at most 256"),
    ({"findings": None}, "findings: null; expected text"),
    ({"findings": ""}, "findings: empty; expected text"),
    ({"findings": " \n"}, "findings: empty; expected text"),
    ({"findings": ["a"]}, "findings: a list; expected text"),
    ({"findings": "x" * 5_000_000}, "findings: 5,000,000 characters; expected at most 100,000"),
    ({"findings": "cut \ud83d here"}, "findings: half a surrogate pair; expected valid Unicode"),
    ({"impression": {"text": "x"}}, "impression: an object; expected text"),
    ({"exam": "CT"}, "exam: text; expected an object"),
    ({"exam": {"modality": True}}, "exam.modality: true or false; expected text"),
    ({"patient": {"sex": "X"}}, "patient.sex: 'X'; expected 'M', 'F' or 'O'"),
    ({"patient": {"age": "63"}}, "patient.age: text; expected a number"),
    ({"patient": {"age": -1}}, "patient.age: -1; expected at least 0"),
    ({"patient": {"age": 1000}}, "patient.age: 1000; expected at most 150"),
    ({"measurements": {"id": "m1"}}, "measurements: an object; expected a list"),
    ({"measurements": ["8 mm"]}, "measurements[0]: text; expected an object"),
    ({"measurements": [{}] * 1001}, "measurements: 1,001 rows; expected at most 1,000"),
    ({"measurements": [{"value": True, "unit": "mm"}]}, "measurements[0].value: true or false; expected a number"),
    ({"measurements": [{"value": "8", "unit": "mm"}]}, "measurements[0].value: text; expected a number"),
    ({"measurements": [{"value": float("nan"), "unit": "mm"}]}, "measurements[0].value: not finite; expected a number"),
    ({"measurements": [{"value": -8, "unit": "mm"}]}, "measurements[0]: -8 mm; expected a value from 0 to 3 m"),
    ({"measurements": [{"value": 3001, "unit": "mm"}]}, "measurements[0]: 3001 mm; expected a value from 0 to 3 m"),
    ({"measurements": [{"value": 40_000, "unit": "cm2"}]}, "measurements[0]: 40000 cm2; expected a value from 0 to 3 m2"),
    ({"measurements": [{"value": 101, "unit": "L"}]}, "measurements[0]: 101 L; expected a value from 0 to 100 L"),
    ({"measurements": [{"value": 1e13, "unit": "%"}]}, "measurements[0].value: 10000000000000.0; expected at most 1e+12"),
    ({"measurements": [{"value": 8, "unit": "furlong"}]}, "measurements[0].unit: unknown UCUM unit 'furlong'; expected a code"),
    ({"measurements": [{"value": 8, "unit": "HU"}]}, "measurements[0].unit: unknown UCUM unit 'HU'; expected \"[hnsf'U]\""),
    ({"measurements": [{"value": 8, "unit": ""}]}, "measurements[0].unit: unknown UCUM unit ''; expected a code"),
    ({"measurements": [{"laterality": "R"}]}, "measurements[0].laterality: 'R'; expected 'left', 'right', 'bilateral' or"),
    ({"measurements": [{"timepoint": "baseline"}]}, "measurements[0].timepoint: 'baseline'; expected 'current' or 'prior'"),
    ({"measurements": [{"id": "a"}, {"id": "b", "value": 1}, {"id": "b"}]}, "measurements[2].id: 'b' is given twice"),
    ({"prior": {"measurements": [{"value": -1, "unit": "cm"}]}}, "prior.measurements[0]: -1 cm; expected a value from 0"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), BAD)
def test_a_study_that_breaks_the_contract_is_refused_in_words(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ContractError) as caught:
        study_from(FULL | change)
    assert str(caught.value).startswith(message)


def test_every_fault_is_named_up_to_four() -> None:
    with pytest.raises(ContractError, match=r"^id: .*; findings: .*; a: .*; b: .*; and 1 more$"):
        study_from({"id": 1, "findings": 2, "a": 0, "b": 0, "c": 0})


@pytest.mark.parametrize("data", [None, 3, "text", [], True])
def test_only_an_object_is_a_study(data: object) -> None:
    with pytest.raises(ContractError, match="expected an object"):
        study_from(data)


def test_a_refusal_never_quotes_a_section() -> None:
    sentence = "Zebulon Quartermain has a mass."
    with pytest.raises(ContractError) as caught:
        study_from(FULL | {"findings": {"text": sentence}, "patient": {"sex": sentence}})
    assert "Quartermain" not in str(caught.value)


@pytest.mark.parametrize(
    ("unit", "known"),
    [
        ("mm", True), ("cm", True), ("cm2", True), ("cm3", True), ("mL", True), ("ml", True), ("[hnsf'U]", True), ("%", True),
        ("{SUVbw}g/mL", True), ("g/mL{SUVbw}", True), ("1", True), ("{ratio}", True), ("10*3/uL", True), ("10*-6.mm2/s", True),
        ("mL/min/(100.g)", True), ("cm/s", True), ("mm[Hg]", True), ("deg", True), ("/min", True), ("mSv", True),
        ("[in_i]", True), ("HU", False), ("mmm", False), ("mm ", False), ("", False), ("cc", False), ("inches", False),
        ("m(m)", False), ("(mm", False), ("{é}", False), ("mm²", False), ("m" * 65, False), ("k/uL", False),
    ],
)  # fmt: skip
def test_units_are_ucum(unit: str, known: bool) -> None:
    assert ucum.is_unit(unit) is known


@pytest.mark.parametrize(
    ("value", "unit", "possible"),
    [
        (0, "mm", True), (3000, "mm", True), (3000.1, "mm", False), (-0.1, "cm", False), (300, "cm", True), (301, "cm", False),
        (30_000, "cm2", True), (30_001, "cm2", False), (100, "L", True), (100.1, "L", False),
        (1e5, "mL", True), (2e5, "mL", False),
        (-1000, "[hnsf'U]", True), (-30, "%", True), (5, "{lesion}", True), (-12, "deg", True), (9e9, "m/s", True),
    ],
)  # fmt: skip
def test_sizes_are_those_of_a_body(value: float, unit: str, possible: bool) -> None:
    assert (ucum.impossible(value, unit) is None) is possible


@pytest.mark.parametrize("study", [FULL, study_json(STUDY), {"id": "S1", "findings": "Clear lungs."}])
def test_studies_validate_against_their_schema(study: dict[str, Any]) -> None:
    Draft202012Validator(schemas()["study"]).validate(study)


@pytest.mark.parametrize("name", ["study", "result"])
def test_published_schemas_are_up_to_date(name: str) -> None:
    published = (ROOT / "docs" / "schema" / f"{name}.schema.json").read_text("utf-8")
    assert published == schema_text(name), "run `make schema` and review the change"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(sorted(StudyRecord.model_fields)) | st.text(), inner)))  # fmt: skip
def test_anything_is_a_study_or_a_contract_error(data: object) -> None:
    study = None
    with contextlib.suppress(ContractError):
        study = study_from(data)
    assert study is None or study.findings.strip()
