"""Bones, joints, muscles and levels of the spine: lists of levels, parts of muscles, kinds of fractures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

NECK = (
    "C3-4 small central protrusion. No cord contact.\nC4-5 disc osteophyte complex. Moderate central stenosis. The right "
    "foramen is severely narrowed.\nC5-6 normal.\nC6-7 left foraminal extrusion. The exiting left C7 root is compressed.\n"
    "The cord is normal in signal."
)
BACK = (
    "At T6-7, there is a small left paracentral protrusion. It indents the cord. At T8-9, there is facet arthropathy with mild "
    "left foraminal narrowing. The remaining levels are normal."
)
CALF = "High grade tear of the medial gastrocnemius at the myotendinous junction. Soleus is normal. Plantaris intact."
WRIST = "Transverse fracture through the waist of the scaphoid, nondisplaced. No avascular necrosis."
SHIN = "Spiral fracture of the distal third of the tibia with 5 mm lateral displacement. Fibula intact."
MYELOMA = (
    "T8: lytic lesion 22 mm, increased from 14 mm. T12: compression fracture with 50% height loss, new. L2: lytic lesion 12 "
    "mm, unchanged. L4: lytic lesion 18 mm, unchanged."
)
WEDGE = "Wedge compression of L1, 40%, not present on 2 March. Old endplate depression of L3, unchanged."
JOINTS = "Subchondral edema of both sacroiliac joints, right more than left. Small erosions on the right."

HELD: list[tuple[str, str, str]] = [
    # what follows the level of a disc is of that level
    ("MRI cervical spine", NECK, "C4-5: moderate central and severe right foraminal stenosis. Left C6-7 disc extrusion."),
    ("MRI thoracic spine", BACK, "Small T6-7 protrusion indenting the cord. Mild left foraminal narrowing at T8-9."),
    # occult is what cannot be seen
    (
        "XR elbow",
        "The posterior fat pad is elevated. No fracture line is seen.",
        "Elbow effusion. No fracture seen, but an occult radial head fracture is suspected.",
    ),
    (
        "XR wrist",
        "No displaced scaphoid fracture is seen.",
        "No displaced fracture. Occult scaphoid fracture remains possible.",
    ),
    # two lesions of now beside one another
    (
        "MRI both ankles",
        "Larger osteochondral lesion of the right medial talar dome, 12 mm. Smaller lesion on the left, 5 mm.",
        "Bilateral talar dome osteochondral lesions, the right larger (12 mm), the left smaller (5 mm).",
    ),
    ("MRI ankle", "The ATFL is not seen in continuity.", "ATFL tear."),
    ("MRI calf", CALF, "Tear of the medial head of gastrocnemius. Soleus spared."),
    ("XR tibia", SHIN, "Displaced spiral fracture of the distal third of the tibia, laterally by 5 mm."),
    ("XR hip", "Left femoral neck fracture, Garden 1, valgus impacted.", "Undisplaced left NOF fracture."),
    (
        "XR wrist",
        "Torus type fracture of the distal radius. The pronator fat pad is elevated.",
        "Buckle fracture of the radius.",
    ),
    ("XR knee", "Twisting injury. Segond type fracture of the lateral tibia.", "Segond fracture."),
    ("CT pelvis", "Left acetabular fracture. Sacrum and pubic rami intact.", "Left acetabular fracture. Pelvic ring intact."),
    # several levels at once
    ("CT spine", MYELOMA, "Stable L2 and L4 lesions. Enlarging T8 lesion, 14 to 22 mm. New T12 compression fracture."),
    ("CT spine", "Right psoas collection 32 x 20 mm with rim enhancement.", "32 mm right psoas abscess."),
    ("XR foot", "Transverse fracture of the fifth metatarsal tuberosity.", "Avulsion fracture of the 5th metatarsal base."),
    ("MRI SI joints", JOINTS, "Bilateral sacroiliitis, worse on the right, with right erosions."),
]

WRONG: list[tuple[str, str, str, str]] = [
    ("MRI cervical spine", NECK, "Moderate canal stenosis at C3-4.", "location"),
    ("MRI thoracic spine", BACK, "Mild left foraminal narrowing at T6-7.", "location"),
    ("MRI calf", CALF, "High grade tear of the lateral gastrocnemius.", "location"),
    ("MRI calf", CALF, "High grade soleus tear.", "location"),
    ("CT wrist", WRIST, "Nondisplaced fracture of the proximal pole of the scaphoid.", "location"),
    ("XR tibia", SHIN, "Spiral distal tibial fracture, medially displaced 5 mm.", "descriptor"),
    ("XR tibia", SHIN, "Nondisplaced spiral distal tibial fracture.", "descriptor"),
    ("XR hip", "Left femoral neck fracture, Garden 1, valgus impacted.", "Displaced left femoral neck fracture.", "descriptor"),
    (
        "MRI shoulder",
        "Long head of biceps is in the groove. Tendinosis.",
        "Medial subluxation of the biceps tendon.",
        "negation",
    ),
    ("MRI knee", "Small ramp lesion cannot be excluded.", "Definite ramp lesion of the medial meniscus.", "certainty"),
    (
        "XR knee",
        "Severe narrowing of the lateral compartment with osteophytes. Medial compartment preserved.",
        "Severe medial compartment osteoarthritis.",
        "negation",
    ),
    (
        "XR clavicle",
        "Fracture of the distal third of the clavicle.",
        "Fracture of the middle third of the clavicle.",
        "location",
    ),
    ("CT spine", MYELOMA, "Stable T8 and L2 lesions.", "change"),
    ("CT spine", MYELOMA, "New lesions at L2 and L4.", "change"),
    ("CT spine", MYELOMA, "L2 and L4 enlarging.", "change"),
    ("XR spine", WEDGE, "New compression fractures of L1 and L3.", "change"),
    ("XR foot", "Transverse fracture of the fifth metatarsal tuberosity.", "Fifth metatarsal shaft fracture.", "location"),
    ("MRI elbow", "Lacertus fibrosus is torn.", "Lacertus fibrosus intact.", "negation"),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_holds_raises_no_flag_of_weight(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_wrong_is_named(flags_of: FlagsOf, description: str, findings: str, impression: str, type: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
