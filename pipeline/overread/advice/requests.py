"""What a sentence asks for without recommending it: an examination in time, what is proposed, left to do, or ordered."""

from __future__ import annotations

import re

from overread.advice.means import MEANS

_REQUEST = re.compile(
    r"(?:^|[,;:]\s+(?:and\s+)?)(?P<asked>"
    r"(?:routine|repeat|follow[- ]?up|surveillance|annual|yearly|interval|screening)\b[^,;.:]{0,50}?"
    r"\b(?:ultraso\w+|sonogra\w+|doppler|duplex|CT|CTA|MRI?|MRA|mammogra\w+|radiogra\w+|x-?rays?|PET\S*|scans?|imaging|"
    r"echocardiogra\w+|\w*scopy|DE?XA|visits?)\b"
    r"[^,;.:]{0,30}?\b(?:in|at|after|every|within)\s+(?:(?:a|about|approximately)\s+)?(?:\d+|\w+)(?:\s?(?:-|–|to)\s?\w+)?[\s-]"
    r"(?:day|week|month|year)s?\b)",
    re.IGNORECASE,
)
_CLAUSE = r"(?:^|[,;:]\s+(?:and\s+)?)"
_MEAN = f"(?:{MEANS}|\\b(?:films?|views?|review|controls?|scans?|sampling|testing|monitoring|sedation|retreatment)\\b)"
_OPENING = (
    rf"(?:(?!no\b|not\b|without\b|status\b|previous\b|prior\b|known\b|post\b)[\w/'-]+\s+){{0,3}}?"
    rf"(?:[\w/-]+-)?{_MEAN}(?:[-/]CT)?"
    r"(?:\s(?:inspection|assessment|evaluation|examination|imaging|surveillance|follow-up))?(?:[- ]guided(?:\s+[\w-]+){1,2})?"
)
_GLUE = r"(?:of|with|for|in|to|at|after|before|or|and|by|once|on|under)"
_DUE = r"(?:(?<!seem )(?<!seems )(?<!appear )(?<!appears )(?<!thought )(?<!felt )to be|(?:should|must) be)\s(?:\w+\s){0,2}?"
_QUESTION = r"(?:checked|clarified|determined|sought|verified|confirmed|correlated)"
_DEED = r"(?:discussed|offered|arranged|weighed|repeated|planned|reviewed|graded|decided|proposed|attempted)"
_LEFT_TO_DO = re.compile(
    rf"{_CLAUSE}(?P<asked>[^,;:]*?\b{_DUE}{_QUESTION}\b|[^,;:]*?{_MEAN}[^,;:]*?\s{_DUE}{_DEED}\b)", re.IGNORECASE
)
_PROPOSED = re.compile(
    rf"{_CLAUSE}(?P<asked>{_OPENING}"
    rf"(?:(?:/|\s+{_GLUE}\b)[^,;:]*?)?(?:\s+(?:is|are|(?:would|might|can|could|may) be|remains?))?"
    r"\s+(?:then\s+)?(?:suggested|proposed|preferred|optional|advisable|desirable|preferable|reasonable|offered|"
    r"the\s(?:\w+\s)?(?:next|first|further)\s(?:step|investigation|examination|test|choice)|"
    r"the\s(?:method|modality|investigation|examination|test|treatment)\sof\schoice)\b(?:\W*$|\s+(?:for|if|to|in|once|when|unless)\b))",
    re.IGNORECASE,
)
_CARE = re.compile(
    r"^\W*to (?:return|come back|re-?attend) \w+|"
    r"\b(?:review|referral|opinion|assessment|consultation|input)\b[^.;:]* (?:suggested|proposed)\W*$|"
    r"^\W*(?:please )?(?:do not|don't|never) (?:\w+ )?(?:use|feed|inject|flush|remove|advance|give|start|manipulate)\b|"
    r"(?:\b(?:should|must|shall|(?:is|are|has|have) to)|^\W*to) (?:[\w-]+ ){0,2}?"
    r"(?:remain|stay|rest|be (?:[\w-]+ ){0,2}?(?:left|kept|flushed|removed|replaced|exchanged|changed|sent|implemented|rested|"
    r"maintained|instructed|observed))\b"
    r"|\b(?:(?:has|have) been|was|were) (?:instructed|advised|told) to\b",
    re.IGNORECASE,
)
_FORMS = (
    (_REQUEST, ("day", "week", "month", "year")),
    (_LEFT_TO_DO, ("to be", "should be", "must be")),
    (
        _PROPOSED,
        tuple("suggested proposed prefer optional advisable desirable reasonable offered next first further choice".split()),
    ),
)
"""The forms of a request, each with the words of which it has one."""


def start_of_request(text: str) -> int | None:
    """Return where a sentence asks for something without an order ("..., routine duplex in five years"), else None."""
    lower = text.lower()
    found = (form.search(text) for form, words in _FORMS if any(map(lower.__contains__, words)))
    return min((asked.start("asked") for asked in found if asked), default=None)


def orders_care(text: str) -> bool:
    """Say whether a sentence orders what is to be done with a patient or a device ("the drain should remain in place")."""
    return _CARE.search(text) is not None
