"""How old a finding is by its signs: an infarct with restricted diffusion is not chronic, a fracture without edema no acute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import places_of, seat_of, touches
from overread.review import Comparison, Difference

_OTHER = {"acute": "chronic", "chronic": "acute"}


def aged_otherwise(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the contradiction of the age that a claim gives a finding by a sign of the other age, where the source does not
    say itself how old the finding is, and gives no sign of the claimed age.
    """
    ages = [age for age in _OTHER if age in claim.descriptors]
    if (
        claim.presence == "absent"
        or len(ages) != 1
        or any(age in fact.descriptors for fact in told for age in [*_OTHER, "subacute"])
    ):
        return None
    signs = [(age, fact) for age, fact in _signs(claim, facts) if _is_there(claim, fact, told)]
    if not signs or any(age == ages[0] for age, _ in signs):
        return None
    fact = signs[0][1]
    return Comparison(
        claim, "contradicted", (fact,), Difference("descriptor", ages[0], _OTHER[ages[0]], f"descriptor:{ages[0]}")
    )


def _signs(claim: Finding, facts: Facts) -> Iterator[tuple[str, Finding]]:
    """Yield the signs of an age that the source finds, and with the other age those of an acute finding that it denies."""
    for kind in sorted(lexicon().kinds(claim.concept)):
        for sign, age in lexicon().ages.get(kind, {}).items():
            for fact in facts.of.get(sign, ()):
                if fact.source != "findings" or fact.certainty != "definite" or fact.historical:
                    continue
                if fact.presence == "present":
                    yield age, fact
                elif age == "acute":
                    yield "chronic", fact


def _is_there(claim: Finding, sign: Finding, told: Sequence[Finding]) -> bool:
    """Say whether a sign is told with what a claim rests on, or lies where the claim does."""
    if sign.levels and claim.levels and sign.levels.isdisjoint(claim.levels):
        return False
    beside = any(sign.sentence == fact.sentence for fact in told)
    if sign.presence == "absent":
        here = not sign.anatomy and "other" not in sign.descriptors
    else:
        here = bool(sign.anatomy) and touches(places_of(claim), seat_of(sign))
    return is_same_side(claim, sign) and (beside or here)
