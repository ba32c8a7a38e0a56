"""Lengths that tell how far something lies from a landmark or another lesion, and not its size: "3 cm from the nipple"."""

from __future__ import annotations

import re

_APART = re.compile(
    r"\s*(?:FT?N\b|(?:away\s+)?(?:from|above|below|beyond|(?:proximal|distal|superior|inferior|cranial|caudal|deep) to) "
    r"(?:the )?(?:nipple|areola|anal verge|anal canal|anal margin|dentate line|anorectal|sphincter|puborectal\w*|skin|"
    r"chest wall|umbilicus|mesorectal|urethral|internal os|internal cervical os|ileoca?ecal valve|incisors?|ligament of treitz|"
    r"peritoneal reflection))|"
    r"\s*(?:above|below|(?:proximal|distal|cranial|caudal) to) (?:the |its )?(?:\w+ )?"
    r"(?:insertion|enthesis|joint line|malleol\w+)|"
    r"\s*(?:from|above|below|beyond|past|(?:proximal|distal|cephalad|caudal|inferior|superior) to) (?:the |its )?"
    r"(?:left |right )?(?:(?:aortic|iliac|femoral|carotid|renal|arterial|venous|proximal|distal) )?"
    r"(?:subclavian|renal arter|celiac|[SI]MA\b|sapheno|S[FP]J\b|bifurcation|origin|ostium|anastomos|"
    r"inguinal ligament|take-?off|aortic hiatus)",
    re.IGNORECASE,
)
_FROM_OTHER = re.compile(
    r"\s*(?:(?:posterior|anterior|medial|lateral|superior|inferior|cranial|caudal|deep) to|from|above|below|behind) "
    r"(?:it\b|the (?:first|index|former|latter|main|primary|other)\b)",
    re.IGNORECASE,
)
_SIZED = re.compile(r"\b(?:of|measuring|measures|is)\s*$", re.IGNORECASE)
_DISTANCE = re.compile(
    r"\b(?:distance (?:from|to) (?:the )?(?:nipple|areola|anal verge|anal margin|skin|chest wall)|"
    r"(?:nipple|skin) distance)\s*(?:of|is|:|=)?\s*$",
    re.IGNORECASE,
)
_LONGEST_LEAD = 40


def start_of_distance(text: str, start: int, end: int) -> int | None:
    """Return where a distance begins, with the words that lead to it ("nipple distance 3 cm"), None where a length is none."""
    before = max(0, start - _LONGEST_LEAD)
    if led := _DISTANCE.search(text, before, start):
        return led.start()
    if _APART.match(text, end) or (_FROM_OTHER.match(text, end) and not _SIZED.search(text, before, start)):
        return start
    return None
