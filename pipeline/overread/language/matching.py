"""Claims against facts: what supports a claim, what contradicts it, and the one attribute in which it is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.agreement import agrees
from overread.language.changes import change_differences, trend_of
from overread.language.company import Company
from overread.language.conclusions import (
    belied,
    broader,
    concluded,
    concluded_here,
    signs_of,
)
from overread.language.counts import number_of
from overread.language.denials import denials, is_as_wide, is_of_kind, is_past_reach, is_same_side, negates
from overread.language.denied import compare_denied, denied_by_signs, denied_in_those_words, overstated
from overread.language.denied_words import belied_in_words, denied_in_words
from overread.language.descriptions import described
from overread.language.devices import misplaced
from overread.language.earlier import tells_of_earlier
from overread.language.facts import Facts
from overread.language.gestations import of_another_number
from overread.language.kindred import gone_there, is_kin
from overread.language.known import known_before
from overread.language.lexicon import lexicon
from overread.language.moved import moved_by_signs
from overread.language.named_denials import of_that_quality
from overread.language.nearest import about, may_be_at, nearest, status_of
from overread.language.oversize import oversized
from overread.language.places import BODY_REGIONS, is_inside, location_of, place_words, places_of
from overread.language.ratings import compare_category, is_rating, misrated
from overread.language.ruling_out import measured_otherwise, ruled_out
from overread.language.sameness import is_another, is_elsewhere, is_in_view, of_another_kind, placed_elsewhere, pooled
from overread.language.summaries import compare_course, compare_normal, is_of_both_sides
from overread.language.suspicions import suspected
from overread.language.unread import in_words
from overread.language.velocities import graded
from overread.language.wording import by_words, compare_unread, overlap, quoted_fact
from overread.review import Comparison, Difference

_RELATIVE = re.compile(r"\b(?:contralateral|opposite side|other side)\b", re.IGNORECASE)
_EVIDENCE = 3
_NODE = "lymph_node"
_OTHER_SIDE = re.compile(r"\b(?:contralateral|opposite side)\b", re.IGNORECASE)
_PART_NAMES = frozenset({"neck", "head"})
_UNSEEN = re.compile(
    r"\bnot (?:\w+ )?(?:seen|visuali[sz]ed|imaged|covered|shown|demonstrated|assessed|evaluated)\b", re.IGNORECASE
)


def compare_claim(claim: Finding, facts: Facts) -> Comparison:
    """Return how one claim stands to the facts; a statement copied from the source holds, whatever its parts seem to say."""
    claim = _in_region(claim, facts)
    comparison = _compared(claim, facts)
    if comparison.relation == "contradicted" and claim.kind == "normal" and _RELATIVE.search(claim.text):
        return Comparison(claim, "unsupported", reason="silent")
    difference = comparison.difference
    if comparison.relation in ("supported", "inferred") or comparison.reason == "silent" or (difference and difference.added):
        comparison = misrated(claim, facts) or comparison
    if comparison.relation in ("supported", "inferred"):
        return comparison
    attribute = comparison.difference.attribute if comparison.difference else None
    if comparison.difference and _is_outside(comparison.difference, claim):
        return comparison
    quote = facts.quotes.find(claim.text, whole=attribute in ("negation", "certainty") or claim.presence == "absent")
    if quote is None:
        return comparison
    fact = fact_at(quote, claim, facts)
    if fact.certainty != "definite" and claim.certainty == "definite" and fact.concept == claim.concept:
        return comparison
    if not _is_under_same_heading(claim, fact):
        return comparison
    return Comparison(claim, "supported", (fact,))


def _in_region(claim: Finding, facts: Facts) -> Finding:
    """Return a claim without "neck" and "head" where these regions were not examined: they are parts of an organ then."""
    parts = claim.anatomy & _PART_NAMES
    if not parts or facts.region.isdisjoint(BODY_REGIONS) or not parts.isdisjoint(facts.region):
        return claim
    return replace(claim, anatomy=claim.anatomy - parts)


def _is_under_same_heading(claim: Finding, fact: Finding) -> bool:
    """Say whether words copied from the source stand under a heading of the same level and side."""
    if claim.levels and fact.levels and claim.levels.isdisjoint(fact.levels):
        return False
    return {claim.laterality, fact.laterality} != {"left", "right"}


def _is_outside(difference: Difference, claim: Finding) -> bool:
    """Say whether what differs is no word of the statement itself.

    A size may stand in a later sentence than the finding it belongs to ("It measures 3 cm."), a category be one letter.
    """
    if difference.mark == "score":
        return True
    start, end = claim.marks.get("size", claim.span)
    return difference.attribute == "measurement" and not (claim.span[0] <= start and end <= claim.span[1])


def fact_at(quote: Span, claim: Finding, facts: Facts) -> Finding:
    """Return the fact that stands at a quoted span, or the span itself as one."""
    inside = facts.at(quote)
    same = [fact for fact in inside if fact.concept == claim.concept] or inside
    return same[0] if same else replace(claim, span=quote, source="findings", text=facts.quotes.text[slice(*quote)])


def _compared(claim: Finding, facts: Facts) -> Comparison:
    if claim.change == "resolved" and claim.presence == "absent" and (gone := gone_there(claim, facts.all)):
        return Comparison(claim, "supported", tuple(gone[:_EVIDENCE]))
    if claim.kind == "comparison" and claim.change:
        return compare_course(claim, facts.all)
    if claim.kind in ("recommendation", "communication", "comparison", "caveat"):
        return _statement(claim, facts)
    if claim.kind == "other":
        return compare_unread(claim, facts)
    if claim.kind == "normal" and is_rating(claim):
        return compare_category(claim, facts)
    if claim.kind == "normal" or (claim.concept == "abnormality" and claim.presence == "absent"):
        return oversized(claim, facts) or compare_normal(claim, facts)
    if claim.concept == "assessment_category":
        return compare_category(claim, facts)
    if claim.presence == "absent":
        return overstated(_absent(claim, facts), facts)
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
    if judged := misplaced(claim, facts) or graded(claim, facts):
        return judged
    company = about(claim, facts)
    candidates = company.facts
    if denied := of_that_quality(claim, candidates, facts):
        return compare_denied(claim, denied, facts)
    if candidates:
        best, difference, second = nearest(claim, company, facts)
        several = len(claim.anatomy) + len(claim.levels) > 1 and not claim.sizes
        if difference and difference.attribute == "location" and several:
            best, difference, second = nearest(
                claim, Company([*candidates, pooled(claim, candidates)], company.readings), facts
            )
        if difference and _is_known(claim, difference, facts):
            best, difference, second = nearest(replace(claim, certainty=best.certainty), company, facts)
        unmoved = difference is None or (difference.attribute == "change" and difference.added)
        if unmoved and claim.change and (moved := moved_by_signs(claim, best, signs_of(claim.concept), facts)):
            return moved
        if difference is None or is_in_view(difference, claim, best, facts):
            return Comparison(claim, "supported", (best,))
        wrong_place = difference.attribute in ("laterality", "location") and difference.mark != "concept"
        if wrong_place and (elsewhere := concluded_here(claim, facts)) and _is_sided(claim, elsewhere, difference):
            return elsewhere
        if wrong_place and not any(may_be_at(claim, fact) for fact in candidates) and (kind := of_another_kind(claim, facts)):
            return kind
        found = concluded_here(claim, facts) if difference.attribute in ("measurement", "count") else None
        if found and best not in found.facts and _gives(claim, found):
            return found
        differs = None if is_another(claim, best, difference, second) else difference
        if differs and not is_elsewhere(claim, best, differs):
            return Comparison(claim, status_of(differs), (best,), differs)
    quoted = quoted_fact(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    denied = denials(claim, facts)
    if claim.change == "new" and (none_new := [fact for fact in denied if fact.change == "new"]):
        return compare_denied(claim, none_new, facts)
    if kind := of_another_kind(claim, facts):
        return concluded_here(claim, facts) or kind
    if candidates:
        denied = [fact for fact in denied if (fact.anatomy or fact.laterality or fact.levels) and not is_of_kind(fact, claim)]
    if (
        denied
        and all(fact.kind == "normal" for fact in denied)
        and (found := concluded_here(claim, facts) or described(claim, facts))
    ):
        return found
    if denied:
        return compare_denied(claim, denied, facts)
    if candidates and differs:
        return Comparison(claim, status_of(differs), (best,), differs)
    return _concluded(claim, facts)


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


def _is_sided(claim: Finding, found: Comparison, difference: Difference) -> bool:
    """Say whether a conclusion in the claimed place outweighs the finding itself elsewhere: not one without its side."""
    return difference.attribute != "laterality" or any(
        fact.laterality in (claim.laterality, "bilateral") for fact in found.facts
    )


def _concluded(claim: Finding, facts: Facts) -> Comparison:
    """Compare a claim that no fact names with what the facts let one conclude, the likeliest way first."""
    found = concluded(claim, facts)
    if found and found.difference and found.difference.attribute in ("laterality", "location"):
        found = in_words(claim, facts) or _of_its_kin(claim, facts) or _wider_there(claim, facts) or found
    elif found and found.difference and found.difference.attribute == "overinterpretation":
        found = in_words(claim, facts) or found
    if found is None or found.relation != "inferred":
        found = denied_by_signs(claim, facts) or denied_in_words(claim, facts) or _by_description(claim, found, facts)
    return (
        found
        or (None if claim.sizes else measured_otherwise(claim, facts))
        or in_words(claim, facts)
        or broader(claim, facts)
        or by_words(claim, facts)
        or known_before(claim, facts)
        or _of_nodes(claim, facts)
        or of_another_number(claim, facts)
        or measured_otherwise(claim, facts)
        or suspected(claim, facts)
        or _of_that_measure(claim, facts)
        or placed_elsewhere(claim, facts)
        or Comparison(claim, "unsupported", reason="silent")
    )


def _by_description(claim: Finding, found: Comparison | None, facts: Facts) -> Comparison | None:
    """Return what sentences describe without a name where the rules allow less than that, else what the rules found."""
    difference = found.difference if found else None
    if difference and difference.attribute != "overinterpretation":
        return found
    told = described(claim, facts)
    return told if told and (told.relation == "inferred" or not (difference and difference.added)) else found


def _wider_there(claim: Finding, facts: Facts) -> Comparison | None:
    """Return how a conclusion stands to a wider finding of the source in the claimed place and on the claimed side."""
    wider = None if claim.levels else broader(claim, facts)
    apart = (
        wider is None
        or not wider.facts[0].anatomy
        or (wider.difference and wider.difference.attribute in ("laterality", "location"))
    )
    return None if apart else wider


def _of_its_kin(claim: Finding, facts: Facts) -> Comparison | None:
    """Return a conclusion as no more than a likely reading of a kindred finding in that place and on that side."""
    concepts = lexicon().concepts
    firsts = (facts.all[group[0]] for group in facts.found)
    near = [
        fact
        for fact in firsts
        if fact.laterality == claim.laterality
        and fact.concept in concepts
        and concepts[fact.concept].importance != "routine"
        and is_kin(claim, fact)
    ]
    if not near:
        return None
    return Comparison(
        claim, "unsupported", tuple(near[:1]), Difference("overinterpretation", claim.name, near[0].name, added=True)
    )


def _abnormal(claim: Finding, facts: Facts) -> Comparison:
    """Compare a statement that something is abnormal: any present finding in its place bears it out."""
    course = compare_course(claim, facts.all) if claim.change and not (claim.anatomy or claim.laterality) else None
    if course and course.relation == "contradicted":
        return course
    found = [fact for fact in facts.all if fact.kind == "finding" and fact.presence == "present" and fact.source == "findings"]
    here = [fact for fact in found if not claim.anatomy or is_inside(places_of(fact), claim.anatomy)]
    if here and claim.levels and all(location_of(replace(claim, anatomy=frozenset()), fact) == "apart" for fact in here):
        return Comparison(
            claim, "contradicted", tuple(here[:1]), Difference("location", place_words(claim), place_words(here[0]), "level")
        )
    if here and (wrong := _miscounted(claim, here)):
        return wrong
    if here:
        return Comparison(claim, "inferred", tuple(here[:_EVIDENCE]))
    denied = denials(claim, facts)
    if denied:
        return Comparison(claim, "contradicted", tuple(denied[:_EVIDENCE]), Difference("negation", "present", "absent"))
    return Comparison(claim, "unsupported", reason="silent")


def _miscounted(claim: Finding, here: list[Finding]) -> Comparison | None:
    """Return the wrong number of things called abnormal where the source finds one of them, or gives their number."""
    same = [fact for fact in here if fact.laterality == claim.laterality]
    number = number_of(same[0]) if len({fact.span for fact in same}) == 1 else None
    if not isinstance(claim.count, int) or number is None or claim.count <= number:
        return None
    return Comparison(claim, "contradicted", tuple(same[:1]), Difference("count", str(claim.count), str(number)))


def _of_nodes(claim: Finding, facts: Facts) -> Comparison | None:
    """Compare changed lymphadenopathy with what the source says of the lymph nodes' course alone ("nodes have decreased")."""
    if (claim.change is None and trend_of(claim) is None) or "lymphadenopathy" not in lexicon().kinds(claim.concept):
        return None
    for fact in facts.all:
        if fact.kind == "comparison" and fact.change and any(_NODE in lexicon().wholes(place) for place in fact.anatomy):
            other = next((difference for difference in change_differences(claim, fact) if not difference.added), None)
            return Comparison(claim, "contradicted" if other else "inferred", (fact,), other)
    return None


