"""Which of several is the largest, where a device lies, how far a finding has moved, and what a sign is called proof of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

HELD = [
    # the largest of several, behind what they are with or without
    (
        "US abdomen",
        "Bilateral renal calculi without hydronephrosis, the largest in the left lower pole measuring 8 mm.",
        "Bilateral renal calculi, the largest 8 mm in the left lower pole.",
    ),
    (
        "US thyroid",
        "Bilateral thyroid nodules, largest on the left, 14 mm.",
        "Left thyroid nodule of 14 mm; smaller right nodules.",
    ),
    # how far a finding has moved
    ("CT chest", "Slight interval increase of the left pleural effusion.", "Mildly increased left pleural effusion."),
    ("CT abdomen", "The liver metastases have increased.", "Marked progression of the liver metastases."),
    # where a device lies
    ("XR chest", "Feeding tube tip in the stomach.", "Feeding tube in the stomach, ready for use."),
    ("XR chest", "Endotracheal tube 4 cm above the carina.", "Endotracheal tube not in the right mainstem bronchus."),
    ("XR chest", "PICC tip in the left internal jugular vein.", "PICC in the left internal jugular vein, not to be used."),
    ("XR chest", "PICC tip in the lower SVC.", "PICC tip in the lower SVC; the line may be used."),
    # a large organ "with": the change is in that organ
    ("US abdomen", "Liver: Enlarged, 18 cm, with grade II fatty change.", "Hepatomegaly with grade II fatty infiltration."),
    ("US renal", "Both kidneys are enlarged and echogenic.", "Nephromegaly with increased echogenicity."),
    ("XR chest", "Cardiomegaly. Small pleural effusions.", "Cardiomegaly with small effusions."),
    # the wall under the heading of its organ
    ("US abdomen", "GALLBLADDER: Stones. Wall 5 mm. CBD 5 mm.", "Cholelithiasis with wall thickening."),
    ("US abdomen", "Gallbladder: The wall is normal. Stones.", "Cholelithiasis without gallbladder wall thickening."),
    ("US renal", "BLADDER: Wall thickness 8 mm.", "Bladder wall thickening."),
    (
        "CT abdomen",
        "BOWEL: Appendix dilated to 12 mm with a hyperenhancing wall and fat stranding. Appendicolith at its base.",
        "Acute appendicitis with an appendicolith.",
    ),
    # an earlier examination of the kind that the source compares with
    (
        "CT chest",
        "Left lower lobe nodule 6 mm, stable.",
        "6 mm left lower lobe nodule, unchanged since the CT of 8 months ago.",
    ),
    # a torn ligament is sprained
    ("MRI ankle", "Partial tear of the calcaneofibular ligament.", "Grade 2 sprain of the calcaneofibular ligament."),
]
WRONG = [
    (
        "US abdomen",
        "Bilateral renal calculi without hydronephrosis, the largest in the left lower pole measuring 8 mm.",
        "Bilateral renal calculi, the largest 8 mm in the right lower pole.",
        "laterality",
    ),
    ("US pelvis", "Bilateral ovarian cysts, the largest on the right, 4 cm.", "4 cm left ovarian cyst.", "laterality"),
    (
        "CT chest",
        "Slight interval increase of the left pleural effusion.",
        "Markedly increased left pleural effusion.",
        "severity",
    ),
    (
        "MRI brain",
        "Significant progression of the cerebral metastases.",
        "Minimal progression of the cerebral metastases.",
        "severity",
    ),
    ("XR chest", "Nasogastric tube coursing into the left main bronchus.", "No pneumothorax.", "omission"),
    ("XR chest", "Nasogastric tube coursing into the left main bronchus.", "The NG tube is not in the airway.", "negation"),
    (
        "XR chest",
        "Nasogastric tube coursing into the left main bronchus.",
        "NG tube in place. Okay to start feeds.",
        "recommendation",
    ),
    ("XR chest", "PICC tip in the left internal jugular vein.", "Left PICC. The line may be used.", "recommendation"),
    ("XR chest", "Right lung clear.", "Abdominal radiograph shows a clear right lung.", "exam"),
    (
        "US abdomen",
        "Liver: Enlarged, 18 cm, with grade I fatty change.",
        "Hepatomegaly with grade III fatty infiltration.",
        "severity",
    ),
    ("US abdomen", "GALLBLADDER: Stones. Wall 5 mm. CBD 5 mm.", "Gallbladder wall 15 mm.", "measurement"),
    ("US abdomen", "GALLBLADDER: Stones. Wall 2 mm.", "Cholelithiasis with wall thickening.", "negation"),
    ("MRI ankle", "Grade 1 sprain of the deltoid ligament.", "Grade 3 tear of the deltoid ligament.", "severity"),
    (
        "CT chest",
        "Left lower lobe nodule 6 mm, stable.",
        "6 mm left lower lobe nodule as on the MRI of 3 weeks ago.",
        "invented_prior",
    ),
    (
        "CT chest",
        "Tree-in-bud nodules in the left lower lobe.",
        "Tree-in-bud nodules diagnostic of tuberculosis.",
        "overinterpretation",
    ),
    ("MRI brain", "Homogeneous enhancement of a left frontal mass.", "Left frontal mass with rim enhancement.", "descriptor"),
    ("US thyroid", "Solid left nodule of 12 mm, no echogenic foci.", "Left papillary thyroid carcinoma.", "overinterpretation"),
    ("MRI shoulder", "The acromion impinges on the supraspinatus tendon.", "Possible impingement on the tendon.", "certainty"),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_is_told_of_the_largest_or_a_device_holds(
    flags_of: FlagsOf, description: str, findings: str, impression: str
) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_told_otherwise_of_them_is_named(
    flags_of: FlagsOf, description: str, findings: str, impression: str, type: str
) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
