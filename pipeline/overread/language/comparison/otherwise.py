"""Claims that no fact names: what else in the source bears on them, the likeliest way first."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.comparison.amounts.gestations import of_another_number
from overread.language.comparison.changes import change_differences, trend_of
from overread.language.comparison.denials.denials import is_same_side, is_told_elsewhere
from overread.language.comparison.denials.denied import denied_by_signs
from overread.language.comparison.denials.denied_words import denied_in_words
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.positions.other_parts import told_of_another_part
from overread.language.comparison.sameness import placed_elsewhere
from overread.language.comparison.vicinity.unread import content, in_words
from overread.language.comparison.vicinity.wording import by_words
from overread.language.inference.conclusions import broader, concluded
from overread.language.inference.descriptions import described
from overread.language.inference.kindred import are_of_one_family, is_kin
from overread.language.inference.known import known_before
from overread.language.inference.ruling_out import measured_otherwise
from overread.language.inference.suspicions import suspected
from overread.language.inference.told_sound import told_sound
from overread.language.inference.undecided import is_read_otherwise
from overread.language.lexicon import lexicon
from overread.language.places import location_of, touches
from overread.review import Comparison, Difference

_NODE = "lymph_node"


def told_otherwise(claim: Finding, facts: Facts) -> Comparison:
    """Compare a claim that no fact names with what the facts let one conclude, the likeliest way first."""
    found = concluded(claim, facts)
    if found and found.relation == "inferred" and (denied := _denied_as_told(claim, facts)):
        return denied
    if found and found.difference and found.difference.attribute in ("laterality", "location"):
        found = in_words(claim, facts) or _of_its_kin(claim, facts) or _wider_there(claim, facts) or found
    elif found and found.difference and found.difference.attribute == "overinterpretation":
        other = is_read_otherwise(claim, facts.at(found.facts[0].span))
        found = found if other else in_words(claim, facts) or found
    if found is None or found.relation != "inferred":
        found = denied_by_signs(claim, facts) or _denied_here(claim, facts) or _by_description(claim, found, facts)
    if elsewhere := told_of_another_part(claim, found, facts):
        return elsewhere
    return (
        found
        or told_sound(claim, facts)
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


def _denied_as_told(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the denial, under a narrower name, of what a draft thinks probable in the very words of the denial ("acute
    infarction", which in a head is a cerebral one).
    """
    if claim.certainty != "probable" or claim.anatomy or claim.levels:
        return None
    words, kinds = content(claim.words_of()), lexicon().kinds
    for name, groups in facts.denied.items():
        if name == claim.concept or claim.concept not in kinds(name):
            continue
        for fact in (facts.all[group[0]] for group in groups):
            same = content(fact.words_of()) == words and fact.descriptors == claim.descriptors
            if same and fact.source == "findings" and is_same_side(claim, fact):
                return Comparison(claim, "contradicted", (fact,), Difference("negation", "present", "absent"))
    return None


def _denied_here(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the denial of a claim in other words, unless it is of a place that the sentence of the claim does not speak of."""
    found = denied_in_words(claim, facts)
    return None if found and found.facts and is_told_elsewhere(claim, found.facts[0]) else found


def _by_description(claim: Finding, found: Comparison | None, facts: Facts) -> Comparison | None:
    """Return what sentences describe without a name where the rules allow less than that, else what the rules found."""
    difference = found.difference if found else None
    if difference and difference.attribute != "overinterpretation":
        return found
    told = described(claim, facts)
    if told and claim.change and (moved := _moved_otherwise(claim, told.facts[0], facts)):
        return moved
    return told if told and (told.relation == "inferred" or not (difference and difference.added)) else found


def _moved_otherwise(claim: Finding, told: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong course of a claim whose kin the sentence that describes it gives another one."""
    for fact in facts.at(told.span):
        if are_of_one_family(claim.concept, fact.concept) and is_same_side(claim, fact):
            other = next((one for one in change_differences(claim, fact) if not one.added), None)
            if other is not None:
                return Comparison(claim, "contradicted", (fact,), other)
    return None


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
    firsts = facts.first_found
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


def _of_nodes(claim: Finding, facts: Facts) -> Comparison | None:
    """Compare changed lymphadenopathy with what the source says of the lymph nodes' course alone ("nodes have decreased")."""
    if (claim.change is None and trend_of(claim) is None) or "lymphadenopathy" not in lexicon().kinds(claim.concept):
        return None
    for fact in facts.all:
        if not (fact.kind == "comparison" and fact.change) or (claim.anatomy and not touches(claim.anatomy, fact.anatomy)):
            continue
        if any(_NODE in lexicon().wholes(place) for place in fact.anatomy):
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
