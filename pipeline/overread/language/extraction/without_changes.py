"""Organs that are told to have no changes, where nothing is compared: "the urinary bladder is filled, without changes"."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding

_NO_CHANGES = re.compile(r"\b(?:no|without)(?: (?!interval\b|further\b|new\b)[a-z]+){0,2} changes\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:interval|since|compar\w+|previous\w*|prior|earlier|before|last|remain\w*|still|follow\w*|course|control)\b",
    re.IGNORECASE,
)
_KINDS = ("finding", "comparison", "other")


def called_normal(finding: Finding) -> Finding:
    """Return what is told of an organ that has no changes as a statement that it is normal, any other finding as it is."""
    unnamed = finding.concept.startswith("~") and finding.kind in _KINDS and bool(finding.anatomy)
    if not unnamed or finding.change not in ("stable", None) or not _NO_CHANGES.search(finding.text):
        return finding
    if _COMPARED.search(finding.text):
        return finding
    return replace(finding, concept="abnormality", kind="normal", presence="absent", change=None, descriptors=frozenset())
