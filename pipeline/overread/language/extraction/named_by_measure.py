"""Findings that go by the name of their measure: a "Cobb angle of 6 degrees" is no scoliosis."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding

_LEAST = {
    # Negrini S et al. 2016 SOSORT guidelines. Scoliosis Spinal Disord 2018;13:3
    "scoliosis": (re.compile(r"cobb (?:angle|measurement)s?", re.IGNORECASE), 10.0),
    # Coughlin MJ, Jones CP. Hallux valgus: demographics, etiology, and radiographic assessment. Foot Ankle Int 2007;28:759-777
    "hallux_valgus": (re.compile(r"hallux valgus angles?", re.IGNORECASE), 15.0),
}


def by_its_measure(finding: Finding) -> Finding:
    """Return a finding that only its measure names as absent where that is smaller than what is called so."""
    if finding.concept not in _LEAST or finding.presence != "present":
        return finding
    name, least = _LEAST[finding.concept]
    angles = [max(size.values) for size in finding.sizes if size.unit == "deg" and size.role == "current"]
    start = finding.marks.get("concept", finding.span)[0] - finding.span[0]
    small = bool(angles) and max(angles) < least and name.match(finding.text, start) is not None
    return replace(finding, presence="absent") if small else finding
