from __future__ import annotations

import random
from pathlib import Path

import pytest

import overread.eval.datasets
from overread.eval.casebook import copied, reworded, with_rows
from overread.eval.datasets.contract import read_contract
from overread.eval.faithful import verbatim
from overread.eval.rewording import REWORDINGS
from overread.study import Study

EXAMPLES = Path(overread.eval.datasets.__file__).parent / "examples"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("synonyms", "Stable cardiomegaly.", "Unchanged enlarged heart."),
        ("synonyms", "Nodule.", None),
        ("abbreviations", "Nodule in the right upper lobe.", "Nodule in the RUL."),
        ("abbreviations", "Tip in the SVC.", "Tip in the superior vena cava."),
        ("british", "Pulmonary edema and hemorrhage.", "Pulmonary oedema and haemorrhage."),
        ("plural", "No pleural effusion.", "No pleural effusions."),
        ("units", "An 8 mm nodule.", "An 0.8 cm nodule."),
        ("units", "A 2.2 x 1.8 cm mass.", "A 22 x 18 mm mass."),
        ("units", "A 1.25 cm mass.", "A 12.5 mm mass."),
        ("units", "No mass.", None),
        ("units", "Nodules of 8 and 6 mm.", None),
        ("units", "Velocity 240 cm/s.", None),
        ("order", "Nodule. Effusion.", "Effusion. Nodule."),
        ("order", "Nodule. This is stable.", None),
        ("order", "C4-5: Disc bulge. Narrow canal. C5-6: Normal.", None),
        ("order", "RIGHT: 4 mm stone. No dilatation.\nLEFT: Normal.", None),
        ("split", "No effusion or pneumothorax.", "No effusion. No pneumothorax."),
        ("split", "No focal consolidation or effusion.", None),
        ("telegraphic", "There is a small effusion.", "Small effusion."),
        ("telegraphic", "A nodule is seen.", "A nodule."),
        ("telegraphic", "There is no effusion.", None),
        ("word_order", "Left lower lobe nodule.", "Nodule in the left lower lobe."),
    ],
)
def test_a_rewording_says_the_same(name: str, text: str, expected: str | None) -> None:
    assert REWORDINGS[name](text, random.Random(0)) == expected


@pytest.mark.parametrize("seed", range(4))
def test_two_statements_merge_into_one(seed: int) -> None:
    merged = REWORDINGS["merge"]("Small nodule. Large effusion.", random.Random(seed))
    assert merged in ("Small nodule; large effusion.", "Small nodule and large effusion.")


@pytest.mark.parametrize("seed", range(6))
def test_a_negative_stays_a_negative(seed: int) -> None:
    words = REWORDINGS["no_evidence"]("No pleural effusion.", random.Random(seed)) or ""
    assert "pleural effusion" in words
    assert words.lower().startswith(("no ", "there is no", "negative for", "absence of"))


def test_a_copied_draft_holds_everything_abnormal_with_its_heading() -> None:
    study = Study("s", "KIDNEYS: A 2 cm cyst.\nLIVER: Normal.\nFrontal view.")
    text = verbatim(study, random.Random(0), negatives=0) or ""
    assert "Kidneys: A 2 cm cyst." in text
    assert "Normal" not in text
    assert "view" not in text


def test_a_study_that_says_nothing_gives_no_draft() -> None:
    assert verbatim(Study("s", "Frontal view."), random.Random(0)) is None


def test_faithful_cases_of_the_bundled_studies() -> None:
    studies = list(read_contract(EXAMPLES))
    assert len(list(copied(studies))) == len(studies)
    cases = list(reworded(studies, limit=3))
    assert {case.error for case in cases} >= {"synonyms", "units", "order", "telegraphic", "no_evidence"}
    assert all(case.twin and case.twin.impression != case.study.impression for case in cases)
    assert all(case.study.measurements for case in with_rows(studies))
