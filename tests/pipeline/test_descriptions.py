"""Diagnoses that the findings describe without naming them: what the words let one conclude, and where they do not."""

from __future__ import annotations

import pytest

from overread.checking import over_read
from overread.language.lexicon.conditions import needs_of
from overread.study import Exam, Study

ROWS = [
    ("chest", "The edge of the left pleura is seen as a line with no markings peripheral to it.", "Left pneumothorax.", ""),
    (
        "chest",
        "The edge of the left pleura is seen as a line with no markings peripheral to it.",
        "Right pneumothorax.",
        "critical",
    ),
    ("chest", "The minor fissure is displaced superiorly on the right.", "Right upper lobe collapse.", ""),
    ("chest", "The minor fissure is displaced superiorly on the right.", "Right lower lobe collapse.", "critical"),
    ("chest", "Gas is seen underneath both hemidiaphragms.", "Pneumoperitoneum.", "minor"),
    ("chest", "No gas is seen underneath the hemidiaphragms.", "Pneumoperitoneum.", "critical"),
    ("chest", "A nodule of the left lower lobe has an afferent artery and an efferent vein.", "Pulmonary AVM.", ""),
    ("chest", "The bronchi of the lingula are wider than the adjacent arteries.", "No bronchiectasis.", "major"),
    ("chest", "The right hemidiaphragm lies higher than the left.", "Elevated left hemidiaphragm.", "major"),
    ("heart", "Fusion of the right and left aortic cusps.", "Bicuspid aortic valve.", ""),
    ("heart", "Midwall late enhancement of the septum with high T2 signal.", "Myocarditis.", ""),
    ("heart", "Midwall late enhancement of the septum.", "Myocarditis.", "minor"),
    ("leg", "Retrograde flow in the left great saphenous vein.", "Left venous reflux.", ""),
    ("abdomen", "Loops of ileum pass through the left obturator foramen.", "Left obturator hernia.", ""),
    ("abdomen", "Loops of ileum pass through the left obturator foramen.", "Right obturator hernia.", "critical"),
    ("abdomen", "Hazy fat surrounds a blind-ending tube in the pelvis with a thick wall.", "Acute appendicitis.", ""),
    ("abdomen", "Anechoic gallbladder without wall thickening or surrounding fluid. No stone.", "Cholecystitis.", "critical"),
    ("leg", "No flow in the right popliteal artery.", "Right popliteal artery occlusion.", ""),
    ("chest", "The pericardial fluid measures 55 HU.", "Hemopericardium.", ""),
    ("abdomen", "Sac of bowel medial to the right femoral vein, under the inguinal ligament.", "Right femoral hernia.", ""),
    ("abdomen", "Invagination of the ileum into the cecum.", "Intussusception.", ""),
    ("abdomen", "Beaded intrahepatic ducts.", "Primary sclerosing cholangitis.", ""),
]


@pytest.mark.parametrize(("part", "findings", "impression", "worst"), ROWS)
def test_gravest_flag(part: str, findings: str, impression: str, worst: str) -> None:
    review = over_read(Study("S", findings, Exam(body_part=part), impression=impression))
    found = {flag.severity for flag in review.flags}
    assert next((severity for severity in ("critical", "major", "minor") if severity in found), "") == worst, review.flags


def test_the_words_of_a_description_are_told() -> None:
    findings = "Complete opacification of the left hemithorax, the heart and trachea shifted to the right."
    review = over_read(Study("S", findings, Exam(body_part="chest"), impression="Large left pleural effusion."))
    assert not [flag for flag in review.flags if flag.severity != "minor"]


@pytest.mark.parametrize("text", ["", "pleural +", "pleural !", "/"])
def test_an_empty_part_is_no_description(text: str) -> None:
    with pytest.raises(ValueError, match="is no description"):
        needs_of(text)
