"""Measured quantities in text: sizes in up to three dimensions, attenuation, uptake, fractions, velocities, in UCUM units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Quantity
from overread.language.figures.axes import LABEL, joined
from overread.language.figures.deviations import DEVIATIONS, deviations
from overread.language.figures.distances import start_of_distance
from overread.language.figures.portions import with_portions
from overread.language.figures.scales import UNPRINTED
from overread.language.figures.value_roles import (
    CHANGE_FROM,
    FROM,
    SPREAD_FROM,
    Role,
    is_grown_by,
    is_growth,
    leads_on,
    unit_kind,
    value_role,
)

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|(?:\d+ )?[1-9]/[2-9](?![\d/])|\d+(?:\.\d+)?|\.\d+)"
_SUV_UNIT = "{SUVbw}g/mL"
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
    "%": "%", "percent": "%", "per cent": "%", "degrees": "deg", "degree": "deg", "°": "deg",
    "cm/s": "cm/s", "cm/sec": "cm/s", "m/s": "m/s", "m/sec": "m/s", "mmhg": "mm[Hg]", "mm hg": "mm[Hg]",
    "g": "g", "grams": "g", "kg": "kg", "bpm": "{beats}/min", "beats per minute": "{beats}/min", "mci": "mCi", "mg": "mg",
    "weeks": "wk", "week": "wk", "days": "d", "day": "d", "kpa": "kPa", "ms": "ms", "mm/s": "mm/s", "mm2/s": "mm2/s",
    "g/cm2": "g/cm2", "g/cm²": "g/cm2", "g/cm3": "g/cm3", "mg/cm3": "mg/cm3", "ml/m2": "mL/m2", "ml/m²": "mL/m2",
    "g/m2": "g/m2", "g/m²": "g/m2", "l/min/m2": "L/min/m2", "l/min": "L/min", "ml/min": "mL/min", "kg/m2": "kg/m2",
    "cm2/m2": "cm2/m2",    "mmol/l": "mmol/L", "mg/dl": "mg/dL", "mm/m2": "mm/m2", "cm/m2": "cm/m2", "msv": "mSv",
    "gm": "g", "mbq": "MBq", "months": "mo", "month": "mo", "years": "a", "year": "a", "hours": "h", "hour": "h",
    "yrs": "a", "yr": "a", "wks": "wk", "wk": "wk", "mths": "mo", "mth": "mo", "hrs": "h", "hr": "h",
    "minutes": "min", "mins": "min", "seconds": "s", "secs": "s",
}  # fmt: skip
_UNIT = "(?:" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + r")(?![A-Za-z0-9²³])"
_WORDS_TOO = frozenset({"in", "m", "l", "g", "ms"})
_TECHNETIUM = "99"
_DIGITS = re.compile(r"\d+")
_BY = r"\s*(?:x|×|by)\s*"
_QUANTITY = re.compile(
    rf"(?<![\w.])(?<!\d/)(?:(?P<low>{_NUMBER})\s*-?\s*(?P<unit0>{_UNIT})?\s*(?P<link>->|=>|→|-|–|to|and)\s*(?={_NUMBER}\s*-?\s*{_UNIT}))?"
    rf"(?P<first>-?{_NUMBER})\s*-?\s*(?P<unit1>{_UNIT})?"
    rf"(?:(?(unit1)|{LABEL}?){_BY}(?P<second>{_NUMBER})(?:{LABEL}(?=\s*{_UNIT}))?\s*-?\s*(?P<unit2>{_UNIT})?"
    rf"(?:(?(unit2)|{LABEL}?){_BY}(?P<third>{_NUMBER})(?:{LABEL}(?=\s*{_UNIT}))?\s*-?\s*(?P<unit3>{_UNIT})?)?)?",
    re.IGNORECASE,
)
_LEADS_TO_UNIT = re.compile(rf"(?:[\d.,/\s×x–→=>-]|by|to|and|{LABEL}){{0,80}}+{_UNIT}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w.,:/-]){_NUMBER}(?:\s*[x×]\s*(?!10\s*(?:\^|-|−|⁻|\(-)){_NUMBER}){{1,2}}(?![\w^]|\.\d|\s*(?:-\s*)?{_UNIT}|\s*[x×]\s*\d)",
    re.IGNORECASE,
)
_WORDED = re.compile(rf"\b(?P<word>{'|'.join(_WORDS)})[\s-]+(?P<unit>{_UNIT})", re.IGNORECASE)
_SUV = re.compile(
    r"\bSUV(?:\s*-?\s*(?:max|mean|peak))?(?:imum)?\s*(?:value\s*)?(?:of|is|was|=|:|measuring|up to)?\s*"
    rf"(?P<value>{_NUMBER})(?:\s*(?:to|-|–)\s*(?P<high>{_NUMBER})(?!\d|\.\d)(?!\s*-?\s*{_UNIT}))?",
    re.IGNORECASE,
)
_SUV_AFTER = re.compile(
    rf"(?<![\w.])(?P<value>{_NUMBER})\s+SUV(?:max|mean|peak)?\b(?!\s*(?:max|mean|peak|of|is|was|=|:|\d))", re.IGNORECASE
)
_LONGEST_LEAD = 40
_LISTED = re.compile(
    r"\b(?:of|measur\w+|are|sized?|diameters?|about|approximately)\s+(?P<more>(?:\d+(?:\.\d+)?,\s+)+)\Z", re.IGNORECASE
)
_GAUGE = re.compile(r"\d{1,2}\s?-?G\b(?=\s*(?:core|needle|biops|vacuum|VAB|FNA|introducer|spinal|coaxial|tru-?cut|cannula))")
_PRIOR_BARE = re.compile(
    r"\s*[,;(]?\s*(?:previously|prev\.?|formerly|prior(?:ly)?|was|compared (?:to|with)|versus|vs\.?)\s*"
    r"(?:(?:measur\w+|was|of|at|:)\s*)*"
    rf"(?P<values>(?!(?:19|20)\d\d\b){_NUMBER}(?:{_BY}{_NUMBER}){{0,2}})(?=\s*(?:[,;)]|\.?\s*$|\.\s|on\b|in\b))",
    re.IGNORECASE,
)
_PRIOR_BARE_IN_BRACKETS = re.compile(
    rf"(?:\s(?:transverse|AP|CC|long|short|axis|diameter|max\w*|wide|thick|deep))*\s*(?:\[(?P<square>{_NUMBER}(?:{_BY}{_NUMBER}){{0,2}})\]"
    rf"|\((?P<round>\d+\.\d+(?:{_BY}\d+\.\d+){{0,2}})\))",
    re.IGNORECASE,
)
_BARE_NOW = re.compile(
    rf"(?:\(|\b(?:now|currently|measur\w+|to)\s+)(?P<values>{_NUMBER}(?:{_BY}{_NUMBER}){{0,2}})"
    r"\s*[,;(]?\s*(?:previously|prev\.?|formerly|prior(?:ly)?|was|compared (?:to|with)|versus|vs\.?|from)\s*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:[(\[]\s*(?:normal|ref(?:erence)?|nl|norm)\b|\b(?:normal|reference) (?:range|values?|limits?)\b|\bupper limit\b)"
    r"\s*(?:is|of|range|values?|up to|less than|greater than|under|[:=,<>≤≥])*\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
GROWTH = "growth"


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text in order, spans as offsets into it; bare numbers are none, but their products are.

    Lengths told one by one with their directions ("3.4 cm AP by 2.1 cm transverse") are one quantity.
    """
    yield from with_portions(text, joined(text, _in_order(text)))


