"""What is evidence against a draft and what is not: words that point back, parts, reference values, limits, known disease."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from overread.checking import over_read
from overread.review import Flag
from overread.study import Exam, Study

Row = tuple[str, str, str, str]

HELD: Sequence[Row] = [
    # "the" behind a preposition or a verb points back to a lesion that is told already
    (
        "CT",
        "Abdomen",
        "Stomach: mass of the antrum, 4 cm. Spleen: the splenic vein runs through the tumor. Left adrenal: abuts the mass.",
        "4 cm gastric antral mass.",
    ),
    (
        "MR",
        "Pelvis",
        "Rectal mass, 5 cm. Extension of the mass to the prostate.",
        "5 cm rectal mass with prostatic extension.",
    ),
    # a normal of one part leaves the other open
    ("MR", "Thoracic spine", "The cord is compressed at T6. The cord below T8 has a normal signal.", "T6 cord compression."),
    ("CT", "Abdomen", "Thickening of the proximal third of the esophagus. Lower two thirds normal.", "Esophageal thickening."),
    # more than a limit
    (
        "CT",
        "Abdomen",
        "The tumor is in contact with the portal vein over 210 degrees.",
        "Tumor contact with the portal vein > 180 degrees.",
    ),
    # a comparison of sides is none with an earlier examination
    (
        "CR",
        "Pelvis",
        "Osteoarthritis of both hips, severe on the left.",
        "Bilateral hip osteoarthritis, more severe on the left.",
    ),
    # known metastases, followed
    (
        "CT",
        "Chest and abdomen",
        "Known bone metastases. In the right lobe of the liver a lesion of 31 mm (previously 19 mm).",
        "Hepatic metastasis has increased.",
    ),
    # an old occlusion with collaterals, and a film of thrombus that stops nothing
    (
        "CT",
        "CT angiography of the legs",
        "Aneurysm of the right popliteal artery, 24 mm. Left anterior tibial artery occluded, with collaterals.",
        "24 mm right popliteal aneurysm.",
    ),
    # one lesion told by two methods
    (
        "MG",
        "Mammogram and ultrasound of the right breast",
        "Mammogram: spiculated mass in the upper outer right breast, 18 mm. "
        "Ultrasound: at 10 o'clock hypoechoic mass of 17 mm.",
        "Spiculated right breast mass at 10 o'clock.",
    ),
    # degrees that a share of the lumen stands for
    ("CT", "Coronary CT angiography", "LAD: proximal stenosis of 50-69%.", "Moderate proximal LAD stenosis."),
    # a doubt in a phrase with "with" ends at its comma
    (
        "CT",
        "Face",
        "Fracture of the right orbital roof, possible dural tear. Fracture of the right maxilla.",
        "Right orbital roof fracture with possible dural tear, fracture of the right maxilla.",
    ),
    # "and a" after a denial begins what is there
    ("CT", "Chest", "The spleen is absent. Small left effusion.", "Absent spleen and a small left pleural effusion."),
    # what a sign in its own place lets one conclude stands beside a normal of the whole
    (
        "US",
        "Obstetric ultrasound",
        "Outflow tracts normal; an echogenic focus is seen in the right ventricle.",
        "Echogenic intracardiac focus.",
    ),
    (
        "US",
        "Kidneys",
        "A 6 mm echogenic focus with twinkling artifact in the distal right ureter.",
        "6 mm right ureteral stone.",
    ),
    # a vessel in the heading, a part of the limb in the sentence
    (
        "US",
        "Venous ultrasound of the lower limbs",
        "RIGHT\nSmall saphenous vein: thrombus at the calf, 6 cm long.",
        "Superficial thrombosis of the right small saphenous vein.",
    ),
    # a place that only tells where another one is
    ("MR", "Left elbow", "Partial tear of the common extensor tendon.", "Partial extensor tendon tear behind the epicondyle."),
    # another bleeding elsewhere is no other kind of the one that a collection stands for
    (
        "CT",
        "Head",
        "Biconvex hyperdense extra-axial collection over the right parietal lobe, 14 mm. Trace subarachnoid blood on the left.",
        "Right epidural hematoma, 14 mm, and trace left subarachnoid hemorrhage.",
    ),
    # the side of what pushes is not that of the shift
    (
        "CT",
        "Head",
        "Left hemispheric infarct with 4 mm shift of the midline to the right.",
        "Left-sided hemispheric infarct with mass effect: 4 mm midline shift.",
    ),
    # pressed upon in another word
    ("MR", "Lumbar spine", "Effacement of the thecal sac at L2-L3.", "Compression of the thecal sac at L2-L3."),
    # a node that is measured may be what a draft calls suspicious
    ("US", "Neck", "Left level II node, round, 14 mm.", "Suspicious left level II lymph node, 14 mm."),
    # a T stage before a cancer is no vertebra
    ("MR", "Pelvis", "Bladder tumor, 32 mm, through the muscle layer.", "T3 bladder cancer, 32 mm, probable."),
    # the head of a bone is of its joint
    ("CR", "Right hand", "Erosions of the second and third metacarpal heads.", "Erosions of the MCP joints."),
    ("CT", "Head, perfusion", "Tmax volume 88 mL, infarct core 12 mL.", "Perfusion mismatch with a small core."),
    (
        "CT",
        "Temporal bones",
        "Left lateral semicircular canal: bony covering deficient.",
        "Left labyrinthine fistula suspected.",
    ),
    # growth between two phases of one examination is none since an earlier one
    (
        "CT",
        "Abdomen",
        "Kidney: 9 mm contrast blush in the arterial phase, larger in the delayed phase.",
        "Active renal bleeding, 9 mm.",
    ),
    # the hilum is that of the organ over it, and a clot outside a vessel is a hematoma
    (
        "CT",
        "Abdomen",
        "Kidney: laceration through the hilum. Perisplenic clot, 9 mm.",
        "Renal laceration. Perisplenic hematoma.",
    ),
    # "absent" denies up to its comma
    ("RF", "Barium swallow", "Primary waves are absent. The stomach is dilated.", "Absent primary waves, dilated stomach."),
    # what is not shown is what stands right before it
    ("CT", "Sinuses", "Periapical lucency of tooth 16, antral communication not shown.", "Periapical lucency of tooth 16."),
    ("US", "Abdomen", "Common bile duct: 5 mm echogenic focus with shadowing.", "5 mm common bile duct stone."),
    ("CT", "Abdomen", "Small left effusion. Hernia.", "Small left pleural effusion."),
    # a resection margin asks for nothing
    (
        "MR",
        "Pelvis",
        "Rectal cancer, 4 cm, 0.5 mm from the mesorectal fascia.",
        "4 cm rectal cancer. Involved resection margin.",
    ),
    # an artery of the leg by its short name, in an angiogram
    (
        "CT",
        "CT angiography of the lower limbs",
        "LEFT: popliteal aneurysm, 21 mm. Posterior tibial: chronic occlusion.",
        "21 mm left popliteal aneurysm. Chronic posterior tibial artery occlusion.",
    ),
]
WRONG: Sequence[tuple[str, str, str, str, str]] = [
    ("CT", "Coronary CT angiography", "LAD: proximal stenosis of 25-49%.", "Severe proximal LAD stenosis.", "severity"),
    ("US", "Carotid", "Right ICA stenosis of 80%. Left ICA stenosis of 30%.", "Severe left ICA stenosis.", "laterality"),
    (
        "MR",
        "Lumbar spine",
        "The conus is enlarged. The cord above L1 has a normal caliber.",
        "No conus abnormality.",
        "negation",
    ),
    (
        "CT",
        "Leg veins",
        "Non-occlusive thrombus in the right popliteal vein.",
        "Occlusive thrombus in the right popliteal vein.",
        "descriptor",
    ),
    (
        "NM",
        "Thyroid uptake",
        "Uptake at 24 hours 46% (normal 10-30%).",
        "Uptake at 24 hours of 22%.",
        "measurement",
    ),
    (
        "CT",
        "Chest and abdomen",
        "Known bone metastases. In the right lobe of the liver a lesion of 31 mm (previously 19 mm).",
        "Hepatic metastasis has decreased.",
        "change",
    ),
    (
        "MG",
        "Mammogram",
        "Irregular mass of the left breast. Biopsy is recommended.",
        "BI-RADS 3, probably benign.",
        "descriptor",
    ),
    (
        "CT",
        "Chest",
        "Pattern: UIP. Honeycombing and reticulation at the bases.",
        "Nonspecific interstitial pneumonia.",
        "descriptor",
    ),
    (
        "MR",
        "Pelvis",
        "Nodes: right internal iliac 12 mm and right obturator 9 mm, both suspicious.",
        "Four suspicious right pelvic nodes.",
        "count",
    ),
    (
        "CT",
        "Abdomen",
        "Nodes: left common iliac 16 mm, suspicious.",
        "No suspicious lymph nodes.",
        "negation",
    ),
    ("US", "Liver transplant", "Hepatic artery RI 0.48.", "Hepatic artery RI of 0.78.", "measurement"),
    ("NM", "Gastric emptying", "Small bowel activity at 25 minutes.", "Small bowel activity at 55 minutes.", "measurement"),
    ("CT", "Aorta", "SMA: stenosis over 9 mm, still patent.", "The SMA is occluded.", "negation"),
    ("CT", "Abdomen", "Suspicious for liver abscess. Portal vein patent.", "Suspected portal vein thrombosis.", "negation"),
    (
        "US",
        "Appendix",
        "Appendix 11 mm, a calcified appendicolith at its base. No loculated collection.",
        "Appendiceal abscess.",
        "negation",
    ),
    ("MG", "Left breast", "One left axillary node has a thick cortex.", "Four abnormal left axillary nodes.", "count"),
    ("US", "Obstetric ultrasound", "PLACENTA: Anterior.", "Posterior placenta.", "location"),
    ("MR", "Knee", "Lateral femoral osteochondral lesion, an unstable fragment.", "Stable osteochondral lesion.", "descriptor"),
    ("CT", "Coronary CT angiography", "LAD: 70% stenosis. LCX: 30% stenosis.", "Severe LCX stenosis.", "location"),
    (
        "CR",
        "Left wrist",
        "Fracture of the distal radius with dorsal tilt.",
        "Distal radius fracture, volarly tilted.",
        "descriptor",
    ),
    ("US", "Echocardiogram", "Ejection fraction not calculated.", "Ejection fraction of 40%.", "invented_finding"),
    ("NM", "Hepatobiliary scan", "Accumulation of tracer in the gallbladder fossa.", "No bile leak.", "negation"),
    ("US", "Pelvic", "Arcuate configuration of the uterus.", "Bicornuate uterus.", "descriptor"),
    ("MR", "Orbit", "Concern for entrapment of the medial rectus.", "Possible entrapment of the lateral rectus.", "location"),
]


def _flags(modality: str, description: str, findings: str, draft: str) -> tuple[Flag, ...]:
    return over_read(Study(id="S", exam=Exam(modality, description=description), findings=findings, impression=draft)).flags


@pytest.mark.parametrize("row", HELD)
def test_what_is_no_evidence_against_a_draft_raises_no_grave_flag(row: Row) -> None:
    grave = [flag for flag in _flags(*row) if flag.severity != "minor"]

    assert grave == []


@pytest.mark.parametrize("row", WRONG)
def test_what_is_evidence_against_a_draft_is_flagged_by_its_type(row: tuple[str, str, str, str, str]) -> None:
    *study, wanted = row
    modality, description, findings, draft = study

    assert wanted in {flag.type for flag in _flags(modality, description, findings, draft)}
