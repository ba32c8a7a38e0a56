"""Which reading of the rules fits a conclusion: one whose evidence lies where the conclusion is, in all of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.inference.evidence import Reading
from overread.language.inference.whereabouts import apart_from_evidence
from overread.language.places import places_of, touches, usual_places


def first_fitting(claim: Finding, ordered: Sequence[Reading], company: Sequence[Finding]) -> Reading | None:
    """Return the first reading whose evidence is not elsewhere than what it lets one conclude."""
    return next((reading for reading in ordered if apart_from_evidence(claim, reading[1], company) is None), None)


def fitting_part_by_part(claim: Finding, ordered: Sequence[Reading], company: Sequence[Finding]) -> Reading | None:
    """Return the reading of a conclusion about several places each of which has evidence of its own, with the last of that."""
    if len(claim.levels) > 1 and len(claim.anatomy) < 2:
        return _fitting_level_by_level(claim, ordered, company)
    if len(claim.anatomy) < 2 or claim.levels:
        return None
    borne = None
    for place in sorted(claim.anatomy):
        part = replace(claim, anatomy=frozenset({place}))
        borne = _part_reading(part, ordered, company)
        if borne is None:
            return None
    return borne


def _fitting_level_by_level(claim: Finding, ordered: Sequence[Reading], company: Sequence[Finding]) -> Reading | None:
    borne = None
    for level in sorted(claim.levels):
        near = [reading for reading in ordered if any(level in fact.levels for fact in reading[1])]
        borne = first_fitting(replace(claim, levels=frozenset({level})), near, company)
        if borne is None:
            return None
    return borne


def _part_reading(part: Finding, ordered: Sequence[Reading], company: Sequence[Finding]) -> Reading | None:
    near = [reading for reading in ordered if any(touches(part.anatomy, places_of(fact)) for fact in reading[1])]
    sided = first_fitting(part, near, company)
    unsided = [reading for reading in near if all(fact.laterality is None for fact in reading[1])]
    return sided or first_fitting(replace(part, laterality=None), unsided, company)


def is_sound(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact calls the very place of a claim intact, or normal in all respects."""
    plain = fact.kind == "normal" and fact.presence == "absent" and fact.descriptors <= _SOUND
    named = claim.anatomy or (usual_places(claim.concept) if "aspect-intact" in fact.descriptors else frozenset())
    return plain and bool(named & fact.anatomy) and {claim.laterality, fact.laterality} != {"left", "right"}


_SOUND = frozenset({"aspect-intact", "aspect-clear"})