def _in_order(text: str) -> Iterator[Quantity]:
    taken = -1
    for match in sorted(_matches(text), key=lambda item: (item.span[0], -item.span[1])):
        if match.span[0] >= taken:
            taken = match.span[1]
            yield match


def _matches(text: str) -> Iterator[Quantity]:
    place = 0
    while digits := _DIGITS.search(text, place):
        start = digits.start()
        match = None
        if _LEADS_TO_UNIT.match(text, start):
            match = _QUANTITY.match(text, start - 1) if start > place and text[start - 1] in "-." else None
            match = match or _QUANTITY.match(text, start)
            if match:
                yield from _from_numbers(text, match)
        elif match := _BARE.match(text, start):
            yield from _unprinted(text, match)
        place = match.end() if match else digits.end()
    for match in _WORDED.finditer(text) if any(map(text.lower().__contains__, _WORDS)) else ():
        if match["unit"].lower() in _WORDS_TOO:
            continue
        unit = UNITS[match["unit"].lower()]
        yield Quantity(
            (float(_WORDS[match["word"].lower()]),), unit, match.span(), (0,), value_role(text, *match.span()), unit_kind(unit)
        )
    if not place:
        return  # nothing else is told without a digit
    for value, decimals, span in deviations(text):
        yield Quantity((value,), DEVIATIONS, span, (decimals,), value_role(text, *span), "deviation")
    if "SUV" in text or "suv" in text:
        for pattern in (_SUV, _SUV_AFTER):
            for match in pattern.finditer(text):
                yield from _from_uptake(text, match)


