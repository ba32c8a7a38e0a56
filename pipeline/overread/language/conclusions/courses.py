"""The course of what is concluded, against that of its sentences: "meningioma, increased" of "dural mass, unchanged"."""

from __future__ import annotations

from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.review import Difference

_AGAINST = {
    "increased": frozenset({"decreased", "stable"}),
    "decreased": frozenset({"increased", "stable"}),
    "stable": frozenset({"increased", "decreased"}),
}


def of_another_course(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    """Return the wrong course of a conclusion whose sentences give one, and another."""
    against = _AGAINST.get(claim.change or "")
    if against is None:
        return None
    beside = [fact for one in {fact.sentence for fact in told} for fact in facts.sentences.get(one, ())]
    courses = {fact.change for fact in beside if fact.change is not None and fact.presence == "present"}
    if len(courses) != 1 or not courses <= against:
        return None
    return Difference("change", str(claim.change), str(min(courses)), "change")
