"""Numbered places (spinal levels, ribs, segments, digits) and reporting-system categories (BI-RADS 4, ASPECTS 8) in text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.figures.categories import Level, category, scores, tumor_stages
from overread.language.figures.clock_positions import clock_positions
from overread.language.figures.disc_ranges import VERTEBRAE, disc_ranges, vertebra
from overread.language.figures.fetuses import fetuses
from overread.language.figures.junctions import junction_discs
from overread.language.figures.ribs import broken_ribs, ribs_of_sides
from overread.language.figures.roman_numerals import roman_levels

_SPINE = re.compile(
    r"(?P<a>[CLSD]|T[Hh]?)(?<!\w[CLSDT])(?<!\wT[Hh])\s?-?(?P<n>[1-9]\d?)(?!\s*(?:mm|cm|%)|\.\d)"
    r"(?:\s*(?P<sep>[-–/]|through|thru|to|on)\s*(?P<b>[CLSD]|T[Hh]?)?\s?-?(?P<m>\d{1,2})(?!\d|\s*(?:mm|cm|%)|\.\d))?\b",
)
_DORSAL = re.compile(
    r"vertebra|spin|dors|bod(?:y|ies)\b|disc|disk|wedge|compress|collapse|fractur|pedicle|cord|lamina|endplate", re.IGNORECASE
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(_ORDINALS) + ")"
_COUNTED = re.compile(
    rf"\b(?P<first>{_ORDINAL})(?P<rest>(?:\s*(?:,|and|through|to|-|–|&|,\s*and)\s*{_ORDINAL})*)"
    rf"(?=\s+(?:(?:left|right|posterior|anterior|lateral|posterolateral|anterolateral)\s+)*"
    rf"(?P<what>MCPs?|PIPs?|DIPs?|MTPs?|CMCs?|TMTs?|MCPJs?|PIPJs?|DIPJs?|MTPJs?|CMCJs?|TMTJs?|MCs?|MTs?|metacarpophalangeal|interphalangeal|"
    rf"metatarsophalangeal|carpometacarpal|tarsometatarsal|ribs?|metatarsals?|metacarpals?|digits?|fingers?|toes?|rays?|phalan\w+|intercostal|cervical|thoracic|lumbar)\b)",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
_NUMBER = rf"(?:{'|'.join(_NUMBERS)})"
_RIB_NUMBERS = re.compile(
    r"\bribs?\s+(?P<list>\d{1,2}(?:\s*(?:,|and|through|to|-|–|&|,\s*and)\s*\d{1,2})*|"
    rf"{_NUMBER}(?:\s*(?:through|to|-|–)\s*{_NUMBER}|(?:\s*,\s*{_NUMBER})*,?\s*(?:and|&)\s*{_NUMBER}))\b(?!\s*(?:mm|cm))",
    re.IGNORECASE,
)
_RIBS_AFTER = re.compile(
    rf"\bribs?\b[^.;:\d()]{{0,30}}?[\s(]+(?P<list>{_ORDINAL}(?:\s*(?:,|and|through|to|-|–|&|,\s*and)\s*{_ORDINAL})+)(?!\s+(?:rib|digit|toe))",
    re.IGNORECASE,
)
_RAYS = re.compile(
    r"\b(?:MCP|PIP|DIP|MTP|CMC|TMT)(?:Js?|s|\s+joints?)?\s+(?P<list>[1-5](?:\s*(?:,|and|&|to|-|–)\s*[1-5])*)\b(?!\s*(?:mm|cm|\.\d))"
)
_DIGIT = re.compile(r"\d")
_SEGMENT_NAME = r"(?:10|[1-9][ab]?|viii|vii|vi|iv[ab]?|v|iii|ii|ix|i|x)"
_SEGMENT = re.compile(
    rf"\bseg(?:ments?|s|\.)?\s*(?P<list>{_SEGMENT_NAME}(?:\s*(?:,|and|/|-|–|&|or)\s*{_SEGMENT_NAME}\b(?!\s*(?:mm|cm)|\.\d))*)\b",
    re.IGNORECASE,
)
_NODES = re.compile(
    r"\blevels?\s+(?P<list>(?:[1-7][ab]?|vii|vi|iv|v[ab]?|iii|ii[ab]?|i[ab]?)"
    r"(?:\s*(?:,|and|/|-|–|&|or|through)\s*(?:[1-7][ab]?|vii|vi|iv|v[ab]?|iii|ii[ab]?|i[ab]?)\b)*)\b"
    r"(?:(?=(?:[^.;]|\.(?=\d)){0,40}\b(?:node|nodes|nodal|lymph\w*|adenopathy|neck|cervical|jugul\w+)\b)|(?P<bare>))",
    re.IGNORECASE,
)
_OF_NODES = re.compile(r"\b(?:nodes?|nodal|lymph\w*|adenopathy)\b[^\n]*$", re.IGNORECASE)
_STATIONS = re.compile(r"(?<![\w.])(?P<list>(?:[2-9]|1[0-4])[RL](?:\s*(?:,|and|&|/)\s*(?:[2-9]|1[0-4])[RL])*)\b")
_NODAL = re.compile(r"node|nodal|lymph|adenop|station|paratracheal|hilar|subcarinal", re.IGNORECASE)
_TOOTH = r"(?:[1-4][1-8])(?!\d|\.\d|\s*(?:mm|cm|%|HU|x\b))"
_TEETH = re.compile(
    rf"\b(?:tooth|teeth|roots?|apex|apices|molars?|premolars?|canines?|incisors?|sockets?)\s+(?:of\s+)?#?"
    rf"(?P<list>{_TOOTH}(?:\s*(?:,|and|&|/|to|-)\s*{_TOOTH})*)|"
    rf"\b(?:periapical|apical|dental|periodontal|odontogenic)\b[^.;:\d]{{0,40}}\b(?:at|of|around|about|on|in|by)\s+(?:the\s+)?"
    rf"(?P<at>{_TOOTH}(?:\s*(?:,|and|&|/)\s*{_TOOTH})*)|"
    rf"\b(?P<before>{_TOOTH})(?=\s+(?:periapical|apical|root|tooth|crown|socket|caries)\b)",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"\b(?:series|images?|img|im|ser|se|slices?)\b\.?\s*#?\s*\d+(?:\s*[,/:-]?\s*(?:(?:image|img|im|series|ser)\b\.?)?\s*#?\d+(?![\d.]*\s*-?(?:mm|cm|x|×)))*|"
    r"\(\s*\d+\s*[:/]\s*\d+\s*\)",
    re.IGNORECASE,
)
_COUNTED_HINTS = (
    " rib",
    "metac",
    " mc",
    " mt",
    "mcp",
    "mtp",
    "pip",
    "dip",
    "cmc",
    "tmt",
    "carpom",
    "tarsom",
    "metat",
    "digit",
    "finger",
    "toe",
    " ray",
    "phalan",
    "costal",
    "lumbar",
    "thoracic",
    "cervical",
)
_DENTAL_HINTS = ("tooth", "teeth", "apic", "apex", "molar", "canine", "incisor", "dental", "dont", "socket")
_SEQUENCE_AFTER = re.compile(
    r"\s*[abcd]?\s*N[0-3x][abc]?\b|[\s-]*(?:(?:/|,|and|or)\s*T[12]\b[\s-]*)*"
    r"(?:hyper|hypo|weighted|signal|iso|flair|w\b|wi\b|sequence|prolong|shorten|image|/flair|and flair|"
    r"bright|dark|shin|shad|black|map|relax|value|elevat|raised|normal|"
    r"(?:is|are|was|remains?) (?:mildly |slightly |markedly |also )?(?:elevat|raised|prolong|increased|normal)|"
    r"time|decreased|low\b|high\b|abnormal|increased|lesion|change|intermediate|"
    r"line\b|fat\b|replace|bands?\b|marrow\b|focus\b|foci\b|area|iso|intense|and (?:high|low|bright|dark)\b|"
    r"drop-?out|heterogen|(?:,|and|&)?\s*(?:T2|STIR|FLAIR|DWI|PD|SWI|GRE)\b|"
    r"/|\*|fat|c\+|"
    r"(?:[a-z]+\s)?(?:marrow|disc|muscle|parenchymal|cortical|fluid|intermediate|cord|white matter)\s"
    r"(?:signal|hyper|hypo|intens))",
    re.IGNORECASE,
)
_SEQUENCE_BEFORE = re.compile(
    r"(?:axial|sagittal|coronal|contrast|weighted|raised|elevated|prolonged|native|myocardial|saturated|fat[ -]suppressed|mri|"
    r"(?:(?:hyper|hypo|iso)intense|bright|dark|signal|high|low) on|low|high|hyperintense|hypointense|normal|(?<!\d )\bon|"
    r"(?:FLAIR|STIR|DWI|SWI|GRE|ADC|(?<!\d )\bon T[12])\s?(?:,|/|,? ?\band|\bor))\s+$",
    re.IGNORECASE,
)


_HALF_TIME = re.compile(r"[^.;]{0,16}?(?:\bmin|\bsec|\bnot reached|\bprolonged|> ?\d)", re.IGNORECASE)


def levels(text: str) -> Iterator[Level]:
    """Yield the numbered places, categories and image references of a text; several may overlap, the first in order wins."""
    lower, printed = text.lower(), _DIGIT.search(text) is not None
    if printed:
        yield from tumor_stages(text)
        for match in _SERIES.finditer(text):
            yield Level("image", frozenset(), match.span())
        ribs = [*ribs_of_sides(text)]
        stretches = [*disc_ranges(text)]
        yield from (level for _, level in ribs)
        yield from stretches
        taken = [*((start, level.span[1]) for start, level in ribs), *(level.span for level in stretches)]
        for match in _SPINE.finditer(text):
            if any(start <= match.start() < end for start, end in taken):
                continue
            if match["a"] == "S" and (segments := _segments(text, match)):
                yield Level("level", segments, match.span())
            elif not _is_sequence(text, match) and (match["a"] != "D" or _is_dorsal(text, match)):
                yield Level("level", _spine(match), match.span())
    yield from junction_discs(text, lower)
    yield from scores(text)
    yield from _named_places(text, lower)
    if printed:
        yield from _printed_places(text, lower)


def _named_places(text: str, lower: str) -> Iterator[Level]:
    """Yield the numbered places of a text whose numbers may be words or Roman numerals."""
    if any(map(lower.__contains__, _COUNTED_HINTS)):
        for match in _COUNTED.finditer(text):
            what = _unit_of(match["what"])
            mark = "" if len(what) == 1 else "-"
            yield Level("level", frozenset(f"{what}{mark}{number}" for number in _listed(match[0], _ORDINAL)), match.span())
        yield from roman_levels(text, lower)
    if "rib" in lower:
        for match in _RIB_NUMBERS.finditer(text):
            yield Level("level", frozenset(f"rib-{n}" for n in _listed(match["list"], rf"\d+|{_NUMBER}")), match.span())
        yield from broken_ribs(text)
        for match in _RIBS_AFTER.finditer(text):
            yield Level("level", frozenset(f"rib-{n}" for n in _listed(match["list"], _ORDINAL)), match.span("list"))
    if "seg" in lower:
        for match in _SEGMENT.finditer(text):
            segments = re.findall(r"10|[1-9][ab]?|[ivx]+[ab]?", match["list"].lower())
            yield Level("level", frozenset(f"segment-{category(name)}" for name in segments), match.span())
    yield from fetuses(text, lower)
    if "level" in lower:
        for match in _NODES.finditer(text):
            if match["bare"] is not None and not _OF_NODES.search(text[max(0, match.start() - 80) : match.start()]):
                continue
            yield Level("level", frozenset(f"level-{name}" for name in _node_levels(match["list"].lower())), match.span())


def _printed_places(text: str, lower: str) -> Iterator[Level]:
    """Yield the numbered places of a text whose numbers are always in digits."""
    for match in _RAYS.finditer(text) if "P" in text or "C" in text or "T" in text else ():
        yield Level("level", frozenset(f"digit-{n}" for n in _listed(match["list"], r"\d+")), match.span("list"))
    yield from clock_positions(text, lower)
    if any(map(lower.__contains__, _DENTAL_HINTS)):
        for match in _TEETH.finditer(text):
            span = match.span(match.lastgroup or 0)
            yield Level("level", frozenset(f"tooth-{number}" for number in re.findall(r"\d\d", text[slice(*span)])), span)
    for match in _STATIONS.finditer(text):
        if _NODAL.search(text, max(0, match.start() - 40), match.end() + 60):
            names = re.findall(r"\d+[RL]", match["list"])
            yield Level("level", frozenset(f"station-{name.lower()}" for name in names), match.span())


def _node_levels(printed: str) -> list[str]:
    """Return the levels of a list; one from the first to the last ("I-III", "2 through 4") has those between."""
    names = [category(name) for name in re.findall(r"[1-7][ab]?|[iv]+[ab]?", printed)]
    ranged = len(names) == 2 and re.search(r"[-–]|through", printed) is not None and all(name[0].isdigit() for name in names)
    between = range(int(names[0][0]) + 1, int(names[1][0])) if ranged else ()
    return [*names, *map(str, between)]


def _unit_of(what: str) -> str:
    """Return what is counted: a joint of hand or foot by its ray."""
    what = what.lower().rstrip("s").removesuffix("j")
    if what in _JOINTS or what.startswith(_BETWEEN_BONES):
        return "digit"
    return _UNITS.get(what, "phalanx" if what.startswith("phalan") else what)


_UNITS = {
    "finger": "digit", "toe": "digit", "ray": "digit", "cervical": "C", "thoracic": "T", "lumbar": "L", "mc": "metacarpal",
    "mt": "metatarsal",
}  # fmt: skip
_JOINTS = frozenset({"mcp", "pip", "dip", "mtp", "cmc", "tmt"})
_BETWEEN_BONES = ("carpometacarp", "tarsometatars", "metacarpophal", "metatarsophal", "interphal")


def _is_sequence(text: str, match: re.Match[str]) -> bool:
    """Say whether T1 or T2 names an MR sequence, or T1/2 a half-time, and not a vertebra."""
    if match["a"] != "T" or int(match["n"]) > 2:
        return False
    if match["m"] is not None:
        return match[0] == "T1/2" and _HALF_TIME.match(text, match.end()) is not None
    before = text[max(0, match.start() - 20) : match.start()]
    return _SEQUENCE_AFTER.match(text, match.end()) is not None or _SEQUENCE_BEFORE.search(before) is not None


def _segments(text: str, match: re.Match[str]) -> frozenset[str]:
    """Return the segments of a lung or a liver that S names ("right lower lobe (S10)", "S1/2"), none for the sacrum."""
    first, last = int(match["n"]), int(match["m"] or match["n"])
    if last > _SEGMENTS or (match["b"] or "S") != "S":
        return frozenset()
    around = _AROUND if first <= _BELOW_SACRUM else 3 * _AROUND
    start, end = max(0, match.start() - around), match.end() + around
    if last <= _SACRAL and (not _LOBAR.search(text, start, end) or _SACRUM.search(text, start, end)):
        return frozenset()
    between = range(first, last + 1) if match["sep"] in ("-", "–", "to", "through") else (first, last)
    return frozenset(f"segment-{number}" for number in between)


_SEGMENTS, _SACRAL, _AROUND = 10, 5, 50
_BELOW_SACRUM = 3
"""The last sacral vertebra that is often told of by itself."""
_LOBAR = re.compile(
    r"\b(?:lung|lobes?|lobar|pulmon\w+|lingul\w+|R[UML]L|L[UL]L|liver|hepat\w+|nodules?|bronch\w+|apical|basal)\b",
    re.IGNORECASE,
)
_SACRUM = re.compile(r"\b(?:sacr\w+|spin\w+|nerve|roots?|foram\w+|vertebra\w*|disc|disk|[TL]\d{1,2})\b", re.IGNORECASE)


def _is_dorsal(text: str, match: re.Match[str]) -> bool:
    """Say whether D names a thoracic (dorsal) vertebra, and not a diagonal branch, a part of the duodenum or a dissection."""
    if int(match["n"]) > 12:
        return False
    return match["b"] in ("D", "L") or _DORSAL.search(text, max(0, match.start() - 40), match.end() + 40) is not None


def _spine(match: re.Match[str]) -> frozenset[str]:
    """Return the disc between two neighbours ("L4-5"), else every vertebra from the first to the last."""
    first = vertebra(match["a"], match["n"])
    if not match["m"]:
        return frozenset({first})
    last = vertebra(match["b"] or match["a"], match["m"])
    if last == "L1" and first == "L5":
        last = "S1"
    if first not in VERTEBRAE or last not in VERTEBRAE:
        return frozenset({first, last})
    start, end = VERTEBRAE.index(first), VERTEBRAE.index(last)
    if match["sep"] in ("-", "/", "–", "on") and end == start + 1:
        return frozenset({f"{first}-{last}"})
    return frozenset(VERTEBRAE[start : end + 1]) if start < end else frozenset({first, last})


def _ordinal(word: str) -> int:
    word = word.lower()
    return _ORDINALS.get(word) or _NUMBERS.get(word) or int(re.sub(r"\D", "", word) or 0)


def _listed(text: str, pattern: str) -> list[int]:
    numbers = [_ordinal(word) for word in re.findall(pattern, text, re.IGNORECASE)]
    if len(numbers) == 2 and re.search(r"through|to\b|[-–]", text) and numbers[0] < numbers[1] <= 12:
        return list(range(numbers[0], numbers[1] + 1))
    return numbers
