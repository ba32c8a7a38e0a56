"""The part of its place, the look and the doubt of a finding are held against the draft, be they in a name or beside one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overread.checking import over_read
from overread.study import Exam, Study

WRONG = [
    # the part, though another reading of the same sign holds
    ("Deformity of the posterior left 8th rib, likely an old fracture.", "Deformity of the anterior left 8th rib.", "location"),
    (
        "Cortical step of the lateral right malleolus, likely an old fracture.",
        "Cortical step of the medial right malleolus.",
        "location",
    ),
    # the part within a name
    ("Mild anterior wedging of L1.", "Mild posterior wedging of L1.", "location"),
    ("A catheter runs along the anterior chest wall.", "A catheter runs along the posterior chest wall.", "location"),
    # the part of the nearest of two
    (
        "Foreign bodies over the left femur and in the lateral soft tissues.",
        "Foreign body in the medial soft tissues.",
        "location",
    ),
    # a tissue that both name does not hide another place
    ("Pleural based opacity at the right lung base.", "Pleural based opacity at the right lung apex.", "location"),
    # a chamber has its side by name
    ("Catheter tip in the right atrium.", "Catheter tip in the left subclavian vein.", "location"),
    # a level beside a normal without one
    (
        "Sclerotic focus of the left posterior 5th rib. The bony thorax is otherwise unremarkable.",
        "Sclerotic focus of the left posterior 9th rib.",
        "location",
    ),
    # what is only called abnormal has a look, too
    ("Increased interstitial opacities.", "Diffuse alveolar lung disease.", "descriptor"),
    ("Coarse markings of chronic lung disease.", "Acute lung disease.", "descriptor"),
    ("Diffuse osteopenia.", "Focal osteopenia.", "descriptor"),
    ("No acute bony abnormality. Mild spondylosis.", "No chronic bony abnormality. Mild spondylosis.", "descriptor"),
    # a doubt left out where all else is repeated
    ("Mild scoliosis, which is possibly positional.", "Mild scoliosis, which is positional.", "certainty"),
    (
        "The right hemidiaphragm is raised, likely from splinting.",
        "The right hemidiaphragm is raised, from splinting.",
        "certainty",
    ),
    ("Renal lesion. This may be hemorrhagic.", "Renal lesion. This is hemorrhagic.", "certainty"),
    # a slight finding denied as slight, or as acute where it always is, and one of that very name beside a wider denial
    ("Small residual infiltrate in the left lung base.", "Lungs are free of acute infiltrates.", "negation"),
    ("There are no nodules or masses. Calcified granulomas at the right hilum.", "No granuloma.", "negation"),
    ("There is a tiny left renal cyst.", "There is no tiny left renal cyst.", "negation"),
    ("There is a small hiatal hernia.", "There is no small hiatal hernia.", "negation"),
    # two readings joined by "or", both of which the source denies
    ("The lungs are clear.", "Scarring or atelectasis in the left lung base.", "negation"),
    # the subject of the sentence before the last is none
    (
        "Right upper lobe mass, 5 cm. The heart is normal. No pleural effusion.",
        "The heart is normal. No pleural effusion. No mass.",
        "negation",
    ),
    # a side that the source gives once and goes on about
    (
        "Dense opacity in the right upper lobe. Comparison shows this opacity to have decreased.",
        "Upper lobe opacity, which has decreased.",
        "laterality",
    ),
]

RIGHT = [
    ("No features suggestive of abscess.", "No features of abscess."),
    ("There are mild chronic changes without focal consolidation.", "Chronic changes. No acute infiltrate."),
    ("Left effusion, probably small.", "Left effusion."),
    ("Opacity of the right base, which may represent atelectasis.", "Opacity of the right base."),
    ("Mild wedging of L1.", "Mild anterior wedging of L1."),
]


def _types(findings: str, draft: str) -> set[str]:
    study = Study(id="p", findings=findings, exam=Exam(None, None, "CT chest and abdomen"), impression=draft)
    return {flag.type for flag in over_read(study).flags if flag.span is not None}


@pytest.mark.parametrize(("findings", "draft", "wrong"), WRONG)
def test_another_part_look_or_doubt_is_wrong(findings: str, draft: str, wrong: str) -> None:
    assert wrong in _types(findings, draft)


@pytest.mark.parametrize(("findings", "draft"), RIGHT)
def test_what_the_source_leaves_open_is_not(findings: str, draft: str) -> None:
    assert _types(findings, draft).isdisjoint({"location", "laterality", "descriptor", "certainty", "negation"})


def test_two_findings_of_one_name_are_both_read() -> None:
    draft = "Large right renal mass as well as probable left renal mass versus cyst."
    study = Study(id="p", findings="Large right renal mass. Left renal mass, probably a cyst.", impression=draft)
    sides = {claim.finding.laterality for claim in over_read(study).claims if claim.finding.concept == "renal_mass"}
    assert sides == {"left", "right"}


@pytest.mark.parametrize(("draft", "wrong"), [("right", False), ("left", True)])
def test_what_the_indication_knows_is_known_on_its_side(draft: str, wrong: bool) -> None:
    exam = Exam(None, None, "CT head")
    study = Study(id="p", findings="No bleeding.", exam=exam, indication="Known hypoplasia of the right transverse sinus.")
    flags = over_read(replace(study, impression=f"No bleeding. Hypoplasia of the {draft} transverse sinus.")).flags
    assert ("laterality" in {flag.type for flag in flags}) == wrong
