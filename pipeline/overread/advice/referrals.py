"""Referrals: who is asked for a view."""

from __future__ import annotations

import re
from itertools import pairwise

from overread.language.words.tokens import norms

FORUMS = frozenset({"mdt", "mdm", "multidisciplinary", "board", "conference"})
"""Meetings of several fields of medicine."""
VIEWS = frozenset("review referral opinion assessment input consult consultation clinic team evaluation presentation".split())
"""What a field of medicine is asked for."""
_WORDS_FOR = {
    "bones": "ortho orthop", "nerves": "neurol", "neurosurgery": "neurosurg nsgy nsg", "nerves or neurosurgery": "neuro",
    "heart": "cardiol cards cardiothor", "lungs": "pulmon pulm respir", "gut": "gi gastro colorectal proctol",
    "liver and bile": "hpb hepatobil hepatol", "kidneys": "neph nephro nephrol", "urology": "uro gu urolog",
    "women": "gyn gynae gyne gynec obgyn ob obste", "ears and nose": "ent otola otorh", "jaws": "maxfax omfs maxil",
    "teeth": "dental denti", "vessels": "vasc vascul", "plastics": "plastics", "blood": "hem heme hemat", "tumors": "onc oncol",
    "skin": "derm dermat", "eyes": "ophtho ophth", "hormones": "endo endoc", "joints": "rheum rheuma", "infections": "id infec",
    "children": "peds pediat", "images": "rad ir", "transplants": "transplant", "weight": "bariat", "practice": "gp",
    "intensive care": "icu micu", "embolism": "pert",
}  # fmt: skip
"""Fields of medicine by the words for them; one of five letters or more stands for all words that begin with it."""
_FIELD_OF = {word: field for field, words in _WORDS_FOR.items() for word in words.split()}
_LONG = 5
_BEGINNINGS = tuple(word for word in _FIELD_OF if len(word) >= _LONG)
_ENDINGS = ("ology", "ological", "ologist", "iatry", "iatric", "pedic")
_ORGANS = frozenset("breast renal cardiac heart spinal spine thoracic chest airway liver hand ct trauma stroke".split())
"""What names a field of medicine only beside its people ("spine team")."""
_PEOPLE = frozenset("surgery surgeon surgical surg team clinic mdt conference unit service".split())
_SURGEONS = frozenset("surgery surgical surgeon surg".split())
_NO_FIELDS = frozenset("etiology morphology pathology histology cytology radiology physiology topology".split())
_REFERRAL = re.compile(
    r"\b(?:referral|refer|consult\w*|opinion|review|assessment|evaluation|input|clinic|team|presentation|advice|discuss\w*|"
    r"contact\w*|inform\w*|notif\w*|MDT|transfer\w*|stand-?by)\b"
    r"|\b(?:orthop\w+|surg(?:ery|ical)|neurosurg\w+) follow[- ]?up\b",
    re.IGNORECASE,
)


def asks_for_view(text: str) -> bool:
    """Say whether words ask for the view of somebody ("urology referral", "for discussion")."""
    return _REFERRAL.search(text) is not None


def names_field(text: str) -> bool:
    """Say whether words ask the view of a named field of medicine, or of a meeting."""
    if not asks_for_view(text):
        return False
    words = norms(text)
    return any(is_field(word) or word in FORUMS for word in words) or any(
        organ in _ORGANS and people in _PEOPLE for organ, people in pairwise(words)
    )


def is_field(word: str) -> bool:
    """Say whether a word, in its normal form, names a field of medicine or those who practise it."""
    return _field_of(word) is not None or (word.endswith(_ENDINGS) and word not in _NO_FIELDS)


def differ_in_field(one: str, other: str) -> bool:
    """Say whether two texts ask the view of different fields of medicine ("orthopaedic referral", "neurosurgery consult")."""
    mine, theirs = ({field for word in norms(text) if (field := _field_of(word))} for text in (one, other))
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _field_of(word: str) -> str | None:
    if word in _FIELD_OF:
        return _FIELD_OF[word]
    return next((_FIELD_OF[start] for start in _BEGINNINGS if word.startswith(start)), None)


def may_name_field(word: str) -> bool:
    """Say whether a word names a field of medicine, an organ that has one, or those who operate."""
    return word in _ORGANS or word in _SURGEONS or word.endswith("surgery") or is_field(word)
