"""What images were made to look for, which tells of nothing found."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.language.words.questions import without_questions
from overread.study import Study


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("The study was performed to rule out a fracture. Effusion.", "The study was performed to rule out. Effusion."),
        ("The lungs were searched for metastases and none were found.", "The lungs were searched for and none were found."),
        ("Ordered for suspected torsion. Normal flow.", "Ordered for. Normal flow."),
        ("The physician asks about embolism.", "The physician asks about."),
        ("A scaphoid fracture may be radiographically occult.", "may be radiographically occult."),
        ("Sensitivity for small stones is limited.", "Sensitivity for is limited."),
        ("Performed to evaluate the known aneurysm, 5.2 cm.", "Performed to evaluate the known aneurysm, 5.2 cm."),
        ("Obtained to assess for progression of glioblastoma.", "Obtained to assess for progression of glioblastoma."),
        ("Requested for a patient with pneumonia.", "Requested for a patient with pneumonia."),
        ("Prior images were obtained for comparison.", "Prior images were obtained for comparison."),
    ],
)
def test_what_is_sought_is_left_out(text: str, rest: str) -> None:
    left = without_questions(text)
    assert len(left) == len(text)
    assert " ".join(left.split()).replace(" .", ".") == rest


@pytest.mark.parametrize(
    ("findings", "impression"),
    [
        ("The study was ordered to rule out deep vein thrombosis. All veins compress normally.", "Deep vein thrombosis."),
        ("A scaphoid fracture may be occult on initial radiographs. No fracture is seen.", "Scaphoid fracture."),
        ("The twin sister has breast cancer. No suspicious finding.", "Breast cancer."),
        ("Images were acquired to look for choledocholithiasis. The bile duct measures 4 mm.", "Choledocholithiasis."),
    ],
)
def test_what_is_sought_bears_nothing_out(findings: str, impression: str) -> None:
    flags = over_read(Study("a", findings, impression=impression)).flags
    assert any(one.severity != "minor" for one in flags)
