"""Claims against facts: what supports a claim, what contradicts it, and the one attribute in which it is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.absences import MOST_EVIDENCE, absent
from overread.language.comparison.aspects import is_at_reference
from overread.language.comparison.belying import is_of_kind
from overread.language.comparison.changes import moved_against, paced_otherwise
from overread.language.comparison.company import Company
from overread.language.comparison.denials import denials, denied_as_new, is_same_side
from overread.language.comparison.denied import compare_denied, free_though_unseen, overstated, possibly_hidden
from overread.language.comparison.denied_features import feature_denied
from overread.language.comparison.devices import misplaced
from overread.language.comparison.emptying import compare_emptying
from overread.language.comparison.exclusive import denied_there, of_another_segment, shadow_there, told_beside, told_of_more
from overread.language.comparison.facts import Facts, fact_at
from overread.language.comparison.flows import but_within
from overread.language.comparison.found_there import is_sided
from overread.language.comparison.level_by_level import moved_at_one
from overread.language.comparison.named_denials import called_normal, normals_of, of_that_quality
from overread.language.comparison.nearest import about, may_be_at, nearest, overcounted, status_of
from overread.language.comparison.numbers_of_signs import numbered_otherwise
from overread.language.comparison.other_degrees import graded_elsewhere
from overread.language.comparison.otherwise import told_otherwise
from overread.language.comparison.oversize import oversized, pumping, strained
from overread.language.comparison.predominance import gathered_elsewhere
from overread.language.comparison.qualities import denied_otherwise, greater_elsewhere, quality_differences
from overread.language.comparison.ratings import compare_category, is_rating, misrated, thin_boned, underrated_bone
from overread.language.comparison.sameness import (
    is_another,
    is_elsewhere,
    is_in_view,
    of_another_kind,
    placed_otherwise,
    pooled,
)
from overread.language.comparison.sides_and_places import is_outside
from overread.language.comparison.summaries import compare_course, compare_normal
from overread.language.comparison.velocities import graded
from overread.language.comparison.wording import compare_unread, overlap, quoted_fact
from overread.language.figures.agreement import agrees
from overread.language.figures.counts import number_of
from overread.language.inference.ages import aged_otherwise
from overread.language.inference.conclusions import concluded_here, signs_of
from overread.language.inference.descriptions import described
from overread.language.inference.kindred import gone_there
from overread.language.inference.moved import moved_by_signs
from overread.language.places import BODY_REGIONS, is_inside, location_of, place_words, places_of
from overread.language.words.lines import SIDES
from overread.review import Comparison, Difference

_RELATIVE = re.compile(r"\b(?:contralateral|opposite side|other side)\b", re.IGNORECASE)
_FEATURES = frozenset("washout capsule_appearance arterial_phase_hyperenhancement enhancement restricted_diffusion".split())
_PART_NAMES = frozenset({"neck", "head"})


def compare_claim(claim: Finding, facts: Facts) -> Comparison:
    """Return how one claim stands to the facts; a statement copied from the source holds, whatever its parts seem to say."""
    claim = _of_its_segment(_in_region(claim, facts))
    comparison = _compared(claim, facts)
    denied = claim.presence == "absent" and bool(claim.descriptors) and comparison.relation == "supported"
    if denied and (other := denied_otherwise(claim, [*comparison.facts, *denials(claim, facts)])):
        return Comparison(claim, "contradicted", comparison.facts[:1], other)
    if comparison.relation == "contradicted" and claim.kind == "normal" and _RELATIVE.search(claim.text):
        return Comparison(claim, "unsupported", reason="silent")
    difference = comparison.difference
    open_to = difference is not None and (difference.added or difference.attribute == "location")
    if comparison.relation in ("supported", "inferred") or comparison.reason == "silent" or open_to:
        denied_so = feature_denied(comparison, facts) or placed_otherwise(claim, facts)
        more = told_of_more(claim, comparison.facts, facts) or gathered_elsewhere(claim, comparison.facts, facts)
        rated_so = more or misrated(claim, facts, comparison.facts)
        comparison = rated_so or denied_so or numbered_otherwise(claim, comparison.facts, facts) or comparison
    if comparison.relation == "inferred" and (apart := of_another_segment(claim, comparison.facts, facts)):
        return apart
    if comparison.relation in ("supported", "inferred"):
        told = comparison.facts
        otherwise = paced_otherwise(claim, told) or aged_otherwise(claim, told, facts) or overcounted(claim, comparison, facts)
        return otherwise or graded_elsewhere(claim, comparison, facts) or comparison
    attribute = comparison.difference.attribute if comparison.difference else None
    if comparison.difference and is_outside(comparison.difference, claim, comparison.facts):
        return comparison
    quote = facts.quotes.find(claim.text, whole=attribute in ("negation", "certainty") or claim.presence == "absent")
    if quote is None:
        return comparison
    fact = fact_at(quote, claim, facts)
    if fact.certainty != "definite" and claim.certainty == "definite" and fact.concept == claim.concept:
        return comparison
    if not _is_under_same_heading(claim, fact):
        return comparison
    if fact.concept == claim.concept and fact.presence == "absent" != claim.presence:
        return Comparison(claim, "contradicted", (fact,), Difference("negation", "present", "absent"))
    return Comparison(claim, "supported", (fact,))


def _in_region(claim: Finding, facts: Facts) -> Finding:
    """Return a claim without "neck" and "head" where these regions were not examined: they are parts of an organ then."""
    parts = claim.anatomy & _PART_NAMES
    if not parts or facts.region.isdisjoint(BODY_REGIONS) or not parts.isdisjoint(facts.region):
        return claim
    return replace(claim, anatomy=claim.anatomy - parts)


def _of_its_segment(claim: Finding) -> Finding:
    """Return a claim that denies a feature of the lesion its sentence puts in one segment ("segment VIII lesion without
    washout") as of that segment.
    """
    segments = frozenset(name for name in claim.nearby if name.startswith("segment-"))
    feature = claim.presence == "absent" and claim.concept in _FEATURES and not (claim.levels or claim.anatomy)
    return replace(claim, levels=segments) if feature and len(segments) == 1 else claim


def _is_under_same_heading(claim: Finding, fact: Finding) -> bool:
    """Say whether words copied from the source stand under a heading of the same level and side."""
    if claim.levels and fact.levels and claim.levels.isdisjoint(fact.levels):
        return False
    return {claim.laterality, fact.laterality} != {"left", "right"}


def _compared(claim: Finding, facts: Facts) -> Comparison:
    if claim.change == "resolved" and claim.presence == "absent" and (gone := gone_there(claim, facts.all)):
        return Comparison(claim, "supported", tuple(gone[:MOST_EVIDENCE]))
    if claim.kind == "comparison" and claim.change:
        return compare_course(claim, facts.all)
    if claim.kind in ("recommendation", "communication", "comparison", "caveat"):
        return _statement(claim, facts)
    if claim.kind == "other":
        return compare_unread(claim, facts)
    if judged := compare_emptying(claim, facts) or thin_boned(claim, facts):
        return judged
    if claim.kind == "normal" and is_rating(claim):
        return compare_category(claim, facts)
    if claim.kind == "normal" or (claim.concept == "abnormality" and claim.presence == "absent"):
        return (
            oversized(claim, facts)
            or pumping(claim, facts)
            or free_though_unseen(but_within(compare_normal(claim, facts), facts), facts)
        )
    if claim.concept == "assessment_category":
        return compare_category(claim, facts)
    if claim.presence == "absent":
        return free_though_unseen(but_within(overstated(absent(claim, facts), facts), facts), facts)
    if claim.concept == "abnormality":
        return _abnormal(claim, facts)
    return _present(claim, facts)


def _statement(claim: Finding, facts: Facts) -> Comparison:
    """Compare a recommendation, communication or comparison by its words; their own validators judge what differs."""
    same = [fact for fact in facts.sharing(claim.words, 0.5) if fact.kind == claim.kind]
    if same:
        return Comparison(claim, "supported", tuple(sorted(same, key=lambda fact: -overlap(claim, fact))[:1]))
    return Comparison(claim, "unsupported", reason=claim.kind)


def _present(claim: Finding, facts: Facts) -> Comparison:
    if claim.concept.startswith("~") and (copied := quoted_fact(claim, facts)):
        return Comparison(claim, "supported", (copied,))
    if judged := misplaced(claim, facts) or graded(claim, facts) or underrated_bone(claim, facts) or strained(claim, facts):
        return judged
    if hidden := possibly_hidden(claim, facts):
        return hidden
    company = about(claim, facts)
    candidates = company.facts
    if denied := of_that_quality(claim, candidates, facts):
        return compare_denied(claim, denied, facts)
    if claim.change == "new" and (none_new := denied_as_new(claim, candidates, facts)):
        return compare_denied(claim, none_new, facts)
    if candidates and (more := greater_elsewhere(claim, candidates)):
        return Comparison(claim, "contradicted", more[:1], more[1])
    if candidates:
        best, difference, second = nearest(claim, company, facts)
        several = len(claim.anatomy) + len(claim.levels) > 1 and not claim.sizes
        if difference and difference.attribute == "location" and several and not difference.mark.startswith("descriptor:"):
            best, difference, second = nearest(
                claim, Company([*candidates, pooled(claim, candidates)], company.readings), facts
            )
        if difference and _is_known(claim, difference, facts):
            best, difference, second = nearest(replace(claim, certainty=best.certainty), company, facts)
        if fine := called_normal(claim, best, difference, facts):
            return Comparison(claim, "contradicted", tuple(fine[:1]), Difference("negation", "present", "absent"))
        unmoved = difference is None or (difference.attribute == "change" and difference.added)
        if unmoved and claim.change and (moved := moved_by_signs(claim, best, signs_of(claim.concept), facts)):
            return moved
        if difference is None and (moved := moved_at_one(claim, company, facts)):
            return moved
        if none_there := denied_there(claim, best, difference, facts):
            return compare_denied(claim, none_there, facts)
        if difference is None or is_in_view(difference, claim, best, facts):
            return Comparison(claim, "supported", (best,))
        wrong_place = difference.attribute in ("laterality", "location") and difference.mark != "concept"
        if wrong_place and (elsewhere := concluded_here(claim, facts)) and is_sided(claim, best, elsewhere, difference):
            return elsewhere
        if wrong_place and not any(may_be_at(claim, fact) for fact in candidates) and (kind := of_another_kind(claim, facts)):
            return kind
        if wrong_place and (shadow := shadow_there(claim, facts)):
            return Comparison(claim, "inferred", (shadow,))
        found = concluded_here(claim, facts) if difference.attribute in ("measurement", "count") else None
        if found and best not in found.facts and _gives(claim, found):
            return found
        differs = None if is_another(claim, best, difference, second) else difference
        sound = normals_of(claim, best, differs, facts) if differs else []
        if sound:
            return compare_denied(claim, sound, facts)
        if differs and not is_elsewhere(claim, best, differs):
            return Comparison(claim, status_of(differs), (best,), differs)
    quoted = quoted_fact(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    over = claim.historical and claim.change is None  # which what is seen today does not deny
    denied = told_beside(claim, denials(claim, facts), facts) if not over else []
    if kind := of_another_kind(claim, facts):
        return concluded_here(claim, facts) or described(claim, facts) or kind
    if candidates:
        denied = [fact for fact in denied if (fact.anatomy or fact.laterality or fact.levels) and not is_of_kind(fact, claim)]
    if (
        denied
        and all(fact.kind == "normal" or (fact.anatomy and fact.anatomy <= BODY_REGIONS) for fact in denied)
        and (found := concluded_here(claim, facts) or described(claim, facts))
    ):
        return found
    if claim.concept.startswith("~"):
        if named := [fact for fact in denied if claim.words - SIDES <= fact.words]:
            return Comparison(claim, "supported", tuple(named[:1]))
        denied = [fact for fact in denied if fact.kind != "normal"]
    if denied:
        return compare_denied(claim, denied, facts)
    if candidates and differs:
        return Comparison(claim, status_of(differs), (best,), differs)
    return told_otherwise(claim, facts)


def _is_known(claim: Finding, difference: Difference, facts: Facts) -> bool:
    """Say whether a finding that the findings only suspect is known from the indication: to be sure of it adds nothing."""
    told = facts.told.get(claim.concept) if difference.attribute == "certainty" and claim.certainty == "definite" else None
    return told is not None and told.certainty == "definite" and is_same_side(claim, told)


def _gives(claim: Finding, found: Comparison) -> bool:
    """Say whether the evidence of a conclusion has all sizes and the number that a claim gives it."""
    sizes = [size for size in claim.sizes if size.role != "prior"]
    sized = all(any(agrees(size, other) for fact in found.facts for other in fact.sizes) for size in sizes)
    numbers = {fact.count for fact in found.facts}
    return sized and (claim.count is None or claim.count in numbers) and bool(sizes or claim.count)


def _abnormal(claim: Finding, facts: Facts) -> Comparison:
    """Compare a statement that something is abnormal: any present finding in its place bears it out."""
    course = compare_course(claim, facts.all) if claim.change and not (claim.anatomy or claim.laterality) else None
    if course and course.relation == "contradicted":
        return course
    found = [fact for fact in facts.all if fact.kind == "finding" and fact.presence == "present" and fact.source == "findings"]
    here = [fact for fact in found if not claim.anatomy or is_inside(places_of(fact), claim.anatomy)]
    here = [fact for fact in here if not is_at_reference(fact)]
    if moved := moved_against(claim, here):
        return moved
    if here and claim.levels and all(location_of(replace(claim, anatomy=frozenset()), fact) == "apart" for fact in here):
        return Comparison(
            claim, "contradicted", tuple(here[:1]), Difference("location", place_words(claim), place_words(here[0]), "level")
        )
    if here and (wrong := _miscounted(claim, here) or _of_another_look(claim, here)):
        return wrong
    if here:
        return Comparison(claim, "inferred", tuple(here[:MOST_EVIDENCE]))
    denied = denials(claim, facts)
    if denied:
        return Comparison(claim, "contradicted", tuple(denied[:MOST_EVIDENCE]), Difference("negation", "present", "absent"))
    return Comparison(claim, "unsupported", reason="silent")


def _of_another_look(claim: Finding, here: list[Finding]) -> Comparison | None:
    """Return the wrong look or age of things called abnormal where something found has the opposite, and nothing that one:
    "alveolar lung disease" for interstitial opacities.
    """
    for fact in here if claim.descriptors else ():
        wrong = next((one for one in quality_differences(claim, fact) if not one.added), None)
        if wrong and not any(wrong.claim_value in other.descriptors for other in here):
            return Comparison(claim, "contradicted", (fact,), wrong)
    return None


def _miscounted(claim: Finding, here: list[Finding]) -> Comparison | None:
    """Return the wrong number of things called abnormal where the source finds one of them, or gives their number."""
    same = [fact for fact in here if fact.laterality == claim.laterality]
    number = number_of(same[0]) if len({fact.span for fact in same}) == 1 else None
    if not isinstance(claim.count, int) or number is None or claim.count <= number:
        return None
    return Comparison(claim, "contradicted", tuple(same[:1]), Difference("count", str(claim.count), str(number)))
