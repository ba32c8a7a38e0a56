"""A wrong lobe, level, segment, organ or tip of a device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Row = tuple[str, str, list[tuple[str, str | None, str]], dict[str, Any]]

ROWS: Sequence[Row] = [
    (
        "Compression fracture of T12. The other vertebrae are intact.",
        "Vertebral fracture at L2.",
        [("major", "L2", "Compression fracture of T12")],
        {},
    ),
    ("Compression fracture of T12.", "Fracture of T12.", [], {}),
    (
        "Numerous hypodense lesions within the liver, consistent with metastases. Dominant lesion in segment VI, 3 cm. "
        "Pancreas and spleen are unremarkable.",
        "Numerous hypodense lesions within the spleen, consistent with metastases. Dominant lesion in segment VI, 3 cm.",
        [("major", "spleen", "liver")],
        {},
    ),
    (
        "Consolidation in the left lingula. Consolidation in the left lower lobe posterior basal segment.",
        "Consolidation in the left upper lobe posterior basal segment.",
        [("major", "upper", "lower lobe posterior basal")],
        {},
    ),
    (
        "Tumour deforming the portal confluence with infiltration along the superior mesenteric vein.",
        "Tumour deforming the portal confluence with infiltration along the inferior mesenteric vein.",
        [("major", "inferior", "superior mesenteric vein")],
        {},
    ),
    (
        "L4-L5: Broad-based disc protrusion.",
        "L2-L3: Disc protrusion.",
        [("major", "L2-L3: Disc protrusion", "Broad-based disc protrusion")],
        {},
    ),
    ("Restricted diffusion in the right PCA territory.", "Right MCA infarct.", [("major", "MCA", "PCA territory")], {}),
    ("Restricted diffusion in the right cerebellum.", "Right PICA infarct.", [], {}),
    (
        "Delayed enhancement: subepicardial enhancement of the inferolateral wall.",
        "Septal late enhancement.",
        [("major", "Septal", "inferolateral wall")],
        {},
    ),
    (
        "Endotracheal tube 4 cm above the carina.",
        "ET tube in the right mainstem bronchus.",
        [("major", "mainstem bronchus", "4 cm")],
        {},
    ),
    (
        "NG tube tip in the stomach.",
        "NG tube in the right lower lobe bronchus.",
        [("major", "lower lobe bronchus", "stomach")],
        {},
    ),
    ("PICC tip in the SVC.", "PICC with tip in the SVC.", [], {}),
    (
        "Split tear of the peroneus longus tendon.",
        "Split tear of the peroneus brevis tendon.",
        [("major", "peroneus brevis tendon", "peroneus longus")],
        {},
    ),
    (
        "A 7 mm nodule in the right lower lobe.",
        "7 mm nodule in the right upper lobe.",
        [("major", "upper lobe", "right lower lobe")],
        {},
    ),
    ("Disc protrusion at L4-L5.", "Disc protrusion at L3-L4.", [("major", "L3-L4", "L4-L5")], {}),
    (
        "Impingement upon the right L4 nerve root. At L5-S1 there is impingement upon both exiting S1 nerve roots.",
        "Osseous narrowing with impingement upon the bilateral S1 nerve roots.",
        [],
        {},
    ),
    ("Disc extrusion at L5-S1 on the left.", "Left disc extrusion at L5-S1.", [], {}),
    ("Compression fracture of T12.", "Compression fracture of L1.", [("major", "L1", "T12")], {}),
    (
        "2 cm hypodense lesion in segment 7 of the liver.",
        "2 cm hypodense lesion in segment 4 of the liver.",
        [("major", "segment 4", "segment 7")],
        {},
    ),
    (
        "4 mm calculus in the distal left ureter.",
        "4 mm calculus in the proximal left ureter.",
        [("major", "proximal", "distal left ureter")],
        {},
    ),
    (
        "Acute infarct in the left frontal lobe.",
        "Acute infarct in the left occipital lobe.",
        [("major", "occipital lobe", "frontal lobe")],
        {},
    ),
    (
        "Bone contusion of the medial femoral condyle.",
        "Bone contusion of the lateral femoral condyle.",
        [("major", "lateral femoral condyle", "medial femoral")],
        {},
    ),
    ("Consolidation in the left lower lobe.", "Consolidation in the left lung.", [], {}),
    (
        "Radial tear of the medial meniscus.",
        "Radial tear of the lateral meniscus.",
        [("major", "lateral meniscus", "medial meniscus")],
        {},
    ),
    (
        "Aneurysm of the anterior communicating artery, 5 mm.",
        "5 mm aneurysm of the basilar artery.",
        [("major", "basilar artery", "anterior communicating")],
        {},
    ),
    (
        "Calcified granuloma in the left upper lobe.",
        "Calcified granuloma in the left lower lobe.",
        [("minor", "lower lobe", "left upper lobe")],
        {},
    ),
    ("Fracture of the right fourth rib.", "Fracture of the right sixth rib.", [("major", "sixth", "fourth rib")], {}),
    (
        "1.2 cm mass in the upper outer quadrant of the left breast.",
        "1.2 cm mass in the upper outer quadrant of the left breast.",
        [],
        {},
    ),
    (
        "Lytic lesion in the right clavicle. Lucency of 2 cm in the distal left humeral shaft.",
        "Lytic lesions of the right clavicle and left distal humerus.",
        [],
        {},
    ),
    (
        "Nodule of 11 mm in the tracheo-oesophageal groove on the right, with persistent focal thyroid uptake.",
        "Right parathyroid adenoma, 11 mm.",
        [],
        {},
    ),
    (
        "Mass in the upper outer quadrant of the left breast. Linear enhancement extends 3 cm toward the nipple.",
        "Mass with linear enhancement in the upper outer quadrant of the left breast.",
        [],
        {},
    ),
]


@pytest.mark.parametrize(("findings", "impression", "expected", "fields"), ROWS)
def test_location(
    verify: Callable[..., None],
    findings: str,
    impression: str,
    expected: list[tuple[str, str | None, str]],
    fields: dict[str, Any],
) -> None:
    verify("location", findings, impression, expected, **fields)
