"""What a radiologist may deny because the source denies its signs."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.conclusions import concluded
from overread.language.denials import denials, negates
from overread.language.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import touches, usual_places
from overread.review import Comparison


def ruled_out(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the denial of a finding whose signs the source denies ("no pneumonia" where it says "no consolidation").

    None where what the source does find would let the finding be concluded.
    """
    groups = lexicon().ruled_out.get(claim.concept, ())
    reading = concluded(replace(claim, presence="present"), facts) if groups else None
    if reading is not None and reading.relation == "inferred":
        return None
    for group in groups:
        evidence = [_denied_sign(sign, claim, facts) for sign in sorted(group)]
        if all(evidence):
            return Comparison(claim, "inferred", tuple(fact for fact in evidence if fact))
    return None


def _denied_sign(sign: str, claim: Finding, facts: Facts) -> Finding | None:
    """Return what denies a sign in the claimed place, None where the source is silent on it, or finds it."""
    usual = usual_places(sign)
    if claim.anatomy and usual and not touches(claim.anatomy, usual):
        return None
    asked = replace(claim, concept=sign, anatomy=frozenset() if usual else claim.anatomy, descriptors=frozenset())
    if any(fact.presence == "present" and negates(asked, fact) for fact in facts.of.get(sign, ())):
        return None
    return next(iter(denials(asked, facts)), None)
