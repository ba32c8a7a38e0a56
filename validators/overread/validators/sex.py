"""The patient's sex against what the draft says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Source
from overread.flagging import SECTIONS
from overread.review import Evidence, Flag, Review
from overread.validators import validator

_WORDS = {
    "M": re.compile(
        r"\b(?:male|m[ae]n|gentlem[ae]n|boy|he|(?<!bundle of )(?<!angle of )his|him|himself)\b(?!\s*catheter)", re.IGNORECASE
    ),
    "F": re.compile(r"\b(?:wom[ae]n|female|lady|girl|she|her|hers|herself)\b(?![-/]?\s?(?:\d|neu))", re.IGNORECASE),
}
_ORGANS = {
    "M": re.compile(
        r"\b(?:prostat\w*|seminal vesicles?|testic\w*|testes|testis|scrot\w*|epididym\w*|penis|penile|spermatic cords?|"
        r"varicoceles?|hydroceles?|PI-?RADS|vas deferens|cryptorchid\w*)\b",
        re.IGNORECASE,
    ),
    "F": re.compile(
        r"\b(?:uter(?:us|ine|i)|endometri\w*|myometri\w*|ovar(?:y|ies|ian)|adnexa(?:l|e)?|cervix uteri|uterine cervix|vagin\w*|"
        r"fallopian|hydrosalpin\w*|vulva\w*|fibroids?|leiomyomas?|O-?RADS|gravid|pregnan\w*|intrauterine|placenta\w*|f[o]?et(?:us|al)|"
        r"gestation\w*|endometrioma\w*|salping\w*|hysterectomy|parametri\w*)\b",
        re.IGNORECASE,
    ),
}
_PEOPLE = frozenset(
    "male man men gentleman gentlemen boy he his him himself woman women female lady girl she her hers herself".split()
)
_STEMS = (
    "prostat", "seminal", "testic", "testes", "testis", "scrot", "epididym", "penis", "penile", "spermatic", "varicocele",
    "hydrocele", "rads", "vas deferens", "cryptorchid", "uter", "metri", "ovar", "adnexa", "cervix", "vagin", "fallopian",
    "salpin", "vulva", "fibroid", "leiomyoma", "gravid", "pregnan", "placenta", "fet", "foet", "gestation", "hysterectomy",
)  # fmt: skip
"""What every word for a person of a sex is, and what every name of an organ has one of."""
_WORD = re.compile(r"\w+")
_OTHER = {"M": "F", "F": "M"}
_NAMES = {"M": "male", "F": "female"}
_KIN = re.compile(
    r"\b(?:mother|father|sister|brother|aunt|uncle|family|donor|partner|wife|husband|son|daughter)\b", re.IGNORECASE
)
_REACH = 60
_OF_A_CHILD = re.compile(
    r"\b(?:f[o]?et(?:us|al)|pregnan\w*|gestation\w*|placenta\w*|gravid|intrauterine|donor|transplant\w*)\b", re.I
)
_TEXTS: tuple[Source, ...] = ("indication", "findings")


@validator("sex")
def sex(review: Review) -> Iterator[Flag]:
    """Flag words and organs of the other sex than the patient's, by the patient field or else by the source's own words."""
    low = review.impression.lower()
    if _PEOPLE.isdisjoint(_WORD.findall(low)) and not any(map(low.__contains__, _STEMS)):
        return
    spoken = {code: [*_people(code, review.impression), *_ORGANS[code].finditer(review.impression)] for code in _OTHER}
    if not any(spoken.values()):
        return
    known, evidence = _sex_of(review)
    if known not in _OTHER:
        return
    other = _OTHER[known]
    for match in spoken[other]:
        organ = _ORGANS[other].fullmatch(match[0])
        if organ and _ORGANS[other].search(review.study.findings):
            continue
        where = SECTIONS.get(evidence.source, "Patient")
        message = f"Draft: {match[0]} ({_NAMES[other]}). {where}: {evidence.text or _NAMES[known]}."
        yield Flag("sex", "major", message, match.span(), match[0], evidence=(evidence,))


def _people(code: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the words for a person of a sex that do not speak of kin."""
    for match in _WORDS[code].finditer(text):
        if not _KIN.search(text, max(0, match.start() - _REACH), match.end() + _REACH):
            yield match


def _sex_of(review: Review) -> tuple[str | None, Evidence]:
    """Return the sex the study gives: its field, else the one sex that the words of indication and findings name, else that
    whose organs alone the findings tell of; those of an unborn child or a donor tell nothing.
    """
    study = review.study
    if study.patient.sex:
        return study.patient.sex, Evidence("patient", field="sex")
    for section in _TEXTS:
        text = getattr(study, section)
        named = {code: match for code in _OTHER if (match := next(_people(code, text), None))}
        if len(named) == 1:
            code, match = named.popitem()
            return code, Evidence(section, match.span(), match[0])
    organs = {code: match for code in _OTHER if (match := _ORGANS[code].search(study.findings))}
    if len(organs) == 1 and not _OF_A_CHILD.search(study.findings):
        code, match = organs.popitem()
        return code, Evidence("findings", match.span(), match[0])
    return None, Evidence("patient", field="sex")
