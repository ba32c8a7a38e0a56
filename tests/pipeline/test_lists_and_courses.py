"""Lists that join what is seen with what is not, courses that are not complete, and doubts about the age of a finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

Row = tuple[str, str, str]
HELD: list[Row] = [
    # what is normal for a value calls nothing normal
    ("MR heart", "Native T1 1180 ms (normal 950-1050), ECV 52%.", "Native T1 1180 ms. ECV 52%."),
    ("NM gallbladder", "Ejection fraction 19% (normal > 38%).", "Reduced gallbladder ejection fraction of 19% (normal > 38%)."),
    ("CTA chest", "Normal 3 vessel arch. Aorta normal.", "Normal three-vessel arch."),
    ("MRI spine", "Discitis T11-T12. No skip lesion.", "T11-T12 discitis. No evidence of skip lesions."),
    # a dash parts a finding from the advice on it
    (
        "CT chest",
        "Right lower lobe nodule 7 mm. Left thyroid nodule 18 mm. Simple left renal cyst 3 cm.",
        "7 mm RLL nodule - CT in 6 months. Left thyroid nodule 18 mm - ultrasound. Simple left renal cyst - no follow-up.",
    ),
    # how much smaller or bigger something is says nothing of its size
    ("CR chest", "Moderate left effusion, larger than before.", "Slightly bigger moderate left effusion."),
    ("CR chest", "Right pneumothorax has decreased.", "Marked reduction of the right pneumothorax."),
    ("US venous", "CFV compressible. FV compressible. Popliteal vein compressible.", "No evidence of DVT."),
    (
        "CTA legs",
        "Non-vascular: 9 mm obstructing-looking stone at the left VUJ.",
        "9 mm stone at the left ureterovesical junction.",
    ),
    ("CR pelvis", "Fractured neck of the right femur.", "Right NOF fracture."),
    # a former size in brackets, and the nodes that follow it, are of the first lesion only
    (
        "CT abdomen",
        "Left adrenal mass 5.2 cm, previously 6.0 cm. Smaller retroperitoneal nodes. Decreased right liver nodules.",
        "Left adrenal mass 5.2 cm (was 6.0 cm), smaller retroperitoneal nodes and right liver nodules.",
    ),
    # what has nearly gone is still there
    ("US pelvis", "The left ovarian cyst has largely resolved.", "Left ovarian cyst has almost completely disappeared."),
    ("CT head", "The right subdural hematoma has mostly cleared.", "Near complete clearance of the right subdural hematoma."),
    ("CT chest", "Three left lung nodules have resolved or decreased.", "Smaller left lung nodules."),
    # a doubt about the age is none about the finding
    ("XR lumbar spine", "L2 compression fracture, likely chronic.", "Likely chronic L2 compression fracture."),
    ("CT head", "Lacunar infarct of the left thalamus.", "Lacunar infarct of the left thalamus, possibly old."),
    # ribs are counted in words, too
    ("CT chest", "Fractures of the left 3rd through 6th ribs.", "Fractures of left ribs three to six."),
    ("CT chest", "Fractures of the left 3rd, 5th and 6th ribs.", "Fractured left ribs three, five and six."),
    # what is in place ends a denial
    (
        "CT abdomen",
        "Ascites. Biliary stent in the common bile duct. No duct stones.",
        "No duct stones, biliary stent in place, and ascites.",
    ),
    (
        "CT head",
        "Right frontal drain. No shift. Left contusion.",
        "No midline shift, right frontal drain in situ, and left contusion.",
    ),
    # patent is not of full width
    (
        "CT chest",
        "Bronchial anastomoses are patent. Mild narrowing of the left anastomosis.",
        "Patent bronchial anastomoses, mildly narrowed on the left.",
    ),
    (
        "CT abdomen",
        "The colorectal anastomosis is patent, with mild narrowing.",
        "Patent but mildly narrowed colorectal anastomosis.",
    ),
    (
        "CT urogram",
        "The right ureter is patent. Mild narrowing of the distal right ureter.",
        "Right ureter patent, mildly narrowed distally.",
    ),
    # "non-obstructing" obstructs nothing
    ("CT abdomen", "Two non-obstructing left renal calculi.", "Left renal stones, which are not obstructing."),
    (
        "MRI brain",
        "Left frontal extra-axial mass. No midline shift.",
        "Left frontal extra-axial mass; the midline is preserved.",
    ),
    ("CT head", "Midline central.", "No midline shift."),
    (
        "MRI brain",
        "Edema in the right temporal lobe. Effacement of the right lateral ventricle.",
        "Edema in the adjacent temporal lobe and effacement of the right lateral ventricle.",
    ),
    # the length of an inflamed segment is not the size of the abscess beside it
    (
        "CT abdomen",
        "Wall thickening of the descending colon over 9 cm. Pericolic abscess of 2 cm at the descending colon.",
        "Inflammation of a 9 cm segment of the descending colon with a 2 cm abscess.",
    ),
    # a category without a name is no lesion of bone
    (
        "MRI liver",
        "Segment II arterially enhancing focus of 8 mm, no washout. No bone lesion.",
        "8 mm arterially enhancing focus of segment II, LR-3.",
    ),
    ("US neck", "No suspicious inguinal lymphadenopathy.", "No suspicious nodes."),
    (
        "US thyroid",
        "Solid hypoechoic left nodule of 16 mm, TR4.",
        "16 mm left TR4 nodule, which exceeds the threshold for fine needle aspiration.",
    ),
    # lesions that are counted off lie where each is put
    (
        "CT abdomen",
        "There are three new hypodense lesions since the prior scan, one in the left hepatic lobe measuring 9 mm, one in the "
        "spleen 7 mm and one in the right kidney 12 mm.",
        "New hypodense lesions in the left hepatic lobe (9 mm), spleen (7 mm) and right kidney (12 mm).",
    ),
    # what was there before, "where it was"
    (
        "CT chest",
        "Again noted is a left upper lobe nodule. It now measures 14 mm where it was 9 mm last year.",
        "Left upper lobe nodule has grown to 14 mm from 9 mm.",
    ),
    # what is so of none of several
    (
        "CT chest",
        "Several pulmonary nodules, none of which is cavitary. The largest is 8 mm.",
        "Pulmonary nodules up to 8 mm. No cavitary nodule.",
    ),
    ("US renal", "Several left renal cysts, none of which is complex.", "Left renal cysts. No complex cyst."),
    # the two readings of one thing are at its place
    (
        "MRA head",
        "2 mm outpouching at the right posterior communicating origin, could be an infundibulum or small aneurysm.",
        "2 mm outpouching at the right PCOM origin, indeterminate between an infundibulum and an aneurysm.",
    ),
    (
        "MRI brain",
        "Chronic microhemorrhage in the left thalamus. No hemorrhage.",
        "Left thalamic microhemorrhage. No hemorrhage.",
    ),
    ("CT neck", "Reactive left level 2 nodes up to 1.6 cm.", "Reactive left level II adenopathy."),
    # a size, a number or a predicate of its own after a denial is of something that is there
    ("CT abdomen", "No hydronephrosis, 3 mm calculus in the right lower pole.", "3 mm right lower pole renal calculus."),
    ("CT chest", "No effusion, two nodules in the left upper lobe.", "Two left upper lobe nodules. No effusion."),
    ("CT head", "No mass, ventricles are enlarged.", "Enlarged ventricles. No mass."),
    ("XR chest", "No acute, displaced rib fractures are demonstrated.", "No acute findings. No displaced rib fracture."),
    ("XR chest", "No effusion, pneumothorax is appreciated.", "No effusion or pneumothorax."),
    # a finding and how it looks have each their own levels
    ("MRI spine", "Cord edema from C3 to C6 with enhancement at C4-C5.", "Cord edema C3-C6 with enhancement at C4-C5."),
    # the lesion of a sentence about the prior examination is the one that is measured
    (
        "MRI brain",
        "Right parietal meningioma 14 mm. No edema. On the previous MRI the lesion was 11 mm.",
        "Right parietal meningioma has grown to 14 mm.",
    ),
    # one that shows the rim of the orbit says nothing of its floor
    ("CT orbits", "Right orbital floor fracture. Rims intact.", "Right orbital floor fracture. No orbital rim fracture."),
    # what is at the margin of a cavity is no cavity
    (
        "MRI brain",
        "Left frontal resection cavity. New 9 mm enhancing nodule at its margin. No satellite lesion.",
        "New 9 mm enhancing nodule at the cavity margin.",
    ),
    # two of them told once, and a third
    (
        "MRI brain",
        "Two enhancing lesions in the left cerebellum, 12 mm and 8 mm. A third lesion in the right thalamus measures 15 mm.",
        "Three lesions, two in the left cerebellum and one in the right thalamus, suspicious for metastases.",
    ),
    # what is progressive may be how something takes up contrast
    (
        "MRI abdomen",
        "Segment 6 lesion 22 mm with progressive enhancement. Same size as on the prior examination.",
        "Segment 6 lesion, 22 mm, similar in size.",
    ),
    # one side after the other under one heading
    ("CT sinuses", "OMCs: right blocked, left patent.", "Right OMC obstructed."),
    # "other" leaves out what was told before
    (
        "US neck",
        "Left parotid gland enlarged and hypoechoic. Submandibular glands are normal.",
        "Left parotid enlargement. Other salivary glands are normal.",
    ),
]
WRONG: list[tuple[str, str, str, str]] = [
    ("US pelvis", "Endometrium 12 mm (normal < 5 mm).", "Normal endometrium.", "negation"),
    ("CT chest", "Left thyroid nodule 18 mm.", "Right thyroid nodule 18 mm - ultrasound.", "laterality"),
    ("US venous", "CFV compressible. Popliteal vein non-compressible.", "No DVT.", "negation"),
    (
        "CT chest",
        "Left lung mass 5.2 cm, previously 6.0 cm.",
        "Left lung mass 4.2 cm (was 6.0 cm), and smaller hilar nodes.",
        "measurement",
    ),
    ("US pelvis", "The left ovarian cyst has largely resolved.", "Enlarging left ovarian cyst.", "change"),
    ("CT head", "Acute infarct of the left thalamus.", "Likely acute infarct of the left thalamus.", "certainty"),
    ("CT chest", "Fractures of the left 3rd through 6th ribs.", "Fractures of left ribs three to nine.", "location"),
    ("CT abdomen", "Two non-obstructing left renal calculi.", "Obstructing left renal calculi.", "descriptor"),
    (
        "CT head",
        "Left subdural hematoma with midline shift of 6 mm.",
        "Left subdural hematoma. The midline is central.",
        "negation",
    ),
    ("CT neck", "The trachea is patent.", "Severe tracheal stenosis.", "negation"),
    (
        "CT chest",
        "Left hilar node 2.0 cm, previously 1.4 cm. No new adenopathy.",
        "Left hilar nodes have decreased.",
        "change",
    ),
    (
        "CT abdomen",
        "There are three new liver lesions, one in segment 2 measuring 9 mm, one in segment 5 measuring 7 mm and one in "
        "segment 8 measuring 12 mm.",
        "Two new liver lesions.",
        "count",
    ),
    (
        "CT chest",
        "Again noted is a left upper lobe nodule. It now measures 14 mm where it was 9 mm last year.",
        "Left upper lobe nodule is smaller, 14 mm.",
        "change",
    ),
    (
        "MRI brain",
        "Three new white matter lesions. The left frontal lesion shows ring enhancement.",
        "Three new white matter lesions, none of which enhances.",
        "negation",
    ),
    (
        "CT chest",
        "Several pulmonary nodules. The right upper lobe nodule is cavitary.",
        "Several pulmonary nodules, none of which is cavitary.",
        "negation",
    ),
    (
        "MRA head",
        "2 mm outpouching at the right posterior communicating origin, could be an infundibulum or small aneurysm.",
        "2 mm right posterior communicating artery aneurysm.",
        "certainty",
    ),
    (
        "MRI brain",
        "Left temporal lesion with ring enhancement.",
        "Left temporal lesion with homogeneous enhancement.",
        "descriptor",
    ),
    (
        "CT neck",
        "There is an abnormal right level 3 node 1.5 cm.",
        "Three abnormal right level III nodes.",
        "count",
    ),
    ("CT abdomen", "No hydronephrosis, 3 mm calculus in the right lower pole.", "3 mm left lower pole calculus.", "laterality"),
    ("CT head", "No mass, ventricles are enlarged.", "Normal ventricles.", "negation"),
    (
        "MRI brain",
        "Right parietal meningioma 14 mm. No edema. On the previous MRI the lesion was 11 mm.",
        "Right parietal meningioma is smaller, 14 mm.",
        "change",
    ),
    (
        "MRI brain",
        "Two enhancing lesions in the left cerebellum, 12 mm and 8 mm. A third lesion in the right thalamus measures 15 mm.",
        "Five brain metastases.",
        "count",
    ),
    ("CT orbits", "Right orbital floor fracture.", "Fracture of the right lateral orbital wall.", "location"),
    ("MRI brain", "The left frontal lesion enhances avidly.", "Left frontal lesion. No enhancing lesion.", "negation"),
    ("XR chest", "Right lower lobe opacity.", "CT confirms right lower lobe pneumonia.", "exam"),
    ("XR hip", "Right hip: cannulated screws x3.", "Two cannulated screws in the right hip.", "count"),
    (
        "CT abdomen",
        "The splenic abscess measures 3.4 cm, previously 5.6 cm. A second collection in the right liver lobe is new, 2.8 cm.",
        "Two new collections in the liver.",
        "count",
    ),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_a_list_or_a_course_says_holds(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_a_list_or_a_course_says_otherwise_is_named(
    flags_of: FlagsOf, description: str, findings: str, impression: str, type: str
) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
