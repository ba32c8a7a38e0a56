"""Numbered places (spinal levels, ribs, segments, digits) and reporting-system categories (BI-RADS 4, ASPECTS 8) in text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from overread.finding import Span

_SPINE = re.compile(
    r"\b(?P<a>[CTLS])\s?-?(?P<n>\d{1,2})(?:\s*(?P<sep>[-–/]|through|thru|to)\s*(?P<b>[CTLS])?\s?-?(?P<m>\d{1,2})(?!\d|\s*(?:mm|cm|%)|\.\d))?\b",
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(_ORDINALS) + ")"
_COUNTED = re.compile(
    rf"\b(?P<first>{_ORDINAL})(?P<rest>(?:\s*(?:,|and|through|to|-|–|&|,\s*and)\s*{_ORDINAL})*)"
    rf"(?=\s+(?:(?:left|right|posterior|anterior|lateral|posterolateral|anterolateral)\s+)*"
    rf"(?P<what>ribs?|metatarsals?|metacarpals?|digits?|fingers?|toes?|rays?|phalan\w+|intercostal|ventricle|cervical|thoracic|lumbar)\b)",
    re.IGNORECASE,
)
_RIB_NUMBERS = re.compile(r"\bribs?\s+(?P<list>\d{1,2}(?:\s*(?:,|and|through|to|-|–|&|,\s*and)\s*\d{1,2})*)\b(?!\s*(?:mm|cm))", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_SEGMENT = re.compile(
    r"\bsegments?\s+(?P<list>(?:[1-8][ab]?|viii|vii|vi|iv[ab]?|v|iii|ii|i)(?:\s*(?:,|and|/|-|–|&|or)\s*(?:[1-8][ab]?|viii|vii|vi|iv[ab]?|v|iii|ii|i)\b)*)\b",
    re.IGNORECASE,
)
_SERIES = re.compile(r"\b(?:series|image|images|im|se|slice)\s*#?\s*\d+(?:\s*[,/:-]\s*(?:image|im|series)?\s*#?\d+)*|"
r"\(\s*\d+\s*[:/]\s*\d+\s*\)", re.IGNORECASE)
_SCORE = re.compile(
    r"\b(?P<name>BI-?\s?RADS?|ACR BI-?RADS|Lung-?\s?RADS|LI-?RADS|LR|TI-?RADS|TR|PI-?RADS|O-?RADS|"
r"CAD-?RADS|NI-?RADS|C-?RADS|RADS|ASPECTS?|Bosniak|Fazekas|"
    r"Kellgren[- ]Lawrence|Modic|Pfirrmann|Salter[- ]Harris|Garden|Deauville|Fleischner|Agatston|"
r"Schatzker|Meyerding|Hunt[- ]Hess|Fisher|Stanford|"
    r"DeBakey|Gustilo|AAST|Balthazar|Graf|Lauge|Danis[- ]Weber|Weber|Outerbridge|Goutallier|Child|Stage|Grade|Type)"
    r"(?:\s*(?:(?:grade|category|classification|class|score|assessment|type|code|final|is|of|changes?)\b|[:=–,#-])){0,4}\s*"
    r"(?P<value>\d{1,4}(?:\s?[abcsxm](?![a-z]))?|VIII|VII|VI|IV|III|II|I|V|[A-C](?![a-z]))(?:\s*/\s*\d+)?(?![A-Za-z0-9.]*\d)",
    re.IGNORECASE,
)


class Level(NamedTuple):
    """A numbered place or a category: `kind` is `level`, `score`, `grade` or `image` (an image reference, to be passed over)."""

    kind: str
    names: frozenset[str]
    span: Span


def levels(text: str) -> Iterator[Level]:
    """Yield the numbered places, categories and image references of a text; several may overlap, the first in order wins."""
    for match in _SERIES.finditer(text):
        yield Level("image", frozenset(), match.span())
    for match in _SCORE.finditer(text):
        name = re.sub(r"[^a-z]", "", match["name"].lower())
        name = {"lr": "lirads", "tr": "tirads", "aspect": "aspects", "acrbirads": "birads", "birad": "birads", "rads": "birads"}.get(name, name)
        value = match["value"].lower().replace(" ", "")
        kind = "grade" if name in ("grade", "type", "stage") else "score"
        yield Level(kind, frozenset({name, f"{name}:{_ROMAN.get(value, value)}"}), match.span())
    for match in _SPINE.finditer(text):
        if not (match["a"] == "T" and match["b"] is None and match["m"] is None and int(match["n"]) <= 2 and _is_sequence(text, match)):
            yield Level("level", _spine(match), match.span())
    for match in _COUNTED.finditer(text):
        what = _unit_of(match["what"])
        yield Level("level", frozenset(f"{what}-{n}" for n in _listed(match[0], _ORDINAL)), match.span())
    for match in _RIB_NUMBERS.finditer(text):
        yield Level("level", frozenset(f"rib-{n}" for n in _listed(match["list"], r"\d+")), match.span())
    for match in _SEGMENT.finditer(text):
        names = re.findall(r"[1-8][ab]?|[iv]+[ab]?", match["list"].lower())
        yield Level("level", frozenset(f"segment-{_segment(name)}" for name in names), match.span())


def _unit_of(what: str) -> str:
    what = what.lower().rstrip("s")
    return {"finger": "digit", "toe": "digit", "ray": "digit"}.get(what, "phalanx" if what.startswith("phalan") else what)


def _is_sequence(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 25].lower().lstrip(" -")
    return after.startswith(("hyper", "hypo", "weighted", "signal", "iso", "flair", "w ", "sequence", "prolong", "shorten", "image", "/flair", "and flair", "bright", "dark", "shine", "abnormal", "increased", "lesion", "/", "*", "fat"))


def _spine(match: re.Match[str]) -> frozenset[str]:
    a, n = match["a"], int(match["n"])
    if not match["m"]:
        return frozenset({f"{a}{n}"})
    b, m = match["b"] or a, int(match["m"])
    if match["sep"] in ("-", "/", "–") and (b != a or m == n + 1 or (a, n, m) == ("L", 5, 1)):
        b = "S" if (a, n, m) == ("L", 5, 1) else b
        return frozenset({f"{a}{n}-{b}{m}"})
    if b == a and n < m <= 13:
        return frozenset(f"{a}{i}" for i in range(n, m + 1))
    return frozenset({f"{a}{n}", f"{b}{m}"})


def _ordinal(word: str) -> int:
    word = word.lower()
    return _ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)


def _listed(text: str, pattern: str) -> list[int]:
    numbers = [_ordinal(word) for word in re.findall(pattern, text, re.IGNORECASE)]
    if len(numbers) == 2 and re.search(r"through|to\b|[-–]", text) and numbers[0] < numbers[1] <= 12:
        return list(range(numbers[0], numbers[1] + 1))
    return numbers


def _segment(name: str) -> str:
    core, suffix = (name[:-1], name[-1]) if name[-1] in "ab" else (name, "")
    return f"{_ROMAN.get(core, core)}{suffix}"
