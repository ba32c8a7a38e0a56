"""Patient identifiers in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.review import Flag, Review
from overread.validators import validator

_NAME = r"[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?"
PATTERNS = {
    "record number": re.compile(r"\b(?:MRN|medical record(?: number| no\.?)?|patient id|pat(?:ient)? no\.?|hospital no\.?|chart(?: "
r"number| no\.?)?|NHS(?: number)?|accession(?: number| no\.?)?|acc\.?\s*#|account(?: number| no\.?)?|"
r"case(?: number| no\.?))\s*(?:is|of|[:#=])*\s*[A-Z]{0,4}-?\d[\d-]{3,}\b", re.IGNORECASE),
    "social security number": re.compile(r"\b\d{3}-\d{2}-\d{4}\b|\bSSN\b[^.\n]{0,5}\d+", re.IGNORECASE),
    "telephone number": re.compile(r"(?<![\d.])(?:\+?\d{1,3}[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b"),
    "e-mail address": re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b"),
    "date of birth": re.compile(r"\b(?:DOB|D\.O\.B\.?|date of birth|born(?: on)?|birth ?date)\b\s*(?:is|"
r"[:=])*\s*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\w+ \d{1,2},? \d{4})", re.IGNORECASE),
    "patient name": re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mstr)\.?\s+{_NAME}|\b[Pp]atient(?:'s)?(?: name)?(?: is|:|"
rf",)\s+{_NAME},?\s+{_NAME}|\b(?:[Nn]ame|NAME):\s*{_NAME}|\b[Pp]atient\s+{_NAME}\s+{_NAME}\b|"
rf"\b{_NAME}\s+{_NAME}\s+\((?:MRN|DOB)"),
    "address": re.compile(rf"\b\d{{1,5}}\s+{_NAME}(?:\s+{_NAME})?\s+(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|"
rf"Blvd|Court|Ct|Way|Place)\b\.?|\b[A-Z]{{2}}\s+\d{{5}}(?:-\d{{4}})?\b"),
    "web address": re.compile(r"\bhttps?://\S+|\bwww\.\S+"),
}  # fmt: skip


@validator("identifier")
def identifier(review: Review) -> Iterator[Flag]:
    """Flag what identifies a patient: names, record and telephone numbers, dates of birth, addresses.

    The kinds are those of the HIPAA safe harbor list, 45 CFR 164.514(b)(2), that a report's text can carry.
    """
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(review.impression):
            yield Flag("identifier", "critical", f"This looks like a {kind}.", match.span(), match[0])
