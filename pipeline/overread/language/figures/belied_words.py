"""Words for a value that the value itself belies: a normal ejection fraction of 28 per cent."""

from __future__ import annotations

import re
from typing import NamedTuple

_FRACTION = r"(?:(?:LV|left ventricular|gallbladder|GB)\s)?(?:ejection fraction|LVEF|GBEF|EF)"
_FUNCTION = (
    r"(?:(?:left ventricular|LV|global|systolic|gallbladder|ventricular|cardiac|resting)\s){0,4}(?:function|contractility)"
)
_WORD = r"(?P<word>normal|preserved|hyperdynamic|(?:mild|moderate|severe)ly (?:reduced|depressed|decreased|impaired))"
_EJECTED = re.compile(
    rf"\b{_WORD}\s(?:(?:{_FUNCTION}[\s,.;:(]*(?:with\s)?(?:an?\s)?)|(?:(?:global|systolic|resting)\s){{0,2}}){_FRACTION}"
    r"\s*(?:of|is|at|,|:|=|\(|measuring|measures)?\s*(?P<value>\d{1,2})\s?(?:%|per ?cent)",
    re.IGNORECASE,
)
_BILIARY = re.compile(r"\b(?:gallbladder|GB|GBEF|sincalide|CCK|biliary)\b", re.IGNORECASE)
_SEVERE = r"(?:70 ?(?:-|–|to) ?(?:99|89)|80 ?(?:-|–|to) ?99) ?%?"
_NARROWED = re.compile(
    r"\b(?P<word>(?:mild|minimal)\s(?:[\w-]+\s){0,4}?(?:stenosis|narrowing)|"
    r"(?:less than|under|below) 50 ?(?:%|per ?cent)|< ?50 ?%)"
    rf"(?:(?!\b(?:and|but)\b)[^.;\n]){{0,50}}?\b(?P<value>{_SEVERE})",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?P<word>micro-?(?:prolactin|aden)omas?)\b(?:(?!\b(?:and|but|or)\b)[^.;\n]){0,80}?"
    r"(?P<value>\b(?:(?:1[1-9]|[2-9]\d)(?:\.\d+)?(?:\s?[x×]\s?\d[\d.]*){0,2}\s?mm|(?:1\.[1-9]|[2-9](?:\.\d+)?)(?:\s?[x×]\s?\d[\d.]*){0,2}\s?cm))\b",
    re.IGNORECASE,
)
"""A pituitary adenoma of more than 10 mm, which is no microadenoma."""
_BOTH = re.compile(r"\bleft\b.*\bright\b|\bright\b.*\bleft\b", re.IGNORECASE | re.DOTALL)


class Belied(NamedTuple):
    """A word of a text and the value behind it that cannot be, with the span of both."""

    word: str
    value: str
    start: int
    end: int


def belied_words(text: str) -> list[Belied]:
    """Return the words of a text that the value told with them belies.

    The bounds leave room between the degrees: Lang RM et al. Recommendations for cardiac chamber quantification by
    echocardiography in adults. J Am Soc Echocardiogr 2015;28:1-39 (normal from 52 per cent, mildly reduced from 41, severely
    below 30); DiBaise JK et al. Cholecystokinin-cholescintigraphy in adults: consensus recommendations. Clin Nucl Med
    2012;37:63-70 (normal from 38); Grant EG et al. Carotid artery stenosis: Society of Radiologists in Ultrasound consensus.
    Radiology 2003;229:340-346; Molitch ME. Diagnosis and treatment of pituitary adenomas. JAMA 2017;317:516-524.
    """
    found = [one for one in _EJECTED.finditer(text) if _cannot_be(one["word"].lower(), int(one["value"]), text)]
    found += _SMALL.finditer(text)
    found += [one for one in _NARROWED.finditer(text) if not _BOTH.search(one[0])]
    return [Belied(one["word"], one["value"], one.start(), one.end()) for one in found]


def _cannot_be(word: str, value: int, text: str) -> bool:
    if word in ("normal", "preserved", "hyperdynamic"):
        return value < (35 if _BILIARY.search(text) else 45)
    low, high = {"m": (33, 56), "o": (25, 50), "s": (0, 42)}[word[0] if word[1] != "o" else "o"]
    return not low <= value <= high
