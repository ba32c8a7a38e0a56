"""A recommendation that neither the source nor a guideline gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "New group of calcifications in the left breast, BI-RADS 0. Spot compression of the left breast is recommended.",
        "Left breast calcifications, BI-RADS 0. Breast MRI is recommended.",
        [("major", "Breast MRI is recommended", "Spot compression")],
        {"exam": {"modality": "MG", "body_part": "breast"}},
    ),
    (
        "2.2 cm Bosniak III cyst of the left kidney. 9 mm polyp of the gallbladder.",
        "Bosniak III cyst of the left kidney. MRI of the gallbladder in 3 months is recommended.",
        [("minor", "MRI of the gallbladder in 3 months is recommended", "")],
        {"exam": {"modality": "CT", "body_part": "abdomen"}, "patient": {"age": 61}},
    ),
    (
        "A 5 mm solid nodule in the right middle lobe, no follow-up required.",
        "5 mm nodule in the right middle lobe. Follow-up CT in 12 months is recommended.",
        [("major", "Follow-up CT in 12 months is recommended", "no follow-up required")],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}, "patient": {"age": 60}},
    ),
    (
        "Focal uptake in the caecum.",
        "Focal caecal uptake. Colonoscopy is advised.",
        [("minor", "Colonoscopy is advised", "")],
        {},
    ),
    (
        "Complex tear of the medial meniscus.",
        "Medial meniscal tear. Medial meniscectomy is recommended.",
        [("major", "Medial meniscectomy is recommended", "")],
        {},
    ),
    ("Stone in the distal common bile duct.", "Common bile duct stone. ERCP is advised.", [], {}),
    ("Normal bile ducts.", "Normal bile ducts. ERCP is advised.", [("major", "ERCP is advised", "")], {}),
    (
        "Lesion of the right transition zone, PI-RADS 4.",
        "PI-RADS 4 lesion of the right transition zone. Targeted biopsy is recommended.",
        [],
        {},
    ),
    (
        "Lesion of the right transition zone, PI-RADS 2.",
        "PI-RADS 2 lesion of the right transition zone. Targeted biopsy is recommended.",
        [("major", "Targeted biopsy is recommended", "")],
        {},
    ),
    ("Large right pleural effusion.", "Right effusion. Thoracentesis advised.", [], {}),
    ("Fracture of the right fibula.", "Fibular fracture. Thoracentesis advised.", [("major", "Thoracentesis advised", "")], {}),
    ("Mass of the caecum.", "Caecal mass. For colorectal MDT.", [], {}),
    ("Mass of the caecum.", "Caecal mass. Refer to lower GI.", [], {}),
    ("Normal caecum.", "Normal caecum. Refer to lower GI.", [("minor", "Refer to lower GI", "")], {}),
    (
        "Nodule of the thyroid.",
        "Thyroid nodule. FNA if not already performed.",
        [("minor", "FNA if not already performed", "")],
        {},
    ),
    ("Displaced fracture of the femoral neck.", "Femoral neck fracture. Orthopaedic referral is advised.", [], {}),
    ("Thrombus in the femoral vein.", "Femoral vein thrombosis. Immediate anticoagulation is recommended.", [], {}),
    (
        "Thrombus in the femoral vein.",
        "Femoral vein thrombosis. Anticoagulation is not indicated.",
        [("major", "Anticoagulation is not indicated", "thromboembolism-2021/acute")],
        {},
    ),
    (
        "Thrombus in the femoral vein.",
        "Femoral vein thrombosis. Placement of a caval filter is recommended.",
        [("major", "Placement of a caval filter is recommended", "")],
        {},
    ),
    (
        "Dilated, thick-walled appendix with a stone and surrounding fat stranding.",
        "Acute appendicitis. Surgical consultation.",
        [],
        {},
    ),
    (
        "Lesion of the left peripheral zone of the prostate, 12 mm, PI-RADS 4.",
        "Lesion of the left peripheral zone, PI-RADS 4. No biopsy indicated.",
        [("major", "No biopsy indicated", "pirads-2019/category-4-5")],
        {"exam": {"modality": "MR", "body_part": "prostate"}},
    ),
    (
        "Lesion of the left peripheral zone of the prostate, 12 mm, PI-RADS 4.",
        "Lesion of the left peripheral zone, PI-RADS 4. Targeted biopsy advised.",
        [],
        {"exam": {"modality": "MR", "body_part": "prostate"}},
    ),
    (
        "Simple cyst of the left kidney, no follow-up required. Right hydronephrosis.",
        "Right hydronephrosis. Urology referral.",
        [],
        {},
    ),
    (
        "Acute subdural haematoma on the left with midline shift.",
        "Acute left subdural haematoma. Urgent neurosurgical discussion advised.",
        [],
        {},
    ),
    (
        "Bone mineral density consistent with osteoporosis.",
        "Osteoporosis. No treatment required.",
        [("major", "No treatment required", "osteoporosis-2022/osteoporosis")],
        {},
    ),
    (
        "Uncomplicated diverticulitis of the sigmoid colon.",
        "Sigmoid diverticulitis. Immediate colonoscopy is recommended.",
        [("major", "Immediate colonoscopy is recommended", "")],
        {},
    ),
    (
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        [],
        {},
    ),
    (
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        "9 mm cyst of the pancreas. CT in 12 months is recommended.",
        [("major", "CT in 12 months is recommended", "MRI in 12 months")],
        {},
    ),
    (
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        "9 mm cyst of the pancreas. MRI in 3 months is recommended.",
        [("major", "MRI in 3 months is recommended", "MRI in 12 months")],
        {},
    ),
    (
        "9 mm cyst of the pancreas. MRI in 12 months is recommended.",
        "9 mm cyst of the pancreas. MRI in one year is recommended.",
        [],
        {},
    ),
    (
        "Consolidation in the right lower lobe.",
        "Consolidation in the right lower lobe. Follow-up radiograph in 6 weeks is recommended.",
        [],
        {},
    ),
    (
        "Consolidation in the right lower lobe.",
        "Consolidation in the right lower lobe. Recommend clinical correlation.",
        [],
        {},
    ),
    (
        "Hepatic mass. Oncology referral for the hepatic mass is advised.",
        "Hepatic mass. CT of the chest in 3 months is recommended.",
        [("minor", "CT of the chest in 3 months is recommended", "")],
        {},
    ),
    (
        "Nodule of the left lung. CT in 6 months is recommended.",
        "Nodule of the left lung. PET-CT is recommended.",
        [("major", "PET-CT is recommended", "CT in 6 months")],
        {},
    ),
    (
        "Left renal mass, biopsy advised. Simple cyst of the right kidney, no follow-up required.",
        "Left renal mass. Biopsy is recommended.",
        [],
        {},
    ),
    (
        "Hydronephrosis of the left kidney.",
        "Hydronephrosis of the left kidney. Percutaneous nephrostomy is recommended.",
        [("major", "Percutaneous nephrostomy is recommended", "")],
        {},
    ),
    ("Mass in the left breast.", "Mass in the left breast. Recommend biopsy.", [("major", "Recommend biopsy", "")], {}),
    (
        "Mass in the left breast. Ultrasound-guided biopsy is recommended.",
        "Mass in the left breast. Biopsy is recommended.",
        [],
        {},
    ),
    (
        "Simple cyst of the left kidney. No follow-up is needed.",
        "Simple cyst of the left kidney. Recommend follow-up ultrasound in 6 months.",
        [("major", "Recommend follow-up ultrasound in 6 months", "No follow-up is needed")],
        {},
    ),
    (
        "A 7 mm solid nodule in the right middle lobe.",
        "7 mm solid nodule in the right middle lobe. Follow-up CT in 6 to 12 months is recommended.",
        [],
        {
            "exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"},
            "patient": {"age": 60, "sex": "F"},
        },
    ),
    (
        "A 7 mm solid nodule in the right middle lobe.",
        "7 mm solid nodule in the right middle lobe. Follow-up CT in 6 weeks is recommended.",
        [("minor", "Follow-up CT in 6 weeks is recommended", "fleischner-2017/solid-6-to-8")],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}, "patient": {"age": 60}},
    ),
    (
        "A 7 mm solid nodule in the right middle lobe.",
        "7 mm solid nodule in the right middle lobe. Follow-up CT in 6 to 12 months is recommended.",
        [("minor", "Follow-up CT in 6 to 12 months is recommended", "")],
        {"exam": {"modality": "CT", "body_part": "chest", "description": "CT of the chest"}, "patient": {"age": 30}},
    ),
    (
        "2.2 cm nodule in the right thyroid lobe, TI-RADS 4.",
        "2.2 cm TI-RADS 4 nodule in the right thyroid lobe. Fine-needle aspiration is recommended.",
        [],
        {"exam": {"modality": "US", "body_part": "thyroid"}, "patient": {"age": 44}},
    ),
    ("Short-interval follow-up ultrasound is recommended.", "Follow-up ultrasound in 3 months is recommended.", [], {}),
    (
        "Indeterminate breast mass. Ultrasound-guided biopsy is recommended.",
        "Indeterminate breast mass; 6-month follow-up recommended.",
        [("major", "6-month follow-up recommended", "Ultrasound-guided biopsy is recommended")],
        {},
    ),
    (
        "Repeat ultrasound in 1 week is recommended.",
        "Repeat ultrasound in 6 weeks.",
        [("major", "Repeat ultrasound in 6 weeks", "Repeat ultrasound in 1 week is recommend")],
        {},
    ),
    ("Repeat ultrasound in 1 week is recommended.", "Repeat ultrasound in 1 week.", [], {}),
    (
        "Normal brain MRI.",
        "Normal brain MRI. Lumbar puncture is recommended.",
        [("major", "Lumbar puncture is recommended", "")],
        {},
    ),
    (
        "Endotracheal tube 1 cm above the carina.",
        "Endotracheal tube 1 cm above the carina. Recommend retraction by 2 cm.",
        [("minor", "Recommend retraction by 2 cm", "")],
        {},
    ),
    ("Return to routine screening.", "Routine screening mammogram in 1 year.", [], {}),
    (
        "2 cm solid nodule in the left lobe of the thyroid, TI-RADS 5.",
        "2 cm left thyroid nodule, TI-RADS 5, for which an ultrasound in 3 years suffices.",
        [("minor", "an ultrasound in 3 years suffices", "")],
        {},
    ),
    # what goes without saying may not be called needless, nor put off where it is wanted at once
    (
        "Fetal growth restriction, EFW 3rd centile.",
        "Fetal growth restriction. No further scans required.",
        [("major", "No further scans required", "fetal-growth-2020/small")],
        {},
    ),
    (
        "Metastatic cord compression at T8.",
        "Cord compression at T8. Oncology follow-up in 3 months.",
        [("major", "Oncology follow-up in 3 months", "cord-compression-2023/compression")],
        {},
    ),
    ("Cord compression at T8.", "Cord compression at T8. Urgent spinal surgical referral; oncology review in 6 weeks.", [], {}),
    ("Cord compression at T8.", "Cord compression at T8, discussed with the on-call team. Oncology review in 6 weeks.", [], {}),
    (
        "Sigmoid volvulus.",
        "Sigmoid volvulus. Elective surgical referral.",
        [("major", "Elective surgical referral", "acute-abdomen-2020/at-once")],
        {},
    ),
    (
        "Liver: new 2 cm lesion in segment 7.\nAdrenals: 8 mm left adenoma, no further imaging.",
        "New segment 7 liver lesion. MRI of the liver is recommended.",
        [],
        {"exam": {"modality": "CT", "body_part": "abdomen"}},
    ),
    (
        "Liver: 14 mm lesion in segment 6, no follow-up needed.",
        "Segment 6 liver lesion. MRI of the liver is recommended.",
        [("major", "MRI of the liver is recommended", "no follow-up needed")],
        {"exam": {"modality": "CT", "body_part": "abdomen"}},
    ),
    (
        "Right ICA peak systolic velocity 290 cm/s, ICA/CCA ratio 4.4.",
        "Right ICA stenosis 70-99%, routine repeat duplex in five years.",
        [("major", "routine repeat duplex in five years", "carotid-stenosis-2019/severe")],
        {},
    ),
    (
        "Irregular 3 cm mass in the pancreatic tail.",
        "Pancreatic tail mass, suspicious for adenocarcinoma. Routine follow-up CT in 12 months.",
        [("minor", "Routine follow-up CT in 12 months", "")],
        {},
    ),
    (
        "Unstable odontoid fracture.",
        "Unstable odontoid fracture. The collar may be removed.",
        [("minor", "The collar may be removed", "")],
        {},
    ),
    (
        "Right parotid mass 2.6 cm.",
        "Right parotid mass. No further assessment required.",
        [("minor", "No further assessment required", "")],
        {},
    ),
    (
        "Thickened endometrium, 14 mm.",
        "Thickened endometrium, which requires no further work up.",
        [("major", "requires no further work up", "postmenopausal-bleeding-2018/to-be-sampled")],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_recommendation(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("recommendation", findings, impression, expected, **fields)
