from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

import overread.eval.datasets
from overread.eval.casebook import injected
from overread.eval.datasets.contract import read_contract
from overread.eval.injection import INJECTIONS, Edit
from overread.study import Exam, Patient, Prior, Study

EXAMPLES = Path(overread.eval.datasets.__file__).parent / "examples"
CHEST = Exam(modality="CR", description="Chest radiograph")


def edits(error: str, findings: str, draft: str | None = None, **given: object) -> list[Edit]:
    """Return every edit that an error type offers; the draft is the findings unless given."""
    study = replace(Study("s", findings, CHEST), **given)  # type: ignore[arg-type]
    return list(INJECTIONS[error].inject(study, findings if draft is None else draft, random.Random(0)))


@pytest.mark.parametrize(
    ("error", "findings", "expected", "marked"),
    [
        ("laterality", "Small left effusion.", "Small right effusion.", "right"),
        ("laterality_dropped", "Small left effusion.", "Small effusion.", "Small effusion"),
        ("severity", "Mild cardiomegaly.", "Severe cardiomegaly.", "Severe"),
        ("lobe", "Nodule in the left upper lobe.", "Nodule in the left lower lobe.", "lower lobe"),
        ("organ", "Cyst in the liver.", "Cyst in the spleen.", "spleen"),
        ("segment", "Anterior disc bulge.", "Posterior disc bulge.", "Posterior"),
        ("device", "Right PICC tip in the SVC.", None, None),
        ("level", "Wedging of T8.", "Wedging of T10.", "T10"),
        ("level", "Disc bulge at L4-5.", "Disc bulge at L2-3.", "L2-3"),
        ("change", "Unchanged granuloma.", "Increased granuloma.", "Increased"),
        ("count", "Two nodules.", "Five nodules.", "Five"),
        ("descriptor", "Calcified granuloma.", "Cavitary granuloma.", "Cavitary"),
        ("overinterpretation", "Left nodule.", "Left metastasis.", "metastasis"),
        ("unit", "8 mm nodule.", "8 cm nodule.", "cm"),
        ("negation_added", "There is a small effusion.", "There is no effusion.", None),
        ("negation_added", "Small effusion.", "No effusion.", None),
        ("negation_removed", "No effusion or pneumothorax.", "Effusion and pneumothorax.", None),
        ("negation_removed", "There is no effusion.", "There is effusion.", None),
        ("certainty_removed", "Opacity may represent pneumonia.", "Opacity represents pneumonia.", "represents pneumonia"),
        ("certainty_removed", "Possible nodule.", "Nodule.", "Nodule"),
        ("contradiction", "Left effusion.", "Left effusion. No pleural effusion.", None),
    ],
)
def test_an_error_is_planted_where_the_source_rules_it_out(
    error: str, findings: str, expected: str | None, marked: str | None
) -> None:
    found = edits(error, findings)
    assert expected is None or expected in [edit.text for edit in found]
    assert found
    for edit in found:
        assert edit.text != findings
        assert marked is None or edit.text[slice(*edit.spans[0])] == marked or edit.text != expected


