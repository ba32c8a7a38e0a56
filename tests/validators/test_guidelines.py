"""The bundled guidelines case by case, patients they are not for, and files of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from overread.checking import compare, extract
from overread.guidelines import VARIABLE, calls, digest, guidelines
from overread.review import Review
from overread.study import Exam, Patient, Study

CT, US = Exam("CT", "chest"), Exam("US", "neck")
PELVIS, ABDOMEN = Exam("US", "pelvis"), Exam("CT", "abdomen")


def called(findings: str, exam: Exam, age: float | None, indication: str = "") -> list[str]:
    """Return the ids of the rules that apply to a study."""
    study = Study("S", findings, exam, Patient(None, age), indication, impression="")
    return [f"{call.guideline.id}/{call.rule.id}" for call in calls(compare(extract(Review(study))))]


@pytest.mark.parametrize(
    ("findings", "exam", "age", "rule"),
    [
        ("A 5 mm solid nodule in the right upper lobe.", CT, 60, "fleischner-2017/solid-under-6"),
        ("A 6 mm solid nodule in the right upper lobe.", CT, 60, "fleischner-2017/solid-6-to-8"),
        ("A 8 x 6 mm solid nodule in the right upper lobe.", CT, 60, "fleischner-2017/solid-6-to-8"),
        ("A 9 x 8 mm solid nodule in the right upper lobe.", CT, 60, "fleischner-2017/solid-6-to-8"),
        ("A 9 mm solid nodule in the right upper lobe.", CT, 60, "fleischner-2017/solid-over-8"),
        ("A 1.2 cm solid nodule in the right upper lobe.", CT, 35, "fleischner-2017/solid-over-8"),
        ("An 8 mm part-solid nodule in the left upper lobe.", CT, 60, "fleischner-2017/part-solid-6"),
        ("Multiple solid pulmonary nodules, the largest 7 mm in the lingula.", CT, 60, "fleischner-2017/solid-multiple-6"),
        ("1 cm nodule in the left thyroid lobe, TI-RADS 5.", US, 40, "tirads-2017/tr5-10"),
        ("1.6 cm solid hypoechoic nodule in the left thyroid lobe.", US, 40, "tirads-2017/described-15"),
        ("1.1 cm taller-than-wide nodule in the left thyroid lobe.", US, 40, "tirads-2017/described-10"),
        ("1.1 cm isoechoic nodule in the left thyroid lobe.", US, 40, "tirads-2017/followed"),
        ("8 mm nodule in the left thyroid lobe, TI-RADS 5.", US, 40, "tirads-2017/tr5-5"),
        ("1.5 cm nodule in the left thyroid lobe, TI-RADS 4.", US, 40, "tirads-2017/tr4-15"),
        ("1.4 cm nodule in the left thyroid lobe, TI-RADS 4.", US, 40, "tirads-2017/tr4-10"),
        ("2.5 cm nodule in the left thyroid lobe, TI-RADS 3.", US, None, "tirads-2017/tr3-25"),
        ("2.4 cm nodule in the left thyroid lobe, TI-RADS 3.", US, 40, "tirads-2017/tr3-15"),
        ("4.5 cm right adrenal mass.", ABDOMEN, 50, "adrenal-2017/over-4"),
        ("2.5 cm right adrenal nodule.", ABDOMEN, 50, "adrenal-2017/2-to-4"),
        ("1.5 cm right adrenal nodule.", ABDOMEN, 50, "adrenal-2017/1-to-2"),
        ("Bosniak III cyst of the left kidney.", ABDOMEN, 50, "renal-2018/bosniak-3-4"),
        ("Bosniak IIF cyst of the left kidney.", ABDOMEN, 50, "renal-2018/bosniak-2f"),
        ("2 cm enhancing mass of the left kidney.", ABDOMEN, 50, "renal-2018/solid-over-1"),
        ("8 cm simple cyst of the right ovary.", PELVIS, 30, "adnexal-2019/simple-before-menopause-over-7"),
        ("6 cm simple cyst of the right ovary.", PELVIS, 30, "adnexal-2019/simple-before-menopause-5-to-7"),
        ("6 cm simple cyst of the right ovary.", PELVIS, 50, "adnexal-2019/simple-after-menopause-over-5"),
        ("4 cm simple cyst of the right ovary.", PELVIS, 65, "adnexal-2019/simple-after-menopause-3-to-5"),
        ("Right adnexal mass, O-RADS 5.", PELVIS, 55, "orads-2020/category-5"),
    ],
)
def test_a_finding_falls_under_its_rule(findings: str, exam: Exam, age: float | None, rule: str) -> None:
    assert called(findings, exam, age) == [rule]


@pytest.mark.parametrize(
    ("findings", "exam", "age", "indication"),
    [
        ("A 9 mm solid nodule in the right upper lobe.", CT, 34, ""),
        ("A 9 mm solid nodule in the right upper lobe.", CT, None, ""),
        ("A 9 mm solid nodule in the right upper lobe.", Exam("CR", "chest"), 60, ""),
        ("A 9 mm solid nodule in the right upper lobe.", CT, 60, "Breast cancer staging."),
        ("A 9 mm solid nodule in the right upper lobe.", CT, 60, "Lung cancer screening."),
        ("A 9 mm solid nodule in the right upper lobe. History of renal cell carcinoma.", CT, 60, ""),
        ("A stable 9 mm solid nodule in the right upper lobe.", CT, 60, ""),
        ("A solid nodule in the right upper lobe, 9 mm, previously 6 mm.", CT, 60, ""),
        ("No pulmonary nodule.", CT, 60, ""),
        ("A solid nodule in the right upper lobe.", CT, 60, ""),
        ("1.4 cm nodule in the left thyroid lobe, TI-RADS 2.", US, 40, ""),
        ("1.5 cm right adrenal nodule with macroscopic fat.", ABDOMEN, 50, ""),
        ("3 cm simple cyst of the left kidney.", ABDOMEN, 50, ""),
        ("4 cm simple cyst of the right ovary.", PELVIS, 30, ""),
        ("6 cm simple cyst of the right ovary.", PELVIS, 30, "Pregnant."),
    ],
)
def test_no_rule_is_applied_to_whom_it_is_not_for(findings: str, exam: Exam, age: float | None, indication: str) -> None:
    assert called(findings, exam, age, indication) == []


def test_a_denied_cancer_does_not_take_a_patient_out() -> None:
    found = called("A 9 mm solid nodule in the right upper lobe.", CT, 60, "Cough, no history of cancer.")
    assert found == ["fleischner-2017/solid-over-8"]


def test_every_bundled_guideline_names_its_source_and_edition() -> None:
    found = [guideline.id for guideline in guidelines()]
    assert len(found) == len(set(found)) > 30
    for guideline in guidelines():
        assert guideline.id.endswith(f"-{guideline.edition}")
        assert guideline.edition in guideline.source
        assert len({rule.id for rule in guideline.rules}) == len(guideline.rules)
        assert all(rule.asks or rule.expects or rule.allows for rule in guideline.rules)


OWN = """
id: own
title: Own rule
edition: "2026"
source: "The department's own rule, 2026"
findings: [pulmonary_nodule]
rules:
  - {id: any, advice: CT in 1 month, asks: [{means: [CT], months: [1, 1]}]}
