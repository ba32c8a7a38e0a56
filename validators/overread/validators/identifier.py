"""Patient identifiers in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.language.lexicon import lexicon
from overread.language.words.tokens import norm
from overread.review import Flag, Review
from overread.validators import validator

_NAME = r"[A-Z][a-z]{1,20}(?:[-'][A-Z][a-z]{1,20})?"
_IS = r"[\s:=#]{0,4}(?:is|of)?[\s:=#]{0,4}"
_NUMBER_NAMES = (
    r"MRN|medical record(?: number| no\.?)?|patient id|pat(?:ient)? no\.?|hospital (?:no\.?|number)|chart(?: number| no\.?)?|"
    r"NHS(?: number)?|accession(?: number| no\.?)?|acc\.?\s?#|account(?: number| no\.?)?|case(?: number| no\.?)|"
    r"insurance (?:no\.?|number|id)"
)
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|"
    "OR|PA|RI|SC|SD|"
    "TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
_STREET = r"Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd|Court|Ct|Way|Place"
PATTERNS = {
    "record number": re.compile(rf"\b(?:{_NUMBER_NAMES}){_IS}[A-Z]{{0,4}}-?\d[\d-]{{3,20}}\b", re.IGNORECASE),
    "social security number": re.compile(
        r"(?:\bSSN\b[^.\n\d]{0,5})?\b\d{3}-\d{2}-\d{4}\b|\bSSN\b[^.\n\d]{0,5}\d{9}\b", re.IGNORECASE
    ),
    "telephone number": re.compile(r"(?<![\d.])(?:\+?\d{1,3}[\s.-])?\(?\d{3}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}\b"),
    "e-mail address": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,63}\b"),
    "date of birth": re.compile(
        rf"\b(?:DOB|D\.O\.B\.?|date of birth|born(?: on)?|birth ?date){_IS}(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}|"
        r"[A-Za-z]{3,9} \d{1,2},? \d{4}|\d{1,2} [A-Za-z]{3,9} \d{4})",
        re.IGNORECASE,
    ),
    "patient name": re.compile(
        rf"\b(?:Mr|Mrs|Ms|Miss|Mstr)\.?\s{_NAME}|\b[Pp]atient(?:'s)?(?: name)?(?: is|:|,)\s{_NAME},?\s{_NAME}|"
        rf"\b(?:[Nn]ame|NAME):\s?{_NAME}(?:\s{_NAME})?|\b[Pp]atient\s{_NAME}\s{_NAME}\b|\b{_NAME},?\s{_NAME}\s\((?:MRN|DOB)"
    ),
    "address": re.compile(rf"\b\d{{1,5}}\s{_NAME}(?:\s{_NAME})?\s(?:{_STREET})\b|,\s?(?:{_STATES})\s\d{{5}}(?:-\d{{4}})?\b"),
    "web address": re.compile(r"\bhttps?://\S{1,200}|\bwww\.\S{1,200}"),
}  # fmt: skip
_HINTS = re.compile(r"\d{3}|@|www|http|\bM(?:r|rs|s|iss|str)\b|[Nn]ame|NAME|[Pp]atient|[Bb]orn|\d\s[A-Z][a-z]")
_WORD = re.compile(r"[A-Za-z]+")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mstr", "patient", "name", "is", "mrn", "dob"})


@validator("identifier")
def identifier(review: Review) -> Iterator[Flag]:
    """Flag what identifies a patient: names, record and telephone numbers, dates of birth, addresses.

    The kinds are those of the HIPAA safe harbor list, 45 CFR 164.514(b)(2), that a report's text can carry.
    """
    if not _HINTS.search(review.impression):
        return
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(review.impression):
            if kind != "patient name" or _is_name(match[0]):
                yield Flag(
                    "identifier",
                    "critical",
                    f"This looks like {'an' if kind[0] in 'ae' else 'a'} {kind}.",
                    match.span(),
                    match[0],
                )


def _is_name(text: str) -> bool:
    """Say whether any word of what stands in a name's place is not a word of reports ("Patient: Right Knee")."""
    words = {norm(word) for word in _WORD.findall(text)} - _TITLES
    return any(word not in lexicon().ordinary and word not in lexicon().phrases for word in words)