@pytest.mark.parametrize(
    ("error", "findings", "draft"),
    [
        ("laterality", "Left effusion. Right effusion.", "Left effusion."),
        ("laterality", "Bilateral effusions, left greater.", "Left effusion."),
        ("laterality", "Effusion.", "Left effusion."),
        ("laterality_added", "Left nodule.", "Nodule."),
        ("severity", "Mild cardiomegaly. Severe cardiomegaly before.", "Mild cardiomegaly."),
        ("severity", "Small bowel obstruction.", "Small bowel obstruction."),
        ("severity", "Large vessel occlusion.", "Large vessel occlusion."),
        ("severity", "Mild to moderate stenosis.", "Mild to moderate stenosis."),
        ("lobe", "Nodules in the upper lobe and the lower lobe.", "Nodule in the upper lobe."),
        ("level", "Fractures of T8 and T10, T6, T11 and T5.", "Fracture of T8."),
        ("change", "Increased opacity.", "Increased opacity."),
        ("segment", "Opacity on the lateral view.", "Opacity on the lateral view."),
        ("segment", "Necrosis of the femoral head.", "Necrosis of the femoral head."),
        ("lobe", "Fracture of the base of the fifth metatarsal.", "Fracture of the base of the fifth metatarsal."),
        ("lobe", "Opacity on the frontal and lateral views.", "Opacity on the frontal and lateral views."),
        ("laterality_dropped", "Enlargement of the left atrium. Mass.", "Enlargement of the left atrium. Mass."),
        ("organ", "Fracture of the 4th rib.", "Fracture of the 4th rib."),
        ("value", "Nodule.", "8 mm nodule."),
        ("unit", "8 mm and 8 cm nodules.", "8 mm nodule."),
        ("negation_added", "No effusion on the right. Small effusion.", "Small effusion."),
        ("negation_removed", "No effusion. Left effusion.", "No effusion."),
        ("certainty_removed", "Possible nodule. A nodule is seen.", "Possible nodule."),
        ("certainty_removed", "There appears to be a nodule.", "Probable nodule."),
        ("certainty_removed", "Possible nodule.", "Possible nodule, suspected."),
        ("overinterpretation", "Possible nodule.", "Possible nodule."),
        ("contradiction", "Hyperinflation.", "Hyperinflation."),
        ("contradiction", "Heart is not enlarged.", "Heart is not enlarged."),
        ("contradiction", "LIVER: Normal. SPINE: Left effusion.", "Liver: normal. Spine: left effusion."),
        ("certainty_added", "Probable nodule.", "Nodule."),
        ("certainty_added", "XXXX nodule.", "Nodule."),
        ("count", "2 mm nodule.", "2 mm nodule."),
        ("invented_prior", "Stable nodule.", "Nodule."),
        ("recommendation_invented", "Follow-up CT is recommended.", "Nodule."),
        ("missing_recommendation", "Nodule. Recommend CT.", "Nodule."),
        ("age", "A 60-year-old with nodule.", "Nodule."),
        ("sex", "Female with nodule.", "Nodule."),
        ("exam_side", "Left and right knee are normal.", "Normal."),
        ("omission", "Left effusion. Right effusion.", "Left effusion. Right effusion."),
        ("omission", "Left effusion. This is new.", "Left effusion. This is new."),
        ("certainty_removed", "Referral data: Possible nodule.", "Possible nodule."),
        ("certainty_removed", "Nodule, and spread may be.", "Nodule, and spread may be."),
        ("certainty_added", "Referral data: Nodule.", "Nodule."),
        ("change", "If new nodules develop.", "If new nodules develop."),
        ("count", "Grade 2 stenosis.", "Grade 2 stenosis."),
        ("count", "Nodule at C2/3 stenosis.", "Nodule at C2/3 stenosis."),
        ("row_conflict", "Nodule.", "Nodule."),
        ("dropped_change", "Increased density of the nodule.", "Increased density of the nodule."),
        ("dropped_change", "Mildly increased lung markings.", "Mildly increased lung markings."),
        ("dropped_change", "Stable nodule with residual opacity.", "Stable nodule with residual opacity."),
        ("truncation", "Nodule.", "Nodule."),
        ("lobe", "Infarct of the basal ganglia.", "Infarct of the basal ganglia."),
        ("lobe", "Stenosis of the basilar artery.", "Stenosis of the basilar artery."),
        ("level", "Lesion, T1 hyperintense.", "Lesion, T1 hyperintense."),
        ("level", "L4-5: No disc bulge.", "L4-5: No disc bulge."),
        (
            "laterality_dropped",
            "Effusions, larger on the right with collapse.",
            "Effusions, larger on the right with collapse.",
        ),
        ("laterality_dropped", "Left knee: Left effusion.", "Left knee: Left effusion."),
        (
            "laterality_dropped",
            "Left knee swollen. Effusion of the left knee.",
            "Left knee swollen. Effusion of the left knee.",
        ),
        ("organ", "Liver normal, no mass. Spleen normal.", "Liver normal. Spleen normal."),
        ("negation_added", "After fracture.", "After fracture."),
        ("contradiction", "Thyroid nodule.", "Thyroid nodule."),
        ("contradiction", "Old fracture.", "Old fracture."),
        ("contradiction", "Wide cystic duct.", "Wide cystic duct."),
        ("negation_added", "Bones (all of them): Hip fracture.", "Bones (all of them): Hip fracture."),
        ("negation_added", "Complete resolution of the mass.", "Complete resolution of the mass."),
        ("certainty_added", "Complete resolution of the mass.", "Complete resolution of the mass."),
        ("certainty_added", "Suspicion of stenosis.", "Suspicion of stenosis."),
        ("overinterpretation", "Left nodule. No mass.", "Left nodule."),
        ("overinterpretation", "Vasogenic edema.", "Vasogenic edema."),
        ("recommendation_invented", "CT is indicated.", "Nodule."),
    ],
)
def test_an_edit_that_the_source_would_allow_is_rejected(error: str, findings: str, draft: str) -> None:
    assert edits(error, findings, draft) == []


