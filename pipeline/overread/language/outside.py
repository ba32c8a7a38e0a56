"""Denials of what lies outside the places that they name."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.places import places_of, touches

_OUTSIDE = re.compile(r"\boutside\b", re.IGNORECASE)
_EXTRA = re.compile(
    r"\bextra-?(?P<organ>thyroid|skelet|osse|pulmon|hepat|ren|nod|cardi|prostat|pancrea|mamm|splen)\w*", re.IGNORECASE
)
_ORGANS = {
    "thyroid": "thyroid",
    "skelet": "bone",
    "osse": "bone",
    "pulmon": "lung",
    "hepat": "liver",
    "ren": "kidney",
    "nod": "lymph_node",
    "cardi": "heart",
    "prostat": "prostate",
    "pancrea": "pancreas",
    "mamm": "breast",
    "splen": "spleen",
}


def is_of_outside(denial: Finding, finding: Finding) -> bool:
    """Say whether a denial is of what lies outside the places that it names, and a finding lies in one of them, or nowhere else
    ("no disease outside the neck", "no extrathyroidal uptake").
    """
    if named := _EXTRA.search(denial.text):
        own = _EXTRA.search(finding.text)
        inside = not places_of(finding) or touches(frozenset({_ORGANS[named["organ"].lower()]}), places_of(finding))
        return inside and (own is None or own["organ"].lower() != named["organ"].lower())
    outside = _OUTSIDE.search(denial.text) is not None and _OUTSIDE.search(finding.text) is None
    return outside and touches(denial.anatomy, places_of(finding))
