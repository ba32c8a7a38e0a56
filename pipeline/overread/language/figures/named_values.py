"""Values without a unit that a report gives by name: scores, ratios, percentiles, half-times, gestational age."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from overread.finding import Span

_NUMBER = r"-?\d+(?:\.\d+)?"
_NAMES = {
    "zscore": r"Z[- ]?scores?",
    "agatston": r"Agatston(?: (?:calcium )?scores?)?|(?:coronary |coronary artery )?calcium scores?|CAC scores?",
    "aspects": r"(?-i:ASPECTS?)(?: score)?|aspects? score|aspects(?=\s*[:=]|\s+\d)",
    "rv_lv": r"RV\s?[:/-]\s?LV\)?(?: (?:diameter )?ratio)?|RV (?:to )?LV (?:diameter )?ratio|ratio of RV to LV",
    "ratio": r"ratio|Vr|CTR",
    "index": r"(?:index|indices|RI|ABI)",
    "density": r"PSA density",
    "core": r"(?:infarct |ischa?emic )?core(?: infarct)?(?: volume)?",
    "penumbra": r"penumbra(?: volume)?",
    "centiloid": r"centiloids?(?: (?:value|score))?",
    "half_time": r"half[- ]?(?:time|life)|T1/2|T½",
    "stress_score": r"summed stress score|SSS",
    "rest_score": r"summed rest score|SRS",
    "difference_score": r"summed difference score|SDS",
}
_NAMED = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{name}>(?:{term})\b)" for name, term in _NAMES.items()) + ")",
    re.IGNORECASE,
)
_HINTS = (
    "score", "agatston", "aspect", "ratio", "index", "indices", "rv:lv", "rv/lv", "rv-lv", "rv to lv", "density", "half",
    "t1/2", "t½", "core", "penumbra", "centiloid",
)  # fmt: skip
_SHORT_NAME = re.compile(r"\b(?:ri|abi|vr|ctr|s[srd]s)\b")
_VALUE = re.compile(
    r"[\s(]*(?:total\s+)?(?:(?:of|in) (?:the )?(?:[a-z]+ ){1,3}|(?:(?-i:[A-Z]{2,4})|left|right)(?=\s*[-–:=,\d])\s*)?"
    r"(?:(?:of|is|was|are|at|after \w+|score|equals?|elevated|increased|raised|reduced|normal|ranges?|ranging|measures?|"
    r"now|currently|from)\b\s*|[:=,]\s*|[-–]\s+)*"
    r"(?:approximately\s+|about\s+)?"
    rf"(?P<value>{_NUMBER}|zero\b)(?!\d|\.\d|/\d|\s*(?:mm|cm)\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\s*(?:(?:[,;/]|\band\b)\s*(?:(?:on|in|of) the )?(?:(?-i:[A-Z]{2,4})|left|right)\s*(?:is\s|[-–:=])?|[-–,]|to\b|and\b)\s*"
    rf"(?P<value>{_NUMBER})"
    r"(?!\d|\.\d|/\d|\s*(?:mm|cm|%))|"
    rf"\s*(?:on|in|at) the (?:left|right)\s*(?:,|;|,?\s*and)\s*(?P<sided>{_NUMBER})(?=\s*(?:on|in|at) the (?:left|right)\b)",
    re.IGNORECASE,
)
_PERCENTILE = re.compile(
    r"\b(?P<value>\d{1,2})(?:st|nd|rd|th)\s+(?:per)?centile|\(<?(?P<bare>\d{1,2})(?:st|nd|rd|th)\)", re.IGNORECASE
)
_PROFILE = re.compile(
    r"\b(?:BPP|biophysical (?:profile|score))\b(?: scores?)?(?:[^.;\d]|\n){0,12}(?P<value>\d{1,2})\s*(?:/|out of)\s*(?:8|10)\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\b(?:at|within|after|by) (?P<value>\d{1,3})(?:st|nd|rd|th)? ?-?min(?:ute)?s?\b", re.IGNORECASE)
_GESTATION = re.compile(
    r"\b(?P<weeks>\d{1,2})\s*(?:weeks?|wks?|w)\s*(?:and\s*|,\s*|\+\s*)?(?P<days>[0-6])\s*(?:days?|d)\b"
    r"|\b(?P<full>\d{1,2})\s*\+\s*(?P<rest>[0-6])\s*(?:weeks?|wks?|w\b|/40)",
    re.IGNORECASE,
)
_FULL_WEEKS = re.compile(
    r"\b(?:pregnancy|gestation(?:al age)?|fetus|GA|correspond(?:s|ing) to|consistent with|compatible with)"
    r"(?: (?:of|at|is|with|about|approximately))*\s+(?P<weeks>\d{1,2})\s*(?:completed )?weeks?\b"
    r"(?!\s*(?:(?:and|,|\+)?\s*[0-6]\s*(?:days?|d)\b|ago|earlier|later))|"
    r"\b(?P<of>\d{1,2})[- ]weeks?\s*(?:of )?(?:gestation|gestational|pregnancy|pregnant|intrauterine|fetus)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WEEKS = re.compile(r"\d\s*[w+]")
_WEEK = 7.0


class NamedValue(NamedTuple):
    """One named value: the key of its name, the value, its decimals as printed, the span of both, and its side."""

    name: str
    value: float
    decimals: int
    span: Span
    side: str | None = None


def named_values(text: str) -> Iterator[NamedValue]:
    """Yield the named values of a text; gestational age is in days."""
    low = text.lower()
    if "zero" not in low and _DIGIT.search(low) is None:
        return
    hinted = any(map(low.__contains__, _HINTS)) or _SHORT_NAME.search(low)
    for match in _NAMED.finditer(text) if hinted else ():
        found = _VALUE.match(text, match.end())
        start = match.start()
        while found and match.lastgroup:
            printed = found[found.lastgroup or 0]
            figure = "0" if printed.lower() == "zero" else printed
            decimals = len(figure.partition(".")[2])
            span = start, found.end(found.lastgroup or 0)
            yield NamedValue(match.lastgroup, float(figure), decimals, span, _side_of(text, *span))
            start = found.end()
            found = _NEXT.match(text, start) if match.lastgroup == "index" else None
    for match in _PERCENTILE.finditer(text) if "centile" in low else ():
        yield NamedValue("percentile", float(match["value"] or match["bare"]), 0, match.span())
    for match in _PROFILE.finditer(text) if "bpp" in low or "biophysical" in low else ():
        yield NamedValue("biophysical", float(match["value"]), 0, match.span())
    for match in _MINUTES.finditer(text) if "min" in low else ():
        yield NamedValue("minutes", float(match["value"]), 0, match.span())
    for match in _GESTATION.finditer(text) if _WEEKS.search(low) else ():
        weeks, days = match["weeks"] or match["full"], match["days"] or match["rest"]
        yield NamedValue("gestation", float(weeks) * _WEEK + float(days), 0, match.span())
    for match in _FULL_WEEKS.finditer(text) if "week" in low else ():
        yield NamedValue("gestation_weeks", float(match["weeks"] or match["of"]), 0, match.span())


def _side_of(text: str, start: int, end: int) -> str | None:
    """Return the side that stands behind a value ("0.62 on the right"), within it or before its name ("right ABI 0.62")."""
    behind = _SIDE_BEHIND.match(text, end)
    told = behind or _SIDE_WITHIN.search(text, max(0, start - _SIDE_REACH), end)
    return told[1].lower() if told else None


_SIDE_BEHIND = re.compile(r"\s*(?:on|in|at) the (left|right)\b", re.IGNORECASE)
_SIDE_WITHIN = re.compile(r"\b(left|right)\b[^.;,\d]*[\d.]+\Z", re.IGNORECASE)
_SIDE_REACH = 8


def is_same_value(one: NamedValue, other: NamedValue) -> bool:
    """Say whether two values of one name agree, each rounded to the coarser printed precision."""
    step = 10.0 ** -min(one.decimals, other.decimals)
    return one.name == other.name and abs(one.value - other.value) <= step / 2 + 1e-9
