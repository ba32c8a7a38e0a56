"""Reports of nuclear medicine and PET: the course of an uptake, what fills and what does not, shares of function, defects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

Row = tuple[str, str, str]
_RIBS = (
    "The uptake in the left 4th rib is less intense than before. The L2 focus is more avid than on the prior scan. "
    "Uptake in the sternum has increased in intensity. The left femoral focus has faded."
)
_FILLED = "Prompt hepatic uptake. The gallbladder is seen at 18 minutes and the bowel at 25 minutes."
_PERFUSED = "There is a small defect of mild severity in the mid anterior wall at stress, which is fully reversible. No TID."
_KIDNEYS = "Differential function: left 31%, right 69%. In the June study, left 44%, right 56%."
_SLOW = "Retention at 1 hour 78%, at 2 hours 66%, at 4 hours 24%."
_EMPTY = "Gastric retention was 62% at 1 h, 31% at 2 h and 4% at 4 h."
_THIN = "L1-L4 T-score -1.6. Left femoral neck T-score -2.7. Right femoral neck T-score -2.2."
_SCAR = "There is a large fixed defect of the inferior wall. No reversible defect. TID ratio 1.31, elevated."
_RISING = (
    "Left kidney drains promptly, T1/2 6 min. Right kidney shows a rising curve without response to furosemide, T1/2 > 20 min. "
    "Differential function: left 55%, right 45%."
)
_PLAQUE = "Loss of gray-white contrast in the frontal and parietal cortices with cortical tracer retention. Centiloid 71."
_NECK = "Left neck: level II node 2.1 cm, SUVmax 8.0; level III node 1.4 cm, SUVmax 6.0. No node at level IV."
_MIXED = "Previous foci in the left 4th rib, T8 and right iliac wing show reduced intensity. New focus at L5."
_GLUCOSE = "Liver SUVmax 3.0, blood pool SUVmax 1.9. Mediastinal mass 3.2 cm, SUVmax 2.6, previously 8.0 cm."
_CHANCE = "Focal intense uptake in the sigmoid colon, SUVmax 11. FDG avid right thyroid nodule 14 mm, SUVmax 7."
HELD: list[Row] = [
    ("PET/CT neck", _NECK, "Left level II and III nodal metastases."),
    ("Bone scan", _MIXED, "Previously described foci of the left fourth rib, T8 and right ilium have decreased. New L5 focus."),
    ("FDG PET/CT", _GLUCOSE, "Residual mediastinal mass 3.2 cm, Deauville 3."),
    (
        "FDG PET/CT",
        "New focus in the right ischium, SUV 5.2. Known liver metastasis 2.0 cm, decreased.",
        "New right ischial focus: metastasis versus fracture. Liver metastasis smaller.",
    ),
    ("FDG PET/CT", _CHANCE, "Focal sigmoid uptake, colonoscopy advised. Avid 14 mm right thyroid nodule, ultrasound advised."),
    (
        "DOTATATE PET/CT",
        "Focus in the T6 vertebra, SUV 7, CT negative, unchanged. Liver metastasis in segment VI, SUV 20. Krenning 4.",
        "T6 focus stable. Liver metastasis.",
    ),
    ("Gastric emptying, solid", _SLOW, "Delayed gastric emptying, 24% retained at 4 hours."),
    ("Gastric emptying, solid", _EMPTY, "Normal gastric emptying, 4% retained at 4 h. No evidence of gastroparesis."),
    ("DXA spine and hips", _THIN, "Osteopenia of the lumbar spine, osteoporosis of the left femoral neck."),
    ("SPECT sestamibi", _SCAR, "Large inferior infarct. No ischemia."),
    ("MAG3 renogram", _RISING, "Obstructed right kidney. Left kidney drains normally. Split function left 55%, right 45%."),
    ("Amyloid PET", _PLAQUE, "Positive amyloid PET, Centiloid 71."),
    (
        "PSMA PET/CT",
        "Lymph nodes: right external iliac 5 mm, SUV 11; presacral 4 mm, SUV 6.8.",
        "PSMA-avid nodal disease, right external iliac and presacral.",
    ),
    (
        "PET/CT",
        "Follicular lymphoma after 4 cycles of bendamustine. Left inguinal node 8 mm, SUV 1.9, previously 22 mm, SUV 9.",
        "Good response of the left inguinal node, now 8 mm.",
    ),
    (
        "Bone scan",
        _RIBS,
        "Left 4th rib uptake has decreased. L2 and sternal uptake more intense. Left femoral focus less avid.",
    ),
    (
        "Bone scan",
        _RIBS,
        "Diminished intensity in the left fourth rib and left femur; greater avidity at L2 and in the sternum.",
    ),
    # more than an organ is no more than before
    ("PET/CT", "Right lower lobe nodule with uptake more intense than liver.", "Avid right lower lobe nodule, above liver."),
    # when images were taken asks for none
    ("Bone scan", "Planar imaging at 3 hours with SPECT of the pelvis. New focus at L3.", "New focal uptake at L3."),
    ("HIDA scan", _FILLED, "No acute cholecystitis."),
    ("HIDA scan", "After CCK the gallbladder ejection fraction is 17 percent.", "Low gallbladder ejection fraction of 17%."),
    ("Myocardial perfusion SPECT", _PERFUSED, "Small, mild reversible anterior wall defect consistent with ischemia."),
    ("MAG3 renogram", _KIDNEYS, "Reduced left split function of 31%, from 44% in June."),
]
WRONG: list[tuple[str, str, str, str]] = [
    (
        "Bone scan",
        "There is a new focus of uptake in the left ilium. New focal activity in L1. Degenerative uptake in the knees.",
        "Five new foci of uptake, including the left ilium and L1.",
        "count",
    ),
    (
        "Gastric emptying, solid",
        "Retention: 1 h 80 %, 2 h 66 % (normal up to 60), 4 h 22 % (up to 10).",
        "Rapid gastric emptying.",
        "descriptor",
    ),
    ("PET/CT neck", _NECK, "Left level II, III and V nodal metastases.", "location"),
    ("Bone scan", _MIXED, "Previously noted foci in the left 4th rib, T8 and right ilium have increased.", "change"),
    ("Bone scan", _MIXED, "Foci in the right ilium and at L2.", "location"),
    ("FDG PET/CT", _GLUCOSE, "Mediastinal mass, Deauville 4.", "severity"),
    ("FDG PET/CT", _GLUCOSE, "Progressive disease in the mediastinum.", "change"),
    ("FDG PET/CT", _CHANCE, "Avid right thyroid nodule, no further evaluation required.", "recommendation"),
    ("FDG PET/CT", _CHANCE, "Focal sigmoid uptake, no colonoscopy needed.", "recommendation"),
    ("Gastric emptying, solid", _SLOW, "Rapid gastric emptying.", "descriptor"),
    ("Gastric emptying, solid", _SLOW, "Gastric emptying is normal.", "negation"),
    ("Gastric emptying, solid", _EMPTY, "Gastroparesis.", "descriptor"),
    ("DXA spine and hips", _THIN, "Osteopenia at all sites.", "severity"),
    ("DXA spine and hips", _THIN, "Normal bone density.", "negation"),
    ("SPECT sestamibi", _SCAR, "Large reversible inferior wall defect.", "descriptor"),
    ("SPECT sestamibi", _SCAR, "No transient ischemic dilatation.", "negation"),
    ("MAG3 renogram", _RISING, "Obstructed left kidney.", "laterality"),
    ("Amyloid PET", _PLAQUE, "Positive amyloid PET, Centiloid 17.", "measurement"),
    ("Bone scan", _RIBS, "Left 4th rib uptake is more intense than previously.", "change"),
    ("Bone scan", _RIBS, "The L2 focus has become less avid.", "change"),
    ("Bone scan", _RIBS, "The left femoral focus has intensified.", "change"),
    ("HIDA scan", _FILLED, "Nonvisualization of the gallbladder.", "negation"),
    (
        "HIDA scan",
        "The gallbladder ejection fraction is 17 percent.",
        "Normal gallbladder ejection fraction of 17%.",
        "negation",
    ),
    ("Myocardial perfusion SPECT", _PERFUSED, "Large reversible anterior wall defect.", "severity"),
    ("Myocardial perfusion SPECT", _PERFUSED, "Fixed anterior wall defect.", "descriptor"),
    ("Myocardial perfusion SPECT", _PERFUSED, "Small reversible inferior wall defect.", "location"),
    ("MAG3 renogram", _KIDNEYS, "Right split function 31%.", "laterality"),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_a_nuclear_study_says_holds(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type_"), WRONG)
def test_what_a_nuclear_study_says_otherwise_is_named(
    flags_of: FlagsOf, description: str, findings: str, impression: str, type_: str
) -> None:
    assert type_ in {flag.type for flag in flags_of(description, findings, impression)}
