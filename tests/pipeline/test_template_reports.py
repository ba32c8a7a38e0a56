"""Reports that fill a template: lists under a title, answers under a heading, what stands beside a lesion or about its wall."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

Row = tuple[str, str, str]
_CYSTS = "Cysts:\n#1 Right upper pole: 3.1 cm. Simple. Bosniak I.\n#2 Left interpolar: 2.2 cm. Thin septa. Bosniak II."
_METASTASES = "Metastases:\n1. Left frontal: 12 mm, ring enhancing.\n2. Right cerebellar: 8 mm, ring enhancing."
_NODULES = "Nodules:\n1. RUL apical: 8 mm, solid. Previously 6 mm.\n2. LLL basal: 4 mm, solid. Unchanged."
_LESIONS = "Observations:\n- Segment II: 14 mm, washout. LI-RADS 5.\n- Segment VII: 31 mm, no washout. LI-RADS 3."
_ENTRAPPED = "Left ureteric jet absent. Left hydronephrosis. The ureter is obscured by bowel gas."
_FRACTURES = "L1: chronic compression fracture, 20% loss of height. L3: chronic compression fracture, 35% loss of height."
HELD: list[Row] = [
    # the items of a list are what its title names
    ("US kidneys", _CYSTS, "3.1 cm right upper pole simple cyst (Bosniak I). 2.2 cm left Bosniak II cyst."),
    ("MRI brain", _METASTASES, "Two metastases: 12 mm left frontal and 8 mm right cerebellar."),
    ("CT chest", _NODULES, "8 mm solid right upper lobe nodule, grown from 6 mm. Stable 4 mm LLL nodule."),
    ("MRI liver", _LESIONS, "14 mm LR-5 lesion in segment II and 31 mm LR-3 lesion in segment VII."),
    # an organ that is gone under its heading was taken out
    (
        "US abdomen",
        "GALLBLADDER: Surgically absent. LIVER: Normal.",
        "Status post cholecystectomy. Gallbladder: surgically absent.",
    ),
    (
        "CT abdomen",
        "Left kidney: Absent. UTERUS: Surgically absent.",
        "Prior left nephrectomy and hysterectomy. Spleen normal.",
    ),
    # what was done to make the images is not to be done again, and good timing is no advice
    ("NM bone scan", "Planar imaging at 3 hours with SPECT/CT of the pelvis. New uptake in T11.", "New uptake in T11."),
    ("CTA chest", "CT angiogram of the chest with 75 cc of contrast, timing is adequate. No embolus.", "No embolus."),
    (
        "MG left",
        "Targeted ultrasound of the left breast shows a 9 mm cyst.",
        "Ultrasound of the left breast shows a 9 mm cyst.",
    ),
    ("US obstetric", "Average ultrasound age 20 weeks 2 days. Live fetus.", "Average ultrasound age 20 weeks 2 days."),
    # a sentence ends where no capital follows, and the denial of others leaves the one
    (
        "CT chest",
        "no pe. small right effusion. nodule 4 mm. lungs otherwise clear.",
        "no pe. small right effusion. 4 mm nodule.",
    ),
    (
        "MRI spine",
        "There is an epidural collection at T8. No further collection.",
        "Epidural collection at T8. There is no evidence of additional epidural collection.",
    ),
    ("CT spine", "T8 fracture. No other fracture.", "T8 fracture. Negative for other fractures."),
    (
        "MRI ankle",
        "Osteochondral lesion of the talus, 8 mm. Appearances favour a stable lesion.",
        "Appearances favour a stable lesion.",
    ),
    # an answer denies what its heading asks for, wherever it says so
    ("CT chest", "Thrombus: none in the left atrial appendage. Air: none at the apex.", "No thrombus."),
    ("MRI brain", "Haemorrhage: None within the lesion. Glioma of the left frontal lobe.", "Left frontal glioma."),
    # what only stands under a heading is no finding of that name
    ("CT abdomen", "Distant disease: No distant metastasis. Left renal mass.", "Distant disease: none. Left renal mass."),
    ("MRI pelvis", "Rectum: not involved. Vagina: Uninvolved. Cervical mass.", "Cervical mass. The rectum is not involved."),
    # what a lesion touches is not where it is
    ("CT abdomen", "Pancreatic head mass 28 mm abutting the superior mesenteric vein.", "28 mm pancreatic head mass."),
    ("CT chest", "Right upper lobe mass of 4 cm.", "Right upper lobe mass of 4 cm abutting the pleura."),
    # a normal wall is no normal organ
    ("US bladder", "Bladder: wall smooth. Pre void volume 320 mL.", "Bladder: Normal wall."),
    ("US pelvis", "Right ovary: 4 cm cyst, smooth wall, no septa.", "Right ovary: 4 cm cyst with smooth walls."),
    # each in its turn
    ("MRI spine", _FRACTURES, "L1 and L3: old compression fractures (20% and 35% height loss respectively)."),
    # one value against another is no alternative
    ("CT aorta", "Aortic aneurysm 52 mm, previously 47 mm.", "Growing aortic aneurysm (52 mm versus 47 mm)."),
    # a colon ends a denial, a bracket with what was not seen gives no place
    ("US kidneys", _ENTRAPPED, "Left hydronephrosis with absent left jet: suspected obstruction (distal ureter obscured)."),
    # what is asked about is not found
    ("MRI brain", "Two new white matter lesions.", "Two new white matter lesions. Review regarding treatment response."),
    # the rest is what has not moved
    (
        "CT liver",
        "New metastases in segments 6 and 8. The lesion in segment 2 is unchanged.",
        "New metastases in segments 6 and 8. Remaining liver lesion unchanged.",
    ),
    # what is only likely stable is firm, and no comparison
    ("MRI knee", "Osteochondral lesion of the medial femoral condyle, likely stable.", "Stable osteochondral lesion."),
    # a feature of a numbered lesion does not end what is told of it
    (
        "MRI prostate",
        "Lesion 1: Left transition zone, apex. 11 mm. T2: lenticular, hypointense. DWI: bright. PI-RADS 4.",
        "11 mm PI-RADS 4 lesion of the left transition zone.",
    ),
    # of several rated lesions some are counted
    (
        "US thyroid",
        "Right lobe: 5 mm spongiform nodule, TR1. Left lobe: 9 mm cystic nodule, TR2.",
        "Two nodules, one in each lobe (TR1 on the right, TR2 on the left).",
    ),
    (
        "CT aorta",
        "Aneurysm sac 68 mm after EVAR, type II endoleak.",
        "Type II endoleak from the L3 lumbar arteries, sac 68 mm.",
    ),
    ("PET-CT", "Focal colonic uptake, no CT correlate.", "Focal colonic uptake without CT correlate."),
    ("MRI wrist", "Bone island of the dorsoulnar lunate, 4 mm.", "4 mm bone island of the lunate."),
    # tissue is asked of one organ, another is rated
    (
        "US pelvis",
        "Endometrium 14 mm, polyp. Right adnexal cyst 4 cm, O-RADS 2.",
        "Endometrial polyp, sampling recommended. Right adnexal cyst, O-RADS 2.",
    ),
    # both former values in one bracket
    (
        "PET-CT",
        "Mediastinal mass 41 mm (previously 88 mm), SUVmax 3.6 (previously 16.5).",
        "Mediastinal mass 41 mm, SUVmax 3.6 (was 88 mm, SUV 16.5).",
    ),
    # a number without a name counts nothing
    ("PET-CT", "No avid nodes. Interim after 2 cycles ABVD.", "Interim PET after 2 cycles of ABVD: no avid nodes."),
    ("PET-CT", "Interim after 3 cycles R-CHOP. Spleen normal.", "PET after 2 cycles of R-CHOP: spleen normal."),
    # a layer of the bone that a heading names has its side
    (
        "MRI hips",
        "Right hip:\nFemoral head: subchondral geographic lesion 7 mm.\nLeft hip:\nFemoral head: Normal.",
        "7 mm subchondral lesion of the right femoral head.",
    ),
]
WRONG: list[tuple[str, str, str, str]] = [
    ("US kidneys", _CYSTS, "3.9 cm right upper pole cyst (Bosniak I).", "measurement"),
    ("MRI brain", _METASTASES, "Three brain metastases.", "count"),
    ("CT chest", _NODULES, "8 mm left upper lobe nodule.", "laterality"),
    ("CT chest", _NODULES, "8 mm right upper lobe nodule, unchanged.", "change"),
    ("MRI liver", _LESIONS, "Two LI-RADS 5 lesions.", "count"),
    ("MRI brain", "Haemorrhage: None within the lesion.", "Haemorrhage within the lesion.", "negation"),
    ("MRI pelvis", "Rectum: not involved. Cervical mass.", "Cervical mass. Rectal invasion.", "negation"),
    ("CT abdomen", "Pancreatic head mass 28 mm abutting the aorta.", "28 mm pancreatic tail mass.", "location"),
    ("US bladder", "Bladder: wall thickened to 9 mm.", "Bladder: Normal wall.", "negation"),
    ("MRI spine", _FRACTURES, "L1 and L3: old compression fractures (35% and 20% height loss respectively).", "location"),
    ("CT liver", "New metastases in segment 6. All lesions have grown.", "Remaining liver lesions unchanged.", "change"),
    ("MRI knee", "Erosion of the anteromedial tibial plateau.", "Erosion of the posterolateral tibial plateau.", "location"),
    ("MRI elbow", "Osteochondral lesion. Appearances favour a stable lesion.", "Unstable osteochondral lesion.", "severity"),
    (
        "MRI spine",
        "T12: chronic compression fracture. L2: chronic compression fracture.",
        "Five compression fractures.",
        "count",
    ),
    ("MRI spine", "L2: compression fracture, unchanged.", "L2 compression fracture with further loss of height.", "change"),
    ("MRI brain", "Number of new white matter lesions: 3", "Six new white matter lesions.", "count"),
    (
        "MRI liver",
        "Observations:\n1. Segment V: 20 mm. Arterial enhancement. LI-RADS 4.\n2. Segment II: 9 mm. LI-RADS 3.",
        "9 mm LR-5 observation in segment II.",
        "descriptor",
    ),
    (
        "MRI prostate",
        "Lesion 1: Left transition zone, apex. 11 mm. T2: lenticular, hypointense. DWI: bright. PI-RADS 4.",
        "11 mm PI-RADS 2 lesion of the left transition zone.",
        "descriptor",
    ),
    (
        "CT abdomen",
        "Cystic left renal mass, 3 cm, no mural nodule.",
        "3 cm cystic left renal mass with a mural nodule.",
        "negation",
    ),
    (
        "US neck",
        "Right parotid cyst 2 cm, no solid component.",
        "2 cm right parotid cyst with a solid component.",
        "descriptor",
    ),
    ("PET-CT", "Avid right lung mass. Bones: No focal lesion.", "Avid right lung mass. Avid lesion in L4.", "negation"),
    ("CT abdomen", "Left adrenal adenoma 16 mm. Lung mass.", "Lung mass. Left adrenal metastasis.", "negation"),
    (
        "MRI liver",
        "Segment VIII lesion with washout. Segment VI lesion, no washout.",
        "Segment VIII lesion without washout.",
        "negation",
    ),
    ("DEXA", "WHO classification: Osteoporosis. Hip T score -2.8.", "Osteopenia, hip T-score -2.8.", "severity"),
    (
        "PET-CT",
        "Left axillary node 12 mm, Deauville 2. Mediastinal mass 41 mm, Deauville 5.",
        "Deauville 3 at all sites.",
        "descriptor",
    ),
    ("US abdomen", "GALLBLADDER: Surgically absent.", "Cholelithiasis.", "negation"),
    ("CT chest", "no pe. small right effusion.", "no pe. no right effusion.", "negation"),
    ("MRI knee", "Complete ACL tear.", "Ultrasound of the knee shows a complete ACL tear.", "exam"),
    # a cyst that is whole says nothing of the ligaments, and a ruptured one is none
    (
        "MRI knee",
        "LCL: Oedema, grade 1 sprain. JOINT: Small Baker cyst, not ruptured.",
        "Grade 3 LCL tear. Small Baker cyst.",
        "severity",
    ),
    ("MRI knee", "Small Baker cyst, not ruptured.", "Ruptured Baker cyst.", "descriptor"),
    ("US pelvis", "Left ovarian cyst 4 cm, not ruptured.", "Ruptured 4 cm left ovarian cyst.", "descriptor"),
    ("MRI bladder", "Muscle invasion: suspicious at the left wall.", "Definite muscle invasion at the left wall.", "certainty"),
    ("MRI brain", "FLAIR hyperintensity in the left thalamus has increased.", "FLAIR abnormality has decreased.", "change"),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_a_template_says_holds(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_a_template_says_otherwise_is_named(
    flags_of: FlagsOf, description: str, findings: str, impression: str, type: str
) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
