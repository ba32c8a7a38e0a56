"""Where sentences end, what is a heading, and what is only a list number, an abbreviation or an answer."""

from __future__ import annotations

from itertools import pairwise

import pytest

from overread.language.words.sentences import LONGEST, sentences

SPLIT = [
    ("No effusion. No mass.", ["No effusion", "No mass"]),
    ("No effusion.No mass.", ["No effusion", "No mass"]),
    ("Nodule of 3.2 cm. Liver normal.", ["Nodule of 3.2 cm", "Liver normal"]),
    ("Ratio of 16.2/24.7. Diffuse opacity.", ["Ratio of 16.2/24.7", "Diffuse opacity"]),
    ("Dr. Smith was told.", ["Dr. Smith was told"]),
    ("Seen by Dr. R. Smith. No fracture.", ["Seen by Dr. R. Smith", "No fracture"]),
    ("A cyst, approx. 3 cm. Stable.", ["A cyst, approx. 3 cm", "Stable"]),
    ("Atelectasis vs. pneumonia. Follow up.", ["Atelectasis vs. pneumonia", "Follow up"]),
    ("Cysts, e.g. of the liver.", ["Cysts, e.g. of the liver"]),
    ("Called at 3 p.m. XXXX, by telephone.", ["Called at 3 p.m. XXXX, by telephone"]),
    ("1. No embolus. 2. Small effusion.", ["No embolus", "Small effusion"]),
    ("1) No embolus\n2) Small effusion", ["No embolus", "Small effusion"]),
    ("- nodule\n- mass", ["nodule", "mass"]),
    ("• Nodule\n• Mass", ["Nodule", "Mass"]),
    ("The disc at L5. The cord is normal.", ["The disc at L5", "The cord is normal"]),
    ("Type A. No effusion.", ["Type A", "No effusion"]),
    ("A line that\nruns on. Next.", ["A line that\nruns on", "Next"]),
    ("Stable; no change.", ["Stable", "no change"]),
    ("Any stones? Yes, one in the neck.", ["Any stones? Yes", "one in the neck"]),
    ("Effusion? None. Heart normal.", ["Effusion? None", "Heart normal"]),
    ("Is this a fracture? The cortex is intact.", ["Is this a fracture?", "The cortex is intact"]),
    ("?Small effusion at the base.", ["?Small effusion at the base"]),
    ("Is it new? No change is seen.", ["Is it new?", "No change is seen"]),
    ("", []),
    ("  \n . ; \n", []),
]

HEADINGS = [
    ("LIVER: Normal. GALLBLADDER: No stones.", [("LIVER", "Normal"), ("GALLBLADDER", "No stones")]),
    ("LIVER: normal GALLBLADDER: no stones", [("LIVER", "normal"), ("GALLBLADDER", "no stones")]),
    ("FINDINGS: LUNGS: Clear.", [("FINDINGS: LUNGS", "Clear")]),
    ("Lungs: Clear. No effusion.", [("Lungs", "Clear"), ("Lungs", "No effusion")]),
    ("Lungs: Clear.\n\nNo fracture.", [("Lungs", "Clear"), (None, "No fracture")]),
    ("L4-L5: Disc bulge.\nL5-S1: Normal.", [("L4-L5", "Disc bulge"), ("L5-S1", "Normal")]),
    ("Segment VIII: Nodule.\nSegment VII: Clear.", [("Segment VIII", "Nodule"), ("Segment VII", "Clear")]),
    ("ACL: intact; PCL: torn", [("ACL", "intact"), ("PCL", "torn")]),
    ("There is one finding: a mass.", [(None, "There is one finding: a mass")]),
    ("New nodules, for example: 3 mm in the lingula", [(None, "New nodules, for example: 3 mm in the lingula")]),
    ("End systolic volume: 44 mL", [(None, "End systolic volume: 44 mL")]),
    ("On the left, plaque. No mass.", [("On the left", "plaque"), (None, "No mass")]),
    ("NECK: On the left, plaque.", [("NECK", "On the left, plaque")]),
    ("Reason for exam: cough.", [("Reason for exam", "cough")]),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT, ids=[text for text, _ in SPLIT])
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert [text[slice(*sentence.span)] for sentence in sentences(text)] == expected


@pytest.mark.parametrize(("text", "expected"), HEADINGS, ids=[text for text, _ in HEADINGS])
def test_headings_stand_over_their_sentences(text: str, expected: list[tuple[str | None, str]]) -> None:
    found = [(sentence.heading and text[slice(*sentence.heading)], text[slice(*sentence.span)]) for sentence in sentences(text)]
    assert found == expected


@pytest.mark.parametrize(
    "unit", ["effusion and mass ", "effusion, mass, ", "x", "A: b "], ids=["words", "commas", "one word", "headings"]
)
def test_what_never_stops_is_cut_and_nothing_is_lost(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    found = list(sentences(text))
    assert all(end - start <= LONGEST for (start, end), _ in found)
    assert all(first[1] <= second[0] for (first, _), (second, _) in pairwise(found))
    if ":" not in unit:
        assert sum(end - start for (start, end), _ in found) >= len(text.strip()) - 2 * len(found)
