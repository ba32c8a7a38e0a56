"""The side of what is concluded, against that of all sentences it rests on: "right duct stone" of "left gland with a dilated
duct and an echogenic focus".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.places import OTHER_SIDE
from overread.review import Difference

_SIDE = re.compile(r"\b(left|right|bilateral\w*|both|lt|rt)\b(?![- ](?:handed|to[- ](?:left|right)))", re.IGNORECASE)
_SHORT = {"lt": "left", "rt": "right"}
_CHAMBER = re.compile(r"\b(?:left|right) (?:atri|ventric|heart|main|anterior descending|coronary|circumflex)", re.IGNORECASE)


def sided_otherwise(claim: Finding, told: Sequence[Finding]) -> Difference | None:
    """Return the wrong side of a conclusion all of whose sentences tell of the other one."""
    other = OTHER_SIDE.get(claim.laterality)
    if other is None or any(fact.laterality in (claim.laterality, "bilateral") for fact in told):
        return None
    named = [_sides_in(text) for text in dict.fromkeys(fact.text for fact in told)]
    if all(sides == {other} for sides in named) and _sides_in(claim.text) == {claim.laterality}:
        return Difference("laterality", str(claim.laterality), other, "side")
    return None


def _sides_in(text: str) -> set[str]:
    return {_SHORT.get(word.lower(), word.lower()) for word in _SIDE.findall(_CHAMBER.sub("", text))}
