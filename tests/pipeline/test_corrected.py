"""What a report corrects of itself."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.study import Study

_NODULE = "There is an 8 mm nodule in the right upper lobe. "
_MOVED = f"{_NODULE}ADDENDUM: The nodule is in the left upper lobe, not the right."
_SHRUNK = "There is an 8 cm nodule in the right upper lobe. Correction: the nodule measures 8 mm, not 8 cm."
_FOUND = "No pneumothorax. ADDENDUM: On further review there is a small left pneumothorax."
_ADDED = "Small right pleural effusion. ADDENDUM: There is also a small left pleural effusion."
_LEVEL = "L4-5 disc herniation. Correction: The herniation is at L5-S1, not L4-5."
_NAMELESS = "Comminuted fracture of the left humerus. CORRECTION: this is the right humerus."
_RATED = "BI-RADS 2. Correction: BI-RADS 4."
_LARGER = "Aortic aneurysm of 5.4 cm. ADDENDUM: The aneurysm measures 4.5 cm rather than 5.4 cm."


@pytest.mark.parametrize(
    ("findings", "impression"),
    [
        (_MOVED, "8 mm nodule in the left upper lobe."),
        (_SHRUNK, "8 mm nodule in the right upper lobe."),
        (_FOUND, "Small left pneumothorax."),
        (_ADDED, "Small bilateral pleural effusions."),
        (_LEVEL, "L5-S1 disc herniation."),
        (_NAMELESS, "Comminuted fracture of the right humerus."),
        (_RATED, "BI-RADS 4."),
        (_LARGER, "4.5 cm aortic aneurysm."),
        (f"{_NODULE}ADDENDUM: The nodule was discussed with the surgeon.", "8 mm right upper lobe nodule."),
        (f"Attenuation correction: performed. {_NODULE}", "8 mm right upper lobe nodule."),
    ],
)
def test_the_corrected_statement_is_borne_out(findings: str, impression: str) -> None:
    flags = over_read(Study("a", findings, impression=impression)).flags
    assert [(one.type, one.text) for one in flags if one.type != "uncommunicated_critical"] == []


@pytest.mark.parametrize(
    ("findings", "impression", "type"),
    [
        (_MOVED, "8 mm nodule in the right upper lobe.", "laterality"),
        (_FOUND, "No pneumothorax.", "negation"),
        (_ADDED, "Small right pleural effusion. No left effusion.", "negation"),
        (_LEVEL, "L4-5 disc herniation.", "location"),
        (_NAMELESS, "Comminuted fracture of the left humerus.", "laterality"),
        (_RATED, "BI-RADS 2.", "descriptor"),
        (_LARGER, "5.4 cm aortic aneurysm.", "measurement"),
    ],
)
def test_the_statement_that_was_corrected_is_wrong(findings: str, impression: str, type: str) -> None:
    assert type in {one.type for one in over_read(Study("a", findings, impression=impression)).flags}
