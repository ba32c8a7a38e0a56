"""Terms that are not written in one run are read as the terms they are."""

from __future__ import annotations

import pytest

from overread.language.words.reading import read


def named(text: str, category: str) -> list[tuple[str, str]]:
    """Return the words and the first meaning of every item of a category."""
    return [(text[item.start : item.end], value) for item in read(text).items if (value := item.value(category))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("femoral and popliteal veins", [("femoral", "femoral_vein"), ("popliteal veins", "popliteal_vein")]),
        ("brachial and basilic veins", [("brachial", "brachial_vein"), ("basilic veins", "basilic_vein")]),
        ("femoral vein and liver", [("femoral vein", "femoral_vein"), ("liver", "liver")]),
    ],
)
def test_the_end_of_a_term_is_shared(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, "anatomy") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("elevated left hemidiaphragm", [("elevated left hemidiaphragm", "elevated_hemidiaphragm")]),
        ("mass of the left kidney", [("mass", "mass")]),
        ("left and right effusions", [("effusions", "effusion")]),
    ],
)
def test_a_side_may_stand_within_a_term(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, "concept") == expected
