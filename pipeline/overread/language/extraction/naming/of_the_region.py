"""Findings whose bare name means that of the region examined, whatever organ was spoken of before: an effusion."""

from __future__ import annotations

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.context import Context

_OF_THE_REGION = frozenset({"effusion"})
"""Findings whose bare name means that of the region examined, whatever organ was spoken of before: no effusion is no pleural
effusion in a chest radiograph, also after a word on the heart.
"""
_OF_THE_HEART = frozenset({"infarct", "scar", "thrombus", "perfusion_defect"})
_UNSIDED = ("heart",)


def subject_of_region(term: str, attributes: Attributes, context: Context) -> tuple[str, ...]:
    """Return the organ spoken of that gives a finding its name: of an effusion only the heart where that is examined, of an
    infarct or the like the heart where nothing else is spoken of.
    """
    if term in _OF_THE_HEART and not context.subject and _UNSIDED[0] in context.region and not attributes.side:
        return _UNSIDED
    if term not in _OF_THE_REGION:
        return context.subject
    return _UNSIDED if _UNSIDED[0] in context.region and not attributes.side else ()


def is_beside_heart(term: str, anatomy: tuple[str, ...], attributes: Attributes, context: Context) -> bool:
    """Say whether an effusion is only told behind the heart, which neither stands with it nor heads it ("no cardiomegaly or
    effusion").
    """
    if term not in _OF_THE_REGION or anatomy != _UNSIDED or any(f"anatomy:{place}" in attributes.marks for place in anatomy):
        return False
    return bool(attributes.side) or (_UNSIDED[0] not in context.region and context.subject != _UNSIDED)
