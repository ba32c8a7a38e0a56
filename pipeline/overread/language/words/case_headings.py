"""Headings of what is told of the case and not found, and how far they reach."""

from __future__ import annotations

import re

from overread.finding import Span

_OF_ONE_LINE = re.compile(r"(?:prior|previous|comparison|compared(?: to| with)?|date|exam date|study date)s?", re.IGNORECASE)
CASE = (
    r"(?:(?:clinical |relevant |patient |referral |additional )*(?:history|hx|information|info|details|indications?|"
    r"reason for exam\w*|presentation|background|question|data)|clinical|referral)"
    r"(?: (?:from|on|in|of) (?:the )?(?:referral|request|requisition|clinician)(?: form)?)?"
)
"""What a heading of the case is called."""
_CASE = re.compile(CASE, re.IGNORECASE)
_MANNER = re.compile(r"technique|protocol|contrast", re.IGNORECASE)
_ONE_LINE = re.compile(r"[^\n]*\w[^\n]*[.!?][ \t]*\n")
_LINE_BEFORE_TEXT = re.compile(r"[^\n]*\w[^\n]*\n\s*[A-Z]")
_LATER_HEADING = re.compile(r"\n[ \t#*_]*(?:[^\n:.]{2,40}:|[A-Z][A-Z ]+[ \t]*\n)")
_PERFORMED = re.compile(
    r"\b(?:CTA?|MRI?|MRA|PET|X-?rays?|ultrasound|examination|stud(?:y|ies)|scans?|imaging|images|tomography|mammography|"
    r"radiographs?|angiography|projections|views)\b[^.]*\b(?:was|were|has been|have been) "
    r"(?:\w+ly )?(?:performed|obtained|acquired|carried out|done|taken)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:ago|last|previous\w*|prior|earlier|before|yesterday|outside|elsewhere|already|another|first|19\d\d|20\d\d)\b",
    re.IGNORECASE,
)


def is_of_one_line(text: str, heading: Span) -> bool:
    """Say whether a heading is of its line alone: that of an earlier examination, or of the case where a sentence ends it or
    no heading follows that could.
    """
    words = text[slice(*heading)]
    start = text.find(":", heading[1]) + 1
    if of_case := _CASE.fullmatch(words) is not None:
        last = _LINE_BEFORE_TEXT.match(text, start) is not None and _LATER_HEADING.search(text, start) is None
    told = (of_case or _MANNER.fullmatch(words)) and _ONE_LINE.match(text, start)
    return _OF_ONE_LINE.fullmatch(words) is not None or bool(told) or (of_case and last)


_CLINICAL = re.compile(
    r"\?|\b(?:patients?|man|woman|boy|girl|male|female|history|known|suspect\w*|status (?:post|after)|since|ago|days?|"
    r"weeks?|months?|years?|today|yesterday|currently|please|request\w*|refer\w*|assess\w*|evaluat\w+|exclu\w+|rule out|"
    r"control|pain|fever|cough|dyspn\w+|symptom\w*|complain\w*|reports?|reporting|clinical\w*|auscultation|laborator\w+|crp|"
    r"treat\w*|therap\w+|surg\w+|operat\w+|diagnos\w+|admi\w+|hospital\w*|trauma|fall|fell|accident|injur\w+|pregnan\w+|"
    r"menopaus\w*|smok\w+|hypertension|diabetes|before|after|due to|post)\b",
    re.IGNORECASE,
)
_FEW = 3
_NEXT_LINE = re.compile(r"\n\s*\S")


def is_told_on(text: str, heading: Span, sentence: Span) -> bool:
    """Say whether a sentence goes on about the case: one of the lines under its heading, or, where the text runs on in that
    line, one of a few words or with words of the ward.
    """
    if not is_of_case(text, heading) or _NEXT_LINE.search(text, heading[1]) or 0 <= sentence[0] - heading[1] <= _FEW:
        return True
    return _CLINICAL.search(text, *sentence) is not None or len(text[slice(*sentence)].split()) <= _FEW


def is_of_case(text: str, heading: Span) -> bool:
    """Say whether a heading is one of the case."""
    return _CASE.fullmatch(text, *heading) is not None


def ends_case(text: str, heading: Span, sentence: Span) -> bool:
    """Say whether a sentence under a heading of the case tells that the examination was done, so that what follows is found."""
    if not is_of_case(text, heading):
        return False
    return _PERFORMED.search(text, *sentence) is not None and _EARLIER.search(text, *sentence) is None
