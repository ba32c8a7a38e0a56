"""Examinations that sentences tell of as made, though their words could ask for them."""

from __future__ import annotations

import re

from overread.finding import Span
from overread.language.words.reading import Item

_DONE = re.compile(
    r"\b(?:was|were)\s(?:\w+\s)?(?:used|reviewed|referenced|consulted|made|performed|done|obtained|acquired|undertaken|attempted|"
    r"abandoned|aborted|successful|unsuccessful)\b",
    re.I,
)
_ASKING = re.compile(
    r"\b(?:recommend|suggest|advi[sc]e|consider|should|need|requir|warrant|could|may|might|please|would|must|indicat|if)", re.I
)


def is_done(text: str) -> bool:
    """Say whether a sentence tells of an examination that was made or used, and asks for none ("for correlation, the PET/CT of
    the same day was used").
    """
    return _DONE.search(text) is not None and _ASKING.search(text) is None


def _tells(items: list[Item]) -> bool:
    """Say whether a sentence states something beside what it asks for: a finding, a change, or what was used."""
    return any(item.value("concept") or item.value("normality") or item.value("change") for item in items)


def tells_of_done(text: str, items: list[Item], cue: Item, span: Span) -> bool:
    """Say whether a cue asks for nothing: it names what corresponds to a finding ("shows no solid correlate"), or an
    examination that was made, of which the sentence tells.
    """
    if text[cue.start : cue.end].lower() in ("correlate", "correlates"):
        return _A_CORRELATE.search(text[span[0] : cue.start]) is not None
    return _tells(items) and _is_of_done(text, cue, span)


def _is_of_done(text: str, cue: Item, span: Span) -> bool:
    """Say whether a cue speaks of an examination that was made ("on the follow-up CT the nodule is stable")."""
    before, after = text[span[0] : cue.start], text[cue.end : span[1]]
    if _FOUND_ON.search(before):
        return True
    followed = text[cue.start : cue.end].lower().startswith("follow")
    return followed and (_ON_IT.search(before) is not None or _SHOWS.match(after) is not None)


_FOUND_ON = re.compile(r"\b(?:(?:negative|normal|unremarkable|benign) (?:\w+ )?|(?:after|on|following) )$", re.IGNORECASE)
_A_CORRELATE = re.compile(r"\b(?:no|without|any|an?|the|its|with) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_ON_IT = re.compile(
    r"(?:^|[\s,(])(?:on|in|at|during|this|the|current|present|subsequent|latest|recent)\s+(?:(?!for\b|to\b|with\b)[\w'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"[^,;.]{0,40}\b(?:shows?|showed|demonstrates?|demonstrated|reveals?|revealed|confirms?|confirmed)\b", re.IGNORECASE
)
