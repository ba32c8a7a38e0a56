"""What a radiologist may conclude from the facts, and what goes beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from overread.finding import Finding
from overread.language.denials import is_same_side
from overread.language.differences import differences
from overread.language.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import location_of, places_of, touches
from overread.review import Comparison, Difference


def concluded(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the conclusion that the rules of the lexicon allow from the facts, or the overinterpretation they warn of."""
    weak: tuple[Finding, ...] = ()
    for rule in lexicon().rules:
        if rule.concludes != claim.concept:
            continue
        for group in rule.groups:
            evidence = [_first_present(concept, claim, facts) for concept in sorted(group)]
            if all(evidence):
                named = tuple(fact for fact in evidence if fact)
                if rule.strength == "licensed" or claim.certainty != "definite":
                    return _inferred(claim, named)
                weak = weak or named
    if weak:
        return Comparison(claim, "unsupported", weak, Difference("overinterpretation", claim.name, weak[0].name))
    return None


def concluded_here(claim: Finding, facts: Facts) -> Comparison | None:
    """Return a licensed conclusion from facts in the claimed place and on the claimed side, None where there is none."""
    found = concluded(claim, facts)
    if found is None or found.relation != "inferred":
        return None
    fits = all(is_same_side(claim, fact) and location_of(claim, fact) in ("same", "vaguer") for fact in found.facts)
    return found if fits and any(fact.anatomy or fact.laterality for fact in found.facts) else None


def _inferred(claim: Finding, named: tuple[Finding, ...]) -> Comparison:
    sided = [fact for fact in named if fact.laterality]
    if claim.laterality and sided:
        bare = replace(claim, sizes=(), severity=None, change=None, count=None, certainty="definite")
        found = [difference for difference in differences(bare, sided[0], sided) if difference.attribute == "laterality"]
        if found:
            return Comparison(claim, "contradicted", tuple(sided[:1]), found[0])
    return Comparison(claim, "inferred", named)


def _first_present(concept: str, claim: Finding, facts: Facts) -> Finding | None:
    """Return the present fact of a kind nearest to the claimed place; of a wider kind than the claim, only one no narrower
    than that.
    """
    found = [fact for fact in facts.of.get(concept, ()) if fact.presence == "present" and fact.kind == "finding"]
    if concept in lexicon().kinds(claim.concept):
        found = [fact for fact in found if fact.concept == concept]
    placed = [fact for fact in found if location_of(claim, fact) != "apart"]
    sided = [fact for fact in placed if is_same_side(claim, fact)]
    return next(iter(sided or placed or found), None)


def broader(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the overinterpretation where the source names only a wider finding in the same place."""
    kinds = lexicon().kinds(claim.concept) - {claim.concept, "abnormality", "device"}
    wider = [
        fact for kind in sorted(kinds) for fact in facts.of.get(kind, ()) if fact.concept == kind and fact.presence == "present"
    ]
    wider = [fact for fact in wider if touches(places_of(claim), places_of(fact)) or not fact.anatomy]
    if not wider:
        return None
    if claim.certainty != "definite":
        return Comparison(claim, "inferred", tuple(wider[:1]))
    return Comparison(claim, "unsupported", tuple(wider[:1]), Difference("overinterpretation", claim.name, wider[0].name))


def of_another_kind(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction where the source names, in the claimed place, a finding that is told from it by one feature."""
    for sibling in sorted(lexicon().siblings.get(claim.concept, ())):
        for fact in facts.of.get(sibling, ()):
            placed = location_of(claim, fact) in ("same", "vaguer") and is_same_side(claim, fact)
            if fact.presence == "present" and fact.concept == sibling and placed:
                return Comparison(claim, "contradicted", (fact,), Difference("descriptor", claim.name, fact.name, "concept"))
    return None


def known_before(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the support of the indication or a prior report for what is lasting, past or hedged: "known cystic fibrosis"."""
    known = lexicon().concepts.get(claim.concept)
    lasting = claim.historical or claim.certainty != "definite" or (known is not None and known.acute is False)
    if not lasting:
        return None
    told = [
        fact
        for fact in facts.all
        if fact.source in ("indication", "prior") and fact.presence == "present" and fact.concept == claim.concept
    ]
    return Comparison(claim, "inferred", tuple(told[:1])) if told else None


def anchored(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons with every hedged reading of a finding that holds ("opacity, may be pneumonia") taken as inferred
    from it.
    """
    return tuple(_anchored(place, comparison, comparisons) for place, comparison in enumerate(comparisons))


def _anchored(place: int, comparison: Comparison, comparisons: Sequence[Comparison]) -> Comparison:
    claim = comparison.claim
    hedged = claim.kind == "finding" and claim.presence == "present" and claim.certainty != "definite"
    difference = comparison.difference
    open_ = difference is not None and (
        difference.attribute == "overinterpretation" or (difference.attribute == "negation" and difference.added)
    )
    if not hedged or (not open_ and comparison.reason != "silent"):
        return comparison
    for other in reversed(comparisons[:place]):
        if claim.sentence - other.claim.sentence > 1:
            break
        if other.relation in ("supported", "inferred") and other.claim.presence == "present" and other.claim.kind == "finding":
            return Comparison(claim, "inferred", other.facts)
    return comparison
