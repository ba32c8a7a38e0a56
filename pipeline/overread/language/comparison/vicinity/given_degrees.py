"""Degrees that the source gives a finding by the words that lead to it: "moderate fluid in the sheath, consistent with
tenosynovitis".
"""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.figures.degrees import DEGREE
from overread.language.words.reading import read

_NEAR = 0.5


def without_degree(claim: Finding, fact: Finding) -> Finding:
    """Return a claim without the degree that its nearest fact lacks, where that is read of a sign which has the same degree."""
    if claim.severity is None or fact.certainty == "definite" or fact.presence != "present":
        return claim
    told = {degree for item in read(fact.words_before()).items if (degree := item.value("severity"))}
    same = bool(told) and all(abs(DEGREE[degree] - DEGREE[claim.severity]) <= _NEAR for degree in told)
    return replace(claim, severity=None) if same else claim