@pytest.mark.parametrize("error", ["value", "dimension"])
def test_a_wrong_number_is_printed_nowhere_in_the_source_in_either_unit(error: str) -> None:
    findings = "A 1.2 cm nodule and a 22 x 18 mm mass. An older one of 14 mm and one of 24 mm."
    for seed in range(20):
        study = Study("s", findings)
        for edit in INJECTIONS[error].inject(study, "A 1.2 cm nodule. A 22 x 18 mm mass.", random.Random(seed)):
            number = edit.text[slice(*edit.spans[0])]
            assert number not in ("1.2", "22", "18", "14", "24", "1.4", "2.4", "2.2")


def test_exchanged_values_mark_both_places() -> None:
    (edit,) = edits("value_exchanged", "A 3 cm nodule. A 9 mm granuloma.")
    assert edit.text == "A 9 mm nodule. A 3 cm granuloma."
    assert [edit.text[slice(*span)] for span in edit.spans] == ["9 mm", "3 cm"]


def test_invented_findings_ask_for_silence_or_for_denial() -> None:
    silent = [edit.text for edit in edits("invented_silent", "The lungs are clear. No effusion.", "Normal.")]
    denied = [edit.text for edit in edits("invented_denied", "The lungs are clear. No effusion.", "Normal.")]
    assert any("pneumothorax" in text for text in silent)
    assert not any("effusion" in text or "consolidation" in text or "nodule" in text for text in silent)
    assert denied
    assert all("effusion" in text for text in denied)


def test_a_prior_is_invented_only_where_none_is_named() -> None:
    assert edits("invented_prior", "Left nodule.", comparison="None.")
    assert not edits("invented_prior", "Left nodule.", comparison="CT of 2020-01-01.")
    assert not edits("invented_prior", "Left nodule.", prior=Prior(impression="Nodule."))


def test_patient_errors_use_the_patient_or_give_one() -> None:
    for edit in edits("sex", "Nodule.", patient=Patient("F", 50)):
        assert edit.study is not None
        assert edit.study.patient.sex == "F"
    (edit,) = edits("age", "Nodule.")
    assert edit.study is not None
    assert edit.study.patient.age is not None
    assert str(int(edit.study.patient.age)) not in edit.text
    assert edit.clean is not None
    assert str(int(edit.study.patient.age)) in edit.clean


def test_the_examined_side_is_exchanged() -> None:
    (edit,) = edits("exam_side", "Fracture of the left wrist.", "Fracture.", exam=Exam(modality="CR", description="Left wrist"))
    assert "right wrist" in edit.text
    assert edit.study is not None
    assert edit.study.exam.laterality == "left"


def test_source_errors_point_at_the_source() -> None:
    (order,) = edits("instruction", "Left nodule.")
    assert order.study is not None
    ((start, end),) = order.source_spans
    assert order.study.findings[start:end] == order.note
    (left_out,) = edits("omission", "Left nodule. Small effusion. The heart is normal.")[:1]
    assert "Left nodule. Small effusion. The heart is normal."[slice(*left_out.source_spans[0])] == "Left nodule"
    assert "nodule" not in left_out.text
    assert left_out.importance == "major"


