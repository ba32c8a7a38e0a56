"""What stands beside a finding is of another: its degree in brackets, an organ that was not seen, a width, an earlier value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

NODES = (
    "Bulky nodal conglomerate in the left axilla measuring 5.1 x 3.0 cm, SUV max 9.1, previously 8.0 x 5.5 cm, SUV max 15.2."
)
RIBS = (
    "Sclerotic lesions in the right 5th rib and left acetabulum. The lesions in the right 5th rib and left acetabulum are new."
)

HELD: list[tuple[str, str, str]] = [
    # a duct dilated to a width is wide, and has not widened
    (
        "CT KUB",
        "6 mm stone in the distal ureter. The ureter is 11 mm wide above it.",
        "6 mm distal ureteral stone, ureter 11 mm.",
    ),
    (
        "CT abdomen",
        "Stone in the common bile duct, which measures 13 mm.",
        "Common bile duct stone with the duct dilated to 13 mm.",
    ),
    # a finding behind a denied quality is there
    (
        "XR wrist",
        "Fracture of the distal radius without angulation. Avulsion of the ulnar styloid.",
        "Fracture of the distal radius without angulation, and an ulnar styloid avulsion.",
    ),
    # a degree in brackets is of what follows
    (
        "MRI knee",
        "Grade 4 chondromalacia of the patella. Small joint effusion.",
        "Small joint effusion and severe (grade 4) chondromalacia of the patella.",
    ),
    (
        "CT abdomen",
        "AAST grade 2 liver laceration. Splenic cyst.",
        "Splenic cyst, and a low-grade (AAST grade 2) liver laceration.",
    ),
    # an organ that was not seen is not where the finding is
    (
        "US renal",
        "5 mm stone in the right kidney. The left kidney is obscured by bowel gas.",
        "5 mm stone in the right kidney, and the left kidney could not be assessed.",
    ),
    (
        "US leg",
        "Thrombus in the left femoral vein. Peroneal veins not well seen.",
        "Left femoral vein thrombosis, and the peroneal veins are poorly seen.",
    ),
    # a wall is in every part of its organ
    ("CT pelvis", "Bladder wall thickening.", "Bladder wall thickening at the dome."),
    # all that is told of a list is told of each member
    ("CT pelvis", RIBS, "New sclerotic lesions in the right 5th rib and the left acetabulum."),
    # no fracture, no injury of the bone
    ("XR ankle", "No fracture or dislocation.", "No acute osseous injury of the ankle."),
    # a name by its mechanism or kind
    ("CT spine", "Burst fracture of L2.", "Burst-type fracture of L2."),
    ("MRI knee", "Medial collateral ligament intact. ACL torn.", "ACL tear. Medial collateral structures intact."),
    # the uterus has its submucosal lesions in its fibroids
    ("US pelvis", "Three fibroids, one of them submucosal, 9 mm.", "Three fibroids, among them a 9 mm submucosal lesion."),
]

WRONG: list[tuple[str, str, str, str]] = [
    ("CT chest", "Aortic aneurysm 5.2 cm, previously 4.8 cm.", "Aortic aneurysm, which has shrunk to 5.2 cm.", "change"),
    ("PET/CT", NODES, "Enlarging left axillary nodal conglomerate, 5.1 cm.", "change"),
    ("PET/CT", NODES, "5.1 cm left axillary nodal conglomerate with SUV max 15.2.", "measurement"),
    ("CT pelvis", RIBS, "New sclerotic lesions in the right 5th rib and right acetabulum.", "laterality"),
    (
        "XR chest",
        "Pulmonary vascularity is normal. Cardiomegaly. Small effusion.",
        "Pulmonary vascular congestion.",
        "negation",
    ),
    (
        "MRI ankle",
        "Grade 1 sprain of the anterior talofibular ligament.",
        "Grade 3 anterior talofibular ligament tear.",
        "severity",
    ),
    (
        "US neck",
        "Mildly heterogeneous gland, normal vascularity. Left lobe: 14 mm nodule, TI-RADS 4.",
        "14 mm right thyroid nodule, TI-RADS 4.",
        "laterality",
    ),
    ("CT chest", "Previously noted left hilar node has resolved.", "Enlarging left hilar node.", "change"),
    (
        "MRI prostate",
        "Left apex peripheral zone 8 mm lesion, PI-RADS 3. Right base 14 mm lesion, PI-RADS 4.",
        "8 mm lesion in the right apex, PI-RADS 3.",
        "laterality",
    ),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_holds_raises_no_flag_of_weight(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_wrong_is_named(flags_of: FlagsOf, description: str, findings: str, impression: str, type: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
