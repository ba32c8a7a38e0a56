"""How a conclusion stands to its evidence, in the order asked: position, level, part, side, number, degree, course.

A diagnosis drawn from signs has no word of theirs to be compared by, so what it says is held against all sentences it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence

from overread.language.comparison.facts.facts import Facts
from overread.language.conclusions.courses import of_another_course
from overread.language.conclusions.degrees import of_another_degree
from overread.language.conclusions.numbers import counted_otherwise
from overread.language.conclusions.places import at_level_of_another, placed_otherwise
from overread.language.conclusions.positions import positioned_otherwise
from overread.language.conclusions.sides import sided_otherwise
from overread.language.conclusions.territories import in_another_territory
from overread.review import Comparison


def held_to_evidence(comparisons: Sequence[Comparison], facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with what is wrong with each conclusion that stands otherwise than its evidence."""
    placed = positioned_otherwise(comparisons)
    return tuple(_otherwise(comparison, facts) or comparison for comparison in placed)


def _otherwise(comparison: Comparison, facts: Facts) -> Comparison | None:
    claim, told = comparison.claim, comparison.facts
    if not _is_borne(comparison):
        return None
    concluded = comparison.relation == "inferred"
    if concluded and (placed := placed_otherwise(claim, told, facts)):
        return placed
    if any(fact.source != "findings" for fact in told):
        return None
    wrong = at_level_of_another(claim, told, facts) or counted_otherwise(claim, told, facts)
    if concluded and wrong is None:
        wrong = in_another_territory(claim, told) or sided_otherwise(claim, told, facts)
        wrong = wrong or of_another_degree(claim, told, facts) or of_another_course(claim, told, facts)
    named = sorted(told, key=lambda fact: fact.concept.startswith("~"))
    return Comparison(claim, "contradicted", tuple(named), wrong) if wrong else None


def _is_borne(comparison: Comparison) -> bool:
    claim = comparison.claim
    stated = claim.presence == "present" and claim.kind == "finding"
    held = comparison.relation in ("supported", "inferred") and comparison.difference is None
    return held and stated and bool(comparison.facts)
