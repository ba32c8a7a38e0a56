"""Words that were taken out of a report to protect the patient, and what no one can know for want of them."""

from __future__ import annotations

import re

from overread.finding import Finding

_REMOVED = re.compile(r"(?:X{3,}|_{2,})\W+(?:[a-z-]+\s+){0,2}$", re.IGNORECASE)
_LAST = re.compile(r"(?:X{3,}|_{2,})\W*$", re.IGNORECASE)


def follows_redacted(finding: Finding) -> bool:
    """Say whether a word was removed from a text just before the name of a finding, so that no one knows how sure it was."""
    return _REMOVED.search(finding.words_before()) is not None


def names_redacted(finding: Finding) -> bool:
    """Say whether a statement ends in a word that was removed, so that no one knows of what it is ("Stable XXXX")."""
    return _LAST.search(finding.text) is not None
