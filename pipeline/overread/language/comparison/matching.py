"""Claims against facts: which comparison a claim asks for, and when a copied statement holds whatever its parts seem to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.absences import MOST_EVIDENCE, absent
from overread.language.comparison.advised import compare_advice
from overread.language.comparison.amounts.emptying import compare_emptying
from overread.language.comparison.amounts.exclusive import told_of_more
from overread.language.comparison.amounts.gestations import of_another_age
from overread.language.comparison.amounts.numbers_of_signs import numbered_otherwise
from overread.language.comparison.amounts.other_degrees import graded_elsewhere
from overread.language.comparison.amounts.ratings import compare_category, is_rating, misrated, thin_boned
from overread.language.comparison.assurance import assured_otherwise, needlessly_doubted
from overread.language.comparison.changes import moved_against, multiplied_otherwise, paced_otherwise
from overread.language.comparison.claims_here import as_meant_here
from overread.language.comparison.courses_stated import compare_course
from overread.language.comparison.denials.aspects import is_at_reference
from overread.language.comparison.denials.denials import denials, is_same_side
from overread.language.comparison.denials.denied import free_though_unseen, is_denied_there, overstated
from overread.language.comparison.denials.denied_features import feature_denied
from overread.language.comparison.denials.flows import but_within, unflowing
from overread.language.comparison.denials.lacking import told_of_what_lacks
from overread.language.comparison.denials.oversize import oversized, pumping, rightly_valued
from overread.language.comparison.denials.summaries import compare_normal
from overread.language.comparison.denials.unknown import unknown_words
from overread.language.comparison.facts.facts import Facts, fact_at, is_unjudged
from overread.language.comparison.looks.qualities import denied_otherwise, quality_differences
from overread.language.comparison.nearest import overcounted
from overread.language.comparison.persisting import gone_though_still_told, moved_beside
from overread.language.comparison.positions.other_side_normals import of_the_other_side
from overread.language.comparison.positions.predominance import gathered_elsewhere
from overread.language.comparison.positions.sides_and_places import is_outside
from overread.language.comparison.positions.wholes import spread_over_whole
from overread.language.comparison.presences import present
from overread.language.comparison.sameness import placed_otherwise
from overread.language.comparison.vicinity.unread import content, is_one_word, is_place
from overread.language.comparison.vicinity.wording import compare_unread, overlap, told_otherwise_in
from overread.language.figures.counts import number_of
from overread.language.inference.ages import aged_otherwise
from overread.language.inference.descriptions import DESCRIBED
from overread.language.inference.kindred import gone_there
from overread.language.inference.moved import moved_as_described
from overread.language.inference.undecided import called_graver, called_living
from overread.language.places import BODY_REGIONS, is_inside, location_of, narrowest, place_words, places_of, touches
from overread.review import Comparison, Difference

_RELATIVE = re.compile(r"\b(?:contralateral|opposite side|other side)\b", re.IGNORECASE)


def compare_claim(claim: Finding, facts: Facts) -> Comparison:
    """Return how one claim stands to the facts; a statement copied from the source holds, whatever its parts seem to say."""
    claim = as_meant_here(claim, facts)
    comparison = _compared(claim, facts)
    denied = claim.presence == "absent" and comparison.relation == "supported" and denied_otherwise(claim, comparison.facts)
    if denied and (other := denied_otherwise(claim, [*comparison.facts, *denials(claim, facts)])):
        return Comparison(claim, "contradicted", comparison.facts[:1], other)
    if comparison.relation == "contradicted" and claim.kind == "normal" and _RELATIVE.search(claim.text):
        return Comparison(claim, "unsupported", reason="silent")
    difference = comparison.difference
    open_to = difference is not None and (difference.added or difference.attribute == "location")
    if comparison.relation in ("supported", "inferred") or comparison.reason == "silent" or open_to:
        denied_so = feature_denied(comparison, facts) or placed_otherwise(claim, facts)
        more = told_of_more(claim, comparison.facts, facts) or gathered_elsewhere(claim, comparison.facts, facts)
        rated_so = more or misrated(claim, facts, comparison.facts) or of_another_age(claim, facts)
        comparison = rated_so or denied_so or numbered_otherwise(claim, comparison.facts, facts) or comparison
    if comparison.relation in ("supported", "inferred"):
        return _otherwise(claim, comparison, facts) or comparison
    return _quoted(claim, comparison, facts) or comparison


def _otherwise(claim: Finding, comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return what is wrong with a claim that holds but for one thing it says: how sure, how grave, how old, how many."""
    told = comparison.facts
    moved = moved_as_described(claim, told, facts) if comparison.reason == DESCRIBED else None
    if _is_of_unjudged(claim, told):
        return moved or Comparison(claim, "unsupported", told[:1], Difference("certainty", "definite", "not seen"))
    course = moved or gone_though_still_told(claim, facts) or moved_beside(claim, told, facts) or paced_otherwise(claim, told)
    course = course or multiplied_otherwise(claim, told)
    assured = told_of_what_lacks(claim, told) or course or assured_otherwise(claim, comparison)
    assured = assured or needlessly_doubted(claim, comparison, lambda sure: _compared(sure, facts))
    if graver := called_graver(claim, told) or called_living(claim, told, facts):
        return Comparison(claim, "contradicted", told[:1], graver)
    counted = assured or aged_otherwise(claim, told, facts) or overcounted(claim, comparison, facts)
    return counted or graded_elsewhere(claim, comparison, facts) or spread_over_whole(claim, told, facts)


