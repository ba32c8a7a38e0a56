"""Everyday reports of head, spine, joints and breast: what forms, lists and comparisons leave unsaid is understood."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.review import Flag
from overread.study import Exam, Patient, Study

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
]


def flags_of(description: str, findings: str, impression: str) -> tuple[Flag, ...]:
    exam = Exam(description.split()[0], None, description)
    study = Study("S", findings, exam, Patient(age=60), comparison="Prior of 2024.", impression=impression)
    return over_read(study).flags


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_holds_raises_no_flag_of_weight(description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_wrong_is_named(description: str, findings: str, impression: str, type: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
