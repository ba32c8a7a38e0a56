"""The fact that comes nearest to a claim about the same finding, and in what it differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.agreement import agrees
from overread.language.changes import trend_of
from overread.language.conclusions import signs_of
from overread.language.differences import ORDER, WEIGHT, differences
from overread.language.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.language.wording import overlap
from overread.review import Difference, Status

_ALIKE = 0.1
_LESIONS = frozenset({"lesion", "mass", "nodule"})
_LACKING = 0.9
_MEASURED = ("_thickness", "_length", "_volume", "_diameter", "_caliber", "_size")
_ECHO = 3
_ECHOING = 4
_NEAR = 0.75


def about(claim: Finding, facts: Facts) -> list[Finding]:
    """Return the facts about the claimed finding or a kind of it."""
    found = facts.of.get(claim.concept, [])
    if claim.concept.startswith("~"):
        return found
    if claim.concept == "organ_size" and claim.anatomy:
        found = [*found, *(fact for fact in facts.all if fact.kind == "finding" and _has_size_of(claim, fact))]
    elif claim.concept == "fdg_uptake":
        found = [*found, *(fact for fact in facts.all if any(size.quantity == "uptake" for size in fact.sizes))]
    elif claim.sizes and claim.concept in _LESIONS:
        found = [*found, *(fact for fact in facts.all if fact.kind == "finding" and _has_size_of(claim, fact))]
    elif not found and claim.sizes and claim.concept.endswith(_MEASURED):
        found = [fact for fact in facts.of.get("organ_size", ()) if touches(places_of(claim), fact.anatomy)]
    return [fact for fact in found if fact.kind == "finding"]


def _has_size_of(claim: Finding, fact: Finding) -> bool:
    """Say whether a finding in the place of which a draft only gives the size is as large as that ("node of 8 mm")."""
    sizes = [size for size in claim.sizes if any(agrees(size, other) for other in fact.sizes)]
    return bool(sizes) and fact.concept != "organ_size" and location_of(replace(claim, levels=frozenset()), fact) != "apart"


def nearest(
    claim: Finding, candidates: Sequence[Finding], facts: Facts
) -> tuple[Finding, Difference | None, Difference | None]:
    """Return the candidate that differs least, and the first two of its differences in the order of the contract."""
    ranked = []
    candidates = _of_that_size(claim, candidates)
    for place, fact in enumerate(candidates):
        found = list(differences(claim, fact, candidates))
        weight: float = sum(
            WEIGHT[difference.attribute] * (_LACKING if difference.added else 1) for difference in found
        ) - _ECHO * _is_echoed(claim, fact)
        weight -= _ALIKE * len(claim.descriptors & fact.descriptors)
        ranked.append((weight, fact.source == "measurements", place, fact, found))
    _, _, _, best, found = min(ranked, key=lambda row: row[:3])
    found = [difference for difference in found if not _is_said_elsewhere(difference, claim, facts)]
    found.sort(key=_turn)
    return best, found[0] if found else None, found[1] if len(found) > 1 else None


def may_be_at(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact is in, or may be in, the place and at the level that a claim names."""
    placed = not claim.anatomy or touches(claim.anatomy, places_of(fact)) or not places_of(fact)
    return placed and (not claim.levels or not fact.levels or not claim.levels.isdisjoint(fact.levels))


def _of_that_size(claim: Finding, candidates: Sequence[Finding]) -> Sequence[Finding]:
    """Return the candidates without those that only head a list ("two nodules:"), where one of them has the claimed size."""
    sized = [fact for fact in candidates if any(agrees(size, other) for size in claim.sizes for other in fact.sizes)]
    if not sized:
        return candidates
    sentences = {fact.sentence for fact in sized}
    return [fact for fact in candidates if fact.sizes or fact.count in (None, 1) or fact.sentence not in sentences]


def _turn(difference: Difference) -> tuple[int, int]:
    """Return the turn of a difference: what is wrong before what is added, each in the order of the contract."""
    return int(difference.added), ORDER.index(difference.attribute)


def _is_echoed(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim repeats the statement of a fact about the same finding but for a word or two."""
    return len(claim.words) >= _ECHOING and fact.concept == claim.concept and overlap(claim, fact) >= _NEAR


def _is_said_elsewhere(difference: Difference, claim: Finding, facts: Facts) -> bool:
    """Say whether the source gives the claimed change of a wider finding in the same place: "a new lesion" for a new
    metastasis.
    """
    if difference.attribute != "change" or not difference.added:
        return False
    kinds = lexicon().kinds(claim.concept) | signs_of(claim.concept)
    wider = [fact for kind in kinds for fact in facts.of.get(kind, ()) if fact.concept == kind]
    return any(
        difference.claim_value in (fact.change, trend_of(fact)) and location_of(claim, fact) != "apart"
        for fact in wider
        if fact.presence == "present"
    )


def status_of(difference: Difference) -> Status:
    """Return the status a difference leaves: what the source lacks is unsupported, what it gives otherwise contradicted."""
    if difference.mark == "concept":
        return "supported"
    beyond = difference.added or difference.attribute in ("certainty", "overinterpretation")
    return "unsupported" if beyond else "contradicted"
