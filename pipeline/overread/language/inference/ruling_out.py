"""What a radiologist may deny because the source denies its signs."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding
from overread.language.comparison.denials.belying import negates
from overread.language.comparison.denials.denials import denials, is_same_side
from overread.language.comparison.denials.limits import is_measured_of, limits_of, speaks_against
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.conclusions import concluded
from overread.language.inference.told_sound import told_sound
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, is_inside, places_of, touches, usual_places
from overread.review import Comparison, Difference

_BY_LOOK = frozenset({"lymphadenopathy", "nodal_metastasis", "necrotic_node"})
"""What may be called by its shape as well as by its size."""

_SEVERAL = 2
_ENLARGED = re.compile(r"enlarg|bulky|size|lymphadenopathy", re.IGNORECASE)


def ruled_out(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the denial of a finding whose signs the source denies ("no pneumonia" where it says "no consolidation").

    None where what the source does find would let the finding be concluded, unless it denies the signs in that very place.
    """
    groups = lexicon().ruled_out.get(claim.concept, ())
    in_words = told_sound(claim, facts)
    for group in groups if claim.anatomy else ():
        there = [fact for sign in sorted(group) for fact in _denied_there(sign, claim, facts)[:1]]
        if len(there) == len(group):
            return Comparison(claim, "inferred", tuple(there))
    reading = concluded(replace(claim, presence="present"), facts) if groups or in_words else None
    if reading is not None and reading.relation == "inferred":
        return None
    for group in groups:
        evidence = [_denied_sign(sign, claim, facts) for sign in sorted(group)]
        if all(evidence):
            return Comparison(claim, "inferred", tuple(fact for fact in evidence if fact))
    return in_words or _excluded_in_parts(claim, facts)


def _excluded_in_parts(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the denial of a finding where the source finds what excludes it in several of the parts that might have it: all
    veins that it names are compressible.
    """
    usual = usual_places(claim.concept)
    of_region = usual and claim.anatomy <= BODY_REGIONS
    for other in lexicon().excluded_by.get(claim.concept, ()) if of_region else ():
        told = (fact for fact in facts.of.get(other, ()) if fact.presence == "present" and fact.certainty == "definite")
        parts = [fact for fact in told if fact.anatomy and is_inside(fact.anatomy, usual) and is_same_side(claim, fact)]
        if len({place for fact in parts for place in fact.anatomy}) >= _SEVERAL:
            return Comparison(claim, "inferred", tuple(parts[:_SEVERAL]))
    return None


def measured_otherwise(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of a finding that a measure of the source is far from ("hepatomegaly", the liver 12 cm)."""
    if claim.certainty == "possible" or claim.historical or (claim.concept in _BY_LOOK and not _ENLARGED.search(claim.text)):
        return None
    for condition in limits_of(claim.concept):
        for fact in facts.of.get(condition.concept, ()):
            stated = is_measured_of(claim, fact, condition) and is_same_side(claim, fact)
            if stated and speaks_against(fact, condition):
                return Comparison(claim, "contradicted", (fact,), Difference("negation", "present", "absent"))
    return None


def _denied_there(sign: str, claim: Finding, facts: Facts) -> list[Finding]:
    """Return what denies a sign in the very place that a claim names."""
    denied = (fact for fact in facts.of.get(sign, ()) if fact.presence == "absent" and fact.concept == sign)
    return [fact for fact in denied if fact.anatomy and fact.anatomy <= claim.anatomy and is_same_side(claim, fact)]


def _denied_sign(sign: str, claim: Finding, facts: Facts) -> Finding | None:
    """Return what denies a sign in the claimed place, None where the source is silent on it, or finds it."""
    usual = usual_places(sign)
    if claim.anatomy and usual and not touches(claim.anatomy, usual):
        return None
    asked = replace(claim, concept=sign, anatomy=frozenset() if usual else places_of(claim), descriptors=frozenset())
    if any(fact.presence == "present" and negates(asked, fact) for fact in facts.of.get(sign, ())):
        return None
    return next(iter(denials(asked, facts)), None)
