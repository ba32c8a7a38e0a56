"""The two ends of a scale in words that are no degree: a complete tear, an intense uptake, a grade of III."""

from __future__ import annotations

import re
from typing import NamedTuple

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.review import Difference

SLIGHT = frozenset({"trace", "minimal", "mild"})
GRAVE = frozenset({"severe", "moderate_severe"})
_WORDS = {"complete_extent": True, "full_thickness": True, "intense": True, "low_level": False}
_OF_SIZE = re.compile(r"\b(?:small|tiny|minute|punctate|large|huge|voluminous|enormous|massive|early)\b", re.IGNORECASE)
_GRADES = {
    "grade": (1, 3),
    "stage": (1, 3),
    "meyerding": (1, 3),
    "kellgrenlawrence": (1, 4),
    "goutallier": (1, 3),
    "outerbridge": (1, 3),
    "fazekas": (1, 3),
    "pfirrmann": (2, 5),
}
"""The highest grade that is never called severe, and the lowest that is never called mild.

Meyerding HW. Surg Gynecol Obstet 1932;54:371-377; Kellgren JH, Lawrence JS. Ann Rheum Dis 1957;16:494-502; Goutallier D et al.
Clin Orthop 1994;304:78-83; Outerbridge RE. J Bone Joint Surg Br 1961;43:752-757; Fazekas F et al. AJR 1987;149:351-356;
Pfirrmann CW et al. Spine 2001;26:1873-1878.
"""
_INSIGNIFICANT = re.compile(
    r"\b(?:not (?:be )?(?:\w+ )?significant|insignificant|negligible|nonsignificant|non-significant)(?! (?:change|interval))",
    re.IGNORECASE,
)
_APART = re.compile(r"[,;]|\b(?:and|but|with|or)\b", re.IGNORECASE)
_JOINED = re.compile(r";|\b(?:and|but|with)\b", re.IGNORECASE)
_ENDED = re.compile(r"\W*(?:$|[,.;)]|(?:and|but|or|in|at|for|by|to|on|as)\b)", re.IGNORECASE)
_LITTLE = "descriptor:significant"
_AMOUNT = "(?:strong|intense|avid|vivid|marked|weak|slight|mild|minimal|faint)"
_STRENGTH = re.compile(
    rf"\b(?P<before>{_AMOUNT})(?:ly)? (?:\w+ )?enhanc(?:ing|ed|es|ement)\b|"
    rf"\benhanc(?:ing|ed|es?) (?:only |\w+ly )?(?P<after>{_AMOUNT})ly\b",
    re.IGNORECASE,
)
_STRONG = frozenset("strong intense avid vivid marked".split())


class _End(NamedTuple):
    """The end of a scale at which a finding is, in its words; `mark` is the attribute that says so."""

    grave: bool
    words: str
    mark: str


def opposite_end(claim: Finding, fact: Finding) -> Difference | None:
    """Return the wrong degree of a claim that is at the other end of the scale than a fact, where one of them says so by a word
    that is no degree.
    """
    if claim.presence != "present" or fact.presence != "present":
        return None
    if claim.severity == "moderate" and is_insignificant(fact):
        return Difference("severity", "moderate", "not significant", "severity")
    strengths = (_strength(claim), _strength(fact))
    mine, theirs = strengths if all(strengths) else (_end(claim, fact), _end(fact, claim))
    if mine is None or theirs is None or mine.grave == theirs.grave or mine.mark == theirs.mark == "severity":
        return None
    sized = next((one for one, end in ((claim, mine), (fact, theirs)) if end.mark == "severity"), None)
    whole = not {"descriptor:complete_extent", _LITTLE}.isdisjoint((mine.mark, theirs.mark))
    if sized and not whole and _OF_SIZE.search(sized.words_of("severity")):
        return None
    return Difference("severity", mine.words, theirs.words, mine.mark)


def is_insignificant(finding: Finding) -> bool:
    """Say whether a finding that is there is told to be too little to matter, right before its name or behind it."""
    return _told_insignificant(finding) is not None


def _told_insignificant(finding: Finding) -> re.Match[str] | None:
    text, (start, end) = finding.text, (place - finding.span[0] for place in finding.marks.get("concept", finding.span))
    for match in _INSIGNIFICANT.finditer(text):
        before = match.end() <= start and not _APART.search(text, match.end(), start)
        behind = match.start() >= end and _ENDED.match(text, match.end()) and not _JOINED.search(text, end, match.start())
        if before or behind or (start < match.end() and match.start() < end):
            return match
    return None


def is_at_grave_end(fact: Finding) -> bool:
    """Say whether a fact without a degree is told to be as much as there can be."""
    end = _end(fact, fact) if not fact.severity else None
    return end is not None and end.grave


def _end(finding: Finding, other: Finding) -> _End | None:
    """Return the end of the scale of a finding by its degree, or by a word for it that another one has not as well."""
    if finding.severity:
        told = finding.severity.replace("_", " to ")
        return _End(finding.severity in GRAVE, told, "severity") if finding.severity in SLIGHT | GRAVE else None
    shared = other.descriptors if other is not finding else frozenset[str]()
    if match := _told_insignificant(finding):
        return _End(False, match[0].lower(), _LITTLE)
    for descriptor in sorted(finding.descriptors - shared):
        if descriptor in _WORDS and (descriptor != "full_thickness" or _is_tear(finding)):
            return _End(_WORDS[descriptor], descriptor.partition("_")[0], f"descriptor:{descriptor}")
        system, _, value = descriptor.partition(":")
        if system in _GRADES and value[:1].isdigit():
            low, high = _GRADES[system]
            if int(value[0]) <= low or int(value[0]) >= high:
                return _End(int(value[0]) >= high, descriptor.replace(":", " "), "score")
    return None


def _is_tear(finding: Finding) -> bool:
    return any(kind.endswith("tear") for kind in lexicon().kinds(finding.concept))


def _strength(finding: Finding) -> _End | None:
    """Return how much a finding is told to enhance, where that is much or little."""
    match = _STRENGTH.search(finding.text) if "nhanc" in finding.text else None
    if match is None or not ("enhancing" in finding.descriptors or "nhanc" in finding.words_of()):
        return None
    word = (match["before"] or match["after"]).lower()
    return _End(word in _STRONG, f"{word}ly enhancing", "descriptor:enhancing")
