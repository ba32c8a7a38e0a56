"""Whether a study has anything to be compared with."""

from __future__ import annotations

import re

from overread.review import Review

_NONE = re.compile(r"^\W*(?:none|no|nil|n/?a|not available|unavailable|not applicable)\b|no (?:prior|previous|comparison|"
r"relevant)|none (?:available|provided)", re.I)
_MENTIONS = re.compile(r"\b(?:prior|previous(?:ly)?|compar\w+|interval|since|again|unchanged|stable|earlier)\b", re.IGNORECASE)


def has_prior(review: Review) -> bool:
    """Return whether the source names a prior examination, a prior measurement or a change since one."""
    study = review.study
    if study.prior or any(row.timepoint == "prior" for row in study.measurements):
        return True
    if study.comparison.strip() and not _NONE.search(study.comparison):
        return True
    return bool(_MENTIONS.search(study.findings)) or any(fact.change for fact in review.facts if fact.source == "findings")
