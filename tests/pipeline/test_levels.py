"""Numbered places and categories in text: spinal levels, ribs, segments, digits, scores, and what only looks like one."""

from __future__ import annotations

import pytest

from overread.language.figures.levels import levels
from overread.language.places import are_levels_apart

PLACES = [
    ("L4-L5", {"L4-L5"}), ("L4-5", {"L4-L5"}), ("C5/6", {"C5-C6"}), ("L5-S1", {"L5-S1"}), ("L5-1", {"L5-S1"}),
    ("C7-T1", {"C7-T1"}),
    ("T12-L1", {"T12-L1"}), ("L3 through L5", {"L3", "L4", "L5"}), ("T11 to L1", {"T11", "T12", "L1"}),
    ("C3-C5", {"C3", "C4", "C5"}),
    ("L2, L3 and L4", {"L2", "L3", "L4"}), ("the T2 vertebral body", {"T2"}), ("L4-L5: 3 mm", {"L4-L5"}),
    ("L4 on L5", {"L4-L5"}),
    ("third lumbar vertebra", {"L3"}), ("segment VIII", {"segment-8"}), ("segments 5 and 6", {"segment-5", "segment-6"}),
    ("segment IVa", {"segment-4a"}), ("sixth through eighth ribs", {"rib-6", "rib-7", "rib-8"}),
    ("6th, 7th, and 8th ribs", {"rib-6", "rib-7", "rib-8"}),
    ("ribs 4-6", {"rib-4", "rib-5", "rib-6"}), ("the left posterior 9th rib", {"rib-9"}),
    ("fourth metacarpal", {"metacarpal-4"}),
    ("low T1 marrow signal", set()), ("T2 shading of the cyst", set()), ("T1 dark disc", set()), ("T2 value of 40 ms", set()),
    ("collapse of T2", {"T2"}),
    ("third finger", {"digit-3"}), ("the fourth ventricle", set()), ("T2 hyperintense", set()), ("T1 and T2 weighted", set()),
    ("sagittal T1", set()), ("T2 shading", set()), ("T1, STIR coronal", set()),
    ("CT of 2024", set()), ("L 3 cm", set()), ("12 ribs", set()),
]  # fmt: skip

CATEGORIES = [
    ("BI-RADS 4", "birads:4"), ("BI-RADS category 4A", "birads:4a"), ("BIRADS: 2", "birads:2"), ("BI-RADS 0", "birads:0"),
    ("Lung-RADS 4A", "lungrads:4a"), ("Lung-RADS category: 2", "lungrads:2"), ("LI-RADS 5", "lirads:5"), ("LR-5", "lirads:5"),
    ("LR-M", "lirads:m"), ("TI-RADS 3", "tirads:3"), ("TR4", "tirads:4"), ("PI-RADS 4", "pirads:4"), ("ASPECTS 8", "aspects:8"),
    ("ASPECTS score is 10", "aspects:10"), ("Bosniak IIF", "bosniak:2f"), ("Bosniak 2F", "bosniak:2f"),
    ("Fazekas 2", "fazekas:2"),
    ("Kellgren-Lawrence grade 3", "kellgrenlawrence:3"), ("Modic type 1", "modic:1"), ("type II odontoid fracture", "type:2"),
    ("Grade I anterolisthesis", "grade:1"), ("Stanford type B", "stanford:b"), ("Type A dissection", "stanford:a"),
    ("stage IV", "stage:4"),
    ("Child-Pugh B", "childpugh:b"), ("Salter-Harris II", "salterharris:2"), ("tricuspid regurgitation", None),
    ("tripartite", None),
    ("lumbar type vertebral bodies", None), ("this type, a cyst", None), ("high-grade stenosis", None),
    ("Fleischner criteria", None), ("nodule, U3", "u:3"), ("u3 of the lesion", None), ("U 3 cm", None), ("U12", None),
]  # fmt: skip

IMAGES = ["series 3", "image 45", "(3:45)", "(203/162)", "se 3, im 45", "slice 12"]


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[text for text, _ in PLACES])
def test_places(text: str, expected: set[str]) -> None:
    assert {name for level in levels(text) if level.kind == "level" for name in level.names} == expected


@pytest.mark.parametrize(("text", "expected"), CATEGORIES, ids=[text for text, _ in CATEGORIES])
def test_categories(text: str, expected: str | None) -> None:
    found = {name for level in levels(text) if level.kind in ("score", "grade") for name in level.names if ":" in name}
    assert found == ({expected} if expected else set())


@pytest.mark.parametrize("text", IMAGES)
def test_image_references_are_only_that(text: str) -> None:
    assert [(level.kind, text[slice(*level.span)]) for level in levels(text)] == [("image", text)]


def test_spans_are_those_of_the_words() -> None:
    text = "Disc bulge at L4-5, BI-RADS 2, fifth rib."
    assert [text[slice(*level.span)] for level in sorted(levels(text), key=lambda level: level.span)] == [
        "L4-5",
        "BI-RADS 2",
        "fifth",
    ]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"L3-L4"}, {"L3", "L4"}, False),
        ({"L3-L4"}, {"L4"}, False),
        ({"L3-L4"}, {"L4-L5"}, True),
        ({"T8"}, {"T10"}, True),
        ({"segment-7"}, {"segment-8"}, True),
        ({"rib-4"}, set(), False),
    ],
)
def test_levels_are_apart_only_where_none_is_the_end_of_another(one: set[str], other: set[str], apart: bool) -> None:
    assert are_levels_apart(frozenset(one), frozenset(other)) is apart
