"""What a report corrects of itself: "ADDENDUM: the nodule is in the left upper lobe, not the right"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.places import touches

CORRECTS = "corrects"
"""The mark of where the statement stood that a finding corrects."""
_LED = re.compile(
    r"(?:^|(?<=[.;\n]))[ \t*#_]*(?P<title>addendum|correct(?:ion|ed(?: report)?)|corrigendum|erratum|"
    r"amend(?:ment|ed(?: report)?))\b[^\n.:]{0,40}:",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\bnot\b|\brather than\b|\binstead of\b|\bshould (?:read|say|state|be)\b|\bin error\b|\berroneous(?:ly)?\b|"
    r"\bincorrect(?:ly)?\b|\b(?:re-?review|(?:further|second|repeat|careful) (?:review|look|reading))\b|\bin retrospect\b|"
    r"\bretrospectively\b",
    re.IGNORECASE,
)
_REJECTING = re.compile(r"\b(?:not|rather than|instead of)\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_REJECTED_SIZE = re.compile(
    r"\b(?:not|rather than|instead of) (?:an? |the )?\d[\d.]*(?: ?[x×] ?\d[\d.]*)*[ -]?(?:mm|cm)\b", re.IGNORECASE
)
_NEAR = 16
_VALUES = frozenset({"size", "side", "level", "anatomy"})
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_OPPOSITE = {"left": "right", "right": "left"}


def corrected(found: list[Finding], text: str) -> list[Finding]:
    """Return the findings of a text without those that a correction behind them takes back, each correction with what only the
    statement that it corrects gives.
    """
    led = _LED.search(text)
    if led is None:
        return found
    announced = not led["title"].lower().startswith("addendum")
    earlier = [one for one in found if one.span[1] <= led.start()]
    told = [_without_rejected_sizes(one, text) for one in found if one.span[0] >= led.start()]
    told = [one for one in told if not _has_rejected_value(one, text)]
    for place, one in enumerate(told):
        start = max(text.rfind(". ", 0, one.span[0]), led.end())
        if announced or _CONTRAST.search(text, start, _end_of_sentence(text, one.span[1])):
            wrong = [before for before in earlier if _is_wrong(before, one)]
            if len(wrong) == 1 or (wrong and all(before.presence == "absent" for before in wrong)):
                earlier = [before for before in earlier if before not in wrong]
                told[place] = _completed(one, wrong[0])
    return [*earlier, *told]


def without_corrected(text: str, facts: Sequence[Finding]) -> str:
    """Return a text with blanks for the statements that its facts correct, and for the sizes that they reject."""
    wrong = [fact.marks[CORRECTS] for fact in facts if CORRECTS in fact.marks]
    if wrong:
        wrong += [size.span() for size in _REJECTED_SIZE.finditer(text, max(end for _, end in wrong))]
    for start, end in wrong:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _end_of_sentence(text: str, at: int) -> int:
    end = text.find(". ", at)
    return end if end >= 0 else len(text)


def _has_rejected_value(one: Finding, text: str) -> bool:
    """Say whether a finding is only that which the correction says is not so ("not the right", "not 8 cm")."""
    return any(_is_rejected(start, text) for name, (start, _) in one.marks.items() if name in _VALUES)


def _without_rejected_sizes(one: Finding, text: str) -> Finding:
    """Return a finding without the sizes that it is said not to have ("4.5 cm rather than 5.4 cm")."""
    kept = tuple(size for size in one.sizes if not _is_rejected(size.span[0], text))
    return replace(one, sizes=kept) if kept and len(kept) < len(one.sizes) else one


def _is_rejected(at: int, text: str) -> bool:
    return _REJECTING.search(text, max(0, at - _NEAR), at) is not None


def _is_wrong(before: Finding, one: Finding) -> bool:
    """Say whether a finding is of the kind that a correction tells of, and otherwise than it says."""
    if before.kind != "finding" or before.historical:
        return False
    if one.kind == "other":
        named = not one.anatomy or touches(one.anatomy, before.anatomy)
        return before.laterality is not None and _side_in(one) == _OPPOSITE.get(before.laterality) and named
    kinds = lexicon().kinds
    if one.kind != "finding" or not (before.concept in kinds(one.concept) or one.concept in kinds(before.concept)):
        return False
    if before.presence != one.presence:
        return before.laterality in (None, one.laterality) or one.laterality is None
    apart = bool(before.anatomy and one.anatomy) and not touches(before.anatomy, one.anatomy)
    level = bool(before.levels and one.levels) and before.levels.isdisjoint(one.levels)
    side = {before.laterality, one.laterality} == {"left", "right"}
    sized = any(a.quantity == b.quantity and (a.values, a.unit) != (b.values, b.unit) for a in before.sizes for b in one.sizes)
    return apart or level or side or sized or _is_rated_otherwise(before, one)


def _is_rated_otherwise(before: Finding, one: Finding) -> bool:
    """Say whether two statements give different values of one reporting system ("BI-RADS 2", "BI-RADS 4")."""
    rated = [{name.partition(":")[0] for name in own if ":" in name} for own in (before.descriptors, one.descriptors)]
    return bool(rated[0] & rated[1]) and before.descriptors != one.descriptors


def _side_in(one: Finding) -> str | None:
    sides = {match.lower() for match in _SIDE.findall(one.text)}
    return sides.pop() if len(sides) == 1 else None


def _completed(one: Finding, before: Finding) -> Finding:
    """Return a correction with what it leaves to the statement that it corrects."""
    marks = {**one.marks, CORRECTS: before.span}
    if one.kind == "other":
        return replace(before, laterality=_side_in(one), span=one.span, text=one.text, sentence=one.sentence, marks=marks)
    if before.presence != one.presence:
        return replace(one, marks=marks)
    narrower = before if one.concept in lexicon().kinds(before.concept) else one
    return replace(
        one,
        concept=narrower.concept,
        name=narrower.name,
        anatomy=one.anatomy or before.anatomy,
        levels=one.levels or before.levels,
        laterality=one.laterality or before.laterality,
        sizes=one.sizes or before.sizes,
        severity=one.severity or before.severity,
        change=one.change or before.change,
        count=one.count or before.count,
        descriptors=one.descriptors | before.descriptors,
        words=one.words | before.words,
        marks=marks,
    )
