"""Which source findings worth reporting a draft speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from overread.finding import Finding, Span
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.review import Review

_TOO_WIDE = frozenset({"abnormality", "device"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the statements of a draft speak of: the facts they were matched with, and the statements themselves by concept."""

    matched: frozenset[tuple[str, Span]]
    spoken: dict[str, list[Finding]]
    words: frozenset[str]

    def holds(self, fact: Finding) -> bool:
        """Say whether a statement speaks of a fact: matched with it, of its kind and place, or concluded from it."""
        if (fact.concept, fact.span) in self.matched or fact.concept in self.words:
            return True
        near = (claims for concept, claims in self.spoken.items() if _are_related(concept, fact.concept))
        return any(_is_in_its_place(claim, fact) for claims in near for claim in claims)


def coverage_of(review: Review) -> Coverage:
    """Return what the present statements of a draft speak of."""
    matched: set[tuple[str, Span]] = set()
    spoken: dict[str, dict[object, Finding]] = {}
    words: set[str] = set()
    for comparison in review.comparisons:
        claim = comparison.claim
        if claim.kind == "normal" or claim.presence == "absent":
            continue
        matched |= {(fact.concept, fact.span) for fact in comparison.facts}
        if claim.kind != "finding":
            words |= claim.words
        elif claim.concept in lexicon().concepts:
            spoken.setdefault(claim.concept, {}).setdefault((claim.anatomy, claim.levels, claim.laterality), claim)
    return Coverage(frozenset(matched), {concept: [*claims.values()] for concept, claims in spoken.items()}, frozenset(words))


def uncovered(review: Review) -> Iterator[Finding]:
    """Yield the present source findings worth reporting that no claim covers, each once."""
    coverage = coverage_of(review)
    seen: set[tuple[str, frozenset[str], str | None]] = set()
    for fact in review.facts:
        key = (fact.concept, fact.anatomy, fact.laterality)
        if key not in seen and is_worth_reporting(fact) and not coverage.holds(fact):
            seen.add(key)
            yield fact


def is_worth_reporting(fact: Finding) -> bool:
    """Say whether a present finding of the findings section belongs in an impression: of some weight, and not of the past."""
    if fact.source != "findings" or fact.kind != "finding" or fact.presence != "present" or fact.historical:
        return False
    known = lexicon().concepts.get(fact.concept)
    if known is None or known.importance == "routine" or known.device or fact.concept in ("abnormality", "organ_size"):
        return False
    return fact.change != "resolved"


def _is_in_its_place(claim: Finding, fact: Finding) -> bool:
    if {claim.laterality, fact.laterality} == {"left", "right"}:
        return False
    return (
        location_of(claim, fact) != "apart" or location_of(fact, claim) != "apart" or touches(places_of(claim), places_of(fact))
    )


@lru_cache(maxsize=65536)
def _are_related(one: str, other: str) -> bool:
    """Say whether two concepts are of one kind, or a rule lets one of them be concluded from the other."""
    words = lexicon()
    if (words.kinds(one) & words.kinds(other)) - _TOO_WIDE:
        return True
    pairs = ((one, other), (other, one))
    for rule in words.rules:
        if any(rule.concludes == end and any(words.kinds(start) & group for group in rule.groups) for end, start in pairs):
            return True
    return False
