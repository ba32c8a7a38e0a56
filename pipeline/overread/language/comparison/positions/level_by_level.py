"""What a claim says of several levels of the spine at once, judged one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.facts.company import Company
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.nearest import nearest
from overread.language.figures.degrees import DEGREE
from overread.language.inference.kindred import is_spinal
from overread.review import Comparison, Difference

_FEWEST, _MOST = 2, 4  # more are a stretch of the spine


def is_of_several_levels(claim: Finding, difference: Difference) -> bool:
    """Say whether a claim lists a few levels, and what differs from the nearest fact may be of one of them alone."""
    listed = _FEWEST <= len(claim.levels) <= _MOST and all(map(is_spinal, claim.levels)) and not claim.sizes
    return listed and (difference.attribute == "change" or difference.mark.startswith("level"))


def at_each_level(claim: Finding) -> list[Finding]:
    """Return a claim as one about each of its levels."""
    return [replace(claim, levels=frozenset({level})) for level in sorted(claim.levels)]


def without_disc_beside(claim: Finding, fact: Finding, facts: Facts) -> Finding:
    """Return a claim of a vertebra without the disc at it that the statement of the fact tells of as well ("T10 fracture with
    involvement of the disc T10/11").
    """
    own = fact.levels & claim.levels
    mates = (mate for mate in facts.sentences.get(fact.sentence, ()) if mate.presence == "present")
    told = frozenset(level for mate in mates for level in mate.levels) - own
    discs = frozenset(level for level in claim.levels & told if not own.isdisjoint(level.split("-")))
    return replace(claim, levels=claim.levels - discs)


def worst(found: Sequence[Comparison], claim: Finding) -> Comparison | None:
    """Return the first of some comparisons that does not hold as that of a claim, None where none of them holds."""
    wrong = [one for one in found if one.relation not in ("supported", "inferred")]
    return None if len(wrong) == len(found) else replace(wrong[0] if wrong else found[0], claim=claim)


def moved_at_one(claim: Finding, company: Company, facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding at one of several levels, where all together bear it out ("new fractures of L1 and
    L3" of which one is old).
    """
    if claim.change is None or not _FEWEST <= len(claim.levels) <= _MOST:
        return None
    for part in at_each_level(claim):
        fact, difference, _ = nearest(part, company, facts)
        steady = "stable" in (claim.change, fact.change)
        if difference and difference.attribute == "change" and not difference.added and steady:
            return Comparison(claim, "contradicted", (fact,), difference)
    return None


def graver_elsewhere(claim: Finding, company: Company) -> Comparison | None:
    """Return the wrong level of what a claim calls worst there, where the source has it graver at another one."""
    if claim.presence == "absent" or len(claim.levels) != 1 or not _WORST.search(claim.text):
        return None
    graded = [fact for fact in company.facts if fact.levels and fact.severity and fact.presence == "present"]
    here = [DEGREE[fact.severity or "mild"] for fact in graded if claim.levels <= fact.levels]
    others = [fact for fact in graded if claim.levels.isdisjoint(fact.levels)]
    gravest = max(others, key=lambda fact: DEGREE[fact.severity or "mild"], default=None)
    if gravest is None or not here or DEGREE[gravest.severity or "mild"] <= max(here):
        return None
    difference = Difference("location", min(claim.levels), min(gravest.levels), f"level:{min(claim.levels)}")
    return Comparison(claim, "contradicted", (gravest,), difference)


_WORST = re.compile(r"\b(?:worst|most (?:severe|pronounced|marked|prominent|advanced)|greatest|maximal)\b", re.IGNORECASE)
