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
