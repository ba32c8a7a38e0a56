"""Drafts that repeat a sentence of the source but for a side, a place, a number or a feature."""

from __future__ import annotations

import pytest

from overread.language.comparison.echoes.echoes import echoes

CHEST = frozenset({"chest", "body"})

ROWS: list[tuple[str, str, list[tuple[str, str, str, str]]]] = [
    ("Blurb of the left lung base.", "Blurb of the left lung base.", []),
    ("Blurb of the left lung base.", "Blurb of the right lung base.", [("laterality", "the right", "the left", "right")]),
    ("Blurb of the left lung base.", "Blurb of the left lung apex.", [("location", "apex", "base", "apex")]),
    ("Blurb of the left lung base.", "Blurb of the lung base.", [("laterality", "no side", "the left", "lung")]),
    ("Blurb of the lung base.", "Blurb of the left lung base.", [("laterality", "the left", "no side", "left")]),
    ("Blurb of the left lower lobe.", "Blurb of the left lung base.", []),
    (
        "Gloss in the right kidney and blurbs in both lungs.",
        "Gloss in the kidney and blurbs in both lungs.",
        [("laterality", "no side", "the right", "kidney")],
    ),
    ("Blurb of 9 mm, moved to the right.", "Blurb of 9 mm, moved to the.", [("laterality", "no side", "the right", "moved")]),
    ("Blurb of 9 mm, moved to the right.", "Moved blurb of 9 mm.", []),
    ("Blurb of the left kidney. Blurb of the right kidney.", "Blurbs of the kidneys.", []),
    ("No gloss of the right lung base.", "Gloss of the left lung base.", []),
    ("Blurb of the left lung base.", "Blurb of the left lung.", []),
    ("Small blurb, right more than left.", "Small blurb, left more than right.", []),
    ("Left blurb at the base. Right blurb at the apex.", "Right blurb at the base.", []),
    ("Anterior blurb of the kidney.", "Posterior blurb of the kidney.", [("location", "posterior", "anterior", "Posterior")]),
    ("Blurb at L4-L5 with gloss.", "Blurb at L3-L4 with gloss.", [("location", "L3-L4", "L4-L5", "L3-L4")]),
    ("Blurb of 12 mm near the carina.", "Blurb of 21 mm near the carina.", [("measurement", "21 mm", "12 mm", "21 mm")]),
    ("Blurb of 12 mm near the carina.", "Blurb of 1.2 cm near the carina.", []),
    (
        "Blurb of 2.2 x 1.8 cm near the carina.",
        "Blurb of 2.2 x 2.8 cm near the carina.",
        [("measurement", "2.2 x 2.8 cm", "2.2 x 1.8 cm", "2.2 x 2.8 cm")],
    ),
    ("Two blurbs in the spleen.", "Three blurbs in the spleen.", [("count", "3", "2", "Three")]),
    ("Multiple blurbs in the spleen.", "Several blurbs in the spleen.", []),
    ("Solid blurb in the spleen.", "Cystic blurb in the spleen.", [("descriptor", "cystic", "solid", "Cystic")]),
    (
        "Small blurb near the carina with a gloss.",
        "No blurb near the carina with a gloss.",
        [("negation", "absent", "present", "No blurb near the carina with a gloss")],
    ),
    ("No blurb of the left main carina.", "Blurb of the left main carina.", [("negation", "present", "absent", "Blurb")]),
    ("No blurb near the carina, no gloss.", "Blurb near the carina, no gloss.", [("negation", "present", "absent", "Blurb")]),
    ("No change of the blurb near the carina.", "Change of the blurb near the carina.", []),
    ("Blurb at the carina on the left.", "No blurb at the carina on the right.", []),
    ("Near-complete or complete blurb of the carina with gloss.", "Near-complete if not complete blurb of the carina.", []),
    ("Old blurb near the carina with a gloss.", "No blurb near the carina with a gloss.", []),
    ("The gloss is old. Blurb in the liver.", "Something else altogether, in the spleen.", []),
]


@pytest.mark.parametrize(("source", "draft", "expected"), ROWS)
def test_what_differs(source: str, draft: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [
        (echo.difference.attribute, echo.difference.claim_value, echo.difference.source_value, draft[slice(*echo.span)])
        for echo in echoes(draft, source, CHEST)
    ]
    assert found == expected


def test_the_source_sentence_is_named() -> None:
    source = "The gloss is old. Blurb of the left lung base. The end is near."
    (echo,) = echoes("Blurb of the right lung base.", source, CHEST)
    assert source[slice(*echo.source)] == "Blurb of the left lung base"
