"""Recommendations of the draft against those of the source."""

from __future__ import annotations

from overread.advice.agreement import agree, speak_of_same
from overread.advice.recommendations import advice_of
from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.wording import overlap
from overread.language.places import BODY_REGIONS, touches
from overread.review import Comparison

_OPPOSED = ("sense", "interval", "age")


def compare_advice(claim: Finding, facts: Facts) -> Comparison:
    """Compare a recommendation: supported by one that asks for no other thing or time, contradicted by one of the same organ
    that is due at another time or says the opposite, else unsupported.
    """
    wanted = advice_of(claim)
    given = [advice_of(fact) for fact in facts.all if fact.kind == "recommendation" and fact.source == "findings"]
    given = [advice for advice in given if advice.is_general or not wanted.is_general]
    given.sort(key=lambda advice: -overlap(claim, advice.statement))
    if same := next((one for one in given if agree(wanted, one) is None and speak_of_same(wanted, one)), None):
        return Comparison(claim, "supported", (same.statement,))
    for source in given:
        mine, theirs = wanted.places - BODY_REGIONS, source.places - BODY_REGIONS
        if agree(wanted, source) in _OPPOSED and not (mine and theirs and not touches(mine, theirs)):
            return Comparison(claim, "contradicted", (source.statement,), reason="recommendation")
    return Comparison(claim, "unsupported", reason="recommendation")
