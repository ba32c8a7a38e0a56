"""Words for positions that exclude each other: where one stands in place of another in a copied sentence, the place is another.

They hold for any organ, known or not ("the apical field", "the base of the condylar process", "the ascending part").
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import permutations

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.review import Difference


def _axes() -> tuple[tuple[tuple[str, ...], ...], ...]:
    return lexicon().positions + lexicon().regions


@cache
def _opposed() -> frozenset[tuple[str, str]]:
    pairs = (two for axis in _axes() for two in permutations(axis, 2))
    return frozenset((one, other) for own, others in pairs for one in own for other in others)


def are_opposed(one: str, other: str) -> bool:
    """Say whether two words are for positions that exclude each other."""
    return (one, other) in _opposed()


@cache
def _positions() -> frozenset[str]:
    return frozenset(word for axis in _axes() for end in axis for word in end)


@cache
def position_pattern() -> str:
    """Return the pattern of a word for a position."""
    return "|".join(sorted(_positions()))


@cache
def _leading() -> re.Pattern[str]:
    position = position_pattern()
    return re.compile(
        rf"\b(?P<run>(?:{position})(?:(?:\s*,\s*|\s*/\s*|\s+and\s+|\s+or\s+|\s+to\s+)(?:{position}))*)"
        r"(?:[ -](?:third|half|part|portion|segment|section|aspect|end|side|margin|surface)s?)?(?: of)?(?: the| a| an)?"
        r"(?: (?:left|right|both))?\s*$",
        re.IGNORECASE,
    )


_WORD = re.compile(r"\w+")
_LANDMARK = re.compile(
    r"\b(?:(?P<anterior>in front of|anterior to|ventral to)|(?P<posterior>behind|posterior to|dorsal to)|"
    r"(?P<superior>above|superior to|cranial to|cephalad to)|(?P<inferior>below|beneath|inferior to|caudal to))"
    r" (?:the )?(?:(?:left|right) )?(?P<landmark>[a-z]+)",
    re.IGNORECASE,
)
_LEADING_TO = (" to ", "front of", "behind", "above", "below", "beneath")
_DIRECTIONS = ("anterior", "posterior", "superior", "inferior")
_REACH = 60


def leading_positions(finding: Finding) -> frozenset[str]:
    """Return the words for a position that stand before a place of a finding, and are no part of its name ("upper calyx",
    "the lower third of the esophagus").
    """
    starts = {start - finding.span[0] for mark, (start, _) in finding.marks.items() if mark.startswith("anatomy")}
    before = [finding.text[max(0, start - _REACH) : start] for start in starts if start > 0]
    return frozenset[str]().union(*map(_ending, before))


@lru_cache(maxsize=4096)
def _ending(text: str) -> frozenset[str]:
    """Return the words for a position at the end of a text."""
    if _positions().isdisjoint(_WORD.findall(text.lower())):
        return frozenset()
    match = _leading().search(text)
    return frozenset(_WORD.findall(match["run"].lower())) - {"and", "or", "to"} if match else frozenset()


def from_landmarks(finding: Finding) -> frozenset[tuple[str, str]]:
    """Return the landmarks from which a statement tells a direction, each with that ("behind the mediastinum")."""
    return _landmarks_in(finding.text)


@lru_cache(maxsize=4096)
def _landmarks_in(text: str) -> frozenset[tuple[str, str]]:
    low = text.lower()
    told = _LANDMARK.finditer(text) if any(map(low.__contains__, _LEADING_TO)) else ()
    return frozenset((match["landmark"].lower(), name) for match in told for name in _DIRECTIONS if match[name])


def is_exchange(difference: Difference) -> bool:
    """Say whether what differs is one word for a position in place of another."""
    return are_opposed(difference.claim_value, difference.source_value)
