"""Denials of the draft against the facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.denials.belying import denies_reach, is_as_wide, is_past_reach, negates
from overread.language.comparison.denials.denials import denials, is_same_side
from overread.language.comparison.denials.denied import denied_by_that_name, denied_in_those_words
from overread.language.comparison.denials.denied_words import belied_in_words
from overread.language.comparison.denials.features import lacks
from overread.language.comparison.denials.summaries import is_of_both_sides
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.nearest import about
from overread.language.comparison.vicinity.wording import by_words, quoted_fact
from overread.language.extraction.earlier import tells_of_earlier
from overread.language.inference.belied import belied
from overread.language.inference.descriptions import described
from overread.language.inference.granted import granted
from overread.language.inference.ruling_out import ruled_out
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, is_stretch_of, places_of, touches, usual_places
from overread.review import Comparison, Difference

MOST_EVIDENCE = 3
_SIDES = frozenset(OTHER_SIDE)
_OTHER_SIDE = re.compile(r"\b(?:contralateral|opposite side)\b", re.IGNORECASE)
_UNSEEN = re.compile(
    r"\bnot (?:\w+ )?(?:seen|visuali[sz]ed|imaged|covered|shown|demonstrated|assessed|evaluated)\b", re.IGNORECASE
)


def _is_of_other_side(claim: Finding) -> bool:
    """Say whether a denial is of the side other than that of what the draft has told ("no contralateral nodes")."""
    return claim.laterality is None and _OTHER_SIDE.search(claim.text) is not None


def absent(claim: Finding, facts: Facts) -> Comparison:
    """Return how a denial of the draft stands to the facts."""
    if tells_of_earlier(claim):
        return Comparison(claim, "unsupported", reason="an earlier examination")
    if claim.concept.startswith("~") and _UNSEEN.search(claim.text):
        return Comparison(claim, "unsupported", reason="caveat")
    told = about(claim, facts).facts
    present = [fact for fact in told if negates(claim, fact) and not is_past_reach(claim, fact)]
    denied = denials(claim, facts)
    if not any(fact.anatomy for fact in present) and claim.anatomy and (signs := ruled_out(claim, facts)):
        return signs
    if claim.anatomy and present and (fine := _denied_of_that_part(claim, denied, present)):
        return Comparison(claim, "inferred", (fine,))
    exact = [fact for fact in denied if fact.concept != "abnormality" and fact.change == claim.change]
    if _is_of_other_side(claim):
        return Comparison(claim, "supported", tuple(exact[:1])) if exact else Comparison(claim, "unsupported", reason="silent")
    without = [fact for fact in facts.first_found if lacks(fact, claim.concept) and is_same_side(claim, fact)]
    beside = _denied_beside(claim, [*exact, *without], present) or _denied_at_level(claim, present, facts) if present else None
    if beside:
        return Comparison(claim, "inferred", (beside,))
    if present and (same := denied_in_those_words(claim, exact, present) or denied_by_that_name(claim, exact, present)):
        return Comparison(claim, "supported", (same,))
    itself = any(fact.concept == claim.concept for fact in present)
    if present and not any(is_as_wide(claim, fact) for fact in exact if not itself or fact.concept == claim.concept):
        strongest = sorted(present, key=lambda fact: fact.certainty != "definite")
        return Comparison(claim, "contradicted", tuple(strongest[:MOST_EVIDENCE]), Difference("negation", "absent", "present"))
    if wrong := _belied(claim, exact, facts):
        return wrong
    if denied and is_of_both_sides(claim, denied) and (exact or not _is_of_sound_side(claim, denied, facts)):
        return Comparison(claim, "supported" if exact else "inferred", tuple(denied[:MOST_EVIDENCE]))
    quoted = quoted_fact(claim, facts)
    if quoted:
        return Comparison(claim, "supported", (quoted,))
    if not present and (so := next((fact for fact in without if _is_there(claim, fact)), None)):
        return Comparison(claim, "inferred", (so,))
    said = _by_other_words(claim, told, facts) or granted(claim, facts)
    return said or Comparison(claim, "unsupported", reason="silent")


def _belied(claim: Finding, exact: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the contradiction of a denial by what is concluded from the signs of it; by several together also where the source
    denies a narrower finding alone ("no abscess").
    """
    if any(fact.concept in lexicon().kinds(claim.concept) for fact in exact):
        return None
    wrong = belied(claim, facts)
    if wrong is None or (exact and len(wrong.facts) == 1) or _is_of_excluding(claim, facts):
        return None
    return wrong


def _is_of_excluding(claim: Finding, facts: Facts) -> bool:
    """Say whether what belies a denial is told of another thing that excludes it: the heart beat of an ectopic pregnancy."""
    others = (replace(claim, concept=name, presence="present") for name in sorted(lexicon().excluded_by.get(claim.concept, ())))
    found = (described(other, facts) for other in others)
    return any(one is not None and one.relation == "inferred" for one in found)


