"""Cutting a plain report into its sections by their headings."""

from __future__ import annotations

import re

_NAMES = {
    "findings": ("findings", "finding", "interpretation", "report", "description", "observations"),
    "impression": ("impression", "impressions", "conclusion", "conclusions", "opinion"),
    "indication": ("indication", "indications", "reason for exam", "reason for examination", "clinical history", "history",
                   "clinical indication", "clinical information", "reason for study"),
    "technique": ("technique", "procedure", "protocol"),
    "comparison": ("comparison", "comparisons", "comparison study"),
    "description": ("exam", "examination", "study"),
}  # fmt: skip
_OF = {heading: name for name, headings in _NAMES.items() for heading in headings}
_WORDS = "|".join(sorted(map(re.escape, _OF), key=len, reverse=True))
_HEADING = re.compile(rf"(?:^|(?<=[\n,.]))[ \t]*({_WORDS})[ \t]*:[ \t,]*", re.IGNORECASE)


def sections(text: str) -> dict[str, str]:
    """Return the text of each known section; what stands before the first heading is left out, repeated sections are joined."""
    found: dict[str, str] = {}
    headings = [match for match in _HEADING.finditer(text) if match.group(1).isupper() or match.group(1).istitle()]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=False):
        name = _OF[heading.group(1).lower()]
        body = text[heading.end() : end].strip(" \t\n,")
        found[name] = f"{found[name]}\n{body}" if found.get(name) else body
    return found
