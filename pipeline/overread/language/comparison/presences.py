"""Findings that the draft says are there, against the facts: the nearest fact, what denies them, what implies them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.amounts.ratings import underrated_bone
from overread.language.comparison.amounts.velocities import graded
from overread.language.comparison.denials.belying import is_of_kind
from overread.language.comparison.denials.denials import denials, denied_as_new, is_same_side
from overread.language.comparison.denials.denied import compare_denied, possibly_hidden
from overread.language.comparison.denials.named_denials import (
    called_normal,
    denied_there,
    normals_of,
    of_that_quality,
    told_beside,
)
from overread.language.comparison.denials.oversize import rightly_valued
from overread.language.comparison.facts.company import Company
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.looks.qualities import greater_elsewhere
from overread.language.comparison.nearest import about, may_be_at, nearest, status_of, without_rest
from overread.language.comparison.otherwise import told_otherwise
from overread.language.comparison.positions.devices import misplaced
from overread.language.comparison.positions.level_by_level import graver_elsewhere, moved_at_one
from overread.language.comparison.sameness import (
    is_another,
    is_elsewhere,
    is_in_view,
    is_part_of_another,
    of_another_kind,
    pooled,
)
from overread.language.comparison.vicinity.found_there import is_sided, shadow_there
from overread.language.comparison.vicinity.wording import quoted_fact
from overread.language.figures.agreement import agrees
from overread.language.inference.conclusions import concluded_here, signs_of
from overread.language.inference.descriptions import described
from overread.language.inference.moved import moved_by_signs
from overread.language.places import BODY_REGIONS, touches
from overread.language.words.lines import SIDES
from overread.review import Comparison, Difference


def present(claim: Finding, facts: Facts) -> Comparison:
    """Return how a finding that the draft says is there stands to the facts."""
    if judged := _judged_by_kind(claim, facts):
        return judged
    company = without_rest(claim, about(claim, facts))
    if denied := _denied_in_general(claim, company.facts, facts):
        return denied
    differing: Comparison | None = None
    if company.facts:
        best, difference, second = _closest(claim, company, facts)
        if judged := _judged_by_closest(claim, company, best, difference, facts):
            return judged
        differs = None if difference is None or is_another(claim, best, difference, second) else difference
        sound = normals_of(claim, best, differs, facts) if differs else []
        if sound:
            return compare_denied(claim, sound, facts)
        if differs:
            differing = Comparison(claim, status_of(differs), (best,), differs)
            if not is_elsewhere(claim, best, differs):
                return differing
    judged = _judged_without_closest(claim, company.facts, facts) or differing
    return judged or _told_by_look(claim, facts) or told_otherwise(claim, facts)


def _judged_by_kind(claim: Finding, facts: Facts) -> Comparison | None:
    """Return what a copied word, a device, a grade, the density of bone, a value or a hidden organ decides."""
    if claim.concept.startswith("~") and (copied := quoted_fact(claim, facts)):
        return Comparison(claim, "supported", (copied,))
    judged = misplaced(claim, facts) or graded(claim, facts) or underrated_bone(claim, facts)
    return judged or rightly_valued(claim, facts) or possibly_hidden(claim, facts)


def _denied_in_general(claim: Finding, candidates: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the contradiction of a finding of a quality that is denied, as new where none is, or with most of it elsewhere."""
    if denied := of_that_quality(claim, candidates, facts):
        return compare_denied(claim, denied, facts)
    if claim.change == "new" and (none_new := denied_as_new(claim, candidates, facts)):
        return compare_denied(claim, none_new, facts)
    if candidates and (more := greater_elsewhere(claim, candidates)):
        return Comparison(claim, "contradicted", more[:1], more[1])
    return None


def _closest(claim: Finding, company: Company, facts: Facts) -> tuple[Finding, Difference | None, Difference | None]:
    """Return the nearest fact and its first two differences: a claim of several places is held against all that are told
    together, one that the indication knows for sure against the nearest of whatever certainty.
    """
    best, difference, second = nearest(claim, company, facts)
    several = len(claim.anatomy) + len(claim.levels) > 1 and not claim.sizes and not is_part_of_another(claim)
    if difference and difference.attribute == "location" and several and not difference.mark.startswith("descriptor:"):
        together = Company([*company.facts, pooled(claim, company.facts)], company.readings)
        best, difference, second = nearest(claim, together, facts)
    if difference and _is_known(claim, difference, facts):
        best, difference, second = nearest(replace(claim, certainty=best.certainty), company, facts)
    if difference and second and is_in_view(difference, claim, best, facts):
        return best, second, None
    return best, difference, second


