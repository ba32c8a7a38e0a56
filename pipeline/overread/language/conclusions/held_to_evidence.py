"""How a conclusion stands to its evidence, in the order in which it is asked: level, part, side, course, position.

A diagnosis drawn from signs has no word of theirs to be compared by, so what it says is held against all sentences it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence

from overread.language.comparison.facts import Facts
from overread.language.conclusions.courses import of_another_course
from overread.language.conclusions.places import placed_otherwise
from overread.language.conclusions.positions import positioned_otherwise
from overread.language.conclusions.sides import sided_otherwise
from overread.review import Comparison


def held_to_evidence(comparisons: Sequence[Comparison], facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with what is wrong with each conclusion that stands otherwise than its evidence."""
    placed = positioned_otherwise(comparisons)
    return tuple(_otherwise(comparison, facts) or comparison for comparison in placed)


def _otherwise(comparison: Comparison, facts: Facts) -> Comparison | None:
    claim, told = comparison.claim, comparison.facts
    if not _is_concluded(comparison):
        return None
    if placed := placed_otherwise(claim, told, facts):
        return placed
    if any(fact.source != "findings" for fact in told):
        return None
    wrong = sided_otherwise(claim, told) or of_another_course(claim, told, facts)
    return Comparison(claim, "contradicted", tuple(told[:1]), wrong) if wrong else None


def _is_concluded(comparison: Comparison) -> bool:
    claim = comparison.claim
    stated = claim.presence == "present" and claim.kind == "finding"
    return comparison.relation == "inferred" and comparison.difference is None and stated and bool(comparison.facts)
