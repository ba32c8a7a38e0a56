"""What printed values measure in base units, and whether two of them agree."""

from __future__ import annotations

from overread.finding import Quantity

SCALES = {
    "mm": ("size", 1.0), "cm": ("size", 10.0), "m": ("size", 1000.0), "[in_i]": ("size", 25.4), "mm2": ("area", 1.0),
    "cm2": ("area", 100.0), "mm3": ("volume", 1.0), "cm3": ("volume", 1000.0), "mL": ("volume", 1000.0), "L": ("volume", 1e6),
    "cm/s": ("velocity", 1.0), "m/s": ("velocity", 100.0),
}  # fmt: skip

UNPRINTED = "{length}"
"""The unit of lengths whose unit is left out; it may be any unit of length."""


def scaled(value: float, unit: str, decimals: int) -> tuple[str, float, float]:
    """Return what a printed value measures, the value itself and the step it is printed to, both in the base unit of that."""
    kind, scale = SCALES.get(unit, (unit, 1.0))
    return kind, value * scale, scale * 10.0**-decimals


def same_value(value: float, unit: str, decimals: int, other: float, other_unit: str, other_decimals: int) -> bool:
    """Return whether two printed values agree after conversion, each rounded to the coarser printed precision.

    Where the first is the finer one, the other must be what it rounds to: 3 is 2.5 rounded, but not 3.5.
    Where the unit of one length is not printed, their figures are compared.
    """
    if UNPRINTED in (unit, other_unit):
        unit, other_unit = (UNPRINTED if is_length(each) else each for each in (unit, other_unit))
    kind, one, step = scaled(value, unit, decimals)
    other_kind, two, other_step = scaled(other, other_unit, other_decimals)
    coarser = max(step, other_step)
    most = (0.5 - 1e-9 if step < other_step and one > two else 0.5 + 1e-9) * coarser
    return kind == other_kind and abs(one - two) <= most


def largest_mm(size: Quantity) -> float:
    """Return the largest dimension of a length in cm or mm, in mm."""
    return max(size.values) * (10.0 if size.unit == "cm" else 1.0)


def is_length(unit: str) -> bool:
    """Say whether a unit is one of length, printed or left out."""
    return unit == UNPRINTED or SCALES.get(unit, ("",))[0] == "size"