def _judged_by_closest(
    claim: Finding, company: Company, best: Finding, difference: Difference | None, facts: Facts
) -> Comparison | None:
    """Return what the nearest fact decides, or another of the same company: a denial or a course there, or its support."""
    if fine := called_normal(claim, best, difference, facts):
        return Comparison(claim, "contradicted", tuple(fine[:1]), Difference("negation", "present", "absent"))
    unmoved = difference is None or (difference.attribute == "change" and difference.added)
    if unmoved and claim.change and (moved := moved_by_signs(claim, best, signs_of(claim.concept), facts)):
        return moved
    if difference is None and (wrong := moved_at_one(claim, company, facts) or graver_elsewhere(claim, company)):
        return wrong
    if none_there := denied_there(claim, best, difference, facts):
        return compare_denied(claim, none_there, facts)
    if difference is None or is_in_view(difference, claim, best, facts):
        return Comparison(claim, "supported", (best,))
    return _implied_there(claim, company, best, difference, facts)


def _implied_there(claim: Finding, company: Company, best: Finding, difference: Difference, facts: Facts) -> Comparison | None:
    """Return what other facts imply of a claim whose nearest fact is in another place, has another size or number, or is a
    suspected kind of it ("appendicitis" of a thick appendix beside which an abscess is suspected).
    """
    if difference.attribute == "certainty" and best.concept != claim.concept and (sure := concluded_here(claim, facts)):
        return sure
    if difference.attribute == "laterality" and (alike := _told_by_look(claim, facts)):
        return alike
    wrong_place = difference.attribute in ("laterality", "location") and difference.mark != "concept"
    if wrong_place and (elsewhere := concluded_here(claim, facts)) and is_sided(claim, best, elsewhere, difference):
        return elsewhere
    if wrong_place and not any(may_be_at(claim, fact) for fact in company.facts) and (kind := of_another_kind(claim, facts)):
        return kind
    moved = difference.attribute == "change"
    if (wrong_place or moved) and (shadow := shadow_there(claim, facts)) and (shadow.change == claim.change or not moved):
        return Comparison(claim, "inferred", (shadow,))
    found = concluded_here(claim, facts) if difference.attribute in ("measurement", "count") else None
    return found if found and best not in found.facts and _gives(claim, found) else None


_LOOKS = {
    "hyperintensity": "hyperintense",
    "hyperdensity": "hyperdense",
    "hypodensity": "hypodense",
    "nodule": "nodular",
    "pulmonary_nodule": "nodular",
}
"""What is named for how it looks, with the quality of another finding that tells the same."""


def _told_by_look(claim: Finding, facts: Facts) -> Comparison | None:
    """Return that a claim holds where a finding on its side and in its place looks as what is claimed is named."""
    look = _LOOKS.get(claim.concept)
    if look is None or claim.laterality is None:
        return None
    there = (fact for fact in facts.first_found if look in fact.descriptors and fact.laterality == claim.laterality)
    there = (fact for fact in there if claim.descriptors <= fact.descriptors)
    alike = next((fact for fact in there if not claim.anatomy or touches(claim.anatomy, fact.anatomy)), None)
    return Comparison(claim, "inferred", (alike,)) if alike else None


def _judged_without_closest(claim: Finding, candidates: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return what is left to decide a claim that no present fact of its company does: its words, a kind of it, a denial."""
    if quoted := quoted_fact(claim, facts):
        return Comparison(claim, "supported", (quoted,))
    over = claim.historical and claim.change is None  # which what is seen today does not deny
    denied = told_beside(claim, denials(claim, facts), facts) if not over else []
    if kind := of_another_kind(claim, facts):
        return concluded_here(claim, facts) or described(claim, facts) or kind
    if candidates:
        denied = [fact for fact in denied if (fact.anatomy or fact.laterality or fact.levels) and not is_of_kind(fact, claim)]
    if (
        denied
        and all(map(_is_loose, denied))
        and not any(fact.concept == claim.concept and fact.anatomy == claim.anatomy for fact in denied)
        and (found := concluded_here(claim, facts) or described(claim, facts))
    ):
        return found
    if claim.concept.startswith("~"):
        if named := [fact for fact in denied if claim.words - SIDES <= fact.words]:
            return Comparison(claim, "supported", tuple(named[:1]))
        denied = [fact for fact in denied if fact.kind != "normal"]
    return compare_denied(claim, denied, facts) if denied else None


def _is_loose(denial: Finding) -> bool:
    """Say whether a denial is only of normality, or of a whole region of the body."""
    return denial.kind == "normal" or (bool(denial.anatomy) and denial.anatomy <= BODY_REGIONS)


def _is_known(claim: Finding, difference: Difference, facts: Facts) -> bool:
    """Say whether a finding that the findings only suspect is known from the indication: to be sure of it adds nothing."""
    told = facts.told.get(claim.concept, ()) if difference.attribute == "certainty" and claim.certainty == "definite" else ()
    return any(fact.certainty == "definite" and is_same_side(claim, fact) for fact in told)


def _gives(claim: Finding, found: Comparison) -> bool:
    """Say whether the evidence of a conclusion has all sizes and the number that a claim gives it."""
    sizes = [size for size in claim.sizes if size.role != "prior"]
    sized = all(any(agrees(size, other) for fact in found.facts for other in fact.sizes) for size in sizes)
    numbers = {fact.count for fact in found.facts}
    return sized and (claim.count is None or claim.count in numbers) and bool(sizes or claim.count)