def _unprinted(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the lengths whose unit the writer left out ("right lobe 5.6 x 2.1 x 2.0")."""
    printed = re.findall(_NUMBER, match[0])
    role = value_role(text, *match.span())
    found = Quantity(tuple(map(_number, printed)), UNPRINTED, match.span(), tuple(map(_decimals, printed)), role)
    yield found
    yield from _bare_prior(text, found)


def _from_uptake(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    printed = [number for number in (match["value"], match.groupdict().get("high")) if number]
    span = match.start("value"), match.start("value") + len(match["value"]) if len(printed) == 1 else match.end("high")
    if len(printed) == 2 and _number(printed[0]) > _number(printed[1]):
        yield Quantity((_number(printed[0]),), _SUV_UNIT, match.span("value"), (_decimals(printed[0]),), "prior", "uptake")
        yield Quantity((_number(printed[1]),), _SUV_UNIT, match.span("high"), (_decimals(printed[1]),), "current", "uptake")
        return
    role: Role = "range" if len(printed) == 2 else value_role(text, match.start(), span[1])
    found = Quantity(tuple(map(_number, printed)), _SUV_UNIT, span, tuple(map(_decimals, printed)), role, "uptake")
    yield found
    yield from _bare_prior(text, found)


def _from_numbers(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    units = [match[name] for name in ("unit1", "unit2", "unit3") if match[name]]
    if not units or _REFERENCE.search(text, max(0, match.start() - 30), match.start()):
        return
    last = units[-1].lower()
    if _GAUGE.match(text, match.start("first")) or (last == "m" and match["first"].lstrip("-") == _TECHNETIUM):
        return
    if last == "in" or (last in ("m", "l", "g") and (not match["unit1"] or len(units) != 1)):
        return
    end = max(match.end(name) for name in ("unit1", "unit2", "unit3"))
    unit = UNITS[last]
    printed, values = [], []
    for name, own in (("first", "unit1"), ("second", "unit2"), ("third", "unit3")):
        if match[name] and match.end(name) <= end:
            printed.append(match[name])
            values.append(_number(match[name]) * _factor(UNITS[match[own].lower()] if match[own] else unit) / _factor(unit))
    if len(values) == 1 and values[0] < 0 and unit != "[hnsf'U]":
        values = [-values[0]]
    if match["low"]:
        yield from _from_pair(text, match, unit, end, printed, values)
        return
    span = match.start("first"), end
    length = unit in ("mm", "cm") and len(values) == 1
    apart = start_of_distance(text, *span) if length else None
    kind = unit_kind(unit) if apart is None else "distance"
    span = (span[0] if apart is None else apart), end
    kind = GROWTH if is_growth(text, span[0], unit) or is_grown_by(text, end, unit) else kind
    found = Quantity(tuple(values), unit, span, tuple(map(_decimals, printed)), value_role(text, *span), kind)
    yield found
    yield from _bare_prior(text, found)


def _from_pair(
    text: str, match: re.Match[str], unit: str, end: int, printed: list[str], values: list[float]
) -> Iterator[Quantity]:
    """Tell "2 to 3 cm", a range, from "grown from 2 to 3 cm", a change, and "nodules of 2 and 3 cm", two sizes."""
    before = text[max(0, match.start() - 120) : match.start()]
    own = UNITS[match["unit0"].lower()] if match["unit0"] else unit
    kind = unit_kind(unit)
    low = _number(match["low"]) * _factor(own) / _factor(unit)
    link = match["link"].lower()
    stop = match.end("unit0") if match["unit0"] else match.end("low")
    led = leads_on(link, low, values, before)
    if link == "to" and not led and is_growth(text, match.start("low"), own):
        yield Quantity((_number(match["low"]),), own, (match.start("low"), stop), (_decimals(match["low"]),), "current", GROWTH)
        yield Quantity(tuple(values), unit, (match.start("first"), end), tuple(map(_decimals, printed)), "current", kind)
        return
    moved = link == "to" and CHANGE_FROM.search(before) is not None
    apart = link == "to" and FROM.search(before) and (moved or not SPREAD_FROM.search(before))
    if led or (link == "and" and not _BETWEEN.search(before)) or apart:
        changed = led or moved
        yield from _listed(text, match.start("low"), own) if link == "and" and not changed else ()
        earlier: Role = "prior" if changed else "current"
        yield Quantity(
            (_number(match["low"]),), own, (match.start("low"), stop), (_decimals(match["low"]),), earlier, unit_kind(own)
        )
        yield Quantity(tuple(values), unit, (match.start("first"), end), tuple(map(_decimals, printed)), "current", kind)
        return
    decimals = (_decimals(match["low"]), *map(_decimals, printed))
    role: Role = "prior" if value_role(text, match.start("low"), end) == "prior" else "range"
    yield Quantity((low, *values), unit, (match.start("low"), end), decimals, role, unit_kind(unit))


def _listed(text: str, end: int, unit: str) -> Iterator[Quantity]:
    """Yield the values before the last two of a list, which alone has the unit ("measuring 5, 7 and 9 mm")."""
    listed = _LISTED.search(text, max(0, end - _LONGEST_LEAD), end)
    for number in re.finditer(_NUMBER, listed["more"]) if listed else ():
        start = listed.start("more") if listed else 0
        span = start + number.start(), start + number.end()
        yield Quantity((_number(number[0]),), unit, span, (_decimals(number[0]),), "current", unit_kind(unit))


def _bare_prior(text: str, found: Quantity) -> Iterator[Quantity]:
    """Yield the earlier value that leaves out its unit ("SUVmax 12.1, previously 15.6", "cyst 3.1 cm (3.0)"), or the present
    one before it ("(19 x 14, was 11 x 8 mm)").
    """
    if found.role == "prior" and (now := _BARE_NOW.search(text, max(0, found.span[0] - 60), found.span[0])):
        yield _alike(found, now, "values", "current")
    if found.role != "current":
        return
    match, name = _PRIOR_BARE.match(text, found.span[1]), "values"
    if match is None and (match := _PRIOR_BARE_IN_BRACKETS.match(text, found.span[1])):
        name = match.lastgroup or ""
    if match:
        yield _alike(found, match, name, "prior")


def _alike(found: Quantity, match: re.Match[str], name: str, role: Role) -> Quantity:
    """Return the value that a match prints without a unit: that of the value it stands beside."""
    printed = re.findall(_NUMBER, match[name])
    values = tuple(map(_number, printed))
    return Quantity(values, found.unit, match.span(name), tuple(map(_decimals, printed)), role, found.quantity)


_FACTORS = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "[in_i]": 25.4}


def _factor(unit: str) -> float:
    return _FACTORS.get(unit, 1.0)


def _number(text: str) -> float:
    whole, _, half = text.rpartition(" ") if "/" in text else (text, "", "")
    over, _, under = half.partition("/")
    return float(whole.replace(",", "") or 0) + (float(over) / float(under) if half else 0.0)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
