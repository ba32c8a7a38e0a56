"""Courses that the source gives in the sentence of a finding, though its grammar binds them to another word, or to none."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.changes import measured_change
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts

_TIME = r"(?:days?|weeks?|months?|years?)"
_NOT_THEN = re.compile(
    r"\bnot (?:yet )?(?:seen|visible|present|there|shown|demonstrated|identified) "
    rf"(?:\w+ {_TIME} (?:ago|earlier|before)|before\b|"
    r"previously|then\b|(?:in|on|at) (?:the |an )?(?:(?:prior|previous|earlier|last|former)\b|(?:19|20)\d\d))",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:narrowed|progressed|enlarged|grown|increased|widened|dilated) further\b", re.IGNORECASE)
_RATIO = re.compile(r"(?P<now>\d+\.\d+)\s*[(,]\s*(?:previously|formerly|prior|was)\s*:?\s*(?P<then>\d+\.\d+)", re.IGNORECASE)
_STILL = (None, "stable", "persistent")
_END = re.compile(r"[.;](?:\s|$)|\n")


def without_course(claim: Finding, fact: Finding, facts: Facts) -> Finding:
    """Return a claim without the course that its nearest fact lacks, where the sentence of that tells of just this one."""
    told = fact.change is None and claim.change in {measured_change(fact), *_told(fact, facts), *_beside(fact, facts)}
    return replace(claim, change=None) if told else claim


def _beside(fact: Finding, facts: Facts) -> set[str]:
    """Return that nothing has changed where this is told of the signs in the very words of a fact, and no other course is."""
    own = [one for one in facts.at(fact.span) if one.presence == "present" and is_same_side(fact, one)]
    still = all(one.change in _STILL for one in own) and any(one.change == "stable" for one in own)
    return {"stable"} if still else set()


def _told(fact: Finding, facts: Facts) -> set[str]:
    """Return the courses that the words of the sentence of a fact tell."""
    text = facts.quotes.text
    end = _END.search(text, fact.span[1])
    words = text[fact.span[0] : end.start() if end else len(text)]
    told = {name for name, pattern in (("new", _NOT_THEN), ("increased", _FURTHER)) if pattern.search(words)}
    for ratio in _RATIO.finditer(words):
        now, then = float(ratio["now"]), float(ratio["then"])
        told.add("increased" if now > then else "decreased" if now < then else "stable")
    return told