def _is_of_sound_side(claim: Finding, denied: Sequence[Finding], facts: Facts) -> bool:
    """Say whether all that bears out a denial without a side is of one side, and the organ is affected on the other."""
    sides = {fact.laterality for fact in denied}
    other = OTHER_SIDE.get(next(iter(sides)) or "") if len(sides) == 1 and claim.laterality is None else None
    if other is None:
        return False
    organ = frozenset(place for fact in denied for place in fact.anatomy)
    found = (fact for fact in facts.first_found if fact.laterality == other and fact.presence == "present")
    return any(fact.anatomy and touches(organ, fact.anatomy) for fact in found)


def _denied_of_that_part(claim: Finding, denied: Sequence[Finding], present: Sequence[Finding]) -> Finding | None:
    """Return what denies a finding of the part that a claim names where what is found has no place: a denial, one of that side
    where what is found has no side either, or what excludes it in that very part (a vein that can be compressed).
    """
    if any(fact.anatomy for fact in present):
        return None
    if claim.laterality in _SIDES and not any(fact.laterality for fact in present):
        sided = (fact for fact in denied if fact.laterality == claim.laterality and fact.concept == present[0].concept)
        if of_that_side := next(sided, None):
            return of_that_side
    excluding = lexicon().excluded_by.get(claim.concept, ()) if any(map(places_of, present)) else None
    there = [fact for fact in denied if fact.anatomy & claim.anatomy]
    if excluding is None:
        return there[0] if there else None
    return next((fact for fact in there if fact.concept in excluding and fact.anatomy <= claim.anatomy), None)


def _denied_beside(claim: Finding, exact: Sequence[Finding], present: Sequence[Finding]) -> Finding | None:
    """Return what denies a finding in the very place, or on the side, that the sentence of a claim without either names beside
    it, where all that is found of it lies elsewhere ("degeneration of the lateral meniscus, no tear").
    """
    places = frozenset(place for place in claim.nearby if place in lexicon().places)
    sides = claim.nearby & _SIDES
    if claim.anatomy or claim.laterality or claim.levels:
        return None
    beyond = places and all(fact.anatomy and not touches(places, fact.anatomy) for fact in present)
    if beyond and (there := next((fact for fact in exact if fact.anatomy and touches(fact.anatomy, places)), None)):
        return there
    one_sided = len(sides) == 1 and all({fact.laterality} == _SIDES - sides for fact in present)
    return next((fact for fact in exact if fact.laterality in sides), None) if one_sided else None


def _is_there(claim: Finding, fact: Finding) -> bool:
    """Say whether a finding lies where something is denied, or where the sentence of the denial is, if that names a place."""
    places = claim.anatomy or frozenset(place for place in claim.nearby if place in lexicon().places)
    return not places or not fact.anatomy or touches(places, places_of(fact))


def _denied_at_level(claim: Finding, present: Sequence[Finding], facts: Facts) -> Finding | None:
    """Return the denial of a finding in the stretch of the spine in which the levels of a claim lie, where what is found has
    neither a level nor a place.
    """
    if not claim.levels or any(fact.levels or fact.anatomy for fact in present):
        return None
    told = (facts.all[group[0]] for group in facts.denied.get(claim.concept, ()))
    return next(
        (fact for fact in told if any(is_stretch_of(place, claim.levels) for place in fact.anatomy | fact.nearby)), None
    )


def _by_other_words(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return how a denial stands to what the source says in other words, but for those of the finding in another place."""
    said = by_words(claim, facts) or ruled_out(claim, facts)
    if said is not None or denies_reach(claim):
        return said
    elsewhere = [fact.span for fact in told if fact.concept == claim.concept and "anatomy" in claim.marks]
    found = belied_in_words(claim, facts) or _belied_by_description(claim, facts)
    if found and any(found.facts[0].span[0] < end and start < found.facts[0].span[1] for start, end in elsewhere):
        return None
    return found


def _belied_by_description(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a plain denial of what sentences describe without a name, at that very place.

    Not of what any part may have: a fracture that is described denies none elsewhere.
    """
    known = lexicon().concepts.get(claim.concept)
    if known is None or known.generic or claim.certainty != "definite" or claim.change or claim.descriptors or claim.severity:
        return None
    found = described(replace(claim, presence="present"), facts, across=False)
    if found is None or found.relation != "inferred":
        return None
    if "anatomy" in claim.marks and claim.anatomy.isdisjoint(found.facts[0].anatomy | usual_places(claim.concept)):
        return None
    return Comparison(claim, "contradicted", found.facts[:1], Difference("negation", "absent", "present"))
