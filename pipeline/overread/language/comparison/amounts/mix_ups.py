"""Two findings mixed up: the value or the degree of one told of the other."""

from __future__ import annotations

from overread.finding import Finding, Quantity
from overread.language.comparison.differences import differences_of_place
from overread.language.comparison.facts.company import Company
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.given_values import is_unnamed, owners, size_of
from overread.language.figures.degrees import degree_of
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, are_levels_apart, location_of, place_words, shares_organ, touches
from overread.review import Comparison, Difference

SIDES = frozenset({"left", "right"})
_UNNAMED = frozenset({"lesion", "mass", "nodule"})


def owned_otherwise(claim: Finding, size: Quantity, facts: Facts) -> Comparison | None:
    """Return the wrong side or level of a finding whose value belongs to one fact alone, of its family but elsewhere."""
    given = owners(size, facts)
    if len(given) != 1 or given[0].presence == "absent" or not is_of_family(claim, given[0]):
        return None
    if {claim.laterality, given[0].laterality} == {"left", "right"}:
        return wrongly(claim, given[0], "laterality", "side")
    if are_levels_apart(claim.levels, given[0].levels):
        return wrongly(claim, given[0], "location", "level")
    named = claim.anatomy and given[0].anatomy and not (claim.anatomy | given[0].anatomy) & lexicon().loose
    if named and not touches(claim.anatomy, given[0].anatomy) and shares_organ(claim.anatomy, given[0].anatomy):
        return wrongly(claim, given[0], "location", f"anatomy:{min(claim.anatomy)}")
    return None


def is_of_family(claim: Finding, fact: Finding) -> bool:
    """Say whether a fact may be what a claim speaks of under another name."""
    lesion = is_unnamed(fact.concept) and fact.concept in lexicon().concepts and fact.concept != "organ_size"
    return lesion or are_of_one_family(claim.concept, fact.concept)


def wrongly(claim: Finding, fact: Finding, attribute: str, mark: str) -> Comparison:
    """Return the contradiction of a claim by a fact in its side or its place."""
    if attribute == "laterality":
        difference = Difference(attribute, f"the {claim.laterality}", f"the {fact.laterality}", mark)
    else:
        difference = Difference(attribute, place_words(claim), place_words(fact), mark)
    return Comparison(claim, "contradicted", (fact,), difference)


def mixed_up(comparison: Comparison, held: set[int], facts: Facts) -> Comparison | None:
    """Return the wrong side or place of a lesion that has the very size of another of its kind, which the draft does not name
    otherwise: "right nodule, 1.8 cm" where that is the left one.
    """
    claim, difference = comparison.claim, comparison.difference
    if difference is None:
        return _named_elsewhere(comparison, held, facts)
    if difference.attribute == "severity" and claim.severity is not None:
        return _graded_elsewhere(claim, held, facts)
    if difference.attribute != "measurement" or claim.concept == "organ_size":
        return None
    size = size_of(claim, difference)
    if difference.source_value == "no such value":
        return (owned_otherwise(claim, size, facts) or _sized_elsewhere(claim, size, held, facts)) if size else None
    given = owners(size, facts) if size else []
    for fact in given:
        if fact.presence != "present" or not is_of_family(claim, fact) or id(fact) in held:
            continue
        if {claim.laterality, fact.laterality} == {"left", "right"}:
            sides = Difference("laterality", f"the {claim.laterality}", f"the {fact.laterality}")
            return Comparison(claim, "contradicted", (fact,), sides)
        apart = [one for one in differences_of_place(claim, fact, Company([fact])) if not one.added]
        if len(given) == 1 and apart and claim.concept in lexicon().kinds(fact.concept):
            return Comparison(claim, "contradicted", (fact,), apart[0])
    return None


def _named_elsewhere(comparison: Comparison, held: set[int], facts: Facts) -> Comparison | None:
    """Return the wrong side of an unnamed lesion that only a cyst bears out, where the source has one by that very name on the
    other side, which the draft does not tell.
    """
    claim = comparison.claim
    if claim.concept not in _UNNAMED or claim.laterality not in SIDES or claim.presence == "absent" or claim.sizes:
        return None
    kinds = lexicon().kinds
    if not comparison.facts or not all("cyst" in kinds(fact.concept) for fact in comparison.facts):
        return None
    alike = [fact for fact in facts.of.get(claim.concept, ()) if fact.presence == "present" and fact.concept == claim.concept]
    if any(fact.laterality != OTHER_SIDE[claim.laterality] or id(fact) in held for fact in alike):
        return None
    there = next((fact for fact in alike if touches(claim.anatomy, fact.anatomy)), None)
    return wrongly(claim, there, "laterality", "side") if there else None


def _graded_elsewhere(claim: Finding, held: set[int], facts: Facts) -> Comparison | None:
    """Return the wrong side or place of a finding whose degree is that of one on the other side, or of the only one elsewhere,
    which the draft does not tell.
    """
    graded = [
        fact
        for fact in facts.of.get(claim.concept, ())
        if fact.presence == "present" and id(fact) not in held and claim.severity in (fact.severity, degree_of(fact))
    ]
    for fact in graded:
        alike = touches(claim.anatomy, fact.anatomy) if claim.anatomy else not fact.anatomy
        if alike and {claim.laterality, fact.laterality} == SIDES:
            return wrongly(claim, fact, "laterality", "side")
    if len(graded) == 1 and claim.anatomy and graded[0].anatomy and location_of(claim, graded[0]) == "apart":
        return wrongly(claim, graded[0], "location", f"anatomy:{min(claim.anatomy)}")
    return None


def _sized_elsewhere(claim: Finding, size: Quantity, held: set[int], facts: Facts) -> Comparison | None:
    """Return the wrong place of an unnamed lesion that has the very size of one elsewhere which the draft does not name."""
    if not is_unnamed(claim.concept) or not claim.anatomy:
        return None
    for fact in owners(size, facts):
        stated = fact.kind == "finding" and fact.presence == "present" and fact.anatomy
        if not stated or id(fact) in held or fact.concept == "organ_size" or fact.change != claim.change:
            continue
        if location_of(claim, fact) == "apart":
            places = Difference("location", place_words(claim), place_words(fact), f"anatomy:{min(claim.anatomy)}")
            return Comparison(claim, "contradicted", (fact,), places)
    return None
