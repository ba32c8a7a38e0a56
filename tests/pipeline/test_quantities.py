"""Quantities in text: values, units, dimensions, printed precision, and whether they are current, prior, a limit or a range."""

from __future__ import annotations

import pytest

from overread.language.figures.quantities import quantities
from overread.language.figures.scales import same_value

SUV, HU, LENGTH = "{SUVbw}g/mL", "[hnsf'U]", "{length}"
READ = [
    ("a 5mm nodule", [((5,), "mm", "current", "5mm")]),
    ("a 5-mm nodule", [((5,), "mm", "current", "5-mm")]),
    ("2.5 cm", [((2.5,), "cm", "current", "2.5 cm")]),
    (".8 cm", [((0.8,), "cm", "current", ".8 cm")]),
    ("1 1/2 cm", [((1.5,), "cm", "current", "1 1/2 cm")]),
    ("two centimeters", [((2,), "cm", "current", "two centimeters")]),
    ("a half-inch", [((0.5,), "[in_i]", "current", "half-inch")]),
    ("2 x 3 cm", [((2, 3), "cm", "current", "2 x 3 cm")]),
    ("2.0 cm x 3.1 cm x 4 cm", [((2, 3.1, 4), "cm", "current", "2.0 cm x 3.1 cm x 4 cm")]),
    (
        "1.3 (craniocaudal) x 1.2 (transverse) x 1.7 cm (AP)",
        [((1.3, 1.2, 1.7), "cm", "current", "1.3 (craniocaudal) x 1.2 (transverse) x 1.7 cm")],
    ),
    ("1.3 (CC) x 1.2 (AP) cm", [((1.3, 1.2), "cm", "current", "1.3 (CC) x 1.2 (AP) cm")]),
    ("3 cm by 4 cm", [((3, 4), "cm", "current", "3 cm by 4 cm")]),
    ("13 mm × 9 mm", [((13, 9), "mm", "current", "13 mm × 9 mm")]),
    ("8 mm x 1.2 cm", [((0.8, 1.2), "cm", "current", "8 mm x 1.2 cm")]),
    (
        "lobe 5.6 x 2.1 x 2.0, isthmus 4 mm",
        [((5.6, 2.1, 2), LENGTH, "current", "5.6 x 2.1 x 2.0"), ((4,), "mm", "current", "4 mm")],
    ),
    ("cyst 3.4 x 2, was 3.0 x 2", [((3.4, 2), LENGTH, "current", "3.4 x 2"), ((3, 2), LENGTH, "prior", "3.0 x 2")]),
    ("ADC 0.9 x 10-3", []),
    ("2-3 cm", [((2, 3), "cm", "range", "2-3 cm")]),
    ("4 to 5 cm", [((4, 5), "cm", "range", "4 to 5 cm")]),
    ("6mm-8mm", [((6, 8), "mm", "range", "6mm-8mm")]),
    ("between 2 and 3 cm", [((2, 3), "cm", "range", "2 and 3 cm")]),
    ("cysts of 2 and 3 cm", [((2,), "cm", "current", "2"), ((3,), "cm", "current", "3 cm")]),
    ("50-69% stenosis", [((50, 69), "%", "range", "50-69%")]),
    ("ejection fraction of 55 percent", [((55,), "%", "current", "55 percent")]),
    ("up to 8 mm", [((8,), "mm", "limit", "8 mm")]),
    ("less than 5 mm", [((5,), "mm", "limit", "5 mm")]),
    (">2 cm", [((2,), "cm", "limit", "2 cm")]),
    ("measuring over 8 cm", [((8,), "cm", "limit", "8 cm")]),
    ("occlusion over 8 cm", [((8,), "cm", "current", "8 cm")]),
    ("9 mm, previously 6 mm", [((9,), "mm", "current", "9 mm"), ((6,), "mm", "prior", "6 mm")]),
    ("9 mm (previously 6)", [((9,), "mm", "current", "9 mm"), ((6,), "mm", "prior", "6")]),
    ("9 mm (6 mm in the preceding scan)", [((9,), "mm", "current", "9 mm"), ((6,), "mm", "prior", "6 mm")]),
    ("9 mm, larger than the day before (6 mm)", [((9,), "mm", "current", "9 mm"), ((6,), "mm", "prior", "6 mm")]),
    ("smaller, 19 to 11 mm", [((19,), "mm", "prior", "19"), ((11,), "mm", "current", "11 mm")]),
    ("5.1 -> 5.8 cm", [((5.1,), "cm", "prior", "5.1"), ((5.8,), "cm", "current", "5.8 cm")]),
    ("SUVmax unchanged, 5 → 8 mm", [((5,), "mm", "prior", "5"), ((8,), "mm", "current", "8 mm")]),
    ("has grown (13 mm to 16 mm)", [((13,), "mm", "prior", "13 mm"), ((16,), "mm", "current", "16 mm")]),
    ("9 mm, was 6 mm", [((9,), "mm", "current", "9 mm"), ((6,), "mm", "prior", "6 mm")]),
    ("9 mm compared to 6 mm", [((9,), "mm", "current", "9 mm"), ((6,), "mm", "prior", "6 mm")]),
    ("was 5 mm, now 7 mm", [((5,), "mm", "prior", "5 mm"), ((7,), "mm", "current", "7 mm")]),
    ("increased from 6 mm to 9 mm", [((6,), "mm", "prior", "6 mm"), ((9,), "mm", "current", "9 mm")]),
    ("has grown from 0.9 to 1.4 cm", [((0.9,), "cm", "prior", "0.9"), ((1.4,), "cm", "current", "1.4 cm")]),
    ("decreased to 5 mm from 7 mm", [((5,), "mm", "current", "5 mm"), ((7,), "mm", "prior", "7 mm")]),
    ("3.4 cm in 2020", [((3.4,), "cm", "prior", "3.4 cm")]),
    ("3 cm, compared to 2020", [((3,), "cm", "current", "3 cm")]),
    ("SUVmax 12.1", [((12.1,), SUV, "current", "12.1")]),
    ("SUV max of 5", [((5,), SUV, "current", "5")]),
    ("18.1 SUV", [((18.1,), SUV, "current", "18.1")]),
    ("SUVmax 12.1, previously 15.6", [((12.1,), SUV, "current", "12.1"), ((15.6,), SUV, "prior", "15.6")]),
    ("SUV 3.4 to 5.6", [((3.4, 5.6), SUV, "range", "3.4 to 5.6")]),
    ("-5 HU", [((-5,), HU, "current", "-5 HU")]),
    ("nodule -5 mm", [((5,), "mm", "current", "-5 mm")]),
    ("1,200 mL", [((1200,), "mL", "current", "1,200 mL")]),
    ("PSV 120 cm/sec", [((120,), "cm/s", "current", "120 cm/sec")]),
    ("C5-6 3 mm", [((3,), "mm", "current", "3 mm")]),
    ("4 cm above the carina", [((4,), "cm", "current", "4 cm")]),
]
NONE = [
    "12/4/2023",
    "on 3 March 2020",
    "image 45",
    "series 3",
    "BI-RADS 4",
    "Lung-RADS 4A",
    "3 in the left kidney",
    "two nodules",
    "L4-L5",
    "1,5",
]
SAME = [
    (0.8, "cm", 1, 8, "mm", 0, True),
    (0.8, "cm", 1, 7, "mm", 0, False),
    (1, "cm", 0, 12, "mm", 0, True),
    (1, "cm", 0, 16, "mm", 0, False),
    (3.5, "cm", 1, 3, "cm", 0, False),
    (2.5, "cm", 1, 3, "cm", 0, True),
    (3, "cm", 0, 3.5, "cm", 1, True),
    (8, "mm", 0, 8, "mm", 0, True),
    (8, "mm", 0, 8, "%", 0, False),
    (1, "[in_i]", 0, 2.5, "cm", 1, True),
    (120, "cm/s", 0, 1.2, "m/s", 1, True),
    (2, "cm3", 0, 2, "mL", 0, True),
    (5, HU, 0, -5, HU, 0, False),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_quantities(text: str, expected: list[tuple[tuple[float, ...], str, str, str]]) -> None:
    found = list(quantities(text))
    assert [(quantity.unit, quantity.role, text[slice(*quantity.span)]) for quantity in found] == [row[1:] for row in expected]
    for quantity, (values, *_) in zip(found, expected, strict=True):
        assert quantity.values == pytest.approx(values)


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_quantities(text: str) -> None:
    assert list(quantities(text)) == []


@pytest.mark.parametrize(("text", "decimals"), [("2.50 cm", (2,)), ("2 x 3.1 cm", (0, 1)), ("0.9 to 1.45 cm", (1, 2))])
def test_printed_precision_is_kept(text: str, decimals: tuple[int, ...]) -> None:
    assert next(quantities(text)).decimals == decimals


@pytest.mark.parametrize(("value", "unit", "decimals", "other", "other_unit", "other_decimals", "expected"), SAME)
def test_equality_is_exact_after_conversion_and_rounding(
    value: float, unit: str, decimals: int, other: float, other_unit: str, other_decimals: int, expected: bool
) -> None:
    assert same_value(value, unit, decimals, other, other_unit, other_decimals) is expected
