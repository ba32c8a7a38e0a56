"""Everyday reports of head, spine, joints and breast: what forms, lists and comparisons leave unsaid is understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

HELD: list[tuple[str, str, str]] = [
    # a part is of the organ whose heading it stands under
    (
        "MRI shoulder",
        "LABRUM: Anterior: Intact. Posterior: Tear.\nTENDONS: Supraspinatus: Intact.",
        "Posterior labral tear. Intact supraspinatus.",
    ),
    ("CT abdomen", "PANCREAS: Head: 2 cm mass. Tail: Atrophic.", "2 cm pancreatic head mass with atrophy of the tail."),
    ("CT abdomen", "KIDNEYS: Right: 3 mm stone. Left: Normal.", "3 mm right renal stone. Normal left kidney."),
    # a form answers behind the question
    (
        "US scrotum",
        "Left testis: 12 mm solid lesion, calcification no, increased flow.",
        "12 mm solid left testicular lesion without calcification.",
    ),
    # how a thing looks is where it is
    (
        "CT pelvis",
        "Collection with rim enhancement in the left adnexa measures 5 cm.",
        "5 cm rim-enhancing collection in the left adnexa.",
    ),
    (
        "MRI liver",
        "The segment 7 lesion demonstrates nodular enhancement. No further liver lesion.",
        "Enhancing lesion in segment 7. No other liver lesion.",
    ),
    # a size behind a component is of the whole
    (
        "MRI pelvis",
        "The mass in the left ovary with a nodule at the pelvic wall now measures 7.1 cm (previously 5.4 cm).",
        "Enlarging left ovarian mass, 7.1 cm.",
    ),
    # smaller than its neighbour, not than before
    (
        "CT chest",
        "A 14 mm nodule in the right upper lobe. A second smaller nodule of 6 mm in the left lower lobe.",
        "14 mm right upper lobe and 6 mm left lower lobe nodules.",
    ),
    (
        "US kidney",
        "Moderate right hydronephrosis, previously mild. No stone.",
        "Moderate right hydronephrosis, progressed from mild.",
    ),
    ("US kidney", "Moderate right hydronephrosis, previously mild. No stone.", "Worsening right hydronephrosis, now moderate."),
    (
        "Echocardiogram",
        "Severe aortic stenosis (was moderate). Mild mitral regurgitation, previously moderate.",
        "Aortic stenosis has progressed from moderate to severe. Mitral regurgitation has decreased to mild.",
    ),
    (
        "MRI lumbar spine",
        "L3-L4: Severe canal stenosis, previously moderate. L4-L5: Mild canal stenosis, unchanged.",
        "Severe L3-L4 canal stenosis, progressed. Stable mild L4-L5 stenosis.",
    ),
    ("XR chest", "Small left pleural effusion, previously large.", "Small left pleural effusion, decreased."),
    (
        "CT abdomen",
        "Stricture of the common bile duct 2 cm above the ampulla.",
        "Stricture of the common bile duct, 2 cm above the ampulla.",
    ),
    ("MRI rectum", "Rectal tumour 8 cm from the anal verge, 4 cm long.", "4 cm rectal tumour, 8 cm from the anal verge."),
    (
        "XR ankle",
        "Oblique fracture of the distal fibula with intra-articular extension into the ankle mortise.",
        "Intra-articular oblique distal fibular fracture.",
    ),
    (
        "XR finger",
        "Fracture of the middle phalanx. Approximately 15 degrees volar angulation and 2 mm of shortening.",
        "Middle phalanx fracture with 15 degrees of volar angulation.",
    ),
    (
        "MRI wrists",
        "Right: full thickness TFCC tear with distal radioulnar effusion. Left: intact TFCC. No effusion.",
        "Bilateral wrists: right (dominant) with full thickness TFCC tear and effusion; left normal.",
    ),
    (
        "US breast bilateral",
        "LEFT: Irregular 14 mm mass at 2 o'clock. RIGHT: Normal.",
        "Irregular 14 mm left breast mass at 2 o'clock. Normal right breast.",
    ),
    ("MRI knees", "Left: ACL tear. Right: normal ligaments.", "ACL tear on the left. Right knee ligaments are normal."),
    (
        "MRI spine",
        "C3/4: disc bulge, cord not compressed. C6/7: disc extrusion, cord is flattened with T2 high signal.",
        "Cord compression with signal change at C6/7.",
    ),
    ("CT spine", "L1: no fracture. L3: burst fracture with 5 mm retropulsion.", "L3 burst fracture with retropulsion."),
    (
        "CT chest",
        "Displaced fracture of the left 7th rib. No additional rib fracture.",
        "Displaced left 7th rib fracture. No other rib fracture.",
    ),
    (
        "CT spine",
        "Compression fracture of T12 with 40% height loss. No other fracture.",
        "T12 compression fracture, 40% height loss.",
    ),
    (
        "CT chest",
        "Multiple bilateral nodules, unchanged. Two new nodules: right upper lobe (6 mm) and left lower lobe (8 mm).",
        "Two new pulmonary nodules, in the right upper and left lower lobes. Other nodules stable.",
    ),
    ("MRI liver", "Two new lesions in segments 4 and 8.", "Two new hepatic metastases suspected, segments 4 and 8."),
    (
        "CT abdomen",
        "2.4 cm left adrenal nodule, 28 HU. 9 mm right renal cyst.",
        "2.4 cm left adrenal nodule: adrenal protocol CT recommended.",
    ),
    (
        "MRI hip",
        "Subchondral crescent with 3 mm flattening of the left femoral head. No effusion.",
        "Left femoral head osteonecrosis with 3 mm collapse.",
    ),
    (
        "MRI right shoulder",
        "Full thickness supraspinatus tear of 18 mm.",
        "MRI of the right shoulder: full thickness supraspinatus tear, 18 mm.",
    ),
    ("XR left foot", "Fracture of the fifth metatarsal base.", "Fifth metatarsal base fracture."),
    (
        "CT head",
        "Left subdural hematoma, 11 mm, with 6 mm rightward midline shift.",
        "Left subdural hematoma with midline shift to the right of 6 mm.",
    ),
]
WRONG: list[tuple[str, str, str, str]] = [
    (
        "MRI knee",
        "MENISCI:\nMedial: Intact.\nLateral: Radial tear of the body.",
        "Radial tear of the medial meniscus.",
        "location",
    ),
    ("CT abdomen", "PANCREAS: Head: 2 cm mass. Tail: Atrophic.", "2 cm mass of the pancreatic tail.", "location"),
    ("CT abdomen", "KIDNEYS: Right: 3 mm stone. Left: Normal.", "3 mm left renal stone.", "laterality"),
    ("CT liver", "3 cm lesion in segment 7. No further liver lesion.", "Lesions in segments 7 and 3.", "location"),
    (
        "MRI pelvis",
        "The mass in the left ovary with a nodule at the pelvic wall now measures 7.1 cm (previously 5.4 cm).",
        "Left ovarian mass, 7.1 cm, unchanged.",
        "change",
    ),
    (
        "XR hand",
        "Minimally displaced fracture of the fifth metacarpal neck.",
        "Nondisplaced fifth metacarpal fracture.",
        "descriptor",
    ),
    ("CT head", "Depressed fracture of the left frontal bone.", "Nondisplaced left frontal bone fracture.", "descriptor"),
    (
        "US kidney",
        "Moderate right hydronephrosis, previously mild. No stone.",
        "Moderate right hydronephrosis, improved.",
        "change",
    ),
    (
        "Echocardiogram",
        "Severe aortic stenosis (was moderate). Mild mitral regurgitation, previously moderate.",
        "Severe aortic stenosis, stable. Mild mitral regurgitation.",
        "change",
    ),
    (
        "MRI lumbar spine",
        "L3-L4: Severe canal stenosis, previously moderate. L4-L5: Mild canal stenosis, unchanged.",
        "Severe L3-L4 canal stenosis, unchanged. Mild L4-L5 stenosis.",
        "change",
    ),
    ("XR chest", "Small left pleural effusion, previously large.", "Small left pleural effusion, increased.", "change"),
    (
        "CT abdomen",
        "Stricture of the common bile duct 2 cm above the ampulla.",
        "Stricture of the common bile duct at the ampulla.",
        "location",
    ),
    ("MRI rectum", "Rectal tumour 8 cm from the anal verge, 4 cm long.", "Rectal tumour at the anal verge.", "location"),
    (
        "XR ankle",
        "Oblique fracture of the distal fibula with intra-articular extension into the ankle mortise.",
        "Extra-articular oblique distal fibular fracture.",
        "descriptor",
    ),
    (
        "XR finger",
        "Fracture of the middle phalanx. Approximately 15 degrees volar angulation and 2 mm of shortening.",
        "Middle phalanx fracture with 15 degrees of dorsal angulation.",
        "descriptor",
    ),
    (
        "MRI spine",
        "C3/4: disc bulge, cord not compressed. C6/7: disc extrusion, cord is flattened with T2 high signal.",
        "Cord compression at C3/4 and C6/7.",
        "negation",
    ),
    (
        "CT spine",
        "L1: no fracture. L3: burst fracture with 5 mm retropulsion.",
        "L1 burst fracture with retropulsion.",
        "location",
    ),
    (
        "CT chest",
        "Multiple bilateral nodules, unchanged. Two new nodules: right upper lobe (6 mm) and left lower lobe (8 mm).",
        "Three new pulmonary nodules. Other nodules stable.",
        "count",
    ),
    ("MRI liver", "Two new lesions in segments 4 and 8.", "Four new hepatic lesions.", "count"),
    (
        "CT abdomen",
        "2.4 cm left adrenal nodule, 28 HU. 9 mm right renal cyst.",
        "2.4 cm right adrenal nodule: adrenal protocol CT recommended.",
        "laterality",
    ),
    (
        "MRI hip",
        "Subchondral crescent with 3 mm flattening of the left femoral head. No effusion.",
        "No collapse of either femoral head.",
        "negation",
    ),
    (
        "MRI right shoulder",
        "Full thickness supraspinatus tear of 18 mm.",
        "MRI of the right elbow: full thickness supraspinatus tear, 18 mm.",
        "exam",
    ),
    ("XR left foot", "Fracture of the fifth metatarsal base.", "Left hand radiograph: fifth metatarsal base fracture.", "exam"),
    (
        "CT head",
        "Left subdural hematoma, 11 mm, with 6 mm rightward midline shift.",
        "Left subdural hematoma with midline shift to the left of 6 mm.",
        "laterality",
    ),
    (
        "US neck",
        "There is a 2 cm anechoic lesion with posterior enhancement in the left parotid.",
        "The palpable lump in the right parotid is a cyst, 2 cm.",
        "laterality",
    ),
    (
        "CT chest abdomen",
        "Acute rib fractures of the left 5th to 7th ribs. 3 cm simple right renal cyst, no follow-up required.",
        "Left 5th to 7th rib fractures. Right renal cyst; renal ultrasound recommended in 6 months.",
        "recommendation",
    ),
    ("MRI brain", "Restricted diffusion in the right lateral medulla, 9 mm.", "Acute right pontine infarct, 9 mm.", "location"),
    (
        "MRI shoulder",
        "Fluid distended subdeltoid bursa. Partial tearing of the infraspinatus.",
        "Subdeltoid bursitis and full thickness infraspinatus tear.",
        "descriptor",
    ),
    (
        "CT head",
        "Mass in the left cerebellum compressing the fourth ventricle with hydrocephalus.",
        "Left cerebellar mass without fourth ventricular compression.",
        "negation",
    ),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_holds_raises_no_flag_of_weight(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_wrong_is_named(flags_of: FlagsOf, description: str, findings: str, impression: str, type: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
