"""When something is due: the interval that a recommendation gives, in days."""

from __future__ import annotations

import re

from overread.finding import Quantity

_DAYS = {"d": 1.0, "wk": 7.0, "mo": 30.4, "a": 365.0, "h": 1 / 24, "min": 1 / 1440, "s": 1 / 86_400}
_IN_PARTS = re.compile(r"\b(\d{1,2})(?:\s?-\s?(\d{1,2}))?/(7|52|12)\b")
"""Days, weeks and months as they are noted in Britain: "CT in 3/12", "review 6/52"."""
_PARTS = {"7": "d", "52": "wk", "12": "mo"}
_YEARLY = re.compile(r"\b(?:annual(?:ly)?|yearly|in (?:a|one) year|every year)\b", re.IGNORECASE)
_SHORT = re.compile(r"\bshort[- ](?:term|interval)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:immediate(?:ly)?|today|at once)\b", re.IGNORECASE)
_NUMBERS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_NUMBERS |= {"eighteen": 18, "twenty-four": 24}
_WORDED = re.compile(
    rf"\b({'|'.join(_NUMBERS)})(?:\s+to\s+({'|'.join(_NUMBERS)}))?[\s-]+(day|week|month|year)s?\b", re.IGNORECASE
)
_AGE = re.compile(r"\b(?:from|after|at|until|before) (?:the )?age of (\d{2})\b", re.IGNORECASE)
_SLACK = 1.15
_UNITS = {"d": "d", "w": "wk", "m": "mo", "y": "a"}


def interval_in(text: str, sizes: tuple[Quantity, ...]) -> tuple[float, float] | None:
    """Return the least and the most days that words and the times among `sizes` tell, None where they tell none."""
    days = [value * _DAYS[size.unit] for size in sizes if size.quantity == "time" for value in size.values]
    for match in _WORDED.finditer(text):
        unit = _DAYS[_UNITS[match[3][0].lower()]]
        days += [_NUMBERS[word.lower()] * unit for word in match.groups()[:2] if word]
    for match in _IN_PARTS.finditer(text):
        days += [int(number) * _DAYS[_PARTS[match[3]]] for number in match.groups()[:2] if number]
    if _YEARLY.search(text):
        days.append(365.0)
    if not days and _SHORT.search(text):
        return 7.0, 190.0
    if not days and _NOW.search(text):
        return 0.0, 1.0
    return (min(days), max(days)) if days else None


def meet(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Say whether two intervals may be one, give or take a little; what gives none meets any."""
    return one is None or other is None or (one[0] <= other[1] * _SLACK and other[0] <= one[1] * _SLACK)


def differ_in_age(one: str, other: str) -> bool:
    """Say whether two texts name different ages from which something is due ("at the age of 50")."""
    return len({*_AGE.findall(one), *_AGE.findall(other)}) > 1
