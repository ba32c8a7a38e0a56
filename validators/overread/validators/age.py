"""The patient's age against what the draft says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.review import Evidence, Flag, Review
from overread.validators import validator

_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
"sixteen seventeen eighteen nineteen".split()
    )
} | {word: 10 * (number + 2) for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_AGE = re.compile(
    r"\b(?P<number>\d{1,3}(?:\.\d+)?|(?:" + "|".join(_WORDS) + r")(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?)[-\s]*"
    r"(?P<unit>years?|yrs?|y/?o|months?|mos?|weeks?|wks?|days?)(?:[-\s]*(?:of\s+age|old)|(?<=y/o)|(?<=yo))\b|\baged?\s+(?:of\s+)?(?P<aged>\d{1,3})\b",
    re.IGNORECASE,
)
_YEARS = {"y": 1.0, "m": 1 / 12, "w": 1 / 52, "d": 1 / 365}
_GROUPS = (
    (re.compile(r"\b(?:newborn|neonate|neonatal)\b", re.IGNORECASE), 0.0, 0.25),
    (re.compile(r"\b(?:infant|baby)\b", re.IGNORECASE), 0.0, 2.5),
    (re.compile(r"\b(?:toddler)\b", re.IGNORECASE), 0.5, 4.5),
    (re.compile(r"\b(?:child|pa?ediatric patient|schoolchild)\b", re.IGNORECASE), 0.0, 18.5),
    (re.compile(r"\b(?:adolescent|teenager|teenage)\b", re.IGNORECASE), 9.5, 21.0),
    (re.compile(r"\b(?:elderly|geriatric|octogenarian|nonagenarian)\b", re.IGNORECASE), 58.0, 130.0),
)
_OF_ANOTHER_TIME = re.compile(r"\b(?:at|at the age of|when|since|bone age|gestational|skeletal age|at age)\s*$|\bprior\b", re.IGNORECASE)


@validator("age")
def age(review: Review) -> Iterator[Flag]:
    """Flag an age, or an age group, that the patient's age in years does not fit."""
    known, evidence = _age_of(review)
    if known is None:
        return
    text = review.impression
    for match in _AGE.finditer(text):
        stated = _years(match)
        if _OF_ANOTHER_TIME.search(text[max(0, match.start() - 20) : match.start()]) or abs(stated - known) <= 1.0:
            continue
        yield Flag("age", "major", f"The patient is {known:g} years old.", match.span(), match[0], evidence=(evidence,))
    for pattern, youngest, oldest in _GROUPS:
        for match in pattern.finditer(text):
            if not youngest <= known <= oldest:
                yield Flag("age", "major", f"The patient is {known:g} years old.", match.span(), match[0], evidence=(evidence,))


def _age_of(review: Review) -> tuple[float | None, Evidence]:
    """Return the patient's age in years: its field, else the one age that indication or findings name."""
    study = review.study
    if study.patient.age is not None:
        return study.patient.age, Evidence("patient", field="age")
    for section, text in (("indication", study.indication), ("findings", study.findings)):
        match = _AGE.search(text)
        if match:
            return _years(match), Evidence(section, match.span(), match[0])  # type: ignore[arg-type]
    return None, Evidence("patient", field="age")


def _years(match: re.Match[str]) -> float:
    if match["aged"]:
        return float(match["aged"])
    words = match["number"].lower().replace("-", " ").split()
    number = float(words[0]) if words[0][0].isdigit() else float(sum(_WORDS[word] for word in words))
    return number * _YEARS[match["unit"][0].lower()]
