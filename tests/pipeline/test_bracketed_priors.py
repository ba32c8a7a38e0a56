"""Earlier results in square brackets, directions from a landmark, parts told before their bone, and amounts in advice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

Row = tuple[str, str, str]
HELD: list[Row] = [
    # values in square brackets behind one of the same unit are of the earlier examination
    ("CT abdomen", "Right renal mass 4.2 cm [3.5 cm].", "Enlarging right renal mass, 4.2 cm, previously 3.5 cm."),
    ("CT abdomen", "Left adrenal nodule 1.8 cm [1.8 cm].", "Left adrenal nodule stable at 1.8 cm."),
    ("CT chest", "Ascending aorta 46 mm [43].", "The ascending aorta has enlarged to 46 mm from 43 mm."),
    (
        "US thyroid",
        "Nodule in the right lobe 2.4 x 1.8 x 1.6 cm [2019: 1.5 x 1.2 x 1.0 cm].",
        "Right nodule has grown to 2.4 cm from 1.5 cm in 2019.",
    ),
    ("US renal tract", "Simple cyst of the left kidney 3.1 cm (3.0).", "Left renal cyst 3.1 cm, previously 3.0 cm."),
    # diameters in brackets are those of now
    ("CT chest", "Nodule 8 mm in the right upper lobe [8.2 x 7 x 6 mm].", "8 mm nodule in the right upper lobe."),
    # nothing, a normal and "not avid" in brackets make a finding new
    ("Echocardiography", "Small pericardial effusion [none].", "New small pericardial effusion."),
    ("PET-CT", "Left axillary node 14 mm, SUVmax 7.2 [not avid].", "New avid left axillary node."),
    ("US renal tract", "Marked left hydronephrosis [normal].", "New marked left hydronephrosis."),
    ("CT chest", "6 mm nodule in the lingula [not included on prior].", "6 mm lingular nodule."),
    # a bare heading is answered
    ("CT chest", "Pneumothorax [none]. Pleural effusion: [none].", "No pneumothorax or pleural effusion."),
    # a direction from a landmark is no part of the place
    (
        "CT KUB",
        "7 mm stone in the proximal right ureter, 3 cm distal to the pelviureteric junction.",
        "7 mm proximal right ureteric stone, 3 cm distal to the pelviureteric junction.",
    ),
    ("CT KUB", "4 mm stone in the distal left ureter.", "4 mm distal left ureteric stone just proximal to the bladder."),
    ("CT angiography", "Thrombus in the distal left popliteal artery.", "Distal left popliteal artery thrombus."),
    # the part of a bone may stand before it, with a number or a side between
    ("XR hand", "Fracture neck of 2nd MC.", "Second metacarpal neck fracture."),
    ("XR foot", "Undisplaced fracture base of 5th MT.", "Undisplaced fracture of the base of the fifth metatarsal."),
    ("XR elbow", "Impacted fracture neck of left radius.", "Impacted left radial neck fracture."),
    # a broken "frontal" is the bone
    ("CT head", "Left frontal depressed fracture.", "Depressed fracture of the left frontal bone."),
    ("CT head", "Linear parietal fracture on the right.", "Linear fracture of the right parietal bone."),
    # how far to move a tube is advice
    ("XR chest", "ETT tip at the carina.", "ETT tip at the carina - suggest pulling back 3 cm."),
    ("XR chest", "NG tube tip at the gastro-oesophageal junction.", "NG tube too high; advance by 8-10 cm."),
    # a contained perforation is no free one
    (
        "CT abdomen",
        "Sigmoid diverticulitis with a gas and fluid containing rim-enhancing collection of 3 cm. No free air.",
        "Diverticulitis with a 3 cm abscess. No free perforation.",
    ),
    (
        "CT abdomen",
        "Appendix 12 mm with a wall defect and a 3 cm rim-enhancing collection adjacent to its tip. No free air.",
        "Perforated appendicitis with a contained abscess.",
    ),
    # a sentence on one end of a vein leaves the other free
    (
        "US leg veins",
        "Femoral vein: proximal segment compressible. Distal segment noncompressible with thrombus.",
        "Thrombosis of the distal femoral vein. The proximal femoral vein is patent.",
    ),
    (
        "US pelvis",
        "Right ovary with a 4.4 cm cyst with homogeneous low level echoes.",
        "4.4 cm right ovarian cyst with homogeneous low level echoes, possibly an endometrioma.",
    ),
    ("US renal tract", "L kidney 8.0 cm. L cortex thinned, 6 mm.", "Small left kidney with cortical thinning."),
]
WRONG: list[tuple[str, str, str, str]] = [
    ("CT abdomen", "Right renal mass 4.2 cm [3.5 cm].", "Right renal mass, 4.2 cm, unchanged.", "change"),
    ("CT abdomen", "Left adrenal nodule 1.8 cm [1.8 cm].", "Left adrenal nodule has increased to 1.8 cm.", "change"),
    ("PET-CT", "Left axillary node 14 mm, SUVmax 7.2 [not avid].", "Left axillary node, SUVmax 7.2, stable.", "change"),
    ("Echocardiography", "Small pericardial effusion [none].", "No pericardial effusion.", "negation"),
    (
        "CT KUB",
        "7 mm stone in the proximal right ureter, 3 cm distal to the PUJ.",
        "7 mm distal right ureteric stone.",
        "location",
    ),
    ("CT chest", "Mid oesophageal stricture 2 cm distal to the carina.", "Stricture 2 cm proximal to the carina.", "location"),
    ("XR hand", "Fracture neck of 2nd MC.", "Second metacarpal base fracture.", "location"),
    ("XR foot", "Fracture base of 5th MT.", "Fracture of the base of the fourth metatarsal.", "location"),
    ("CT head", "Undisplaced left parietal fracture.", "Left temporal bone fracture.", "location"),
    (
        "US leg veins",
        "Femoral vein: proximal segment compressible. Distal segment noncompressible with thrombus.",
        "The distal femoral vein is patent.",
        "negation",
    ),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_brackets_landmarks_and_parts_tell_holds(
    flags_of: FlagsOf, description: str, findings: str, impression: str
) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_told_otherwise_of_them_is_named(
    flags_of: FlagsOf, description: str, findings: str, impression: str, type: str
) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
