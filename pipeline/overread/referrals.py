"""Referrals: who is asked for a view."""

from __future__ import annotations

import re

_REFERRAL = re.compile(
    r"\b(?:referral|refer|consult\w*|opinion|review|assessment|evaluation|input|clinic|team|presentation|advice|discuss\w*|"
    r"contact\w*|inform\w*|notif\w*|MDT|transfer\w*|stand-?by)\b"
    r"|\b(?:orthop\w+|surg(?:ery|ical)|neurosurg\w+) follow[- ]?up\b",
    re.IGNORECASE,
)
_OF_FIELD = re.compile(
    r"\b(?:neuro\w*|cardio\w*|orthop\w+|\w+olog(?:y|ical|ists?)|\w+iatric\w*|ENT|dental|maxillofacial|plastics?|"
    r"vascular|colorectal|hepatobiliary|obstetric\w*|gyna?e\w*|MD[TM]|multidisciplinary|tumou?r board|case conference)\b"
    r"|\b(?:thoracic|spin(?:e|al)|breast|heart|cardiac|hand|liver|chest|airway) "
    r"(?:surg\w+|team|clinic|MDT|conference|unit|service)\b",
    re.IGNORECASE,
)
"""The field of medicine, or the meeting of several, whose view is asked for."""


def asks_for_view(text: str) -> bool:
    """Say whether words ask for the view of somebody ("urology referral", "for discussion")."""
    return _REFERRAL.search(text) is not None


def names_field(text: str) -> bool:
    """Say whether words ask the view of a named field of medicine, or of a meeting."""
    return asks_for_view(text) and _OF_FIELD.search(text) is not None
