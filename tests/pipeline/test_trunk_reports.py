"""Everyday reports of the trunk and the limbs' vessels: lists, values, courses and headings are given to what they are of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

CALCULI = "Calculi: three in the right upper pole measuring up to 5 mm and one in the left lower pole measuring 2 mm."
FIBROIDS = "Four subserosal fibroids, the largest 5.2 cm at the fundus, and a 1.1 cm submucosal fibroid."
LEFT_KIDNEY = (
    "L kidney 10.8 cm. Corticomedullary differentiation preserved. Moderate hydronephrosis. Shadowing focus 7 mm lower pole.\n"
    "R kidney 11 cm. No hydronephrosis."
)
LEGS = "LEFT LEG: CIA occluded at its origin. EIA patent. RIGHT LEG: EIA 70% stenosis. CFA patent."
SEGMENT_8 = "Segment 8: 3 cm lesion with restricted diffusion (previously 2 cm). Spleen normal. Small right pleural effusion."
OBSTRUCTION = "Dilated small bowel to 4 cm with a transition point in the pelvis. Colon collapsed."

HEPATIC_CYSTS = (
    "Liver normal. Two hepatic cysts: segment 4 2.2 cm, segment 7 1 cm. Right kidney 10 cm. Spleen enlarged by a 3 cm cyst."
)
AXILLA = "One right axillary node with a cortex of 6 mm is mildly thickened, the other nodes are normal."
RATED = "Left lower pole solid nodule 22 mm. TI-RADS 4. Formerly this was 15 mm, so it has grown."
EMBRYO = (
    "Gestational sac with yolk sac. There is an embryo with a crown-rump length of 6 mm. I could not find cardiac activity."
)
STRICTURE = "There is a smooth, short, tapered narrowing of the distal esophagus, 10 mm. A 12 mm tablet hung here."
COLLECTION = "4.1 cm rim-enhancing collection in the right iliac fossa. Anal sphincter: not involved by the rectal mass."

HOURS = "Left breast: carcinoma at 2 o'clock, 2.4 cm. Second irregular mass at 5 o'clock, 7 mm."

HELD: list[tuple[str, str, str]] = [
    ("MRI breast", HOURS, "Left 2:00 carcinoma, 2.4 cm. LEFT 5:00 irregular mass, 7 mm."),
    # adjectives between commas are of what is named behind them
    ("Esophagram", STRICTURE, "Smooth distal esophageal stricture, 10 mm, with holdup of the tablet."),
    ("CT abdomen", COLLECTION, "4.1 cm right iliac fossa abscess. The anal sphincter is free of tumor."),
    # a place that was only seen is none of the finding before it
    (
        "US obstetric",
        "An echogenic focus in the left ventricle, RVOT seen, LVOT not seen well.",
        "Echogenic intracardiac focus in the left ventricle.",
    ),
    # the place that a finding is only ever in
    ("XR abdomen", "Multiple dilated loops of small bowel in the mid abdomen, 4 cm.", "Small bowel dilated to 4 cm."),
    # findings that a heading counts end where another organ is told of
    ("CT abdomen", HEPATIC_CYSTS, "Two hepatic cysts. 3 cm splenic cyst."),
    # what is said of the others is not said of the one
    ("US breast", AXILLA, "Single right axillary node with mild cortical thickening."),
    # a lesion that its category parts from its former size
    ("US thyroid", RATED, "Left lower pole TI-RADS 4 nodule, 22 mm, from 15 mm."),
    ("MRI prostate", "Lesion in the right apex, 11 mm. PI-RADS 3.", "PI-RADS 3 right apex, 11 mm."),
    # a hedge that ends what is told of one finding before the next
    (
        "CT abdomen",
        "3 cm mass in the cecum, invasion cannot be excluded. 2 cm hypodense lesion in segment 6.",
        "A 3 cm cecal mass in which invasion cannot be excluded and a 2 cm hypodense lesion in segment 6.",
    ),
    ("US renal", "Left ureteral jet is present, the right jet is not seen.", "No right ureteral jet."),
    ("US renal", "Moderate left hydronephrosis, increased since the last study.", "Left hydronephrosis, worse than before."),
    ("US renal", "The renal cortex is hyperechoic on both sides.", "Increased cortical echogenicity bilaterally."),
    ("US obstetric", EMBRYO, "Sac containing a yolk sac and a 6 mm embryo without cardiac activity."),
    # a list goes on with the other side
    ("CT KUB", CALCULI, "Nonobstructing stones in both kidneys, three on the right and one on the left."),
    (
        "US breast",
        "Cysts: two in the left breast measuring up to 9 mm and one in the right breast measuring 6 mm.",
        "Bilateral breast cysts.",
    ),
    # of two kinds in one statement each has its own look
    ("US pelvis", FIBROIDS, "Fibroids including a 1.1 cm submucosal fibroid."),
    ("US neck", "Two solid nodules, the largest 2.1 cm, and an 8 mm cystic nodule.", "8 mm cystic thyroid nodule."),
    # a former size is of what is measured now, a course of what lacks something
    ("MRI liver", SEGMENT_8, "Segment 8 lesion has grown to 3 cm from 2 cm. Small right effusion."),
    (
        "MRI liver",
        "Segment 2: 12 mm arterially enhancing focus without washout, unchanged. Trace ascites, new.",
        "Stable 12 mm focus in segment 2. New trace ascites.",
    ),
    # the side of an organ holds on over what names no place
    ("US renal", LEFT_KIDNEY, "Moderate left hydronephrosis. 7 mm left lower pole calculus."),
    # the vessels that lead to a limb are of its side
    ("CTA aorta and lower limbs", LEGS, "Left CIA occlusion. 70% stenosis of the right external iliac artery."),
    # what is patent is one thing, what is narrowed another
    ("CTA abdomen", "Celiac, SMA and IMA patent, 60% narrowing of the right renal artery.", "60% right renal artery stenosis."),
    ("CTA neck", "Right common carotid patent, 70% stenosis of the right ICA origin.", "70% right ICA stenosis."),
    # what is told of both sides may be told of each by itself
    (
        "CT chest",
        "Filling defects in the distal left main pulmonary artery and in segmental branches of the right lower lobe.",
        "Bilateral emboli, the most proximal in the left main pulmonary artery, with segmental involvement of both lungs.",
    ),
    # what is called good behind a place is the device
    ("XR chest", "Left PICC with tip in the lower SVC. Lungs clear.", "Left PICC with tip in the lower SVC, satisfactory."),
    # a node beside a nodule is no place of it, nor a side one of an unpaired organ
    (
        "CT chest",
        "4 mm nodule in the right middle lobe. Mildly enlarged 12 mm right hilar node, unchanged.",
        "4 mm right middle lobe nodule and right hilar node.",
    ),
    (
        "CT abdomen",
        "Left renal stone, 4 mm. Mild hepatic steatosis. Gallstones.",
        "Nonobstructing left nephrolithiasis, hepatic steatosis and cholelithiasis.",
    ),
    # what does not move is found, what fills well is normal
    (
        "XR Barium swallow",
        "Absent peristalsis in the esophagus. Delayed emptying with a standing column at 5 minutes.",
        "Aperistalsis with delayed esophageal emptying.",
    ),
    ("CTA chest", "Good opacification of the pulmonary arteries. Liver enhances normally.", "No focal opacity in the lungs."),
    ("CT kidney", "14 mm enhancing lesion upper pole left kidney.", "14 mm enhancing left renal lesion."),
    # what was not seen at an earlier date is new, what is due at an interval no course
    ("CT abdomen", "9 mm lesion in the right kidney, not present on the 2019 scan.", "New 9 mm right renal lesion."),
    ("CT chest", "5 mm right lower lobe nodule.", "5 mm right lower lobe nodule, for interval CT in 12 months."),
    # the side with more, and a volume by when it was taken
    ("XR chest", "Bilateral effusions, left larger than right.", "Bilateral effusions, greater on the left."),
    ("US renal", "Pre-void volume 350 ml, post-void 40 ml.", "Post-void residual 40 ml."),
    # a bracket parts no node from its place
    ("CT neck", "Right jugular (level 2) node 18 mm, necrotic.", "18 mm necrotic right level 2 node."),
    # what is urgent, and what tissue must settle, is asked for
    (
        "XR chest",
        "Large left pneumothorax with mediastinal shift.",
        "Large left pneumothorax with tension. Urgent decompression.",
    ),
    ("US pelvis", "Endometrium 16 mm, heterogeneous.", "Thickened endometrium. Endometrial sampling is recommended."),
    ("CT abdomen", "Dilated appendix 12 mm. No extraluminal gas.", "Acute appendicitis without perforation."),
    # centiles say what is too small, and which flow too poor
    (
        "US obstetric",
        "Umbilical artery PI above the 95th centile. EFW 4th centile.",
        "Raised umbilical artery PI. Fetal growth restriction.",
    ),
    # a chamber lends no side to what follows
    ("TTE", "The right atrium is dilated. A 2 cm mass is seen.", "2 cm left atrial mass. Right atrial dilatation."),
    # a solid component is a part of its nodule, and has a size and a course of its own
    (
        "CT chest",
        "22 mm part-solid right lower lobe nodule, previously 20 mm. The solid component measures 9 mm, previously 5 mm.",
        "Growing solid portion (9 mm, previously 5 mm) within a 2.2 cm right lower lobe nodule.",
    ),
    (
        "CT chest",
        "Part-solid nodule in the left lower lobe, 17 mm (17 mm on the prior), solid component 6 mm (6 mm).",
        "Stable part-solid nodule in the left lower lobe.",
    ),
    # one stretch of a vessel is not another
    (
        "Venous Doppler left lower extremity",
        "Left common femoral vein compressible. Proximal femoral vein compressible. Distal femoral vein filled by thrombus.",
        "Left distal femoral vein thrombosis. The common femoral vein is free of clot.",
    ),
    (
        "CT angiogram EVAR",
        "Contrast within the sac from a lumbar artery, type II endoleak. No type I or type III endoleak.",
        "Type II endoleak. No type I/III endoleak.",
    ),
    (
        "CT angiogram aorta",
        "Dissection flap from the aortic root to the arch. Intimal tear 1 cm above the sinotubular junction.",
        "Acute type A aortic dissection. No rupture.",
    ),
    ("US mesenteric duplex", "SMA PSV 340 cm/s. Celiac PSV 120 cm/s.", "SMA stenosis of at least 70%. Normal celiac artery."),
    ("Cardiac MRI", "T2 is elevated in the inferior wall.", "Edema of the inferior wall."),
    ("US renal", "Kidney 9 cm on the left, 11 cm on the right.", "Left kidney is small compared with the right."),
    (
        "CT chest",
        "A 7 mm solid nodule in the right middle lobe, unchanged since 2021.",
        "Stable 7 mm right middle lobe nodule; no further follow-up needed.",
    ),
    # the share of an artery is its narrowing, and its signs are told as such
    (
        "CT angiogram aorta",
        "80% stenosis of the left subclavian artery. Right renal artery origin 60% stenosis.",
        "Left subclavian 80%, right renal artery 60%.",
    ),
    (
        "CTPA",
        "RV/LV ratio is 1.3, suggesting right heart strain. Filling defect in the right main pulmonary artery.",
        "Right main pulmonary artery embolism with CT evidence of right heart strain.",
    ),
    (
        "US carotid duplex bilateral",
        "Elevated velocity in the right external carotid artery. Monophasic left subclavian waveform.",
        "Findings of left subclavian stenosis.",
    ),
    ("CTPA", "Right lower lobe filling defect. RV/LV ratio 0.9.", "Right lower lobe embolism without right heart strain."),
    (
        "CT angiogram thoracic aorta",
        "Aortic root 4.1 cm, ascending aorta 4.5 cm (previously 4.2 cm in 2020), arch 3.0 cm, descending 2.6 cm.",
        "Enlargement of the ascending aorta, now 4.5 cm.",
    ),
    (
        "CT coronary angiogram",
        "LAD: proximal calcified plaque with 25-49% stenosis; mid soft plaque with 70-99% stenosis.",
        "Severe mid LAD stenosis. Mild proximal LAD stenosis.",
    ),
    ("MR cardiac", "Subendocardial late enhancement of the anterior wall and apex.", "LAD infarct."),
    (
        "CT angiogram aorta",
        "Infrarenal aortic aneurysm, 6.2 cm, with retroperitoneal hematoma on the left.",
        "Ruptured 6.2 cm infrarenal aortic aneurysm with left retroperitoneal hematoma.",
    ),
    ("US mesenteric duplex", "Celiac PSV 260 cm/s in expiration, 150 cm/s in inspiration.", "Arcuate ligament compression."),
]
WRONG: list[tuple[str, str, str, str]] = [
    ("MRI breast", HOURS, "LEFT 8:00 irregular mass, 7 mm.", "location"),
    ("Esophagram", STRICTURE, "Irregular distal esophageal stricture, 10 mm.", "descriptor"),
    ("CT abdomen", COLLECTION, "4.1 cm right iliac fossa abscess. No drainable collection.", "negation"),
    ("MRCP", "There are two filling defects in the distal duct, 5 and 6 mm.", "Solitary 6 mm common bile duct stone.", "count"),
    ("US breast", AXILLA, "Multiple abnormal right axillary nodes.", "count"),
    (
        "US axilla",
        "A single left axillary node has a thick cortex.",
        "Mass, and three left axillary nodes with thick cortex.",
        "count",
    ),
    ("US obstetric", "The placenta is posterior, its lower edge 1 cm from the os.", "Low-lying anterior placenta.", "location"),
    ("US obstetric", EMBRYO, "6 mm embryo with normal cardiac activity.", "negation"),
    ("US renal", "Left ureteral jet is present, the right jet is not seen.", "No left ureteral jet.", "negation"),
    ("US obstetric", "EFW 45th centile, umbilical artery PI normal.", "Fetal growth restriction.", "invented_finding"),
    ("US neck", "18 mm nodule in the right lobe of the thyroid, U3.", "18 mm right thyroid nodule, U4.", "descriptor"),
    (
        "MRI spine",
        "Burst fracture of L1. No other vertebral fracture.",
        "L1 burst fracture and compression fracture of T12.",
        "negation",
    ),
    ("XR hip", "Lucent lesion in the femoral neck.", "Hip fracture.", "invented_finding"),
    ("CT KUB", CALCULI, "Three right and four left renal calculi.", "count"),
    ("US pelvis", FIBROIDS, "1.1 cm subserosal fibroid.", "descriptor"),
    ("US renal", LEFT_KIDNEY, "Moderate right hydronephrosis.", "laterality"),
    ("CTA aorta and lower limbs", LEGS, "Right CIA occlusion.", "laterality"),
    ("CT abdomen", OBSTRUCTION, "Large bowel obstruction.", "location"),
    # two values in one statement are each of their own finding
    (
        "CT abdomen",
        "Common bile duct dilated to 12 mm with a 5 mm stone at its lower end.",
        "12 mm stone in the common bile duct.",
        "measurement",
    ),
    (
        "CT abdomen",
        "Right hydroureter measuring 11 mm with a 4 mm calculus at the ureterovesical junction.",
        "11 mm right ureterovesical junction calculus.",
        "measurement",
    ),
    (
        "US pelvis",
        "Right ovary: 3.1 cm unilocular anechoic cyst.",
        "3.1 cm complex right ovarian cyst with septations.",
        "descriptor",
    ),
    ("US scrotum", "Solid vascular lesion lower pole right testis 2.1 cm.", "Two solid lesions in the right testis.", "count"),
    (
        "XR chest",
        "Right subclavian line with tip in the right internal jugular vein.",
        "Right subclavian line with tip in the upper SVC, satisfactory.",
        "location",
    ),
    (
        "CT chest",
        "Left upper lobe mass, 4 cm; chest wall invasion not excluded.",
        "4 cm left upper lobe mass with chest wall invasion.",
        "certainty",
    ),
    ("XR chest", "Bilateral effusions, left larger than right.", "Bilateral effusions, greater on the right.", "laterality"),
    ("US renal", "Pre-void volume 350 ml, post-void 40 ml.", "Post-void residual 350 ml.", "measurement"),
    ("MRI brain", "12 mm left frontal lesion, not visible in 2022.", "Stable 12 mm left frontal lesion.", "change"),
    ("CT chest", "Segmental filling defects in the right lower lobe.", "Saddle pulmonary embolus.", "descriptor"),
    (
        "CT chest",
        "Loculated left pleural collection 4 cm, not communicating with the drain.",
        "4 cm left pleural collection communicating with the drain.",
        "descriptor",
    ),
    (
        "CT chest",
        "Part-solid nodule right upper lobe, 18 mm, not changed. The solid component has grown from 3 to 8 mm.",
        "Stable part-solid nodule in the right upper lobe.",
        "change",
    ),
    (
        "CT chest",
        "Part-solid nodule in the right lower lobe, 22 mm, with solid component 9 mm.",
        "Right lower lobe nodule 22 mm, solid component 22 mm.",
        "measurement",
    ),
    (
        "Venous Doppler left lower extremity",
        "Left common femoral vein compressible. Distal femoral vein noncompressible with thrombus.",
        "Thrombosis of the left common femoral vein.",
        "negation",
    ),
    (
        "CT angiogram EVAR",
        "Contrast within the sac posteriorly from a lumbar artery, type II endoleak. Sac 58 mm.",
        "Type Ib endoleak at the distal landing zone.",
        "descriptor",
    ),
    (
        "CTPA",
        "Filling defect in the left lower lobe artery and its segmental branches.",
        "Left upper lobe embolism.",
        "location",
    ),
    (
        "CTPA",
        "Filling defect in the right lower lobe artery. RV/LV ratio 0.8. No flattening of the septum.",
        "Right lower lobe embolism with right heart strain.",
        "negation",
    ),
    (
        "US carotid duplex",
        "Right ICA 70% stenosis. Common carotid arteries are without stenosis.",
        "70% stenosis of the right common carotid artery.",
        "location",
    ),
    (
        "US venous duplex varicose veins left",
        "SFJ competent. GSV reflux in the thigh.",
        "SFJ reflux and GSV reflux in the thigh.",
        "negation",
    ),
    ("Transthoracic echocardiogram", "LVEF 32%.", "Preserved LV systolic function.", "negation"),
    (
        "CT coronary angiogram",
        "LAD: proximal calcified plaque with 25-49% stenosis; mid soft plaque with 70-99% stenosis.",
        "Severe proximal LAD stenosis.",
        "severity",
    ),
    (
        "CTPA",
        "Right lower lobe filling defect. RV/LV ratio 0.8.",
        "Right lower lobe embolism with right heart strain.",
        "negation",
    ),
    (
        "HRCT chest",
        "Reticulation with traction bronchiectasis. Findings have progressed since 2022.",
        "Improved interstitial lung disease.",
        "change",
    ),
    ("CT angiogram aorta", "Infrarenal aortic aneurysm, 5.6 cm.", "Suprarenal aortic aneurysm, 5.6 cm.", "location"),
    ("CT angiogram aorta", "Infrarenal aortic aneurysm, 5.1 cm.", "Ruptured infrarenal aortic aneurysm, 5.1 cm.", "descriptor"),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_holds_raises_no_flag_of_weight(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_wrong_is_named(flags_of: FlagsOf, description: str, findings: str, impression: str, type: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
