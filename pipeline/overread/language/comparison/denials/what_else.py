"""Denials of what else there may be, besides what was found, and what lies beyond all that the sentence of a claim names."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, touches

_SIDES = frozenset(OTHER_SIDE)
_OTHERWISE = re.compile(r"\b(?:other|additional|further|another|remaining|remainder|otherwise|else)\b", re.IGNORECASE)
_OTHER = "other"
_SECOND = re.compile(r"\b(?:no|without(?: a)?) second\b", re.IGNORECASE)
_OR_OTHER = re.compile(r"\b(?:or|nor) (?:any )?other\b", re.IGNORECASE)
_AND_NO = re.compile(r"(?:,|\band|\bor) (?=(?:no|without)\b)", re.IGNORECASE)
_MORE_BEFORE = re.compile(r"no (?:other|additional|further)\b", re.IGNORECASE)


def is_of_what_else(fact: Finding) -> bool:
    """Say whether a denial is of what else there may be; not where that is said of another finding, which it denies before
    ("no additional stone and no hydronephrosis") or beside it ("no fracture or any other injury").
    """
    if _OTHER in fact.descriptors and _SECOND.search(fact.text):
        return True
    text = fact.text if _OTHER in fact.descriptors else _OR_OTHER.sub("", fact.text)
    told = _OTHERWISE.search(text)
    own = max((link.end() for link in _AND_NO.finditer(fact.words_before())), default=0)
    return told is not None and not (own and _MORE_BEFORE.match(fact.text) and not _OTHERWISE.search(fact.text, own))


def is_beyond_sentence(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim without a place stands in a sentence that names a place or a side, and a fact is of another one."""
    if claim.anatomy or claim.laterality or claim.levels:
        return False
    known = lexicon().places
    mine, theirs = claim.nearby.intersection(known), fact.anatomy or fact.nearby.intersection(known)
    side, other = claim.nearby & _SIDES, frozenset({fact.laterality}) & _SIDES or fact.nearby & _SIDES
    return (bool(mine and theirs) and not touches(mine, theirs)) or (len(side) == 1 and bool(other) and side.isdisjoint(other))
