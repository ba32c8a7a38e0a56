"""What a claim says to be wanting and its evidence to be there: "varicocele without reflux" of "with reflux"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.review import Comparison, Difference

_WITHOUT = re.compile(r"\b(?:without|lacking)\s+((?:[\w-]+\s){0,2}[\w-]+)\s*(?=[,;.]|$)", re.IGNORECASE)
_DENYING = re.compile(r"\b(?:no|not|without|nor|neither|absen\w+|lack\w*|free)\b", re.IGNORECASE)


def told_of_what_lacks(claim: Finding, told: Sequence[Finding]) -> Comparison | None:
    """Return the contradiction of what a claim ends by denying, where its evidence goes on "with" that very thing."""
    wanting = _WITHOUT.search(claim.text) if claim.presence == "present" else None
    if wanting is None:
        return None
    having = re.compile(rf"\b(?:with|containing|contains|shows)\s(?:[\w-]+\s){{0,2}}{re.escape(wanting[1])}\b", re.IGNORECASE)
    for fact in told:
        found = having.search(fact.text) if fact.source == "findings" else None
        if found and _DENYING.search(fact.text, 0, found.end()) is None:
            return Comparison(claim, "contradicted", (fact,), Difference("negation", f"no {wanting[1]}", wanting[1]))
    return None
