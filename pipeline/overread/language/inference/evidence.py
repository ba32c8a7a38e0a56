"""The facts that meet what a rule of inference asks for, the nearest to a claim first."""

from __future__ import annotations

from functools import cache

from overread.finding import Finding
from overread.language.comparison.changes import measured_change, trend_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.limits import is_called_high, is_met
from overread.language.comparison.facts.facts import Facts
from overread.language.figures.agreement import agrees
from overread.language.lexicon import Condition, lexicon
from overread.language.places import is_inside, location_of, places_of, shares_organ, touches, usual_places

Reading = tuple[str, tuple[Finding, ...]]
"""How firmly a rule lets something be concluded, and the facts it rests on, that which it is about first."""

_LEAVING = frozenset({"decreased", "resolved"})


def meeting(condition: Condition, claim: Finding, facts: Facts, alone: bool) -> list[Finding]:
    """Return the facts that meet a condition, the nearest to the claimed place first, one of those that read the same.

    Of a wider kind than the claim, one that stands `alone` for it may be no narrower than that kind; what is a kind
    of the claimed finding has been compared with it already.
    """
    presence = "absent" if condition.absent else "present"
    gone = claim.change in _LEAVING or condition.quality in _LEAVING
    company = facts.company(
        condition.concept,
        lambda fact: (fact.presence == presence or (gone and fact.change in _LEAVING)) and meets(fact, condition),
        (condition, gone),
    )
    found = [fact for fact in company.shortlist(claim.sizes) if claim.concept not in lexicon().kinds(fact.concept)]
    found = [fact for fact in found if not _is_of_another_organ(claim, fact, condition)]
    if alone and condition.concept in lexicon().kinds(claim.concept):
        found = [fact for fact in found if fact.concept == condition.concept]
    return sorted(found, key=lambda fact: distance(claim, fact))


def _is_of_another_organ(claim: Finding, fact: Finding, condition: Condition) -> bool:
    """Say whether a fact that meets a condition by its kind is by its name of another organ than a claim: the stranding around
    a kidney tells of no diverticulitis.
    """
    own, places = usual_places(fact.concept), usual_places(claim.concept)
    if fact.concept == condition.concept or condition.place or not own or not places:
        return False
    known = lexicon().concepts.get(condition.concept)
    generic = known is not None and known.generic and not known.anatomy
    return generic and not touches(own, places) and not shares_organ(own, places)


def distance(claim: Finding, fact: Finding) -> tuple[bool, bool, bool]:
    """Return what parts a piece of evidence from a claim, the gravest first: its place, its side, its size."""
    sized = [size for size in fact.sizes if any(size.quantity == other.quantity for other in claim.sizes)]
    fits = not sized or any(agrees(size, other) for size in claim.sizes for other in sized)
    return location_of(claim, fact) == "apart", not is_same_side(claim, fact), not fits


def meets(fact: Finding, condition: Condition) -> bool:
    """Say whether a finding is in the place, has the quality and is of the size that a condition asks for."""
    if fact.kind != ("normal" if condition.concept == "abnormality" and condition.absent else "finding"):
        return False
    if condition.place and not is_inside(places_of(fact), frozenset({condition.place})):
        return False
    several = condition.quality == "multiple" and (fact.count == "multiple" or (isinstance(fact.count, int) and fact.count > 1))
    if (
        condition.quality
        and not several
        and condition.quality not in {*fact.descriptors, fact.change, measured_change(fact), trend_of(fact)}
    ):
        return False
    if condition.least is None and condition.most is None:
        return True
    called = condition.least is not None and fact.concept != "organ_size" and is_called_high(fact)
    return is_met(fact, condition) or (called and any(size.unit == condition.unit for size in fact.sizes))


def named_by_place(concept: str) -> list[tuple[str, frozenset[str]]]:
    """Return the wider findings of which a concept is the name in some places, with those places."""
    return _wider_names().get(concept, [])


@cache
def _wider_names() -> dict[str, list[tuple[str, frozenset[str]]]]:
    table: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for wider, names in sorted(lexicon().within.items()):
        for name in sorted(set(names.values())):
            if wider in lexicon().kinds(name):
                places = frozenset(place for place, own in names.items() if own == name)
                table.setdefault(name, []).append((wider, places))
    return table


def placed_together(claim: Finding, found: list[Reading]) -> list[Reading]:
    """Return readings of a claim about a joint without those whose sign only its sentence places, by another sign there."""
    if not is_inside(claim.anatomy, frozenset({"joint"})):
        return found
    placed = {named[0].sentence for _, named in found if named[0].anatomy or named[0].levels}
    return [one for one in found if one[1][0].anatomy or one[1][0].levels or one[1][0].sentence not in placed]
