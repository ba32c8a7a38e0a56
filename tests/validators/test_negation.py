"""A finding that the source denies, and a denial of one that it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "Left testis: flow is preserved.",
        "No flow in the left testis.",
        [("major", "No flow in the left testis", "preserved")],
        {},
    ),
    ("Left testis: no flow on color Doppler.", "Absent flow in the left testis.", [], {}),
    ("No contralateral axillary adenopathy. Enlarged right axillary nodes.", "Right axillary adenopathy.", [], {}),
    (
        "No calculus is seen, although the distal ureter is obscured by gas. Mild right hydronephrosis.",
        "Mild right hydronephrosis; a ureteral calculus cannot be excluded.",
        [],
        {},
    ),
    (
        "No calculus is seen in the ureter. Mild right hydronephrosis.",
        "Mild right hydronephrosis due to a ureteral calculus.",
        [("critical", "Mild right hydronephrosis due to a ureteral calculus", "No calculus")],
        {},
    ),
    ("Dilated common bile duct, 11 mm.", "Dilated common bile duct, cause not demonstrated.", [], {}),
    (
        "No pneumothorax. Small left effusion.",
        "Small left effusion. Small pneumothorax.",
        [("critical", "Small pneumothorax", "No pneumothorax")],
        {},
    ),
    ("Large right pneumothorax.", "No pneumothorax.", [("critical", "No pneumothorax", "Large right")], {}),
    ("No pneumothorax.", "No pneumothorax.", [], {}),
    (
        "7 mm osteochondral lesion of the capitellum, stable, no displaced fragment.",
        "Osteochondral lesion of the capitellum, 7 mm, no displaced fragment seen.",
        [],
        {},
    ),
    (
        "Intense uptake in the left humerus. No uptake in the ribs or the pelvis.",
        "Metastasis of the left humerus. Additional rib metastases.",
        [("critical", "Additional rib metastases", "No uptake in the ribs")],
        {},
    ),
    ("The left renal vein is compressed without thrombosis.", "The left renal vein is compressed but patent.", [], {}),
    (
        "Port catheter in place, no thrombus. Left arm swollen.",
        "Catheter-related thrombus.",
        [("critical", "Catheter-related thrombus", "no thrombus")],
        {},
    ),
    (
        "Pancreatic duct 2 mm, no filling defect. Dilated intrahepatic bile ducts.",
        "Dilated pancreatic duct.",
        [("major", "Dilated pancreatic duct", "Pancreatic duct 2 mm")],
        {},
    ),
    (
        "Neobladder without mass. 2 cm mass of the left kidney.",
        "2 cm mass of the left kidney.",
        [],
        {},
    ),
    (
        "Frontal scalp hematoma without underlying fracture.",
        "Frontal skull fracture.",
        [("critical", "Frontal skull fracture", "without underlying fracture")],
        {},
    ),
    (
        "Pancreatic duct 2 mm. Common bile duct 12 mm with dilated intrahepatic ducts.",
        "Dilated pancreatic duct.",
        [("major", "Dilated pancreatic duct", "Pancreatic duct 2 mm")],
        {},
    ),
    (
        "No subdiaphragmatic gas. Dilated loops of small bowel.",
        "Pneumoperitoneum.",
        [("critical", "Pneumoperitoneum", "No subdiaphragmatic gas")],
        {},
    ),
    (
        "SIGMOID: wall thickening over 6 cm with fat stranding. No abscess.",
        "Sigmoid wall thickening with a pelvic abscess.",
        [("major", "Sigmoid wall thickening with a pelvic abscess", "No abscess")],
        {},
    ),
    (
        "Diverticula of the descending colon without diverticulitis. Perinephric stranding on the left.",
        "Acute diverticulitis of the descending colon.",
        [("major", "Acute diverticulitis of the descending colon", "without diverticulitis")],
        {},
    ),
    (
        "Transverse fracture of the distal fibula without displacement.",
        "Displaced fracture of the distal fibula.",
        [],
        {},
    ),
    (
        "The right ovary is not twisted; torsion of the ovary is not present. Cyst of the right ovary.",
        "Right ovarian torsion.",
        [("critical", "Right ovarian torsion", "torsion of the ovary is not present")],
        {},
    ),
    (
        "Calculus of the left kidney without obstruction. Right hydronephrosis.",
        "Left renal calculus without obstruction.",
        [],
        {},
    ),
    (
        "Left inguinal hernia with a loop of sigmoid colon in it.",
        "No left inguinal hernia with a colon loop.",
        [("major", "No left inguinal hernia with a colon loop", "Left inguinal hernia")],
        {},
    ),
    ("Fracture of the fifth metatarsal, which is not displaced.", "No displaced fracture.", [], {}),
    ("The pancreas shows atrophy without focal lesion. 3 cm mass of the left adrenal.", "3 cm left adrenal mass.", [], {}),
    (
        "Fluid in the right tube with blood, hydrosalpinx. The left fallopian tube is not dilated.",
        "Right hematosalpinx.",
        [],
        {},
    ),
    (
        "Pulmonary emboli in both lower lobes. No saddle embolus.",
        "Saddle pulmonary embolus.",
        [("critical", "Saddle pulmonary embolus", "No saddle embolus")],
        {},
    ),
    (
        "Suspicious level III lymph node on the right. No supraclavicular lymph nodes.",
        "Suspicious right level III node. No suspicious supraclavicular nodes.",
        [],
        {},
    ),
    (
        "Heterogeneous left ovary with increased flow.",
        "Absent flow in the left ovary.",
        [("major", "Absent flow in the left ovary", "increased flow")],
        {},
    ),
    (
        "The pleural mass has shrunk and abuts the diaphragm, and the effusion has resolved.",
        "Pleural mass, decreased.",
        [],
        {},
    ),
    (
        "Carcinoma of the cervix. The bladder and the rectum are not involved.",
        "Carcinoma of the cervix. The bladder is infiltrated.",
        [("critical", "The bladder is infiltrated", "The bladder and the rectum are not involved")],
        {},
    ),
    (
        "12 mm necrotic left axillary node, suspicious.",
        "No suspicious lymph nodes.",
        [("critical", "No suspicious lymph nodes", "12 mm necrotic left")],
        {},
    ),
    (
        "No suspicious axillary lymph nodes are seen on either side.",
        "Suspicious right axillary lymph node.",
        [("major", "Suspicious right axillary lymph node", "No suspicious axillary lymph nodes")],
        {},
    ),
    (
        "Filling defects in the left lower lobe pulmonary arteries. No saddle embolus.",
        "No pulmonary embolism.",
        [("critical", "No pulmonary embolism", "Filling defects")],
        {},
    ),
    ("No right pneumothorax. Small left pneumothorax.", "No right pneumothorax.", [], {}),
    (
        "Plaque in the right carotid bulb without stenosis greater than 50%. 50% stenosis of the left internal carotid artery.",
        "No carotid stenosis greater than 50%.",
        [],
        {},
    ),
    (
        "70% stenosis of the left internal carotid artery.",
        "No internal carotid artery stenosis greater than 50%.",
        [("major", "No internal carotid artery stenosis greater than 50%", "70%")],
        {},
    ),
    (
        "Right lower lobe nodule, 8 mm, stable. Left apical scarring. No new nodule.",
        "New left apical nodule.",
        [("major", "New left apical nodule", "No new nodule")],
        {"comparison": "CT of last year"},
    ),
    ("Placenta is posterior, no previa.", "Placenta previa.", [("critical", "Placenta previa", "no previa")], {}),
    ("Lymph nodes: None enlarged.", "Mediastinal lymphadenopathy.", [("major", "Mediastinal lymphadenopathy", "None")], {}),
    (
        "Acute subdural hematoma over the left convexity.",
        "No intracranial hemorrhage.",
        [("critical", "No intracranial hemorrhage", "subdural")],
        {},
    ),
    (
        "No acute intracranial hemorrhage.",
        "Acute intracranial hemorrhage.",
        [("critical", "Acute intracranial hemorrhage", "No acute")],
        {},
    ),
    ("The gallbladder contains several stones.", "No gallstones.", [("major", "No gallstones", "stones")], {}),
    ("No hydronephrosis.", "Mild right hydronephrosis.", [("critical", "Mild right hydronephrosis", "No hydronephrosis")], {}),
    (
        "No filling defect in the pulmonary arteries. No pulmonary embolism.",
        "Pulmonary embolism.",
        [("critical", "Pulmonary embolism", "No pulmonary embolism")],
        {},
    ),
    ("Previously seen effusion has resolved.", "No pleural effusion.", [], {}),
    (
        "Gallbladder wall thickness 2 mm.",
        "Gallbladder wall thickening.",
        [("major", "Gallbladder wall thickening", "2 mm")],
        {},
    ),
    (
        "No suspicious mass in either breast.",
        "Suspicious mass in the left breast.",
        [("critical", "Suspicious mass in the left breast", "No suspicious mass")],
        {},
    ),
    (
        "Mild bibasilar focal atelectasis.",
        "No bibasilar focal atelectasis.",
        [("major", "No bibasilar focal atelectasis", "Mild bibasilar focal atelectasis")],
        {},
    ),
    (
        "Small right pneumothorax.",
        "No right apical pneumothorax.",
        [("critical", "No right apical pneumothorax", "Small right pneumothorax")],
        {},
    ),
    (
        "There is no consolidation, effusion, or pneumothorax seen.",
        "Pneumothorax.",
        [("critical", "Pneumothorax", "There is no consolidation, effusion, or ")],
        {},
    ),
    (
        "The filling defect in the renal pelvis seen before has resolved after stenting.",
        "Resolution of the defect in the renal pelvis after stenting.",
        [],
        {},
    ),
    (
        "Gallstones. No pericholecystic fluid. Sonographic Murphy sign negative.",
        "Gallstones with acute cholecystitis.",
        [("critical", "Gallstones with acute cholecystitis", "No pericholecystic fluid")],
        {},
    ),
    (
        "Right kidney 8.2 cm with a thin cortex. Left kidney 11.0 cm.",
        "Atrophic right kidney.",
        [],
        {},
    ),
    (
        "Nodule in the left lobe of the liver, 2 cm, not seen in March.",
        "New 2 cm nodule in the left lobe of the liver.",
        [],
        {},
    ),
    (
        "Pancreas: enlarged with peripancreatic fluid. The parenchyma enhances normally.",
        "Acute pancreatitis. The pancreas enhances normally.",
        [],
        {"exam": {"modality": "CT", "body_part": "abdomen"}},
    ),
    (
        "3 cm mass in the left kidney.",
        "The kidneys enhance normally.",
        [("critical", "The kidneys enhance normally", "mass in the left kidney")],
        {"exam": {"modality": "CT", "body_part": "abdomen"}},
    ),
    (
        "Malleus head eroded, stapes not confidently seen.",
        "Erosion of the malleus.",
        [],
        {"exam": {"modality": "CT", "body_part": "temporal bone"}},
    ),
    (
        "Left renal vein not visualised as patent.",
        "The left renal vein is patent.",
        [("critical", "The left renal vein is patent", "Left renal vein not visualised as patent")],
        {"exam": {"modality": "US", "body_part": "kidney"}},
    ),
    (
        "Left renal vein not seen to be patent.",
        "Non-visualisation of a patent left renal vein.",
        [],
        {"exam": {"modality": "US", "body_part": "kidney"}},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_negation(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("negation", findings, impression, expected, **fields)
