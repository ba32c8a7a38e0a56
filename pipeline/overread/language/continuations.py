"""What a sentence adds to the finding of the sentence before it: its category, its change, its size."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding
from overread.language.clause_findings import LESIONS
from overread.language.lexicon import lexicon

_LOOKS = {
    "hyperdensity": "hyperdense",
    "hypodensity": "hypodense",
    "hyperintensity": "hyperintense",
    "hypointensity": "hypointense",
    "enhancement": "enhancing",
    "calcification": "calcified",
    "necrosis": "necrotic",
    "loculation": "loculated",
}
_OF_ALL = re.compile(
    r"(?:(?!\b(?:from|since|compared|than|on|at|to)\b).)*\b(?:exam\w*|stud(?:y|ies)|appearances?|radiographs?|findings?|otherwise|scans?)\b",
    re.IGNORECASE | re.DOTALL,
)


def rated(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return findings whose lesion has the category that a sentence of its own gives it ("... foci. TI-RADS 5.")."""
    if len(found) != 1 or found[0].concept != "assessment_category":
        return previous
    lesions = [one for one in previous if one.presence == "present" and lexicon().kinds(one.concept) & LESIONS]
    lesions = [one for one in lesions if found[0].laterality in (None, one.laterality)]
    if not lesions or any(":" in name for name in lesions[0].descriptors):
        return previous
    lesion = replace(lesions[0], descriptors=lesions[0].descriptors | found[0].descriptors)
    return [lesion if one is lesions[0] else one for one in previous]


def dated(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return findings with the change that a sentence of its own gives them ("... a 3 cm cyst. Not seen previously.")."""
    if len(found) != 1 or found[0].kind != "comparison" or found[0].anatomy or _OF_ALL.match(found[0].text):
        return previous
    change = found[0].change
    return [
        replace(one, change=change)
        if one.kind == "finding" and one.presence == "present" and one.change is None and not one.historical
        else one
        for one in previous
    ]


def continued_by(previous: Finding, found: list[Finding], placed: bool = False) -> Finding | None:
    """Return the previous finding with the sizes of words that only go on about it ("It measures 3 cm."), else None.

    With `placed`, they may name a place, which is taken where the finding has none.
    """
    if (
        len(found) != 1
        or found[0].concept not in ("organ_size", "~")
        or previous.kind != "finding"
        or previous.presence == "absent"
    ):
        return None
    new = found[0]
    if not new.sizes or (new.marks.get("anatomy") and not placed):
        return None
    return replace(
        previous,
        sizes=previous.sizes + new.sizes,
        change=previous.change or new.change,
        anatomy=previous.anatomy or (new.anatomy if placed else previous.anatomy),
        laterality=previous.laterality or (new.laterality if placed else None),
        descriptors=previous.descriptors | (new.descriptors - {"dominant"} if placed else frozenset()),
        marks={**new.marks, **previous.marks},
    )


def with_look(previous: Finding, found: list[Finding]) -> Finding:
    """Return the previous finding with how the words that only go on about it say that it looks ("It is hyperdense.")."""
    if previous.kind != "finding" or previous.presence == "absent" or not found:
        return previous
    look = found[0]
    if look.presence == "absent" or any(mark.startswith("anatomy") for mark in look.marks):
        return previous
    own = {_LOOKS[look.concept]} if look.concept in _LOOKS and look.certainty == "definite" else set()
    return replace(previous, descriptors=previous.descriptors | own | look.descriptors.intersection(_LOOKS.values()))
