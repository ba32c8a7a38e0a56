"""Measured quantities in text: sizes in one to three dimensions, attenuation, uptake, fractions and velocities, in UCUM units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Quantity

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\.\d+)"
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "half": 0.5,
}  # fmt: skip
UNITS = {
    "mm": "mm", "millimeter": "mm", "millimeters": "mm", "millimetre": "mm", "millimetres": "mm", "mms": "mm",
    "cm": "cm", "centimeter": "cm", "centimeters": "cm", "centimetre": "cm", "centimetres": "cm", "cms": "cm",
    "m": "m", "in": "[in_i]", "inch": "[in_i]", "inches": "[in_i]",
    "mm2": "mm2", "mm²": "mm2", "cm2": "cm2", "cm²": "cm2", "sq cm": "cm2", "square centimeters": "cm2",
    "mm3": "mm3", "mm³": "mm3", "cm3": "cm3", "cm³": "cm3", "cc": "cm3", "ccs": "cm3", "cubic centimeters": "cm3",
    "ml": "mL", "milliliters": "mL", "millilitres": "mL", "mls": "mL", "l": "L", "liters": "L", "litres": "L", "liter": "L",
    "hu": "[hnsf'U]", "hounsfield units": "[hnsf'U]", "hounsfield unit": "[hnsf'U]",
    "%": "%", "percent": "%", "degrees": "deg", "degree": "deg", "°": "deg",
    "cm/s": "cm/s", "cm/sec": "cm/s", "m/s": "m/s", "m/sec": "m/s", "mmhg": "mm[Hg]", "mm hg": "mm[Hg]",
    "g": "g", "grams": "g", "kg": "kg", "bpm": "{beats}/min", "beats per minute": "{beats}/min", "mci": "mCi", "mg": "mg",
    "weeks": "wk", "week": "wk", "days": "d", "day": "d", "kpa": "kPa", "ms": "ms", "mm/s": "mm/s", "mm2/s": "mm2/s",
    "gm": "g", "mbq": "MBq", "months": "mo", "month": "mo", "years": "a", "year": "a", "hours": "h", "hour": "h",
}  # fmt: skip
_UNIT = "(?:" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + r")(?![A-Za-z0-9²³])"
_BY = r"\s*(?:x|×|by)\s*"  # noqa: RUF001
_QUANTITY = re.compile(
    rf"(?<![\w.])(?:(?P<low>{_NUMBER})\s*(?:-|–|to|and)\s*(?={_NUMBER}\s*-?\s*{_UNIT}))?"  # noqa: RUF001
    rf"(?P<first>-?{_NUMBER})\s*-?\s*(?P<unit1>{_UNIT})?"
    rf"(?:{_BY}(?P<second>{_NUMBER})\s*-?\s*(?P<unit2>{_UNIT})?)?"
    rf"(?:{_BY}(?P<third>{_NUMBER})\s*-?\s*(?P<unit3>{_UNIT})?)?",
    re.IGNORECASE,
)
_WORDED = re.compile(rf"\b(?P<word>{'|'.join(_WORDS)})[\s-]+(?P<unit>{_UNIT})", re.IGNORECASE)
_SUV = re.compile(rf"\bSUV(?:\s*-?\s*(?:max|mean|peak))?(?:imum)?\s*(?:of|is|was|=|:|measuring|up "
rf"to)?\s*(?P<value>{_NUMBER})", re.IGNORECASE)
_LIMIT = re.compile(r"(?:up to|at least|less than|greater than|more than|no more than|under|over|exceeding|<|>|≤|"
r"≥)\s*(?:approximately\s*)?$", re.I)
_PRIOR = re.compile(
    r"(?:previous(?:ly)?|prior(?:ly)?|formerly|was|were|had been|compared (?:to|with)|versus|vs\.?|from|then)\s*"
    r"(?:(?:measur(?:ed|ing)|being|size|of|was|at|approximately|about|in|\(|:)\s*)*$",
    re.IGNORECASE,
)
_PRIOR_AFTER = re.compile(r"^\s*(?:previously|on (?:the )?prior|before|on (?:the )?previous|in \d{4}|formerly|prior\b)", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_CHANGE_FROM = re.compile(r"(?:increas|decreas|chang|enlarg|grown|down|up|diminish|shrunk|progress)\w*[^.;]{0,40}\bfrom\s*$", re.IGNORECASE)
_NO_DECIMALS = {"%": "fraction", "[hnsf'U]": "attenuation", "deg": "angle"}
TIME_UNITS = frozenset({"wk", "d", "mo", "a", "h"})
_QUANTITY_OF = {
    "mm": "size", "cm": "size", "m": "size", "[in_i]": "size", "mm2": "area", "cm2": "area", "mm3": "volume", "cm3": "volume",
    "mL": "volume", "L": "volume", "[hnsf'U]": "attenuation", "%": "fraction", "deg": "angle", "cm/s": "velocity", "m/s": "velocity",
    "mm[Hg]": "pressure", "{SUVbw}g/mL": "uptake",
}  # fmt: skip


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text in order, spans as offsets into it; bare numbers are not quantities."""
    taken = -1
    for match in sorted(_matches(text), key=lambda item: (item.span[0], -item.span[1])):
        if match.span[0] >= taken:
            taken = match.span[1]
            yield match


