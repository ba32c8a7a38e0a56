"""Denials of what lies outside the places that they name."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.places import places_of, touches

_OUTSIDE = re.compile(r"\boutside\b", re.IGNORECASE)


def is_of_outside(denial: Finding, finding: Finding) -> bool:
    """Say whether a denial is of what lies outside the places that it names, and a finding lies in one of them ("no disease
    outside the neck").
    """
    outside = _OUTSIDE.search(denial.text) is not None and _OUTSIDE.search(finding.text) is None
    return outside and touches(denial.anatomy, places_of(finding))
