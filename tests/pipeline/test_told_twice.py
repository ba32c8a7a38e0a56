"""What the source says of a sign elsewhere holds for what is made of it: its doubt, age, side, cause and course."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

TONSIL = "Enhancement of the left palatine tonsil with a 2 cm collection in the peritonsillar space."
MARROW = "Diffuse marrow uptake, likely related to growth stimulating factor. Known lymphoma."
PET = "Liver SUV max 3.0. Residual mesenteric mass with SUV max 2.2."
SPICULATED = "Growing spiculated 18 mm nodule in the right upper lobe. 4 mm nodule in the left lower lobe."
STONE = "11 mm shadowing stone in the gallbladder neck which does not move with positioning."
HIDA = "Gallbladder ejection fraction 20% at 35 minutes."

HELD: list[tuple[str, str, str]] = [
    ("CT neck", TONSIL, "2 cm left peritonsillar abscess."),
    ("PET/CT", MARROW, "Diffuse marrow uptake, likely reactive to G-CSF."),
    ("PET/CT", PET, "Residual mesenteric mass, Deauville 3."),
    ("CT chest", SPICULATED, "Growing spiculated right upper lobe nodule of 18 mm. Recommend PET/CT."),
    ("US abdomen", STONE, "Impacted, non-mobile 11 mm gallbladder neck stone."),
    ("NM hepatobiliary scan", HIDA, "Low ejection fraction of the gallbladder, 20%."),
    (
        "CT head",
        "Hyperdense extra-axial collection, likely an acute subdural hematoma on the left.",
        "Left subdural collection.",
    ),
    ("XR wrist", "Cortical step-off of the distal radius.", "Fracture of the distal radius."),
    ("US neck", "TI-RADS 5 nodule 2 cm. TI-RADS 2 nodule.", "TI-RADS 5 nodule, 2 cm, FNA recommended. TI-RADS 2 nodule."),
    ("CT abdomen", "Gallstones. Perforated appendicitis.", "Uncomplicated gallstones. Appendicitis with perforation."),
]

WRONG: list[tuple[str, str, str, str]] = [
    # a doubtful sign makes no sure finding
    ("XR elbow", "Questionable cortical step-off at the radial neck.", "Radial neck fracture.", "overinterpretation"),
    ("XR chest", "Questionable consolidation in the left lower lobe.", "Left lower lobe pneumonia.", "overinterpretation"),
    # the age is that of the reading
    (
        "CT head",
        "Crescentic extra-axial collection over the left convexity, likely a chronic subdural hematoma.",
        "Acute left subdural collection.",
        "descriptor",
    ),
    # what lies in company is on the side of its host
    ("CT neck", TONSIL, "2 cm right peritonsillar abscess.", "laterality"),
    ("CT KUB", "Enlargement of the right kidney with a stone in the renal pelvis.", "Left renal pelvic stone.", "laterality"),
    # what has a cause is no tumour
    ("PET/CT", MARROW, "Diffuse marrow uptake consistent with lymphomatous marrow involvement.", "overinterpretation"),
    # a score is what the uptake makes it
    ("PET/CT", PET, "Residual mesenteric mass, Deauville 5.", "severity"),
    # a course told in a sentence of its own
    (
        "NM bone scan",
        "Uptake in the L3 vertebral body and in the sternum. The L3 uptake is new.",
        "Uptake in L3 and the sternum.",
        "dropped_change",
    ),
    # an earlier value that nobody gave
    ("NM hepatobiliary scan", HIDA, "Gallbladder ejection fraction 20%, decreased from 35%.", "invented_prior"),
    # late for the finding it follows, be it in time for another
    (
        "CT chest",
        SPICULATED,
        "Growing spiculated right upper lobe nodule of 18 mm. Recommend CT in 12 months.",
        "recommendation",
    ),
    ("US abdomen", STONE, "Mobile 11 mm gallstone.", "descriptor"),
    # what is normal elsewhere says nothing of an organ
    ("US renal", "Resistive index 0.62. Normal is less than 0.7.", "The spleen is normal.", "invented_finding"),
    # words of one draft against one another
    (
        "NM hepatobiliary scan",
        HIDA,
        "Normal gallbladder function with a low ejection fraction of 20%.",
        "internal_contradiction",
    ),
    ("CT abdomen", "Perforated appendicitis.", "Uncomplicated appendicitis with perforation.", "internal_contradiction"),
    ("MG", "Irregular mass.", "Irregular mass, biopsy recommended. BI-RADS 2.", "internal_contradiction"),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_holds_raises_no_flag_of_weight(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_wrong_is_named(flags_of: FlagsOf, description: str, findings: str, impression: str, type: str) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
