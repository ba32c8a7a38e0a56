"""Findings that the source only sees again, against a claim that they have moved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.changes import MOVES, by_much, measured_change, trend_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts, is_found
from overread.language.places import location_of
from overread.review import Comparison, Difference

_STILL = re.compile(r"\b(?:still|persist\w*|remain\w*|residual)\b", re.IGNORECASE)
_TRENDS = frozenset({"increased", "decreased"})
_BORNE = {"increased": frozenset({"increased", "new"}), "decreased": frozenset({"decreased", "resolved"})}


def moved_beside(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding that all facts it rests on only see again, where what their statements tell
    beside it moves the other way; that it has moved at all is added where they tell nothing of it.
    """
    if claim.change not in _TRENDS or not told or not all(map(_is_only_seen_again, told)):
        return None
    beside = [fact for one in told for fact in facts.sentences.get(one.sentence, ()) if is_found(fact)]
    courses = [(fact, course) for fact in beside if (course := _course_of(fact))]
    if any(course in _BORNE[claim.change] for _, course in courses):
        return None
    against = next((one for one in courses if one[1] in MOVES[claim.change] and one[0].span == told[0].span), None)
    if against:
        return Comparison(claim, "contradicted", (against[0],), Difference("change", claim.change, against[1], "change"))
    here = (fact for fact in facts.all if is_same_side(claim, fact) and location_of(claim, fact) != "apart")
    if any(_course_of(fact) in _BORNE[claim.change] for fact in here):
        return None
    return Comparison(
        claim, "unsupported", tuple(told[:1]), Difference("change", claim.change, "no change", "change", added=True)
    )


def gone_though_still_told(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding that is said to be still there where the source says that it is no longer, and
    nothing of it has a course of its own.
    """
    if claim.change != "persistent" or not _STILL.search(claim.text):
        return None
    own = [
        fact for fact in facts.of.get(claim.concept, ()) if fact.source == "findings" and location_of(claim, fact) != "apart"
    ]
    gone = next((fact for fact in own if fact.presence == "absent" and fact.change == "resolved"), None)
    if gone is None or any(fact.presence == "present" and fact.change for fact in own):
        return None
    return Comparison(claim, "contradicted", (gone,), Difference("change", claim.change, "resolved", "change"))


def _is_only_seen_again(fact: Finding) -> bool:
    return fact.change == "persistent" and measured_change(fact) is None and trend_of(fact) is None


def _course_of(fact: Finding) -> str | None:
    """Return the course that a fact tells, by its sizes only where they differ by much."""
    told = fact.change if fact.change != "persistent" else None
    measured = measured_change(fact)
    return told or trend_of(fact) or (measured if measured == "stable" or by_much(fact) else None)