def _quoted(claim: Finding, comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return that a claim holds which the source has in its very words, None where it has not or tells them otherwise."""
    attribute = comparison.difference.attribute if comparison.difference else None
    if comparison.difference and is_outside(comparison.difference, claim, comparison.facts):
        return None
    quote = facts.quotes.find(claim.text, whole=attribute in ("negation", "certainty") or claim.presence == "absent")
    if quote is None:
        return None
    fact = fact_at(quote, claim, facts)
    if fact.certainty != "definite" and claim.certainty == "definite" and fact.concept == claim.concept:
        return None
    if attribute == "negation" and fact.kind == "other" and claim.kind == "finding":
        return None  # which only the case is told to be about
    if not _is_under_same_heading(claim, fact):
        return None
    told = facts.sentences.get(fact.sentence, ())
    denied = [fact] if fact.presence == "absent" else [one for one in told if is_denied_there(claim, one)]
    if claim.presence == "present" and denied and denied[0].concept == claim.concept:
        return Comparison(claim, "contradicted", (denied[0],), Difference("negation", "present", "absent"))
    return Comparison(claim, "supported", (fact,))


def _is_under_same_heading(claim: Finding, fact: Finding) -> bool:
    """Say whether words copied from the source stand under a heading of the same level and side: a denial of one level has to
    name it.
    """
    if fact.levels and claim.levels.isdisjoint(fact.levels) and (claim.levels or claim.presence == "absent"):
        return False
    return {claim.laterality, fact.laterality} != {"left", "right"}


_REGRESSED = re.compile(r"regress|involut", re.IGNORECASE)
"""Words for what becomes less, down to nothing ("regression of the occlusion" that has disappeared)."""


_LEFT_OVER = re.compile(r"\b(?:partial\w*|residual|remain\w*|incomplete\w*|rests?|remnants?)\b", re.IGNORECASE)


def _is_regressed(claim: Finding) -> bool:
    """Say whether a claim tells a regression, and of nothing that it leaves."""
    return _REGRESSED.match(claim.words_of("change")) is not None and not _LEFT_OVER.search(claim.text)


def _compared(claim: Finding, facts: Facts) -> Comparison:
    if claim.change == "resolved" and claim.presence == "absent" and (gone := gone_there(claim, facts.all)):
        return Comparison(claim, "supported", tuple(gone[:MOST_EVIDENCE]))
    if claim.change == "decreased" and _is_regressed(claim) and (gone := gone_there(claim, facts.all)):
        return Comparison(claim, "supported", tuple(gone[:MOST_EVIDENCE]))
    if claim.kind == "comparison" and claim.change:
        return compare_course(claim, facts.all)
    if claim.kind == "recommendation":
        return compare_advice(claim, facts)
    if claim.kind in ("communication", "comparison", "caveat"):
        return _statement(claim, facts)
    if claim.kind == "other":
        return compare_unread(claim, facts)
    if judged := compare_emptying(claim, facts) or thin_boned(claim, facts):
        return judged
    if claim.kind == "normal" and is_rating(claim):
        return compare_category(claim, facts)
    if claim.kind == "normal" or (claim.concept == "abnormality" and claim.presence == "absent"):
        return (
            of_the_other_side(claim, facts)
            or oversized(claim, facts)
            or pumping(claim, facts)
            or rightly_valued(claim, facts)
            or unflowing(claim, facts)
            or free_though_unseen(but_within(compare_normal(claim, facts), facts), facts)
        )
    if claim.concept == "assessment_category":
        return compare_category(claim, facts)
    if claim.presence == "absent":
        return free_though_unseen(but_within(overstated(absent(claim, facts), facts), facts), facts)
    if claim.concept == "abnormality":
        return _abnormal(claim, facts)
    return present(claim, facts)


def _statement(claim: Finding, facts: Facts) -> Comparison:
    """Compare a communication, comparison or caveat by its words; their own validators judge what differs."""
    same = [fact for fact in facts.sharing(claim.words, 0.5) if fact.kind == claim.kind]
    if same:
        nearest = min(same, key=lambda fact: -overlap(claim, fact))
        otherwise = told_otherwise_in(claim, nearest) if claim.kind == "caveat" else None
        return otherwise or Comparison(claim, "supported", (nearest,))
    return Comparison(claim, "unsupported", reason=claim.kind)


def _abnormal(claim: Finding, facts: Facts) -> Comparison:
    """Compare a statement that something is abnormal: any present finding in its place bears it out."""
    if fine := _called_normal_by_name(claim, facts):
        return Comparison(claim, "contradicted", (fine,), Difference("negation", "present", "absent"))
    course = compare_course(claim, facts.all) if claim.change and not (claim.anatomy or claim.laterality) else None
    if course and course.relation == "contradicted":
        return course
    found = [fact for fact in facts.all if fact.kind == "finding" and fact.presence == "present" and fact.source == "findings"]
    here = [fact for fact in found if _may_be_abnormal(claim, fact)]
    here = [fact for fact in here if not is_at_reference(fact)]
    sound = _called_sound(claim, facts)
    here = [fact for fact in here if is_inside(places_of(fact), sound)] if sound else here
    if here and (astray := _abnormal_elsewhere(claim, here)):
        return astray
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


def _is_of_unjudged(claim: Finding, told: Sequence[Finding]) -> bool:
    """Say whether a claim is sure of what the source only says it could not judge ("RVSP not assessable")."""
    sure = claim.presence == "present" and claim.certainty == "definite" and claim.kind == "finding"
    return sure and bool(told) and all(is_unjudged(fact) and not fact.sizes for fact in told) and not is_unjudged(claim)


_FINDINGS = re.compile(r"findings?|changes?|abnormalit(?:y|ies)", re.IGNORECASE)
_THING = re.compile(
    r"\s+((?:[\w-]+\s+){0,2}?[\w-]+?)\s*(?:$|[.,;:]|\b(?:of|in|on|at|with|and|to|for|from|within)\b)", re.IGNORECASE
)


def _called_normal_by_name(claim: Finding, facts: Facts) -> Finding | None:
    """Return what calls normal, without a place, the very thing that a claim calls abnormal ("spectral waveforms")."""
    behind = claim.text[len(claim.words_before()) + len(claim.words_of()) :]
    thing = _THING.match(behind)
    words = content(thing[1]) if thing and claim.words_of() else frozenset[str]()
    if not words or any(is_place(word) for word in words):
        return None
    fine = (fact for fact in facts.sharing(words, 1.0) if fact.concept == "abnormality" and fact.presence == "absent")
    return next((fact for fact in fine if fact.source == "findings" and not fact.anatomy), None)


def _may_be_abnormal(claim: Finding, fact: Finding) -> bool:
    """Say whether a present finding is in the place that a claim calls abnormal, in what it names there ("bony abnormality of
    the thorax"), and of the very thing where the lexicon lacks that ("abnormal coagulation").
    """
    if claim.anatomy:
        regions = claim.anatomy & BODY_REGIONS
        places = (
            frozenset(place for place in claim.anatomy - regions if not is_inside(frozenset({place}), regions)) or claim.anatomy
        )
        return is_inside(places_of(fact), places)
    named = unknown_words(claim.words)
    if _FINDINGS.fullmatch(claim.words_of()):
        return True
    return (
        not fact.concept.startswith("~") if not named else any(is_one_word(word, own) for word in named for own in fact.words)
    )


def _abnormal_elsewhere(claim: Finding, here: list[Finding]) -> Comparison | None:
    """Return the wrong side or part of what is called abnormal, where all that is found in the organ is on the other side, or
    in other parts of it.
    """
    if all(not is_same_side(claim, fact) for fact in here):
        side = Difference("laterality", f"the {claim.laterality}", f"the {here[0].laterality}", "side")
        return Comparison(claim, "contradicted", tuple(here[:1]), side)
    part = narrowest(claim.anatomy)
    if part == claim.anatomy or any(touches(part, narrowest(places_of(fact))) for fact in here):
        return None
    words = (place_words(claim), place_words(here[0]))
    return Comparison(claim, "contradicted", tuple(here[:1]), Difference("location", *words, f"anatomy:{min(part)}"))


def _called_sound(claim: Finding, facts: Facts) -> frozenset[str]:
    """Return the places of what a claim calls abnormal of which the source denies any abnormality by their very name."""
    told = [facts.all[group[0]] for group in facts.denied.get("abnormality", ())]
    plain = (fact for fact in told if fact.concept == "abnormality" and fact.kind == "finding" and not fact.descriptors)
    named = (fact.anatomy for fact in plain if fact.laterality in (None, claim.laterality) and not fact.levels)
    return claim.anatomy & frozenset(place for places in named for place in places)


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
