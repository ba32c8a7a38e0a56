"""A flag weighs less where what it rests on was badly read, and says so."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.doubt import UNSURE, traits
from overread.review import Flag
from overread.study import Study


def _flags(findings: str, impression: str) -> dict[str, Flag]:
    review = over_read(Study(id="s1", findings=findings, impression=impression))
    return {flag.type: flag for flag in review.flags}


@pytest.mark.parametrize(
    ("findings", "impression", "type_", "severity"),
    [
        ("Consolidation in the right lower lobe.", "The lungs are clear.", "negation", "major"),
        ("No pulmonary embolism.", "Pulmonary embolism.", "negation", "critical"),
        ("Fracture of the left distal radius.", "Fracture of the right distal radius.", "laterality", "critical"),
        ("8 mm nodule in the right upper lobe.", "8 cm nodule in the right upper lobe.", "measurement", "critical"),
    ],
)
def test_what_is_well_read_keeps_its_weight(findings: str, impression: str, type_: str, severity: str) -> None:
    flag = _flags(findings, impression)[type_]
    assert (flag.severity, UNSURE in flag.message) == (severity, False)


@pytest.mark.parametrize(
    ("findings", "impression", "type_"),
    [
        ("The bronchi of the lingula are wider than the adjacent arteries.", "No bronchiectasis.", "negation"),
        ("New mass in the right breast. Ultrasound of the right breast is required.", "BI-RADS 2, benign.", "descriptor"),
    ],
)
def test_what_rests_on_words_not_known_weighs_less_and_says_so(findings: str, impression: str, type_: str) -> None:
    flag = _flags(findings, impression)[type_]
    assert (flag.severity, flag.message.endswith(UNSURE)) == ("minor", True)


def test_a_place_added_to_the_right_one_weighs_less() -> None:
    findings = "5 mm stone in a calyx of the left kidney."
    flag = _flags(findings, "5 mm stone in a lower pole calyx of the left kidney.")["location"]
    assert (flag.severity, flag.message.endswith(UNSURE)) == ("minor", True)


@pytest.mark.parametrize(
    ("findings", "impression", "askew"),
    [
        ("Mass of 23 x 20 cm.", "The renal vein is free of any mass.", 1.0),
        ("Renal vein mass of 2 cm.", "The renal vein is free of any mass.", 0.0),
    ],
)
def test_a_denial_is_askew_to_what_lies_nowhere(findings: str, impression: str, askew: float) -> None:
    review = over_read(Study(id="s1", findings=findings, impression=impression))
    flag = next(flag for flag in review.flags if flag.type == "negation")
    assert traits(review, flag)["askew"] == askew


def test_a_doubtful_flag_still_keeps_a_study_in_review() -> None:
    study = Study(id="s1", findings="The bronchi of the lingula are wider than the arteries.", impression="No bronchiectasis.")
    assert over_read(study).decision == "review"
