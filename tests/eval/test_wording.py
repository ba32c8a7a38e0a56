from __future__ import annotations

import pytest

from overread.eval.wording import is_plain_negative, regions, sentences, support
from overread.study import Exam, Study


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No effusion. Heart normal.", ["No effusion", "Heart normal"]),
        ("1. Effusion.\n2. Nodule.", ["Effusion", "Nodule"]),
        ("1. Effusion. 2. Nodule.", ["Effusion", "Nodule"]),
        ("A 1.2 cm nodule. No mass.", ["A 1.2 cm nodule", "No mass"]),
        ("Discussed with Dr. Smith. No mass.", ["Discussed with Dr. Smith", "No mass"]),
        ("Scarring in the apex.There is no mass.", ["Scarring in the apex", "There is no mass"]),
        ("Nodules, likely\nbenign. No\neffusion.", ["Nodules, likely\nbenign", "No\neffusion"]),
        ("LUNGS: Clear.\nBONES: No fracture.", ["Clear", "No fracture"]),
        ("Fracture of T12. No mass.", ["Fracture of T12", "No mass"]),
        ("", []),
    ],
)
def test_sentences_are_cut_where_a_reader_would(text: str, expected: list[str]) -> None:
    found = sentences(text)
    assert [sentence.text for sentence in found] == expected
    assert all(text[slice(*sentence.span)] == sentence.text for sentence in found)


@pytest.mark.parametrize(
    ("text", "asserted", "denied"),
    [
        ("Small left pleural effusion.", {"effusion"}, set()),
        ("No pleural effusion or pneumothorax.", set(), {"effusion", "pneumothorax"}),
        ("Low lung volumes without effusion.", {"low_volumes"}, {"effusion"}),
        ("Pneumothorax is not seen.", set(), {"pneumothorax"}),
        ("The effusion has resolved.", set(), {"effusion"}),
        ("No change in the right pneumothorax.", {"pneumothorax"}, set()),
        ("The effusion is no longer seen.", set(), {"effusion"}),
        ("No effusion, but a small pneumothorax.", {"pneumothorax"}, {"effusion"}),
        ("The heart is normal.", set(), set()),
    ],
)
def test_findings_are_stated_or_denied(text: str, asserted: set[str], denied: set[str]) -> None:
    (sentence,) = sentences(text)
    assert (set(sentence.asserted), set(sentence.denied)) == (asserted, denied)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("The heart is normal.", True), ("No mass.", True), ("Small effusion.", False), ("Frontal view.", False)],
)
def test_plain_negatives(text: str, plain: bool) -> None:
    assert is_plain_negative(sentences(text)[0]) is plain


def test_a_sentence_keeps_the_heading_it_stands_under_until_the_next_line() -> None:
    found = sentences("KIDNEYS: A cyst. No calculus.\nThe bones are intact.")
    assert [sentence.label for sentence in found] == ["KIDNEYS", "KIDNEYS", None]


def test_support_is_what_the_source_says_of_the_same_family() -> None:
    study = Study("s", "Left nodule. No effusion. A mass in the liver.", comparison="CT of a nodule.")
    about = support(study, sentences("Nodule.")[0])
    assert [sentence.text for sentence in about] == ["Left nodule", "A mass in the liver", "CT of a nodule"]


def test_regions_come_from_the_description_first() -> None:
    assert regions(Study("s", "Chest and liver.", Exam(description="MRI left knee"))) == ("msk",)
    assert regions(Study("s", "The liver is normal.")) == ("abdomen",)


def test_a_heading_of_its_own_line_is_the_label_of_what_follows() -> None:
    found = sentences(
        "Thorax:\n\nA nodule of 6 mm.\nNo effusion.\n\n### Upper abdomen\n- Cyst in the liver.\nFINDINGS:\nOld fracture."
    )
    assert [(each.label, each.text) for each in found] == [
        ("Thorax", "A nodule of 6 mm"),
        ("Thorax", "No effusion"),
        ("Upper abdomen", "Cyst in the liver"),
        (None, "Old fracture"),
    ]


def test_what_is_asked_keeps_its_mark() -> None:
    assert [each.mark for each in sentences("Consolidation of the lower lobe. Viral pneumonia? No effusion.")] == [
        ".",
        "?",
        ".",
    ]
