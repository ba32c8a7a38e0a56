"""The patient's sex against what the draft says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.review import Evidence, Flag, Review
from overread.validators import validator

_WORDS = {
    "M": re.compile(r"\b(?:m(?:an|ale|en)|gentleman|boy|he|his|him|himself)\b", re.IGNORECASE),
    "F": re.compile(r"\b(?:wom[ae]n|female|lady|girl|she|her|hers|herself)\b", re.IGNORECASE),
}
_ORGANS = {
    "M": re.compile(
        r"\b(?:prostat\w*|seminal vesicles?|testic\w*|testes|testis|scrot\w*|epididym\w*|penis|penile|"
r"spermatic cord|varicoceles?|hydroceles?|"
        r"PI-?RADS|vas deferens|cryptorchid\w*)\b",
        re.IGNORECASE,
    ),
    "F": re.compile(
        r"\b(?:uter(?:us|ine|i)|endometri\w*|myometri\w*|ovar(?:y|ies|ian)|adnexa(?:l|e)?|cervix uteri|"
r"vagin\w*|fallopian|hydrosalpin\w*|vulva\w*|"
        r"fibroids?|leiomyomas?|O-?RADS|gravid|pregnan\w*|intrauterine|placenta\w*|fet(?:us|al)|foet(?:us|al)|gestation\w*|endometrioma|salping\w*|"
        r"hysterectomy|parametri\w*)\b",
        re.IGNORECASE,
    ),
}
_OTHER = {"M": "F", "F": "M"}
_NAMES = {"M": "male", "F": "female"}
_RELATIVES = re.compile(r"\b(?:mother|father|sister|brother|aunt|uncle|family|donor|partner|wife|husband)\b", re.IGNORECASE)


@validator("sex")
def sex(review: Review) -> Iterator[Flag]:
    """Flag words and organs of the other sex than the patient's, by the patient field or else by the source's own words."""
    known, evidence = _sex_of(review)
    if known not in _OTHER:
        return
    other = _OTHER[known]
    text = review.impression
    source = review.study.findings
    for match in _WORDS[other].finditer(text):
        if not _RELATIVES.search(text[max(0, match.start() - 60) : match.end() + 40]):
            yield _flag(match, known, other, evidence)
    for match in _ORGANS[other].finditer(text):
        if not _ORGANS[other].search(source):
            yield _flag(match, known, other, evidence)


def _flag(match: re.Match[str], known: str, other: str, evidence: Evidence) -> Flag:
    message = f"The patient is {_NAMES[known]}; the draft speaks of a {_NAMES[other]} patient or organ."
    return Flag("sex", "major", message, match.span(), match[0], evidence=(evidence,))


def _sex_of(review: Review) -> tuple[str | None, Evidence]:
    """Return the sex the study gives: its field, else the one sex that the words of indication and findings name."""
    study = review.study
    if study.patient.sex:
        return study.patient.sex, Evidence("patient", field="sex")
    for section, text in (("indication", study.indication), ("findings", study.findings)):
        named = {sex: pattern.search(text) for sex, pattern in _WORDS.items()}
        found = [(sex, match) for sex, match in named.items() if match and not _RELATIVES.search(text)]
        if len(found) == 1:
            code, match = found[0]
            return code, Evidence(section, match.span(), match[0])  # type: ignore[arg-type]
    return None, Evidence("patient", field="sex")
