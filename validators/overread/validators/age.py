"""The patient's age against what the draft says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Source
from overread.flagging import SECTIONS
from overread.review import Evidence, Flag, Review
from overread.validators import validator

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: n for n, word in enumerate(_SMALL.split())} | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_ONES = "|".join(_SMALL.split()[1:10])
_THINGS = (
    r"fractures?|infarct\w*|h(?:a)?ematomas?|h(?:a)?emorrhages?|injur\w+|strokes?|bleeds?|scars?|repairs?|grafts?|lesions?|stents?|"
    r"clots?|thromb\w+|contusions?|collections?|surger\w+|implants?|prosthes\w+|studies|study|exam\w*"
)
_AGE = re.compile(
    rf"\b(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?|(?:{'|'.join(_WORDS)})(?:[-\s](?:{_ONES}))?)[-\s]{{0,3}}"
    r"(?:(?P<unit>years?|yrs?|months?|mos?|weeks?|wks?|days?)[-\s]{0,3}(?:of\s+age|old)|(?P<short>y/?o|y\.o\.?|yo))\b"
    rf"(?!\s+{_THINGS})|\baged?\s+(?:of\s+)?(?P<aged>\d{{1,3}})\b"
    r"(?!\s*(?:weeks?|wks?|w\b|days?|months?|\+\s?\d))",
    re.IGNORECASE,
)
_YEARS = {"y": 1.0, "m": 1 / 12, "w": 1 / 52, "d": 1 / 365}
_GROUPS = (
    (re.compile(r"\b(?:newborn|neonat(?:e|al))\b", re.IGNORECASE), 0.0, 0.25),
    (re.compile(r"\b(?:infant|baby)\b", re.IGNORECASE), 0.0, 2.5),
    (re.compile(r"\btoddler\b", re.IGNORECASE), 0.5, 4.5),
    (re.compile(r"\b(?:child|pa?ediatric patient|schoolchild)\b", re.IGNORECASE), 0.0, 18.5),
    (re.compile(r"\b(?:adolescent|teenager|teenage)\b", re.IGNORECASE), 9.5, 21.0),
    (re.compile(r"\byoung (?:adult|man|woman)\b", re.IGNORECASE), 15.5, 41.0),
    (
        re.compile(r"\b(?:young(?:er)? (?:patient|age|individual|person|male|female)|patient is young)\b", re.IGNORECASE),
        0.0,
        46.0,
    ),
    (re.compile(r"\bmiddle[- ]aged\b", re.IGNORECASE), 35.0, 66.0),
    (re.compile(r"\bpost-?\s?menopausal\b", re.IGNORECASE), 38.0, 130.0),
    (re.compile(r"\bpre-?\s?menopausal\b", re.IGNORECASE), 9.5, 58.0),
    (re.compile(r"\badult (?:man|woman|male|female|patient)\b", re.IGNORECASE), 15.5, 130.0),
    (
        re.compile(
            r"\b(?:elderly|geriatric|(?:octo|nona)genarian|(?:advanced|older|old) age|older (?:patient|adult|person))\b",
            re.IGNORECASE,
        ),
        58.0,
        130.0,
    ),
)
_HINTS = (
    "old", "of age", "yo", "y/o", "y.o", "age ", "aged", "newborn", "neonat", "infant", "baby", "toddler", "child", "diatric",
    "adolescent", "teenage", "young", "middle", "adult ", "elderly", "geriatric", "genarian", "menopaus", "older",
    "ced age", "old age",
)  # fmt: skip
_OF_ANOTHER = re.compile(
    r"\b(?:at|when|since|until|by|bone|skeletal|gestational|menstrual|f(?:o)?etal|ovulation|after|from|before|over|under)\s*(?:the\s+)?$",
    re.I,
)
_TOLERANCE = 1.0
_TOLERANCE_OF_THE_SMALL = 0.34
_SMALL_YEARS = 3.0
_TEXTS: tuple[Source, ...] = ("indication", "findings")


@validator("age")
def age(review: Review) -> Iterator[Flag]:
    """Flag an age, or an age group, that the patient's age in years does not fit; a year of rounding is allowed."""
    text = review.impression
    low = text.lower()
    if not any(map(low.__contains__, _HINTS)):
        return
    spoken = [match for match in _AGE.finditer(text) if not _OF_ANOTHER.search(text, max(0, match.start() - 20), match.start())]
    groups = [(match, youngest, oldest) for words, youngest, oldest in _GROUPS for match in words.finditer(text)]
    if not spoken and not groups:
        return
    known, evidence = _age_of(review)
    if known is None:
        yield from _of_another_group(groups, review)
        return
    slack = _TOLERANCE_OF_THE_SMALL if known < _SMALL_YEARS else _TOLERANCE
    wrong = [match for match in spoken if abs(_years(match) - known) > slack]
    wrong += [match for match, youngest, oldest in groups if not youngest <= known <= oldest]
    where = SECTIONS.get(evidence.source, "Patient")
    for match in wrong:
        message = f"Draft: {match[0]}. {where}: {evidence.text or _spoken(known)}."
        yield Flag("age", "major", message, match.span(), match[0], evidence=(evidence,))


def _of_another_group(groups: list[tuple[re.Match[str], float, float]], review: Review) -> Iterator[Flag]:
    """Yield a flag for every age group of the draft that none of those the source names can overlap."""
    for section in _TEXTS:
        text = getattr(review.study, section)
        told = [(match, low, high) for words, low, high in _GROUPS for match in words.finditer(text)]
        for match, youngest, oldest in groups if told else ():
            if all(oldest < low or high < youngest for _, low, high in told):
                evidence = Evidence(section, told[0][0].span(), told[0][0][0])
                message = f"Draft: {match[0]}. {SECTIONS.get(section, 'Patient')}: {evidence.text}."
                yield Flag("age", "major", message, match.span(), match[0], evidence=(evidence,))


def _spoken(years: float) -> str:
    return f"{years:g} years" if years >= 2 else f"{years * 12:.0f} months"


def _age_of(review: Review) -> tuple[float | None, Evidence]:
    """Return the patient's age in years: its field, else the one age that indication or findings name."""
    study = review.study
    if study.patient.age is not None:
        return study.patient.age, Evidence("patient", field="age")
    for section in _TEXTS:
        text = getattr(study, section)
        for match in _AGE.finditer(text):
            if not _OF_ANOTHER.search(text, max(0, match.start() - 20), match.start()):
                return _years(match), Evidence(section, match.span(), match[0])
    return None, Evidence("patient", field="age")


def _years(match: re.Match[str]) -> float:
    if match["aged"]:
        return float(match["aged"])
    words = match["number"].lower().replace("-", " ").split()
    number = float(words[0]) if words[0][0].isdigit() else float(sum(_WORDS[word] for word in words))
    return number * _YEARS[(match["unit"] or "y")[0].lower()]
