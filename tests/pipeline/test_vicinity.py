"""What the source says near a finding is no error of the draft; what it says of another finding is."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.language.figures.named_values import is_same_value, named_values
from overread.study import Exam, Study

GRAVE = frozenset({"measurement", "location", "laterality", "count", "descriptor"})

HELD = [
    # the size stands under the organ, before the diagnosis
    (
        "The left ovary contains a 5.7 cm unilocular cyst with low-level echoes. Appearance typical of an endometrioma.",
        "5.7 cm left ovarian endometrioma.",
    ),
    (
        "In segment IVb there is a lesion of 3.2 x 2.7 cm. It shows nodular enhancement, typical of a haemangioma.",
        "3.2 cm haemangioma in segment IVb.",
    ),
    # the size of a part, or of what the draft names beside the finding
    (
        "There is a stricture of the sigmoid colon, 4 cm long, with a luminal diameter of 7 mm.",
        "Sigmoid stricture, diameter 7 mm.",
    ),
    (
        "Cardiac function: LVEF 38%, RVEF 51%. Hypokinesis of the septum.",
        "LVEF 38% with septal hypokinesis, against an RVEF of 51%.",
    ),
    # reckoned from two sizes
    ("Right lower lobe mass, 4.8 x 3.9 cm, previously 3.6 x 3.1 cm.", "Growth of the right lower lobe mass by 12 mm."),
    # the former value under its own heading
    (
        "RIGHT: Renal artery stenosis 70-80%.\nPrior: right renal artery stenosis 40-50%.",
        "Right renal artery stenosis of 70-80%, progressed from 40-50%.",
    ),
    # the place stands in the heading
    (
        "Transition zone: Lesion 2 at the right base, 11 mm, lenticular.",
        "11 mm lesion of the right transition zone at the base.",
    ),
    # bones listed one by one
    ("Fractures of the left 4th, 5th and 6th ribs.", "Three left rib fractures."),
    ("Nondisplaced fractures of the right ribs 7 to 10.", "Four right rib fractures."),
    # a list of places, each with its own side
    (
        "New foci of increased uptake in the left seventh rib and the right femoral neck.",
        "New bone lesions of the left seventh rib and right femoral neck.",
    ),
    # a distance is no size
    (
        "Irregular mass at 2 o'clock, 6 cm from the nipple. The mass is hypoechoic, 14 x 11 mm.",
        "1.4 cm mass at 2 o'clock, 6 cm from the nipple.",
    ),
    # a node beside a mass
    (
        "Right upper lobe mass of 4.8 cm. Right hilar node 18 mm.",
        "Right upper lobe mass of 4.8 cm and right hilar node, 18 mm.",
    ),
    # a finding told under its heading
    (
        "DIVERTICULITIS: Thickened segment of 6 cm of the sigmoid colon with fat stranding.",
        "Sigmoid diverticulitis.",
    ),
    # values of a list, and an earlier one told by its time
    (
        "Coeliac artery: 40% stenosis.\nRenal arteries: 70% stenosis of the left one.",
        "Coeliac (40%) and left renal artery (70%) stenoses.",
    ),
    ("Ascending aortic aneurysm, 5.2 cm (4.7 cm two years ago).", "Ascending aortic aneurysm, enlarged from 4.7 to 5.2 cm."),
    # a quarter of the abdomen and an organ in it
    ("Abscess of 3.1 cm in the left lower quadrant.", "Sigmoid abscess of 31 mm."),
    # a place and its size that belong to another finding
    (
        "Dilated right ventricle. The pulmonary trunk is dilated to 34 mm.",
        "Dilatation of the right ventricle (RV/LV 1.4), pulmonary trunk 34 mm.",
    ),
    # another kind of fracture of the very ribs
    ("Compression deformity of T9. Healed fractures of the left sixth and seventh ribs.", "Old left rib fractures (6th, 7th)."),
    # an interspace told by its two vertebrae
    ("Grade 1 anterolisthesis of L3 on L4, 5 mm.", "Grade 1 anterolisthesis L3-L4."),
    # a satellite beside a mass
    (
        "Right breast: Mass at 10 o'clock, 22 x 17 mm. Satellite lesion of 6 mm behind it.",
        "Right breast mass, 22 mm, with a 6 mm satellite.",
    ),
    # a side compared with
    ("Reduced perfusion of the left kidney compared to the right.", "Reduced perfusion of the left kidney."),
]

WRONG = [
    ("Right renal artery PSV 310 cm/s, renal-aortic ratio 4.2.", "Right renal artery PSV 310 cm/s, ratio 2.4.", "measurement"),
    ("T-score of the lumbar spine -2.1, of the femoral neck -1.4.", "Lumbar T-score -3.1.", "measurement"),
    ("Crown-rump length corresponds to 9 weeks 2 days.", "Intrauterine pregnancy of 11 weeks 2 days.", "measurement"),
    ("Right lower lobe mass, 4.8 cm, previously 3.6 cm.", "Growth of the right lower lobe mass by 22 mm.", "measurement"),
    ("Fractures of the left 4th, 5th and 6th ribs.", "Two left rib fractures.", "count"),
    ("Fifth to eighth: Right rib fractures (fifth to eighth).", "Six right rib fractures.", "count"),
    ("Old lacune in the left thalamus.", "Three old lacunes in the left thalamus.", "count"),
    ("There are 3 liver cysts.", "Five liver cysts.", "count"),
    # two lesions exchanged
    (
        "Nodule 1: left lower pole, 2.1 cm, solid. Nodule 2: right upper pole, 1.2 cm, solid.",
        "1. Right thyroid nodule, 2.1 cm.\n2. Right upper pole thyroid nodule, 1.2 cm.",
        "laterality",
    ),
    # only one of several places
    (
        "New foci of increased uptake in the left seventh rib and the right femoral neck.",
        "New bone lesions of the left seventh rib and left femoral neck.",
        "laterality",
    ),
    # a value of the other side
    ("Split renal function: left 38%, right 62%.", "Impaired drainage on the right with a function of 38%.", "laterality"),
    # a level told by the size
    (
        "In segment IVb there is a lesion of 3.2 cm. It shows fill-in, typical of a haemangioma.",
        "3.2 cm haemangioma in segment VI.",
        "location",
    ),
    # a place that its sentence calls normal
    (
        "Medial compartment narrowed to 2 mm, lateral compartment preserved.",
        "Osteoarthritis of the lateral compartment.",
        "location",
    ),
    # the organ of an outer heading
    ("SPLEEN: Infarct of 4 cm at the lower pole.", "Splenic infarct of 4 cm at the upper pole.", "location"),
    ("PANCREAS: 2.3 cm mass in the tail.", "2.3 cm mass of the pancreatic head.", "location"),
    (
        "LIVER: Two hypodense lesions: 2.1 cm in segment VI and 1.3 cm in segment II.",
        "Liver lesions up to 3.1 cm.",
        "measurement",
    ),
    # the only mass of the organ lies in another part of it
    ("Semicircular mass of the mid rectum. Tumour signal in a vein.", "Low rectal tumour.", "location"),
    # all that is named in the place is on the other side
    (
        "Status post left temporal craniotomy. Resection cavity of 3 cm.",
        "Right temporal resection cavity of 3 cm.",
        "laterality",
    ),
    # a value of its own, though the sentence resembles another
    (
        "Collection of 27 x 18 mm in the left peritonsillar space. Airway narrowed to 8 mm.",
        "Left peritonsillar abscess with airway narrowed to 18 mm.",
        "measurement",
    ),
    # a part with a name of its own
    ("Erosion of the incus on the right.", "Erosion of the right stapes.", "location"),
    # a grade given to another word
    (
        "Laceration of the spleen at the upper pole reaching the hilum, AAST grade III.",
        "Grade V splenic laceration.",
        "severity",
    ),
]


def flags_on(findings: str, draft: str, exam: str = "") -> list[tuple[str, str]]:
    """Return the types and severities of the flags on a draft."""
    review = over_read(Study("1", findings, Exam(description=exam or None), impression=draft))
    assert review.error is None
    return [(flag.type, flag.severity) for flag in review.flags]


@pytest.mark.parametrize(("findings", "draft"), HELD)
def test_what_stands_near_is_no_error(findings: str, draft: str) -> None:
    assert [flag for flag in flags_on(findings, draft) if flag[0] in GRAVE and flag[1] != "minor"] == []


@pytest.mark.parametrize(("findings", "draft", "kind"), WRONG)
def test_what_belongs_to_another_is_one(findings: str, draft: str, kind: str) -> None:
    assert kind in [type for type, _ in flags_on(findings, draft)]


def test_the_side_that_was_not_examined_is_a_wrong_side() -> None:
    flags = flags_on("Transverse fracture of the distal radius.", "Fracture of the distal left radius.", "XR right wrist")
    assert ("laterality", "critical") in flags


@pytest.mark.parametrize(
    ("draft", "source", "same"),
    [
        ("Z-score -1.6", "Z-score of -1.6", True),
        ("ratio 0.7", "ratio is 0.68", True),
        ("Agatston score 28", "Agatston score total 286", False),
        ("7w5d", "7 weeks 5 days", True),
        ("82nd percentile", "82nd centile", True),
        ("half-time 28 min", "T1/2 of 18 minutes", False),
    ],
)
def test_named_values_agree_as_printed(draft: str, source: str, same: bool) -> None:
    (one,), (other,) = named_values(draft), named_values(source)
    assert is_same_value(one, other) is same