"""


def test_a_folder_of_ones_own_replaces_the_bundled_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = digest()
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert called("A pulmonary nodule.", CT, 60) == ["own/any"]
    assert digest() != bundled


def test_a_list_chooses_bundled_ones_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    (tmp_path / "list.yml").write_text("guidelines: [own.yaml, tirads-2017]", "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "list.yml"))
    assert [guideline.id for guideline in guidelines()] == ["own", "tirads-2017"]


def test_none_is_no_guideline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "none")
    assert guidelines() == ()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("list.yml", "guidelines: [fleischner-1999]", "list.yml: field 'guidelines': 'fleischner-1999' is neither a file"),
        ("list.yml", "rules: []", "list.yml: expected one field, 'guidelines'"),
        ("list.yml", "[1, 2]", "list.yml: expected fields, found list"),
        ("folder/a.yaml", OWN.replace("edition", "version"), "a.yaml: field 'edition': Field required"),
        ("folder/a.yaml", OWN + "extra: 1\n", "a.yaml: field 'extra': Extra inputs are not permitted"),
        ("folder/a.yaml", OWN.replace("pulmonary_nodule", "unicorn"), "the lexicon lacks unicorn"),
        ("folder/a.yaml", OWN.replace("means: [CT]", "means: [PHONE]"), "a.yaml: field 'rules.0.asks.0.means.0'"),
        ("folder/a.yaml", "id: [", "a.yaml: not YAML"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, message: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    monkeypatch.setenv(VARIABLE, str(file if name == "list.yml" else file.parent))
    with pytest.raises(ValueError, match=r"guidelines|ya?ml") as error:
        guidelines()
    assert message in str(error.value)


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "nowhere")
    with pytest.raises(ValueError, match="OVERREAD_GUIDELINES: 'nowhere' is neither a folder nor a file"):
        guidelines()
