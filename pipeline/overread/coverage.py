"""Which source findings worth reporting a draft speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from overread.finding import Finding
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.review import Review


def uncovered(review: Review) -> Iterator[Finding]:
    """Yield the present source findings worth reporting that no claim covers, each once."""
    seen: set[tuple[str, frozenset[str], str | None]] = set()
    for fact in review.facts:
        key = (fact.concept, fact.anatomy, fact.laterality)
        if not is_worth_reporting(fact) or key in seen:
            continue
        if not is_covered(review, fact):
            seen.add(key)
            yield fact


def is_worth_reporting(fact: Finding) -> bool:
    """Say whether a present finding of the findings section belongs in an impression: notable or critical, and not of the past."""
    if fact.source != "findings" or fact.kind != "finding" or fact.presence != "present" or fact.historical:
        return False
    known = lexicon().concepts.get(fact.concept)
    if known is None or known.importance == "routine" or known.device or fact.concept in ("abnormality", "organ_size"):
        return False
    return fact.change not in ("resolved",)


def is_covered(review: Review, fact: Finding) -> bool:
    """Say whether any claim speaks of a fact: matched with it, of its kind in its place, or concluding or concluded from it."""
    for comparison in review.comparisons:
        if comparison.claim.kind == "normal" or comparison.claim.presence == "absent":
            continue
        if any(other is fact or other.span == fact.span and other.concept == fact.concept for other in comparison.facts):
            return True
        if _is_about(comparison.claim, fact):
            return True
    return False


def _is_about(claim: Finding, fact: Finding) -> bool:
    words = lexicon()
    mine, theirs = words.kinds(claim.concept), words.kinds(fact.concept)
    related = (mine & theirs) - {"abnormality", "device"}
    if not related and not _are_linked(claim.concept, fact.concept):
        return claim.kind != "finding" and fact.concept in claim.words
    if claim.laterality and fact.laterality and {claim.laterality, fact.laterality} == {"left", "right"}:
        return False
    return location_of(claim, fact) != "apart" or location_of(fact, claim) != "apart" or touches(places_of(claim), places_of(fact))


def _are_linked(one: str, other: str) -> bool:
    """Say whether a rule lets one of two concepts be concluded from the other."""
    words = lexicon()
    for rule in words.rules:
        for concluded, given in ((one, other), (other, one)):
            if rule.concludes == concluded and any(words.kinds(given) & group for group in rule.groups):
                return True
    return False
