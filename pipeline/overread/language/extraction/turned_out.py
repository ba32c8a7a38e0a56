"""Findings that a report only suspected and names otherwise: "the suspected abscess turned out to be an endometrioma"."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Certainty, Finding
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon

_SUSPECTED = re.compile(
    r"\b(?:apparent|seeming|questioned|queried|suspected|presumed|supposed|suspicious for|concerning for|"
    r"(?:thought|felt|believed|suspected|presumed|interpreted|misread|reported|described|labell?ed|called|"
    r"characteri[sz]ed) (?:to (?:be|represent)|as)|"
    r"(?:previously|initially|originally|formerly|first) (?:described|reported|questioned|suspected|called|raised|noted|"
    r"seen))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r" [^.;,]{0,60}$")
_IS = re.compile(
    r"(?: (?!(?:and|with|causing|due|not|no|but|which|that|are|is)\b)[\w/-]+){0,6}? "
    r"(?:turn(?:s|ed) out to be|prove[sd] to be|(?:is|are|was|were)(?: (?:now|actually|in fact|rather|instead))?|"
    r"represents?|represented|corresponds? to|corresponded to|reflects?)"
    r"(?: (?:shown|found|considered|felt|thought|believed) to (?:be|represent))?(?= )",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"(?: (?!(?:and|with|but|not|no|nor)\b)[\w/-]+){0,6}? (?:is|are|was|were|has been|have been) (?:now |thus |clearly )?"
    r"(?:confirmed|proven|proved|verified|corroborated)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?: (?!(?:in|at|on|to|of|with|near|adjacent|not|no|seen|by|from|for|stable|unchanged|also|possibly|may)\b)[\w-]+){0,3} ",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r" (?:(?:an?|the|normal|prominent|tortuous|adjacent|unopacified|azygos|crossing|branching|pulmonary) )*"
    r"(?:veins?|arter(?:y|ies)|vessels?|bowel(?: loops?)?|loops? of (?:\w+ )?bowel|muscle|thymus|recess|flow voids?)"
    r"(?=\s*(?:$|[.;,]))",
    re.IGNORECASE,
)
_SEEN = LESIONS | {"opacity", "density", "lucency", "consolidation", "collection", "asymmetry", "uptake", "enhancement"}
_DOUBT = re.compile(r"\b(?:likely|probabl[ey]|felt|thought|believed|favou?red|considered)\b", re.IGNORECASE)


def as_turned_out(found: list[Finding], text: str) -> list[Finding]:
    """Return the findings of a text with each absent that it only suspected and goes on to name otherwise, and what it names
    instead in no more doubt than it says.
    """
    for mention in _SUSPECTED.finditer(text) if found else ():
        first = next((place for place, one in enumerate(found) if _start(one) >= mention.end()), None)
        if first is None or not _OPENS.fullmatch(text, mention.end(), _start(found[first])) or not _is_there(found[first]):
            continue
        end = _end(found[first])
        if _CONFIRMED.match(text, end):
            found = [*found[:first], replace(found[first], certainty="definite"), *found[first + 1 :]]
        elif verb := _IS.match(text, end):
            found = _named_otherwise(found, first, text, verb.end())
    return found


def _named_otherwise(found: list[Finding], first: int, text: str, at: int) -> list[Finding]:
    """Return findings with a suspected one as what stands behind a verb makes of it: another finding, or a sound structure."""
    one = found[first]
    if first + 1 < len(found) and _is_led_to(found[first + 1], text, at):
        other = replace(found[first + 1], certainty=_certainty(text, _end(one), _start(found[first + 1])))
        return [*found[:first], _taken_back(one, other), other, *found[first + 2 :]]
    if _STRUCTURE.match(text, at):
        gone = replace(one, presence="absent", certainty=_certainty(text, _end(one), at), historical=False)
        return [*found[:first], gone, *found[first + 1 :]]
    return found


def _certainty(text: str, start: int, end: int) -> Certainty:
    return "probable" if _DOUBT.search(text, start, end) else "definite"


def _is_led_to(other: Finding, text: str, at: int) -> bool:
    return _is_there(other) and _start(other) > at and _LED.fullmatch(text, at, _start(other)) is not None


def _is_there(one: Finding) -> bool:
    return one.kind == "finding" and one.presence == "present" and "concept" in one.marks


def _start(one: Finding) -> int:
    return one.marks.get("concept", one.span)[0]


def _end(one: Finding) -> int:
    return one.marks["concept"][1]


def _taken_back(one: Finding, other: Finding) -> Finding:
    """Return a suspected finding as absent, unless it is only seen and the other may be what is seen ("nodule")."""
    kinds = lexicon().kinds
    own, others = kinds(one.concept), kinds(other.concept)
    known = lexicon().concepts.get(other.concept)
    seen = one.concept.startswith("~") or one.concept.rpartition("_")[2] in _SEEN
    innocent = known is not None and known.importance == "routine"
    if one.concept in others or other.concept in own or (seen and not innocent):
        return one
    return replace(one, presence="absent", certainty=other.certainty, historical=False)
