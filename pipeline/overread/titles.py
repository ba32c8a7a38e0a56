"""The examination that a draft names, in a title ("MRI lumbar spine:") or as what its findings were seen on ("on CT")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from overread.finding import Span
from overread.language.words.reading import read
from overread.modalities import MODALITIES
from overread.review import Review
from overread.study import Exam

_MARKED = re.compile(r"(?:^|\n|[.;]\s)[ \t]*(?:\d+[.)][ \t]*)?(?P<title>[^.;:\n]{2,70}):(?=\s|$)")
_FIRST = re.compile(r"^\s*(?P<title>[^.;:\n]{2,70})(?:\.(?=\s)|\n)")
_MODALITY = re.compile(
    r"\b(?:(?:CT|MR|PET|US|XR|CTA|MRA|MRI|MRCP|CTPA|HRCT|DE?XA|SPECT|VCUG|HSG)\b|x-?rays?\b|plain films?\b|"
    r"\w*(?:gra(?:m|ms|phs?|phy)\b|tomograph|sonogra|ultraso|scintigra|fluoroscop)|enema\b|swallow\b|follow-through\b|"
    r"duplex\b|scan\b|views?\b|magnetic resonance|emptying study\b|stress (?:test|study)\b)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"\b(?:is|are|was|were|in \d|for|if|should|may|can|could|within|at|after|before|to|shows?)\b", re.IGNORECASE
)
_WITHOUT = r"(?:without (?:(?:iv|intravenous) )?contrast|non-?contrast|un-?enhanced|w/o contrast|plain CT)"
_WITH = r"(?:with (?:(?:iv|intravenous) )?(?:contrast|gadolinium)|contrast[- ]enhanced|post-?contrast|\bw/ contrast)"
_BOTH = re.compile(
    r"\b(?:with and without|without and with|pre- and post|w/?wo\b|multiphas|multi-phas|triphasic)", re.IGNORECASE
)
_CONTRAST = {
    "without": re.compile(rf"\b{_WITHOUT}", re.IGNORECASE),
    "with": re.compile(rf"(?<!and )\b{_WITH}", re.IGNORECASE),
}
_DRUGS = r"pharmacologic\w*|regadenoson|lexiscan|adenosine|dipyridamole|persantine|dobutamine"
_TESTED = r"(?: (?:stress|test|study|myocardial|cardiac|SPECT|perfusion|nuclear|sestamibi|tetrofosmin|treadmill))"


def _way(named: str, spoken: str, sister: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    parts = (rf"\b{named}\b", rf"\b(?:{spoken})", rf"\b(?:{sister})")
    one, other, third = (re.compile(part, re.IGNORECASE) for part in parts)
    return one, other, third


_WAYS = (  # two ways of doing one kind of examination: what names it as the one done, what only speaks of it, and its sister
    _way(r"liquid(?:[- ]phase|[- ]meal| gastric emptying)", "liquid", "solid|egg|oatmeal|toast"),
    _way(r"solid(?:[- ]phase|[- ]meal| gastric emptying)", "solid|egg|oatmeal|toast", "liquid"),
    _way(rf"(?:treadmill|bicycle|exercise){_TESTED}", "exercise|treadmill|bicycle|bruce", _DRUGS),
    _way(rf"(?:{_DRUGS}){_TESTED}", _DRUGS, "treadmill|bicycle|bruce"),
)
_TELLING_WAY = re.compile("|".join(named.pattern for named, _, _ in _WAYS), re.IGNORECASE)
_MEANS = ("liquid", "solid", "treadmill", "bicycle", "exercise", *_DRUGS.replace(r"\w*", "").split("|"))
_NUMBERS = {"single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_VIEWS = re.compile(rf"(?<!\d[-–])(?<!\d to )\b({'|'.join(_NUMBERS)}|[1-7])[- ]views?\b", re.IGNORECASE)
_PROJECTIONS = (
    (2, re.compile(r"\bsupine (?:and|&) (?:upright|erect|decubitus)\b|\b(?:upright|erect) (?:and|&) supine\b", re.IGNORECASE)),
    (2, re.compile(r"\b(?:PA|AP|frontal) (?:and|&) lateral\b|\bPA/lat", re.IGNORECASE)),
    (1, re.compile(r"\b(?:portable|single|bedside|supine)\b", re.IGNORECASE)),
)


def titles(text: str) -> Iterator[Span]:
    """Yield the titles that name an examination by its technique: before a colon, or alone in the first sentence."""
    first = _FIRST.match(text)
    for match in [*([first] if first else []), *(_MARKED.finditer(text) if ":" in text else ())]:
        title = match["title"]
        if _MODALITY.search(title) and not _NO_TITLE.search(title) and not _finds(title):
            yield match.span("title")


@lru_cache(maxsize=1024)
def _finds(title: str) -> bool:
    """Say whether a title names a finding, and so is a statement and no title; "MR" before a part of the body is none."""
    items = read(title).items
    placed = max((item.start for item in items for entry in item.entries if entry.category == "anatomy"), default=0)
    found = [item for item in items if any(entry.category == "concept" for entry in item.entries)]
    return any(item.start > placed or not _MODALITY.fullmatch(title, item.start, item.end) for item in found)


def contrast_of(text: str) -> str | None:
    """Return "with" or "without" where a text says that contrast was given or not, None where it says neither or both."""
    if _BOTH.search(text):
        return None
    said = [way for way, pattern in _CONTRAST.items() if pattern.search(text)]
    return said[0] if len(said) == 1 else None


def views_of(text: str) -> int | None:
    """Return the number of views that a text names, None where it names none; a portable film is one view."""
    match = _VIEWS.search(text)
    if match:
        word = match[1].lower()
        return _NUMBERS[word] if word in _NUMBERS else int(word)
    return next((number for number, pattern in _PROJECTIONS if pattern.search(text)), None)


def other_way(said: str, done: str) -> re.Match[str] | None:
    """Return where a text names one way of doing an examination, and another text speaks only of its sister."""
    low = said.lower()
    telling = any(map(low.__contains__, _MEANS)) and _TELLING_WAY.search(said)
    for named, spoken, sister in _WAYS if telling else ():
        match = named.search(said)
        if match and not spoken.search(done) and sister.search(done):
            return match
    return None


_LATER = r"(?!\s(?:(?:is|was|may be|could be|can be|should be|would be)\s)?(?:recommended|advised|suggested|follow))"
_TOLD_ON = {
    code: re.compile(
        rf"\b{words}\s(?:findings?|features?|appearances?|signs?|evidence)\s(?:of|consistent|compatible|in keeping)\b"
        rf"|\bon\s(?:the\s|an?\s)?(?:\w+\s)?{words}\b{_LATER}",
        re.IGNORECASE,
    )
    for code, words in MODALITIES.items()
}


def told_on(code: str, review: Review) -> re.Match[str] | None:
    """Return where the draft tells of findings on a modality that its source names nowhere ("appendicitis on CT")."""
    found = _TOLD_ON[code].search(review.impression)
    if found is None:
        return None
    study = review.study
    prior = study.prior.impression if study.prior else None
    source = (study.findings, study.indication, study.technique, study.comparison, study.exam.description, prior)
    if any(re.search(rf"\b(?:{MODALITIES[code]})\b", text, re.IGNORECASE) for text in source if text):
        return None
    return found


_SIDES = {"left": "left", "lt": "left", "right": "right", "rt": "right", "l": "left", "r": "right"}
_SIDE = re.compile(r"\b(left|right|lt|rt)\b", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:bilateral|both)\b", re.IGNORECASE)


def side_of(exam: Exam) -> tuple[str | None, str]:
    """Return the side examined and the field that says so."""
    if exam.laterality:
        return _SIDES.get(exam.laterality.lower()), "laterality"
    description = exam.description or ""
    sides = {_SIDES[side.lower()] for side in _SIDE.findall(description)}
    return (sides.pop() if len(sides) == 1 and not _EITHER.search(description) else None), "description"
