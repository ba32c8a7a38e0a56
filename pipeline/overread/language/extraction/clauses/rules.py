"""The rules by which a sentence is made a plain row of clauses, in their order, each with what calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from overread.language.extraction.clauses.answers import with_answers
from overread.language.extraction.clauses.asides import (
    OPENING_ASIDES,
    REJECTING_OR_TURNING,
    without_asides,
    without_occasions,
    without_rejected,
)
from overread.language.extraction.clauses.counted_off import counted_off
from overread.language.extraction.clauses.counterparts import AGAINST, without_counterpart, without_told_of_other
from overread.language.extraction.clauses.deficits import COMPLAINTS, without_sides_of_complaints
from overread.language.extraction.clauses.denied_places import DENYING as DENYING_PLACES
from overread.language.extraction.clauses.denied_places import denied_places
from overread.language.extraction.clauses.earlier_times import MONTHS, with_dates, with_former_told
from overread.language.extraction.clauses.exam_places import EXAMS, without_exam_places
from overread.language.extraction.clauses.former import without_former
from overread.language.extraction.clauses.former_and_latter import told_of_each, with_former_and_latter
from overread.language.extraction.clauses.former_in_turn import with_former_in_turn
from overread.language.extraction.clauses.graded_by_place import GRADES, graded_by_place, graded_or_denied
from overread.language.extraction.clauses.neutral_names import NEUTRAL, with_normal_denied
from overread.language.extraction.clauses.occasions import OCCASIONS
from overread.language.extraction.clauses.one_sided import DENYING as DENYING_SIDES
from overread.language.extraction.clauses.one_sided import NEGATIVE, denied_sides, told_sides
from overread.language.extraction.clauses.parted_courses import COURSES, NONE, parted_courses, without_none_of
from overread.language.extraction.clauses.predicates_taken_up import TAKING_UP, with_taken_up_predicates
from overread.language.extraction.clauses.reaching import ANY_REACH, denied_reach
from overread.language.extraction.clauses.relatives import without_relatives
from overread.language.extraction.clauses.respective import in_turn
from overread.language.extraction.clauses.shares import with_shares
from overread.language.extraction.clauses.sides_for_organs import with_organs
from overread.language.extraction.elements.elements import Clause, Element, Holding
from overread.language.words.reading import Reading

Recasting = Callable[[Reading, list[Element]], list[Element]]
"""Gives the elements of a sentence as they are meant."""

Parting = Callable[[Reading, list[Element]], tuple[list[Element], list[Clause]]]
"""Gives the elements of a sentence without what is told beside its main line, and clauses that tell that."""


class Calls(NamedTuple):
    """What a sentence holds wherever a rule finds anything: one of some words, and so many meanings of some categories."""

    words: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    least: int = 1

    def met_by(self, held: Holding) -> bool:
        """Say whether a sentence with such words and meanings may be one for the rule."""
        if self.words and self.words.isdisjoint(held.words):
            return False
        return not self.categories or sum([held.meanings[category] for category in self.categories]) >= self.least


ALWAYS = Calls()

RECASTINGS: tuple[tuple[Calls, Recasting], ...] = (
    (Calls(MONTHS), with_dates),
    (Calls(EXAMS), without_exam_places),
    (Calls(COMPLAINTS), without_sides_of_complaints),
    (ALWAYS, with_answers),
    (Calls(NEUTRAL, frozenset({"normality"})), with_normal_denied),
    (Calls(frozenset({"["})), without_former),
    (Calls(REJECTING_OR_TURNING), without_rejected),
    (Calls(categories=frozenset({"side"}), least=2), with_organs),
    (Calls(frozenset({"latter"})), with_former_and_latter),
    (Calls(categories=frozenset({"quantity"}), least=4), with_former_in_turn),
    (ALWAYS, with_former_told),
    (ALWAYS, in_turn),
    (Calls(categories=frozenset({"count"}), least=2), counted_off),
)

ASIDES: tuple[tuple[Calls, Parting], ...] = (
    (Calls(OCCASIONS), without_occasions),
    (Calls(frozenset({"than"})), without_told_of_other),
    (Calls(frozenset({"which", "where"})), without_relatives),
    (Calls(OPENING_ASIDES), without_asides),
)
"""What is told of the case, or of another thing than the sentence: read after all the rest of it, the first rule's last."""

NONE_OF_THEM: tuple[tuple[Calls, Parting], ...] = ((Calls(NONE), without_none_of),)
"""What is denied of each of several findings: read before these are told."""

PARTINGS: tuple[tuple[Calls, Parting], ...] = (
    (Calls(frozenset({"of"}), frozenset({"count"})), with_shares),
    (Calls(TAKING_UP), with_taken_up_predicates),
    (Calls(ANY_REACH), denied_reach),
    (Calls(frozenset({"latter"})), told_of_each),
    (Calls(frozenset({"no", "without"}), frozenset({"severity"})), graded_or_denied),
    (Calls(DENYING_SIDES | NEGATIVE), denied_sides),
    (Calls(DENYING_PLACES), denied_places),
    (Calls(categories=frozenset(GRADES) | {"trend", "extent"}, least=2), graded_by_place),
    (Calls(categories=COURSES, least=2), parted_courses),
    (Calls(categories=frozenset({"side"}), least=2), told_sides),
    (Calls(AGAINST | {"than"}), without_counterpart),
)
"""What is told of another side, place, time or number of the same finding: read behind the main line."""