def test_a_row_conflict_alters_one_row_and_keeps_agreeing_rows_in_the_twin() -> None:
    (edit,) = edits("row_conflict", "An 8 mm nodule in the left lung.")
    assert edit.study is not None
    assert edit.clean_study is not None
    (row,), (agreeing,) = edit.study.measurements, edit.clean_study.measurements
    assert (agreeing.value, agreeing.unit, agreeing.finding, agreeing.laterality) == (8, "mm", "nodule", "left")
    assert row.value != 8
    assert edit.rows == (row.id,)


def test_a_changed_recommendation_differs_from_the_planted_one() -> None:
    (edit,) = edits("recommendation_altered", "Left nodule.")
    assert edit.study is not None
    advice = edit.text[slice(*edit.spans[0])]
    assert advice not in edit.study.findings
    assert edit.clean is not None
    assert edit.clean.removeprefix("Left nodule. ") in edit.study.findings


def test_dropping_stability_matters_less_than_dropping_growth() -> None:
    (stable,) = edits("dropped_change", "Stable granuloma.")
    (new,) = edits("dropped_change", "New nodule.")
    assert (stable.importance, new.importance) == ("minor", "major")
    assert stable.text == "Granuloma."


def test_leaving_out_what_is_slight_matters_less() -> None:
    (severe,) = edits("omission", "Collapse of the left lung. Large effusion.")[:1]
    (slight,) = edits("omission", "Linear atelectasis of the left lung. Large effusion.")[:1]
    assert (severe.importance, slight.importance) == ("major", "minor")


@pytest.mark.parametrize(
    ("statement", "importance"),
    [
        ("Enlarged axillary lymph nodes", "major"),
        ("Reactive axillary lymph nodes", "minor"),
        ("Axillary lymph nodes with a fatty hilum", "minor"),
        ("Subcutaneous edema of the calf", "minor"),
    ],
)
def test_what_is_reactive_or_lies_under_the_skin_matters_less(statement: str, importance: str) -> None:
    (left_out,) = (edit for edit in edits("omission", f"{statement}. Large effusion.") if edit.note == statement)
    assert left_out.importance == importance


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ("Referral data: Known mass. Please look for nodules. The CT was performed today. Large effusion.", "Large effusion"),
        ("Large effusion. Uniform enhancement of the kidneys.", "Large effusion"),
        ("Large effusion. Narrowing and compression of the portal vein. Compressed, narrowed portal vein.", "Large effusion"),
    ],
)
def test_what_is_of_the_case_or_normal_or_told_again_is_not_left_out(findings: str, told: str) -> None:
    assert [edit.note for edit in edits("omission", findings)] == [told]


def test_dropping_an_increase_since_a_date_is_an_error() -> None:
    (grown,) = edits("dropped_change", "Increased lung opacity since the prior exam.")
    assert grown.text == "Lung opacity since the prior exam."


def test_every_case_of_the_bundled_studies_keeps_its_twin_and_its_place() -> None:
    studies = list(read_contract(EXAMPLES))
    cases = list(injected(studies))
    assert {case.error for case in cases} >= set(INJECTIONS) - {"laterality_added", "certainty_removed", "device"}
    for case in cases:
        assert case.twin is not None
        assert case.twin != case.study
        assert case.origin in studies
        assert case.expects == INJECTIONS[case.error or ""].expects
        text = case.study.impression or ""
        assert bool(case.spans) != bool(case.source_spans)
        assert all(0 <= start < end <= len(text) for start, end in case.spans)
        assert all(0 <= start < end <= len(case.study.findings) for start, end in case.source_spans)


def test_cases_depend_on_seed_study_and_type_alone() -> None:
    studies = list(read_contract(EXAMPLES))
    together = {case.id: case for case in injected(studies, seed=3)}
    alone = {case.id: case for study in studies[::-1] for case in injected([study], seed=3)}
    assert together == alone
    assert {case.id: case for case in injected(studies, seed=4)} != together


def test_a_limit_bounds_each_type() -> None:
    cases = list(injected(read_contract(EXAMPLES), limit=2))
    assert max(sum(case.error == name for case in cases) for name in INJECTIONS) == 2


def test_the_yardstick_shares_no_code_with_the_language_engine() -> None:
    folder = Path(overread.eval.datasets.__file__).parent.parent
    assert not [file.name for file in folder.rglob("*.py") if "overread.language" in file.read_text(encoding="utf-8")]
