"""A narrowing by no share of the lumen, which is none: "left main: 0 %"."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.lexicon import lexicon


def without_share(finding: Finding) -> Finding:
    """Return a stenosis of 0 % as one that is denied, any other finding as it is."""
    shares = [size for size in finding.sizes if size.quantity == "fraction" and size.role == "current"]
    none = bool(shares) and all(max(size.values) == 0 for size in shares)
    if not none or finding.presence != "present" or "stenosis" not in lexicon().kinds(finding.concept):
        return finding
    return replace(finding, presence="absent", sizes=tuple(size for size in finding.sizes if size not in shares))
