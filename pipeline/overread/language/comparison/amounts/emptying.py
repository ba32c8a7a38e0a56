"""How fast a stomach empties by its retention at given hours, against what a draft calls it.

Abell TL et al. Consensus recommendations for gastric emptying scintigraphy. J Nucl Med Technol 2008;36:44-54: of a solid meal
more than 60 % left at 2 hours or 10 % at 4 hours is delayed, less than 30 % at 1 hour is rapid.
"""

from __future__ import annotations

import re
from functools import lru_cache

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.review import Comparison, Difference

_HOURS = {"one": "1", "two": "2", "four": "4"}
_HOUR = r"\b(?P<hour>[124]|one|two|four)\s?-?(?:h|hrs?|hours?)\b"
_SHARE = r"(?P<share>\d{1,3}(?:\.\d)?)\s?(?:%|percent)"
_PAIRS = (
    re.compile(rf"{_HOUR}[^\d%;.(]{{0,24}}?{_SHARE}", re.IGNORECASE),
    re.compile(rf"{_SHARE}[^\d%;.]{{0,40}}?\b(?:at|after|by) {_HOUR}", re.IGNORECASE),
)
_LATE = {"2": 60.0, "4": 10.0}
_EARLY = 30.0
_EMPTIED = re.compile(r"\bempti(?:ed|ying of)\b[^.]{0,20}\d", re.IGNORECASE)
_RETAINED = re.compile(r"\b(?:retention|retain|remain|residual)", re.IGNORECASE)
_CALLED = {"delayed_gastric_emptying": "delayed", "rapid_gastric_emptying": "rapid"}
_NORMAL = re.compile(r"\bnormal\b(?: \w+){0,2} emptying|\bemptying\b[^.;,]{0,30}\b(?:is|was|within) normal", re.IGNORECASE)


def compare_emptying(claim: Finding, facts: Facts) -> Comparison | None:
    """Return how a delayed, rapid or normal gastric emptying, or its denial, stands to what the source says is retained, and
    when; None where it gives no such values, and where they are those of what the claim calls it.
    """
    normal = claim.kind == "normal" and _NORMAL.search(claim.text) is not None
    called = "normal" if normal else _CALLED.get(claim.concept)
    told = _emptying(facts.quotes.text) if called else None
    if told is None:
        return None
    shares = [fact for fact in facts.first_found if any(size.quantity == "fraction" for size in fact.sizes)]
    source = shares or facts.first_found
    if not source or (claim.presence == "present" and called == told):
        return None
    if claim.presence == "absent" and (called == told) == normal:
        return Comparison(claim, "supported", tuple(source[:1]))
    if claim.presence == "absent":
        return Comparison(claim, "contradicted", tuple(source[:1]), Difference("negation", "absent", "present"))
    return Comparison(claim, "contradicted", tuple(source[:1]), Difference("descriptor", called or "", told, "concept"))


@lru_cache(maxsize=64)
def _emptying(text: str) -> str | None:
    """Return what emptying the retention in a text stands for, None where it gives none, or what has been emptied."""
    found: dict[str, float] = {}
    for match in (match for pattern in _PAIRS for match in pattern.finditer(text)):
        hour = match["hour"].lower()
        found.setdefault(_HOURS.get(hour, hour), float(match["share"]))
    if not found or _EMPTIED.search(text) or not _RETAINED.search(text):
        return None
    if any(found.get(hour, 0.0) > most for hour, most in _LATE.items()):
        return "delayed"
    return "rapid" if found.get("1", 100.0) < _EARLY else "normal" if "4" in found else None
