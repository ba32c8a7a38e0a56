"""What a claim means in the examination and beside the source it is held against."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.places import BODY_REGIONS

_FEATURES = frozenset("washout capsule_appearance arterial_phase_hyperenhancement enhancement restricted_diffusion".split())
_PART_NAMES = frozenset({"neck", "head"})
_WIDER = {"bone_metastasis": "metastasis"}


def as_meant_here(claim: Finding, facts: Facts) -> Finding:
    """Return a claim with its name and places as the examination and the source have them."""
    return _of_its_segment(_in_region(_by_its_wider_name(claim, facts), facts))


def _by_its_wider_name(claim: Finding, facts: Facts) -> Finding:
    """Return the metastasis of a vertebra, named by its level alone, as a mere metastasis where the source calls it no more."""
    wider = _WIDER.get(claim.concept)
    if wider is None or claim.anatomy or not claim.levels or facts.of.get(claim.concept) or not facts.of.get(wider):
        return claim
    return replace(claim, concept=wider)


def _in_region(claim: Finding, facts: Facts) -> Finding:
    """Return a claim without "neck" and "head" where these regions were not examined: they are parts of an organ then."""
    parts = claim.anatomy & _PART_NAMES
    if not parts or facts.region.isdisjoint(BODY_REGIONS) or not parts.isdisjoint(facts.region):
        return claim
    return replace(claim, anatomy=claim.anatomy - parts)


def _of_its_segment(claim: Finding) -> Finding:
    """Return a claim that denies a feature of the lesion its sentence puts in one segment ("segment VIII lesion without
    washout") as of that segment.
    """
    if claim.presence == "present" or claim.concept not in _FEATURES or claim.levels or claim.anatomy:
        return claim
    segments = frozenset(name for name in claim.nearby if name.startswith("segment-"))
    return replace(claim, levels=segments) if len(segments) == 1 else claim
