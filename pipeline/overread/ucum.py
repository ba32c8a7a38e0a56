"""UCUM units as structured measurements print them: which are known, and which lengths, areas and volumes are possible.

Source of codes and prefixes: The Unified Code for Units of Measure, version 2.1. Only atoms met in imaging are listed.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PREFIXES = {
    "": 1.0, "Y": 1e24, "Z": 1e21, "E": 1e18, "P": 1e15, "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "h": 1e2, "da": 1e1,
    "d": 1e-1, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15, "a": 1e-18, "z": 1e-21, "y": 1e-24,
}  # fmt: skip
_METRIC = frozenset(
    "m s g rad K C cd L l ar Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv Ci R mol eq osm U [iU] kat u eV bar "
    "m[Hg] m[H2O] t B Np dyn erg G cal bit By Bd sr st".split()
)
_PLAIN = frozenset(
    "% 10* 10^ [ppth] [ppm] [ppb] [pi] min h d wk mo a deg ' '' gon circ [in_i] [ft_i] [yd_i] [mi_i] [lb_av] [oz_av] "
    "[degF] [hnsf'U] [Ch] [diop] [arb'U] [pH]".split()
)
_MEANT = {
    "HU": "[hnsf'U]", "hu": "[hnsf'U]", "Hounsfield": "[hnsf'U]", "SUV": "{SUVbw}g/mL", "cc": "mL", "mm²": "mm2",
    "cm²": "cm2", "mm³": "mm3", "cm³": "cm3", "°": "deg", "µm": "um", "μm": "um", "in": "[in_i]", "inch": "[in_i]",
    "ft": "[ft_i]", "mmHg": "mm[Hg]", "sec": "s", "years": "a", "days": "d", "millimeter": "mm", "millimetre": "mm",
    "centimeter": "cm", "centimetre": "cm", "Fr": "[Ch]",
}  # fmt: skip
_PRINTED = {"[hnsf'U]": "HU", "{SUVbw}g/mL": "SUV", "cm3": "mL", "deg": "degrees", "{Tscore}": "(T-score)"}
_POWERS = {"": 1, "1": 1, "2": 2, "3": 3}
_LIMITS = {1: (3.0, "3 m"), 2: (3.0, "3 m2"), 3: (0.1, "100 L")}
_ANNOTATION = re.compile(r"\{[ -z|~]*\}")
_EXPONENT = re.compile(r"[+-]?[0-9]{1,2}$")
_SIZE = re.compile(r"(?P<prefix>da|[YZEPTGMkhdcmunpfazy]?)(?P<atom>m|L|l)(?P<power>[123]?)")


@lru_cache(maxsize=1024)
def is_unit(unit: str) -> bool:
    """Tell whether `unit` is a UCUM expression of known atoms, annotations in braces included."""
    bare = _ANNOTATION.sub("", unit)
    if not unit or len(unit) > 64 or bare.count("(") != bare.count(")"):
        return False
    if not bare:
        return True
    parts = re.split(r"[./]", bare.removeprefix("/"))
    return all(_is_component(part.strip("()")) for part in parts)


def meant(unit: str) -> str | None:
    """Return the UCUM code for a unit often written otherwise ("HU", "cc"), or None."""
    return _MEANT.get(unit)


def as_printed(unit: str) -> str:
    """Return a UCUM unit as a report writes it ("HU"), the code itself where it is written so."""
    return _PRINTED.get(unit, unit)


def impossible(value: float, unit: str) -> str | None:
    """Say why a length, area or volume cannot be one of a human body, or return None; other quantities may have any value."""
    size = _SIZE.fullmatch(_ANNOTATION.sub("", unit))
    if size is None:
        return None
    power = _POWERS[size["power"]]
    metres = value * _PREFIXES[size["prefix"]] ** power
    if size["atom"] != "m":
        power, metres = 3, metres * 1e-3
    most, printed = _LIMITS[power]
    if 0 <= metres <= most:
        return None
    return f"expected a value from 0 to {printed}"


def _is_component(part: str) -> bool:
    if part.isdigit() and part.isascii():
        return True
    atom = part if part in _PLAIN else _EXPONENT.sub("", part)
    if atom in _PLAIN or atom in _METRIC:
        return True
    return any(atom.startswith(prefix) and atom[len(prefix) :] in _METRIC for prefix in _PREFIXES if prefix)
