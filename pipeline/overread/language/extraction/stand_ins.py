"""What a sentence tells of "the one" or "that", or of further lesions, elsewhere than what was told before: of that kind."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, location_of

_STANDING = re.compile(
    r"\W*(?:(?:the (?:other )?ones?|that|those) (?:(?:situated|located|seen|lying) )?(?:on|in|of|at|within|near)\b(?: the)?"
    r"(?: (?P<side>left|right)\b)?|the (?P<one>left|right)(?:[- ]sided)? one\b)",
    re.IGNORECASE,
)

_LARGEST = re.compile(r"\W*(?:the )?(?:largest|larger|biggest|dominant)\b", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:additional|other|further|another|similar|second)\b", re.IGNORECASE)
_HOLDING = re.compile(r"\w+ (?:contain|show|has|have|had|demonstrat|reveal|exhibit)\w*\b", re.IGNORECASE)


def of_its_kind(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return what a sentence tells of one that it puts elsewhere with the name of the finding before it ("The effusion on the
    left is smaller; that on the right is unchanged.").
    """
    told = found[0] if len(found) == 1 and found[0].kind in ("finding", "comparison") else None
    if told is None or not told.concept.startswith(("~", "organ_size")):
        return found
    if (largest := _largest_of(previous, told)) is not None:
        return [largest]
    standing = _STANDING.match(told.text)
    if standing is None:
        return found
    hosts = [one for one in previous if one.kind == "finding" and one.presence == "present" and not _is_of_organ(one)]
    if not hosts:
        return found
    side = told.laterality or (standing["side"] or standing["one"] or "").lower() or None
    host = hosts[-1]
    opposite = side is not None and OTHER_SIDE.get(side) == host.laterality
    apart = bool(told.anatomy and host.anatomy) and location_of(told, host) == "apart"
    of_course = told.presence == "absent" and bool(told.sizes or told.count)  # "those on the left, of 4 mm, have not moved"
    if of_course or not (opposite or apart) or not (told.change or told.sizes or told.severity):
        return found
    gone = "absent" if told.change == "resolved" else told.presence
    named = replace(told, kind="finding", concept=host.concept, name=host.name, presence=gone, laterality=side)
    return [replace(named, anatomy=told.anatomy or host.anatomy)]


def of_the_other_part(previous: list[Finding], found: list[Finding]) -> list[Finding]:
    """Return what a sentence tells of "the lateral one" with the part that is the counterpart of the medial one told of before
    ("tear of the medial meniscus. The lateral one is normal.").
    """
    told: list[Finding] = []
    for one in found:
        part = _OTHER_PART.match(one.text) if not one.anatomy else None
        if part and (places := _counterparts([*previous, *told], part["part"].lower())):
            one = replace(one, anatomy=places, descriptors=one.descriptors - {part["part"].lower()})
        told.append(one)
    return told


def _counterparts(before: list[Finding], part: str) -> frozenset[str]:
    """Return the place that has a name with one position for the opposite one of a place told of last."""
    known, other = lexicon().places, _OPPOSITE[part]
    named = (place for one in reversed(before) for place in sorted(one.anatomy) if other in place)
    return frozenset(name for place in list(named)[:1] if (name := place.replace(other, part)) in known)


_OTHER_PART = re.compile(r"\W*(?:the )?(?P<part>medial|lateral|anterior|posterior) one\b", re.IGNORECASE)
_OPPOSITE = {"medial": "lateral", "lateral": "medial", "anterior": "posterior", "posterior": "anterior"}


def _largest_of(previous: list[Finding], told: Finding) -> Finding | None:
    """Return what a sentence tells of the largest of several as one of them, where it puts that in one of their places
    ("Lesions in segments 2, 5 and 8. The largest is in segment 8 and measures 3 cm."), None where it does not.
    """
    host = previous[-1] if previous else None
    if host is None or host.kind != "finding" or not told.sizes:
        return None
    inside = bool(told.anatomy and host.anatomy) and told.anatomy != host.anatomy and location_of(told, host) != "apart"
    if _LARGEST.match(told.text) is None or not (told.levels < host.levels or inside):
        return None
    named = replace(told, kind="finding", concept=host.concept, name=host.name, descriptors=told.descriptors | host.descriptors)
    return replace(named, anatomy=told.anatomy or host.anatomy, laterality=told.laterality or host.laterality)


def _is_of_organ(host: Finding) -> bool:
    """Say whether the subject of a finding's sentence is the organ that has it, or has no name ("the ovary has a cyst")."""
    start = host.marks.get("concept", host.span)[0] - host.span[0]
    return host.concept.startswith("~") or _HOLDING.search(host.text[: max(0, start)]) is not None


def further_ones(found: list[Finding]) -> list[Finding]:
    """Return findings with each further lesion that only a vertebra places named as the one of bone before it ("a lesion in the
    T8 body ... additional lesions at T4 and T11").
    """
    told: list[Finding] = []
    bone: Finding | None = None
    for one in found:
        if one.levels and "bone_lesion" in lexicon().kinds(one.concept):
            bone = one
        further = bone is not None and one.concept == "lesion" and bool(one.levels) and not one.anatomy
        if further and bone is not None and _FURTHER.search(one.words_before()):
            one = replace(one, concept="bone_lesion", name=lexicon().name("bone_lesion"))
        told.append(one)
    return told
