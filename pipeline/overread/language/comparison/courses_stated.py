"""A statement of the course alone ("stable examination", "progression of disease") against all that has changed or has not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.changes import by_much, measured_change
from overread.language.comparison.echoes.redacted import names_redacted
from overread.language.comparison.positions.set_beside import compare_sides
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.review import Comparison, Difference

_OTHERWISE = re.compile(r"\b(?:otherwise|remaining|remainder|rest)\b", re.IGNORECASE)
_EVIDENCE = 3
_COURSES = {
    "stable": ("stable", "persistent"),
    "persistent": ("stable", "persistent"),
    "increased": ("increased", "new"),
    "new": ("increased", "new"),
    "decreased": ("decreased", "resolved"),
    "resolved": ("decreased", "resolved"),
}  # fmt: skip
_BARE = re.compile(  # of the finding told before it, which the statement does not name
    r"(?:(?:this |it )?(?:is |has )?)(?:un(?:changed|altered)|stable|no (?:significant |interval )?changes?|"
    r"not changed|similar)(?: (?:is |are )?(?:seen|noted|identified|observed|detected))?",
    re.IGNORECASE,
)
_OF_SIZE = re.compile(
    r"\b(?:enlarge[ds]|grown|shr[aiu]nk|smaller|larger|bigger|(?:in|of) (?:size|volume)|volume)\b", re.IGNORECASE
)
_MOVED = ("new", "increased", "decreased", "resolved")


def compare_course(claim: Finding, facts: Sequence[Finding]) -> Comparison:
    """Return whether a statement on the course of an examination or a place ("Stable examination", "Stable heart size") fits
    the changes the source gives, those of the place first.
    """
    if beside := compare_sides(claim, facts):
        return beside
    changed = [_coursed(fact, bool(claim.anatomy)) for fact in facts if fact.source == "findings"]
    changed = [fact for fact in changed if fact.change and not (fact.change in _MOVED and fact.presence == "absent")]
    changed = [fact for fact in changed if claim.levels & fact.levels] or changed
    here = [fact for fact in changed if claim.anatomy and touches(claim.anatomy, places_of(fact))]
    changed = here or _of_nodes(claim, changed) or changed
    sized = (
        [fact for fact in changed if fact.concept.endswith(("organ_size", "_volume"))] if _OF_SIZE.search(claim.text) else []
    )
    changed = sized if claim.anatomy and sized and not claim.levels else changed
    alike = [fact for fact in changed if fact.change in _COURSES.get(claim.change or "", ())]
    alike = [fact for fact in alike if fact in here or not fact.anatomy or location_of(claim, fact) != "apart"]
    moved = [fact for fact in changed if fact.change in _MOVED and fact.presence == "present"]
    if claim.change == "changed":
        moved += [fact for fact in facts if fact.source == "findings" and measured_change(fact) in _MOVED]
    if alike and claim.sentence and _BARE.fullmatch(claim.text):
        return Comparison(claim, "inferred", tuple(alike[:_EVIDENCE]))
    if claim.change in ("stable", "persistent") and moved and _OTHERWISE.search(claim.text):
        return Comparison(claim, "inferred", tuple(moved[:1]))
    if moved and not claim.anatomy and names_redacted(claim):
        return Comparison(claim, "unsupported", reason="silent")
    if claim.change in ("stable", "persistent") and moved:
        return Comparison(
            claim, "contradicted", tuple(moved[:_EVIDENCE]), Difference("change", claim.change, str(moved[0].change), "change")
        )
    alike = alike or (moved if claim.change == "changed" else [])
    if alike:
        return Comparison(claim, "inferred", tuple(alike[:_EVIDENCE]))
    if claim.change == "changed":
        changed = [fact for fact in changed if fact.change in _COURSES["stable"]]
    if claim.change not in ("stable", "persistent") and changed:
        return Comparison(
            claim,
            "contradicted",
            tuple(changed[:_EVIDENCE]),
            Difference("change", str(claim.change), str(changed[0].change), "change"),
        )
    return Comparison(claim, "unsupported", (), Difference("change", str(claim.change), "no change", "change", added=True))


def _of_nodes(claim: Finding, changed: Sequence[Finding]) -> list[Finding]:
    """Return the facts about lymph nodes, where a statement of a course is of nodes by a name of their place."""
    wholes, kinds = lexicon().wholes, lexicon().kinds
    nodal = bool(claim.anatomy) and all("lymph_node" in wholes(place) for place in claim.anatomy)
    told = (fact for fact in changed if "lymphadenopathy" in kinds(fact.concept) or fact.concept.endswith("_node"))
    return [*told] if nodal else []


def _coursed(fact: Finding, placed: bool) -> Finding:
    """Return a fact with the change that its sizes show where it gives none, for all of a study only one by much."""
    change = measured_change(fact) if fact.change is None and (placed or by_much(fact)) else None
    return replace(fact, change=change) if change else fact
