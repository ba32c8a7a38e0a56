"""Measures of which more is better: an ejection fraction that has improved has risen, where a nodule that has is smaller."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Change, Finding

_BETTER_WHEN_HIGH = frozenset(
    {"ejection_fraction", "gallbladder_ejection_fraction", "ankle_brachial_index", "bone_mineral_density", "valve_area"}
)
_VALUED = re.compile(r"improv|better|recover|wors|deteriorat", re.IGNORECASE)
"""Words that call a course good or bad, and do not say which way the value went."""
_TURNED: dict[str | None, Change] = {"decreased": "increased", "increased": "decreased"}


def as_risen(finding: Finding) -> Finding:
    """Return a measure that is said to have improved as increased, or to have worsened as decreased; others as they are."""
    if finding.concept not in _BETTER_WHEN_HIGH or finding.change not in _TURNED:
        return finding
    return replace(finding, change=_TURNED[finding.change]) if _VALUED.search(finding.words_of("change")) else finding
