"""Words in their normal form, with offsets; misspelt words of the lexicon are mended, others left alone."""

from __future__ import annotations

import pytest

from overread.language.words.spelling import corrected
from overread.language.words.tokens import norm, tokenize

NORMS = [
    ("Effusions", "effusion"), ("oedema", "edema"), ("haemorrhages", "hemorrhage"), ("tumours", "tumor"),
    ("metastases", "metastasis"),
    ("foci", "focus"), ("vertebrae", "vertebra"), ("apices", "apex"), ("disk", "disc"), ("calibre", "caliber"),
    ("masses", "mass"),
    ("opacities", "opacity"), ("diverticula", "diverticulum"), ("pelvis", "pelvis"), ("thrombus", "thrombus"),
    ("arthritis", "arthritis"),
    ("Crohn's", "crohn"), ("visualised", "visualized"), ("raised", "raised"), ("R", "right"), ("L", "left"), ("r", "r"),
    ("ischaemic", "ischemic"),
]  # fmt: skip
TOKENS = [
    ("right-sided effusion", ["right", "sided", "effusion"]),
    ("3.5 cm", ["3.5", "cm"]),
    ("L5, S1", ["l5", ",", "s1"]),
    ("?fracture", ["?", "fracture"]),
    ("PTX -ve", ["ptx", "negative"]),
    ("culture +ve", ["culture", "positive"]),
    ("R/O PE", ["r/o", "pe"]),
    ("in the R leg", ["in", "the", "right", "leg"]),
    ("", []),
]
SPELT = [
    ("pneumothroax", "pneumothorax"), ("atelectsis", "atelectasis"), ("consolidaton", "consolidation"),
    ("effusion", "effusion"),
    ("communicate", "communicate"), ("mass", "mass"), ("xyzzyxyz", "xyzzyxyz"), ("2024", "2024"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), NORMS, ids=[word for word, _ in NORMS])
def test_normal_form(word: str, expected: str) -> None:
    assert norm(word) == expected


@pytest.mark.parametrize(("text", "expected"), TOKENS, ids=[text for text, _ in TOKENS])
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.norm for token in tokenize(text)] == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "Old haematoma, 3.5 cm (left)."
    assert [text[token.start : token.end] for token in tokenize(text)] == [
        "Old",
        "haematoma",
        ",",
        "3.5",
        "cm",
        "(",
        "left",
        ")",
        ".",
    ]


@pytest.mark.parametrize(("word", "expected"), SPELT, ids=[word for word, _ in SPELT])
def test_spelling(word: str, expected: str) -> None:
    assert corrected(word) == expected
