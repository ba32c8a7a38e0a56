"""A source finding that the draft leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    ("Left MCA infarct with petechial hemorrhage.", "Hemorrhagic left MCA infarct.", [], {}),
    (
        "Complete tear of the left Achilles tendon with surrounding haematoma.",
        "Complete tear of the left Achilles tendon.",
        [("minor", None, "haematoma")],
        {},
    ),
    (
        "Right level V node, 12 mm, with central necrosis. Left parotid cyst.",
        "Metastatic right level V node. Left parotid cyst.",
        [],
        {},
    ),
    (
        "Fractures of the left inferior pubic ramus and of the left sacral ala.",
        "Left inferior pubic ramus and sacral ala fractures.",
        [],
        {},
    ),
    ("Core biopsy of the mass is recommended. 2 cm thyroid nodule.", "2 cm thyroid nodule. Biopsy recommended.", [], {}),
    (
        "Large right pneumothorax. The heart is normal in size.",
        "The heart is normal in size.",
        [("critical", None, "Large right pneumothorax")],
        {},
    ),
    (
        "3.5 cm enhancing mass in the right kidney. Small left pleural effusion.",
        "Small left pleural effusion.",
        [("major", None, "enhancing mass")],
        {},
    ),
    (
        "Cholelithiasis. Mild hydronephrosis of the left kidney.",
        "Mild left hydronephrosis.",
        [("minor", None, "Cholelithiasis")],
        {},
    ),
    ("Calcified granuloma in the left lung. The heart is normal.", "The heart is normal.", [], {}),
    ("Stable mild elevation of the right hemidiaphragm.", "No acute cardiopulmonary abnormality.", [], {}),
    ("5 mm nodule in the right upper lobe.", "No acute cardiopulmonary abnormality.", [("minor", None, "5 mm nodule")], {}),
    ("Consolidation in the left lower lobe.", "Left lower lobe pneumonia.", [], {}),
    ("Small right and moderate left pleural effusions.", "Bilateral pleural effusions.", [], {}),
    ("Two gallstones. Acute appendicitis.", "Cholelithiasis.", [("critical", None, "appendicitis")], {}),
    ("Nodular density represents a healing fracture of the left fourth rib.", "Healing left fourth rib fracture.", [], {}),
    (
        "Complete tear of the anterior cruciate ligament. Small joint effusion.",
        "Complete tear of the anterior cruciate ligament. Small joint effusion.",
        [],
        {},
    ),
    (
        "Complete tear of the anterior cruciate ligament. Bone contusion of the lateral femoral condyle.",
        "Complete tear of the anterior cruciate ligament.",
        [("minor", None, "contusion")],
        {},
    ),
    ("Occlusive thrombus in the left popliteal vein.", "The arteries are patent.", [("critical", None, "thrombus")], {}),
    ("The previously seen effusion has resolved.", "No acute cardiopulmonary abnormality.", [], {}),
    (
        "Large pericardial effusion. Small pleural effusions.",
        "Small pleural effusions.",
        [("major", None, "Large pericardial effusion")],
        {},
    ),
    ("Acute subarachnoid hemorrhage.", "Acute subarachnoid hemorrhage, communicated to Dr. Meyer by telephone.", [], {}),
    (
        "Patchy opacity in the right lower lobe. Small right pleural effusion.",
        "Small right pleural effusion.",
        [("minor", None, "Patchy opacity in the right lower lobe")],
        {},
    ),
    (
        "Filling defect in the right lower lobe artery, suspicious for pulmonary embolism. Mild emphysema.",
        "Mild emphysema.",
        [("major", None, "Filling defect in the right lower lobe a")],
        {},
    ),
    (
        "Tiny right apical pneumothorax. Mild emphysema.",
        "Mild emphysema.",
        [("major", None, "Tiny right apical pneumothorax")],
        {},
    ),
    (
        "Wedge-shaped hypodensity of the right cerebellar hemisphere with loss of gray-white differentiation and swelling.",
        "Acute infarct of the right cerebellum.",
        [],
        {},
    ),
    (
        "3 cm mass of the left parotid gland. Restricted diffusion.",
        "3 cm mass of the left parotid gland.",
        [("minor", None, "Restricted diffusion")],
        {},
    ),
    (
        "Restricted diffusion in the left thalamus. 3 cm mass of the left parotid gland.",
        "3 cm mass of the left parotid gland.",
        [("major", None, "Restricted diffusion in the left thalamus")],
        {},
    ),
    (
        "Laceration of the spleen, grade 3. Perisplenic hematoma.",
        "Grade 3 laceration of the spleen.",
        [("minor", None, "Perisplenic hematoma")],
        {},
    ),
    (
        "Laceration of the spleen, grade 3. Left perinephric hematoma.",
        "Grade 3 laceration of the spleen.",
        [("critical", None, "Left perinephric hematoma")],
        {},
    ),
    ("Possible tiny pneumothorax. Mild emphysema.", "Mild emphysema.", [("minor", None, "Possible tiny pneumothorax")], {}),
    (
        "LVEF 60%. LV stroke volume index 32 ml/m2.",
        "LVEF 60%.",
        [],
        {"exam": {"modality": "MR", "body_part": "heart"}},
    ),
    (
        "Coil embolization of the gastroduodenal artery for active extravasation.",
        "Coil embolization of the gastroduodenal artery.",
        [("minor", None, "active extravasation")],
        {"exam": {"modality": "XA", "body_part": "abdomen"}},
    ),
    (
        "Right basal ganglia hematoma of 4 cm with mass effect on the lateral ventricle. Midline shift of 8 mm to the left.",
        "Right basal ganglia hematoma of 4 cm with mass effect on the lateral ventricle.",
        [("critical", None, "Midline shift of 8 mm to the left")],
        {},
    ),
    (
        "Enlarged heart. Interstitial edema and small bilateral pleural effusions.",
        "Interstitial edema and small bilateral pleural effusions.",
        [("minor", None, "Enlarged heart")],
        {},
    ),
    ("Enlarged heart. Interstitial edema.", "Congestive heart failure.", [], {}),
    (
        "Displaced fracture of the right fourth rib. A small effusion lies deep to the fracture.",
        "Displaced right 4th rib fracture with a small effusion.",
        [],
        {},
    ),
    ("Moderate left hydronephrosis with a dilated ureter.", "Moderate left hydronephrosis.", [], {}),
    ("Left femoral lesion. Lytic lesion of the right iliac bone.", "Osseous metastatic disease.", [], {}),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_omission(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("omission", findings, impression, expected, **fields)
