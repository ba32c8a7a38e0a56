"""The degree of a conclusion against that of the signs it is drawn from: "mild osteoarthritis" of a marked narrowing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.figures.degrees import DEGREE, is_called_significant
from overread.language.figures.extremes import is_at_grave_end
from overread.language.inference.conclusions import signs_of
from overread.language.places import places_of, touches
from overread.review import Difference

_FAR = 1.5
_UTMOST = 3.6
_OF_SIZE = frozenset("small tiny minute punctate large huge voluminous enormous trace extensive extensively".split())
_UNNAMED = ("abnormality", "~")
_SLIGHTLY = re.compile(r"\b(?:slight|mild|minimal|discrete|subtle)(?:ly)?\b", re.IGNORECASE)
_GRAVELY = re.compile(r"\b(?:severe|marked|massive|gross|considerable|extensive|pronounced)(?:ly)?\b", re.IGNORECASE)
_INCIPIENT = re.compile(r"\b(?:incipient|beginning|initial|early|discrete)(?= (?:\w+ )?$)", re.IGNORECASE)
_LAST = re.compile(r"\bend[- ]?stage(?= (?:\w+ )?$)", re.IGNORECASE)


def of_another_degree(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    """Return the wrong degree of a conclusion where all the degrees that its signs have are far from it."""
    own = _own(claim)
    if own is None or claim.concept.startswith(_UNNAMED):
        return None
    spans = dict.fromkeys(sign.span for sign in told)
    beside = (fact for span in spans for fact in facts.at(span) if fact.concept in signs_of(claim.concept))
    signs = [sign for sign in (*told, *beside) if sign.presence == "present" and _is_there(claim, sign)]
    degrees = [degree for sign in signs if (degree := _of_sign(sign, facts))]
    if degrees and all(abs(DEGREE[other] - own[1]) >= _FAR for other in degrees):
        return Difference("severity", own[0], degrees[0].replace("_", " to "), "severity")
    return None


def _own(claim: Finding) -> tuple[str, float] | None:
    """Return the word for the degree of a claim, and the degree."""
    before = claim.words_before()
    if claim.severity and claim.words_of("severity").lower() in _OF_SIZE:
        return None
    if claim.severity:
        return claim.severity.replace("_", " to "), DEGREE[claim.severity]
    if found := _LAST.search(before):
        return found[0].lower().strip(), _UTMOST
    found = _INCIPIENT.search(before)
    return (found[0].lower().strip(), DEGREE["mild"]) if found else None


def _is_there(claim: Finding, sign: Finding) -> bool:
    """Say whether a sign has a name, and is where the conclusion is."""
    mine, theirs = places_of(claim), places_of(sign)
    return not sign.concept.startswith(_UNNAMED) and (not mine or not theirs or touches(mine, theirs))


def _of_sign(sign: Finding, facts: Facts) -> str | None:
    """Return the degree of a sign, or the only one that its words tell of, and of no other finding."""
    if sign.severity:
        return None if sign.words_of("severity").lower() in _OF_SIZE else sign.severity
    if is_at_grave_end(sign) or is_called_significant(sign):
        return "severe"
    if any(fact.severity for fact in facts.at(sign.span)):
        return None
    slight, grave = _SLIGHTLY.search(sign.text), _GRAVELY.search(sign.text)
    return "mild" if slight and not grave else "severe" if grave and not slight else None
