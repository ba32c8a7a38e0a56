"""The place of a finding: lobe, segment, level, organ, tip of a device."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.flagging import against, by_importance, differing, flag
from overread.language.comparison.looks.exchanged_meanings import LOOK
from overread.language.figures.agreement import agrees
from overread.language.figures.degrees import are_far_apart
from overread.language.inference.kindred import Kindred
from overread.language.lexicon import lexicon
from overread.language.places import touches, usual_places
from overread.review import Difference, Flag, Review, Severity
from overread.validators import validator

_EXTENTS = frozenset({"full_thickness", "partial_thickness", "complete_extent", "partial"})


@validator("location")
def location(review: Review) -> Iterator[Flag]:
    """Flag a place that the source gives otherwise, or more widely.

    It is minor where the source finds something of that family in the claimed place, which the draft may mean.
    """
    kindred = Kindred(review.facts)
    for claim, comparison, difference in differing(review, "location"):
        near = () if difference.mark.startswith(("level", LOOK)) else kindred.of(_at(claim.finding, difference.mark))
        other = any(fact not in comparison.facts and not _is_of_another(claim.finding, fact, comparison.facts) for fact in near)
        severity = "minor" if other else _severity(claim.finding, difference, comparison.facts)
        message = against(difference.claim_value, difference.source_value, comparison.facts)
        yield flag(review, claim, comparison, "location", severity, message)


def _is_of_another(finding: Finding, fact: Finding, meant: Sequence[Finding]) -> bool:
    """Say whether a fact gives another value of the kind that a finding has, a degree far from the one it shares with what it
    was held against, or lacks the extent that the source gives to another one: the draft does not mean that one.
    """
    if are_far_apart(finding.severity, fact.severity) and any(other.severity == finding.severity for other in meant):
        return True
    extent = _EXTENTS & finding.descriptors - fact.descriptors
    if extent and fact.concept != finding.concept and any(extent <= other.descriptors for other in meant):
        return True
    pairs = [(one, other) for one in finding.sizes for other in fact.sizes if one.quantity == other.quantity]
    borne = any(agrees(one, other) for one in finding.sizes for told in meant for other in told.sizes)
    other = bool(pairs) and not any(agrees(one, other) for one, other in pairs)
    return other and (borne or fact.concept == finding.concept)


def _at(finding: Finding, mark: str) -> Finding:
    """Return a finding of several places at the one that differs."""
    place = mark.partition(":")[2]
    return replace(finding, anatomy=frozenset({place})) if place in finding.anatomy else finding


def _severity(finding: Finding, difference: Difference, facts: Sequence[Finding]) -> Severity:
    """Return how grave a wrong place is: minor where it is only narrower, called normal, or one that the finding cannot be in.

    The tip of a line or tube can be anywhere, and an embolus in the artery of a lobe where the source tells it by the lobe.
    """
    known = lexicon().concepts.get(finding.concept)
    by_vessel = "infarct" in lexicon().kinds(finding.concept)  # told by its artery
    free = difference.mark.startswith("level") or by_vessel or (known is not None and known.tip)
    usual = frozenset() if free else usual_places(finding.concept)
    by_organ = any("vessel" in lexicon().wholes(place) for place in usual)
    so_told = by_organ and any(not touches(frozenset({place}), usual) for fact in facts for place in fact.anatomy)
    if (
        difference.added
        or finding.kind == "normal"
        or (usual and finding.anatomy and not so_told and not touches(finding.anatomy, usual))
    ):
        return "minor"
    return by_importance(finding, "major", "major", "minor")
