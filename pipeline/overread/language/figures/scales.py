"""What printed values measure in base units, and whether two of them agree."""

from __future__ import annotations

SCALES = {
    "mm": ("size", 1.0), "cm": ("size", 10.0), "m": ("size", 1000.0), "[in_i]": ("size", 25.4), "mm2": ("area", 1.0),
    "cm2": ("area", 100.0), "mm3": ("volume", 1.0), "cm3": ("volume", 1000.0), "mL": ("volume", 1000.0), "L": ("volume", 1e6),
    "cm/s": ("velocity", 1.0), "m/s": ("velocity", 100.0),
}  # fmt: skip


def scaled(value: float, unit: str, decimals: int) -> tuple[str, float, float]:
    """Return what a printed value measures, the value itself and the step it is printed to, both in the base unit of that."""
    kind, scale = SCALES.get(unit, (unit, 1.0))
    return kind, value * scale, scale * 10.0**-decimals


def same_value(value: float, unit: str, decimals: int, other: float, other_unit: str, other_decimals: int) -> bool:
    """Return whether two printed values agree after conversion, each rounded to the coarser printed precision."""
    kind, one, step = scaled(value, unit, decimals)
    other_kind, two, other_step = scaled(other, other_unit, other_decimals)
    coarser = max(step, other_step)
    return kind == other_kind and abs(one - two) <= coarser / 2 + 1e-9 * coarser
