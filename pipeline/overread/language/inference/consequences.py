"""What a statement of the draft that holds lets a radiologist conclude: an obstructed outlet from the stenosis told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overread.finding import Finding
from overread.language.comparison.denials.belying import is_innocent
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.inference.evidence import meeting
from overread.language.lexicon import Condition, lexicon
from overread.language.places import is_inside, location_of, places_of
from overread.review import Comparison

_HELD = ("supported", "inferred")


def consequent(comparisons: Sequence[Comparison], facts: Facts) -> tuple[Comparison, ...]:
    """Return the comparisons with each conclusion that rests on another statement of the draft, itself borne out, inferred."""
    held = [comparison for comparison in comparisons if _is_held(comparison)]
    granted = (_granted(comparison, held) for comparison in comparisons)
    return tuple(_followed(comparison, held, facts) if _is_open(comparison) else comparison for comparison in granted)


def _granted(comparison: Comparison, held: Sequence[Comparison]) -> Comparison:
    """Return a denial of what is suspicious as silent, where the draft reads all that would belie it as benign, and rightly
    so ("adrenal adenoma" of a nodule of 4 HU).
    """
    claim, difference = comparison.claim, comparison.difference
    denies = claim.presence == "absent" and "significant" in claim.descriptors and difference is not None
    if not denies or comparison.relation != "contradicted":
        return comparison
    read = {one.claim.span for one in held if is_innocent(one.claim)}
    innocent = {fact.span for one in held if one.claim.span in read for fact in one.facts}
    if not all(fact.span in innocent for fact in comparison.facts):
        return comparison
    return Comparison(claim, "unsupported", reason="silent")


def _is_held(comparison: Comparison) -> bool:
    claim = comparison.claim
    return comparison.relation in _HELD and claim.kind == "finding" and claim.presence == "present" and bool(comparison.facts)


def _is_open(comparison: Comparison) -> bool:
    claim, difference = comparison.claim, comparison.difference
    if claim.kind != "finding" or claim.presence == "absent" or comparison.relation != "unsupported":
        return False
    open_ = comparison.reason == "silent" or (difference is not None and difference.attribute == "overinterpretation")
    return open_ and "malignancy" not in lexicon().kinds(claim.concept)


def _followed(comparison: Comparison, held: Sequence[Comparison], facts: Facts) -> Comparison:
    claim = comparison.claim
    for name in _names(claim):
        for rule in lexicon().rules_for(name):
            for group in rule.groups if rule.strength == "licensed" or claim.certainty != "definite" else ():
                if told := _borne(group, claim, held, facts):
                    return Comparison(claim, "inferred", told.facts)
    return comparison


def _names(claim: Finding) -> Iterator[str]:
    """Yield the concept of a claim and, where it gives no place, those that it takes in the places it may be in."""
    yield claim.concept
    if not claim.anatomy and not claim.levels:
        yield from sorted(set(lexicon().within.get(claim.concept, {}).values()))


def _borne(group: Sequence[Condition], claim: Finding, held: Sequence[Comparison], facts: Facts) -> Comparison | None:
    """Return the statement that meets one condition of a rule, where the facts meet the others, None where there is none."""
    for told in held:
        met = [condition for condition in group if _meets(told.claim, condition, claim)]
        rest = [condition for condition in group if condition not in met]
        if met and all(meeting(condition, claim, facts, False) for condition in rest):
            return told
    return None


def _meets(told: Finding, condition: Condition, claim: Finding) -> bool:
    """Say whether a statement is of what a condition asks for, near the claim and on its side."""
    plain = not (condition.absent or condition.unit or condition.quality)
    if not plain or condition.concept not in lexicon().kinds(told.concept) or condition.concept == claim.concept:
        return False
    if condition.place and not is_inside(places_of(told), frozenset({condition.place})):
        return False
    near = told.sentence == claim.sentence or location_of(claim, told) != "apart"
    return near and is_same_side(claim, told)
