"""Denials that the conclusion from what is surely found there belies: "no appendicitis" of a wide appendix in stranded fat."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.denials.belying import negates
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.conclusions import are_here, concluded, is_same_thing, readings_of
from overread.language.lexicon import lexicon
from overread.language.places import places_of, touches
from overread.review import Comparison, Difference


def belied(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a denial where what is surely found at that place licenses the conclusion it denies."""
    known = lexicon().concepts.get(claim.concept)
    if known is None or claim.certainty != "definite":
        return None
    sides = ("left", "right") if claim.laterality == "bilateral" else (claim.laterality,)
    found = None
    for side in sides:
        stated = replace(claim, presence="present", laterality=side)
        found = concluded(stated, facts)
        if found is not None and found.relation == "inferred":
            break
    else:
        return None
    if len(found.facts) > 1:
        together = all(_is_sure_against(claim, fact) and _is_of_its_organ(claim, fact) for fact in found.facts)
        wrong = Comparison(claim, "contradicted", found.facts, Difference("negation", "absent", "present"))
        return wrong if together else None
    alone = (evidence[0] for strength, evidence in readings_of(stated, facts) if strength == "licensed" and len(evidence) == 1)
    signs = [*found.facts, *(fact for fact in alone if are_here(claim, [fact]))]
    sure = next((fact for fact in signs if _is_sure_against(claim, fact)), None)
    return Comparison(claim, "contradicted", (sure,), Difference("negation", "absent", "present")) if sure else None


def _is_of_its_organ(claim: Finding, fact: Finding) -> bool:
    """Say whether a sign is of the very organ of what is denied, and no shadow that others may read otherwise: the heart is
    large in much but edema.
    """
    return touches(places_of(claim), places_of(fact)) and "opacity" not in lexicon().kinds(fact.concept)


def _is_sure_against(claim: Finding, fact: Finding) -> bool:
    if fact.presence == "absent" and fact.kind == "finding":  # a sign by its absence: no flow in the testis
        fact = replace(fact, presence="present")
    sure = fact.presence == "present" and fact.certainty == "definite" and not fact.historical
    return sure and not _is_vague(claim, fact) and negates(claim, fact)


def _is_told_by_look(claim: Finding, fact: Finding) -> bool:
    """Say whether a rule licenses what is denied from that look of a finding alone."""
    groups = (group for rule in lexicon().rules_for(claim.concept) if rule.strength == "licensed" for group in rule.groups)
    signs = (group[0] for group in groups if len(group) == 1)
    return any(sign.concept == fact.concept and sign.quality in fact.descriptors for sign in signs if sign.quality)


def _is_vague(claim: Finding, fact: Finding) -> bool:
    """Say whether a finding of a wider kind may be something else than what is denied: a density is no acute infiltrate yet,
    but a collection whose rim enhances is an abscess.
    """
    if fact.concept not in lexicon().kinds(claim.concept) or _is_told_by_look(claim, fact):
        return False
    known = lexicon().concepts.get(fact.concept)
    acute = known is not None and bool(known.acute)
    return not is_same_thing(claim.concept, fact.concept) or ("acute" in claim.descriptors and not acute)