def _of_that_measure(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding which the source only measures there ("2.2 cm, unchanged" for a new dilatation)."""
    for number in sorted(facts.sizes.fitting(claim.sizes)):
        fact = facts.all[number]
        here = fact.concept == "organ_size" and fact.source == "findings" and is_same_side(claim, fact)
        if not here or not claim.anatomy or location_of(claim, fact) not in ("same", "vaguer"):
            continue
        if other := next((one for one in change_differences(claim, fact) if not one.added), None):
            return Comparison(claim, "contradicted", (fact,), other)
    return None


def _is_of_other_side(claim: Finding) -> bool:
    """Say whether a denial is of the side other than that of what the draft has told ("no contralateral nodes")."""
    return claim.laterality is None and _OTHER_SIDE.search(claim.text) is not None


def _absent(claim: Finding, facts: Facts) -> Comparison:
    if tells_of_earlier(claim):
        return Comparison(claim, "unsupported", reason="an earlier examination")
    if claim.concept.startswith("~") and _UNSEEN.search(claim.text):
        return Comparison(claim, "unsupported", reason="caveat")
    present = [fact for fact in about(claim, facts).facts if negates(claim, fact) and not is_past_reach(claim, fact)]
    denied = denials(claim, facts)
    if not any(fact.anatomy for fact in present) and claim.anatomy and (signs := ruled_out(claim, facts)):
        return signs
    exact = [fact for fact in denied if fact.concept != "abnormality" and fact.change == claim.change]
    if _is_of_other_side(claim):
        return Comparison(claim, "supported", tuple(exact[:1])) if exact else Comparison(claim, "unsupported", reason="silent")
    if present and (same := denied_in_those_words(claim, exact, present)):
        return Comparison(claim, "supported", (same,))
    if present and not any(is_as_wide(claim, fact) for fact in exact):
        strongest = sorted(present, key=lambda fact: fact.certainty != "definite")
        return Comparison(claim, "contradicted", tuple(strongest[:_EVIDENCE]), Difference("negation", "absent", "present"))
    if not exact and (wrong := belied(claim, facts)):
        return wrong
    if denied and is_of_both_sides(claim, denied):
        return Comparison(claim, "supported" if exact else "inferred", tuple(denied[:_EVIDENCE]))
    quoted = quoted_fact(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    said = (
        by_words(claim, facts)
        or ruled_out(claim, facts)
        or belied_in_words(claim, facts)
        or _belied_by_description(claim, facts)
    )
    return said or Comparison(claim, "unsupported", reason="silent")


def _belied_by_description(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a plain denial of what sentences describe without a name, at that very place."""
    if claim.certainty != "definite" or claim.change or claim.descriptors or claim.severity:
        return None
    found = described(replace(claim, presence="present"), facts)
    if found is None or found.relation != "inferred":
        return None
    return Comparison(claim, "contradicted", found.facts[:1], Difference("negation", "absent", "present"))
