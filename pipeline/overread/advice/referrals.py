"""Referrals: who is asked for a view."""

from __future__ import annotations

import re
from itertools import pairwise

from overread.language.words.tokens import norms

FORUMS = frozenset({"mdt", "mdm", "multidisciplinary", "board", "conference"})
"""Meetings of several fields of medicine."""
VIEWS = frozenset("review referral opinion assessment input consult consultation clinic team evaluation presentation".split())
"""What a field of medicine is asked for."""
_FIELDS = frozenset(
    "ent dental vascular ortho gyn gynae gyne obgyn ob maxfax omfs maxillofacial gi hpb gp icu micu nsgy nsg ir uro gu onc "
    "oncology hem heme rad cards vasc plastics peds id pulm ophtho derm endo rheum neph nephro pert transplant bariatric "
    "colorectal hepatobiliary".split()
)
_OPENINGS = ("neuro", "cardio", "orthop")
_ENDINGS = ("ology", "ological", "ologist", "iatry", "iatric", "pedic", "obstetric")
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
    return word in _FIELDS or word.startswith(_OPENINGS) or (word.endswith(_ENDINGS) and word not in _NO_FIELDS)


def may_name_field(word: str) -> bool:
    """Say whether a word names a field of medicine, an organ that has one, or those who operate."""
    return word in _ORGANS or word in _SURGEONS or word.endswith("surgery") or is_field(word)
