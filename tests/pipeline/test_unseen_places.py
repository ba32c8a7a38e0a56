"""Places that the source could not see, sides that only the examination names, and lengths from a landmark."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from overread.review import Flag

FlagsOf = Callable[[str, str, str], tuple[Flag, ...]]

Row = tuple[str, str, str]
HELD: list[Row] = [
    # what keeps to the part that was seen holds
    (
        "US abdomen",
        "The pancreatic tail is obscured by bowel gas. Head and body of the pancreas are normal.",
        "Normal pancreas where seen; tail obscured.",
    ),
    (
        "US veins of the right leg",
        "Peroneal veins poorly visualised because of oedema. Remaining deep veins compressible.",
        "No DVT in the visualised veins; the peroneal veins were suboptimally seen.",
    ),
    ("US abdomen", "Appendix not visualised. No free fluid.", "Appendix not seen, no secondary signs of appendicitis."),
    ("CT chest", "Lung apices not included. No nodule in the remaining lungs.", "No pulmonary nodule in the imaged lungs."),
    (
        "US abdomen",
        "The aorta is not well seen proximally. The aorta measures 19 mm distally, no aneurysm.",
        "No aortic aneurysm.",
    ),
    # volumes before and after micturition
    ("US urinary tract", "Bladder: pre-mic vol 410 ml. Post-mic 185 ml.", "Post-micturition residual of 185 ml."),
    # the side is that of the examination
    ("XR right wrist", "Scaphoid waist: cortical step and lucent line.", "Right scaphoid fracture."),
    ("US veins of the right leg", "Peroneal veins: noncompressible.", "Right peroneal vein thrombosis."),
    ("CT KUB", "5 mm calculus in the distal left ureter, 2 cm above the VUJ.", "5 mm distal left ureteric stone."),
]
WRONG: list[tuple[str, str, str, str]] = [
    (
        "US abdomen",
        "Liver normal. The pancreatic tail is obscured by bowel gas.",
        "The pancreatic tail is normal.",
        "certainty",
    ),
    ("US abdomen", "Liver normal. Aorta not visualised.", "Normal calibre of the abdominal aorta.", "certainty"),
    ("US abdomen", "Appendix not visualised. No free fluid.", "Normal appendix.", "certainty"),
    (
        "CT chest",
        "Left lower lobe obscured by motion artefact. No consolidation in the rest of the lungs.",
        "No left lower lobe consolidation.",
        "certainty",
    ),
    (
        "US urinary tract",
        "Bladder: pre-mic vol 410 ml. Post-mic 185 ml.",
        "Post-micturition residual of 410 ml.",
        "measurement",
    ),
    ("XR right wrist", "Scaphoid waist: cortical step and lucent line.", "Left scaphoid fracture.", "laterality"),
    (
        "US veins of the right leg",
        "Femoral vein: compressible. Peroneal and posterior tibial veins: noncompressible.",
        "Thrombosis of the left peroneal and posterior tibial veins.",
        "laterality",
    ),
    (
        "CT KUB",
        "5 mm calculus in the distal left ureter, 2 cm above the VUJ.",
        "15 mm distal left ureteric stone.",
        "measurement",
    ),
    (
        "XR tibia",
        "Oblique fracture of the tibia with varus angulation and lateral displacement.",
        "Undisplaced oblique fracture of the tibia.",
        "descriptor",
    ),
    (
        "XR wrist",
        "Fracture of the distal radius with dorsal displacement.",
        "Undisplaced distal radius fracture.",
        "descriptor",
    ),
]


@pytest.mark.parametrize(("description", "findings", "impression"), HELD)
def test_what_was_seen_of_a_place_holds(flags_of: FlagsOf, description: str, findings: str, impression: str) -> None:
    assert [flag for flag in flags_of(description, findings, impression) if flag.severity != "minor"] == []


@pytest.mark.parametrize(("description", "findings", "impression", "type"), WRONG)
def test_what_is_told_beyond_it_is_named(
    flags_of: FlagsOf, description: str, findings: str, impression: str, type: str
) -> None:
    flags = flags_of(description, findings, impression)
    assert type in [flag.type for flag in flags], flags
