"""What the sections of the case ask, which is told of nothing found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overread.finding import Span
from overread.language.words.case_headings import CASE
from overread.language.words.section_titles import section_titles
from overread.language.words.sentences import sentences

_INLINE = re.compile(rf"(?:^[ \t#*_]*|(?<=[.!?] )){CASE}[*_]*[ \t]*:[*_]*[ \t]*(?=[^\s])", re.IGNORECASE | re.MULTILINE)
_ASKING = re.compile(
    r"\b(?:(?:search(?:ing)?|look(?:ing)?|evaluat\w+|assess\w*|investigat\w+|workup) (?:for|of)|rule out|r/o|exclu\w+|"
    r"quer(?:y|ies)|question of|suspicion of|suspected|concern for)\b[^.\n]*|[^.?\n]+\?",
    re.IGNORECASE,
)
_SEEKING = re.compile(
    r"\b(?:performed|obtained|acquired|done|made|ordered|requested|referred|undertaken|sent|came|presented|imaged|searched|examined|"
    r"screened|reviewed|looked)(?: \w+){0,2}? (?:for(?! (?:comparison|review|(?:an? |the )?patients?)\b)|"
    r"(?:in order )?to (?:rule out|exclude|look for|evaluate(?: for)?|assess(?: for)?|search for|check for|detect|find)) "
    r"(?P<sought>(?![^.;:\n(,]*\b(?:known|progress\w+|recur\w+|respon\w+|follow\w*|restag\w+|stag\w+|extent|stability)\b)"
    r"(?:(?!(?:and|but|which|shows?|showed|demonstrat\w+|reveal\w+|with)\b)[^.;:\n(,])+)|"
    r"\b(?:sensitivity|specificity|screening|search) for (?P<missed>[^.;:,\n]+?)(?= (?:is|are|was|were)\b|[.;:,\n]|$)|"
    r"\b(?:sister|brother|father|aunt|uncle|cousin|grandmother|grandfather) (?:has|had|with|died of) (?P<kin>[^.;:,\n]+)|"
    r"\b(?:asks|asked|asking|inquire[sd]?|worried) about (?P<asked>[^.;:\n]+)",
    re.IGNORECASE,
)
"""What images were made or looked through for, what is asked, and what a relative has."""
_UNNOTICED = ("occult", "missed", "overlooked")
_HIDDEN = re.compile(
    rf"(?:^|(?<=[.;:,\n]))(?P<hidden>[^.;:,\n]{{1,120}}?) (?:may|can|could|might) (?:\w+ )?be (?:\w+ )?"
    rf"(?:{'|'.join(_UNNOTICED)})\b",
    re.IGNORECASE,
)
"""What could be missed."""


def without_questions(text: str) -> str:
    """Return a text with blanks for what the sections of the case ask ("Indication: rule out a fracture."), and for what the
    examination was made for, which tells of no finding.
    """
    text = _SEEKING.sub(_blank, text)
    text = _HIDDEN.sub(_blank, text) if any(word in text for word in _UNNOTICED) else text
    stretches = [stretch for _, stretch in section_titles(text).of_case]
    stretches += _led(text)
    for start, end in stretches:
        text = text[:start] + _ASKING.sub(lambda asked: " " * len(asked[0]), text[start:end]) + text[end:]
    return text


def _blank(sought: re.Match[str]) -> str:
    start, end = sought.span(sought.lastgroup or 0)
    begin = sought.start()
    return sought[0][: start - begin] + " " * (end - start) + sought[0][end - begin :]


def _led(text: str) -> Iterator[Span]:
    """Yield the stretches that a heading of the case leads in its own line, each up to the last sentence that is under it."""
    for match in _INLINE.finditer(text):
        line = text.find("\n", match.end())
        last = line if line >= 0 else len(text)
        under = [one.span[1] for one in sentences(text) if one.heading and match.start() <= one.heading[0] < match.end()]
        yield match.end(), min([last, *under[-1:]])