def _matches(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        found = _from_numbers(text, match)
        if found:
            yield found
    for match in _WORDED.finditer(text):
        unit = UNITS[match["unit"].lower()]
        yield Quantity((float(_WORDS[match["word"].lower()]),), unit, match.span(), (0,), _role(text, match), _kind(unit))
    for match in _SUV.finditer(text):
        value = match["value"]
        yield Quantity((_number(value),), "{SUVbw}g/mL", match.span("value"), (_decimals(value),), _role(text, match), "uptake")


def _from_numbers(text: str, match: re.Match[str]) -> Quantity | None:
    units = [match[name] for name in ("unit1", "unit2", "unit3") if match[name]]
    if not units:
        return None
    end = max(match.end(name) for name in ("unit1", "unit2", "unit3"))
    unit = UNITS[units[-1].lower()]
    if units[-1].lower() in ("in", "m", "l", "g") and (not match["unit1"] or len(units) != 1):
        return None
    if units[-1].lower() == "in":
        return None
    numbers, scales = [], []
    for name, own in (("first", "unit1"), ("second", "unit2"), ("third", "unit3")):
        if match[name] and match.end(name) <= end:
            numbers.append(match[name])
            scales.append(UNITS[match[own].lower()] if match[own] else unit)
    if match["low"]:
        numbers.insert(0, match["low"])
        scales.insert(0, unit)
    values = tuple(_number(number) * (_factor(scale) / _factor(unit)) for number, scale in zip(numbers, scales, strict=True))
    role = "range" if match["low"] else _role(text, match)
    if len(values) == 1 and values[0] < 0 and unit != "[hnsf'U]":
        values = (-values[0],)
    return Quantity(values, unit, (match.start("low") if match["low"] else match.start("first"), end), tuple(map(_decimals, numbers)), role, _kind(unit))  # type: ignore[arg-type]


_FACTORS = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "[in_i]": 25.4}


def _factor(unit: str) -> float:
    return _FACTORS.get(unit, 1.0)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _kind(unit: str) -> str:
    return "time" if unit in TIME_UNITS else _QUANTITY_OF.get(unit, unit)


def _role(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - 60) : match.start()]
    if _FROM.search(before):
        return "prior" if _CHANGE_FROM.search(before) else "current"
    if _PRIOR.search(before) and not re.search(r"(?:which|it|this|that|lesion|mass|nodule|and) was\s*$|^\s*was\s*$", before, re.IGNORECASE):
        return "prior"
    if _PRIOR_AFTER.match(text[match.end() : match.end() + 30]):
        return "prior"
    return "limit" if _LIMIT.search(before) else "current"


SCALES = {
    "mm": ("size", 1.0), "cm": ("size", 10.0), "m": ("size", 1000.0), "[in_i]": ("size", 25.4), "mm2": ("area", 1.0),
    "cm2": ("area", 100.0), "mm3": ("volume", 1.0), "cm3": ("volume", 1000.0), "mL": ("volume", 1000.0), "L": ("volume", 1e6),
    "cm/s": ("velocity", 1.0), "m/s": ("velocity", 100.0),
}  # fmt: skip


def same_value(value: float, unit: str, decimals: int, other: float, other_unit: str, other_decimals: int) -> bool:
    """Return whether two printed values agree after conversion, each rounded to the coarser printed precision."""
    kind, scale = SCALES.get(unit, (unit, 1.0))
    other_kind, other_scale = SCALES.get(other_unit, (other_unit, 1.0))
    if kind != other_kind:
        return False
    step = max(scale * 10.0**-decimals, other_scale * 10.0**-other_decimals)
    return abs(value * scale - other * other_scale) <= step / 2 + 1e-9 * step
