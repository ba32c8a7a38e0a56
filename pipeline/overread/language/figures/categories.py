"""Categories in report text: scores, grades and stages, as BI-RADS 4, Agatston 120, mrT3c."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from overread.finding import Span

_SYSTEMS = {
    "calcium": "agatston",
    "casc": "agatston",
    "cacs": "agatston",
    "cac": "agatston",
    "agatstoncalcium": "agatston",
    "coronarycalcium": "agatston",
    "gr": "grade",
    "lr": "lirads",
    "tr": "tirads",
    "aspect": "aspects",
    "acrbirads": "birads",
    "birad": "birads",
    "rads": "birads",
}
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
    "zero": 0,
}
_DISSECTION = re.compile(r"\s+(?:acute |chronic |thoracic |aortic )*(?:dissection|intramural hematoma)", re.IGNORECASE)
_OF_DENSITY = re.compile(r"\b(?:ACR|density|composition)\s+$", re.IGNORECASE)
"""What makes a type one of the breast, which the lexicon names ("ACR type B")."""
_NEAR = 12
_SCORE = re.compile(
    r"\b(?P<name>(?:Agatston |coronary )?calcium(?= score)|CaSc|CACS?(?=(?: score)?\s*[:=]?\s*\d)|"
    r"(?-i:U)(?=[1-5]\b)|BI-?\s?RADS?|ACR BI-?RADS|Lung-?\s?RADS|LI[- ]?RADS|LR|TI[- ]?RADS|TR|PI[- ]?RADS|O[- ]?RADS|"
    r"CAD[- ]?RADS|NI[- ]?RADS|C[- ]?RADS|RADS|ASPECTS?|Bosniak|Fazekas|"
    r"Kellgren[- ]Lawrence|Modic|Pfirrmann|Salter[- ]Harris|Garden|Deauville|Fleischner|Agatston|"
    r"Schatzker|Sanders|Brooker|Meyerding|Hunt[- ]Hess|Fisher|Stanford|"
    r"Gartland|Neer|Mason|Rockwood|Vancouver|Frykman|Pipkin|Ficat|Steinberg|Bigliani|Patte|Crowe|Keros|Hawkins|Todani|Hinchey|"
    r"Spetzler(?:[- ]Martin)?|Borden|Cognard|Koos|Knosp|FIGO|Rutherford|Fontaine|TASC|Crawford|Eichenholtz|Pauwels|Jupiter|"
    r"BAPL|RCTU|Krenning|Perugini|Scheltens|"
    r"Schizas|Genant|ARCO|ICRS|"
    r"DeBakey|Gustilo|AAST|Balthazar|Graf|Lauge|Danis[- ]Weber|Weber|Outerbridge|Goutallier|Child[- ]Pugh|"
    r"Stages?|Grades?|Types?|gr(?=\.\s?[1-5IV]))"
    r"(?:\s*(?:(?:grade|category|classification|class|score|assessment|type|code|final|is|of|changes?|version)\b|"
    r"v ?[12](?:\.\d)?\b(?=\W+\w)|(?<=version )[12](?:\.\d)?\b|[:=–,#)-]|(?<=gr)\.)){0,4}\s*"
    r"(?P<value>\d{1,4}(?:\s?[abcsxm](?![a-z])|f\b)?|"
    r"(?:(?-i:VIII|VII|VI|IV|III|II|I|V)|viii|vii|vi|iv|iii|ii)[A-F]?(?![a-z])|(?-i:[A-EM])(?![a-zA-Z])|TIV\b|zero\b)"
    r"(?:\s*/\s*(?:\d+|(?-i:[IVX]+)[abc]?\b))?(?![A-Za-z0-9.]*\d)",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r"\s*(?:[,/–-]|\band\b|\bor\b|\bto\b|, and\b)\s*"
    r"(?P<value>\d|(?-i:VIII|VII|VI|IV|III|II|I|V)(?![a-z]))(?![\w%]|[.,/]\d|\s?(?:mm|cm|m?l|x|%|hu|years?|months?|weeks?)\b)",
    re.IGNORECASE,
)
"""One value more of several grades or types ("types III, IV and V", "grade 1-2")."""
_ORDINAL = re.compile(
    r"\b(?P<value>first|second|third|fourth|1st|2nd|3rd|4th|(?-i:I{1,3}|IV))[- ](?:degree|grade)\b"
    r"(?! (?:relative|cousin|famil|av|heart|atrio))|\b(?:grade|degree) (?P<word>one|two|three|four)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    **dict.fromkeys(("first", "1st", "i", "one"), "1"), **dict.fromkeys(("second", "2nd", "ii", "two"), "2"),
    **dict.fromkeys(("third", "3rd", "iii", "three"), "3"), **dict.fromkeys(("fourth", "4th", "iv", "four"), "4"),
}  # fmt: skip
_NO_CALCIUM = re.compile(r"\b(?:zero|0) (?:(?:coronary|artery|agatston) )*(?:calcium|agatston|cac) score", re.IGNORECASE)
_FIGO = re.compile(r"\b(?:stage )?FIGO (?:20\d\d )?(?:stage )?(?P<value>(?:IV|I{1,3})[A-C]\d[a-z]?)\b", re.IGNORECASE)
_TUMOR_STAGE = re.compile(
    r"\b(?:(?:y?mr|y?c|y?p|u)T(?P<value>[0-4][a-d]?)|T(?P<plain>[1-4][a-d]|[1-4](?=\s?N[0-3x]|\s(?:[\w-]+\s){0,2}(?:cancer|carcinoma|adenocarcinoma)\b)))(?![\d/-])"
)
_HINTS = (
    "RADS", "Rads", "rads", "CaSc", "CAC", "LR", "TR", "ASPECT", "Aspect", "aspect", "osniak", "azekas", "Kellgren", "odic",
    "firrmann", "Harris", "arden", "eauville", "gatston", "chatzke", "eyerding", "Hess", "Fisher", "tanford", "eBakey",
    "BAPL", "RCTU", "renning", "erugini", "cheltens",
    "ustilo", "alcium", "AAST", "althazar", "Graf", "Lauge", "Weber", "uterbridge", "outallier", "Pugh", "tage ", "STAGE",
    "rade",
    "gr. ",
    "GRADE", "ype ", "ypes ", "TYPE", "leischner", "artland", "Neer", "ason", "ockwood", "ancouver", "rykman", "ipkin", "icat",
    "teinberg", "igliani", "atte", "rowe", "eros", "awkins", "odani", "inchey", "petzler", "orden", "ognard", "Koos", "nosp",
    "U1", "U2", "U3", "U4", "U5", "FIGO", "utherford", "ontaine", "TASC", "rawford", "ichenholtz", "auwels", "upiter",
    "chizas", "enant", "Sanders", "rooker", "ARCO", "ICRS",
)  # fmt: skip


class Level(NamedTuple):
    """A numbered place or a category; `kind` is `level`, `score`, `grade`, or `image` for an image reference."""

    kind: str
    names: frozenset[str]
    span: Span


def tumor_stages(text: str) -> Iterator[Level]:
    """Yield the T stages of a text ("mrT3c", "cT2", "T3 N1"); a bare T2 is a sequence, or a vertebra."""
    for match in _FIGO.finditer(text) if "figo" in text.lower() else ():
        yield Level("score", frozenset({"figo", f"figo:{match['value'].lower()}"}), match.span())
    for match in _TUMOR_STAGE.finditer(text):
        yield Level("score", frozenset({f"tstage:{match['value'] or match['plain']}"}), match.span())


def scores(text: str) -> Iterator[Level]:
    """Yield the scores and grades of a text, each as the name of its system and that with its value ("birads:4")."""
    for match in _SCORE.finditer(text) if any(map(text.__contains__, _HINTS)) else ():
        name = re.sub(r"[^a-z]", "", match["name"].lower())
        name = _SYSTEMS.get(name, name.removesuffix("s") if name in _SEVERAL else name)
        if name == "type" and _OF_DENSITY.search(text, max(match.start() - _NEAR, 0), match.start()):
            continue
        if name == "type" and match["value"].lower() in ("a", "b") and _DISSECTION.match(text, match.end()):
            name = "stanford"
        kind = "grade" if name in ("grade", "type", "stage") else "score"
        values, end = _listed(text, match) if kind == "grade" else ([match["value"]], match.end())
        yield Level(kind, frozenset({name, *(f"{name}:{category(value)}" for value in values)}), (match.start(), end))
    for match in _ORDINAL.finditer(text) if "degree" in text or "grade" in text else ():
        value = _ORDINALS[(match["value"] or match["word"]).lower()]
        yield Level("grade", frozenset({"grade", f"grade:{value}"}), match.span())
    for match in _NO_CALCIUM.finditer(text) if "score" in text.lower() else ():
        yield Level("score", frozenset({"agatston", "agatston:0"}), match.span())


_SEVERAL = frozenset({"stages", "grades", "types"})


def _listed(text: str, match: re.Match[str]) -> tuple[list[str], int]:
    """Return the values of several grades told together, in one way of printing, and where they end; commas part only those
    of a name in the plural.
    """
    values, end = [match["value"]], match.end()
    several = match["name"].lower() in _SEVERAL
    while (more := _ONE_MORE.match(text, end)) and more["value"].isdigit() == values[0].isdigit():
        if not several and more[0].startswith(","):
            break
        values += [*_between(values[-1], more), more["value"]]
        end = more.end()
    return values, end


def _between(value: str, more: re.Match[str]) -> list[str]:
    """Return the values between the two ends of a range ("III to V")."""
    ends = [category(value), category(more["value"])]
    ranged = re.match(r"\s*(?:to\b|[–-])", more[0]) and all(end.isdigit() for end in ends)
    return [str(number) for number in range(int(ends[0]) + 1, int(ends[1]))] if ranged else []


def category(printed: str) -> str:
    """Return a category in one spelling: "IIF", "2 f" and "02F" are "2f"."""
    value = printed.lower().replace(" ", "")
    value = value[1:] if len(value) > 1 and value[0] == "0" and value[1].isdigit() else value
    core, suffix = (value[:-1], value[-1]) if len(value) > 1 and value[-1] in "abcdef" else (value, "")
    return f"{_ROMAN.get(core, core)}{suffix}"
