"""The level, the part and the side of a conclusion from signs that their sentence places only by its other findings: "a
low-signal line" beside oedema of the second metatarsal bears out no fracture of the fourth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.extraction.naming.references import LESIONS
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, are_levels_apart, is_inside, place_words, places_of, relation, touches
from overread.review import Comparison, Difference

_VERTEBRAL = re.compile(r"[CTLS]\d{1,2}(?:-[CTLS]\d{1,2})?")
_COLON = "colon"
_COUNTED = ("metatarsal-", "metacarpal-", "rib-", "digit-", "phalanx-", "tooth-")


def placed_otherwise(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong level, part or side of a conclusion from signs without one, whose sentence gives another to all that it
    places.
    """
    if segment := _of_another_segment(claim, told, facts):
        return segment
    if not claim.levels and len(claim.anatomy) != 1:
        return None
    signs = [fact for fact in told if _is_found(fact)]
    spans = dict.fromkeys(sign.span for sign in signs)
    mates = [mate for span in spans for mate in facts.at(span) if _is_found(mate)]
    return (
        _at_another_level(claim, signs, mates) or _in_another_part(claim, signs, mates) or _on_another_side(claim, signs, mates)
    )


def _of_another_segment(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong level of a lesion that is concluded from signs without one, where the source gives levels to the lesions
    of that organ, and none of those of the claim.
    """
    lesion = not LESIONS.isdisjoint(lexicon().kinds(claim.concept))
    if not lesion or not claim.levels or any(fact.levels for fact in told):
        return None
    here = [
        fact for fact in facts.of.get("lesion", ()) if fact.presence == "present" and touches(places_of(claim), places_of(fact))
    ]
    if not here or not all(are_levels_apart(claim.levels, fact.levels) for fact in here):
        return None
    words = (place_words(claim), place_words(here[0]))
    return Comparison(claim, "contradicted", (here[0],), Difference("location", *words, f"level:{min(claim.levels)}"))


def at_level_of_another(claim: Finding, told: Sequence[Finding], facts: Facts) -> Difference | None:
    """Return the wrong level of a statement without one of its own in a sentence that gives one, where all it rests on, and all
    that has its name, is at another ("Modic I changes at L2/3").
    """
    mine = frozenset() if claim.levels else _spinal(claim.nearby)
    known = lexicon().concepts.get(claim.concept)
    if not mine or (known is not None and known.device):  # several devices in one sentence, each where it lies
        return None
    theirs = [_spinal(fact.levels | fact.nearby) for fact in (*told, *facts.of.get(claim.concept, ()))]
    if not all(levels and are_levels_apart(mine, levels) for levels in theirs):
        return None
    return Difference("location", ", ".join(sorted(mine)), ", ".join(sorted(theirs[0])), f"level:{min(mine)}")


def _spinal(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if _VERTEBRAL.fullmatch(name))


def _is_found(fact: Finding) -> bool:
    return fact.kind == "finding" and fact.presence == "present" and fact.source == "findings"


def _at_another_level(claim: Finding, signs: Sequence[Finding], mates: Sequence[Finding]) -> Comparison | None:
    leveled = [mate for mate in mates if mate.levels]
    if not claim.levels or not leveled or any(sign.levels for sign in signs):
        return None
    told = frozenset(level for mate in leveled for level in mate.levels)
    more = any(level.startswith(_COUNTED) and level not in told for level in claim.levels)
    if not more and not all(are_levels_apart(claim.levels, mate.levels) for mate in leveled):
        return None
    return _contradicted(claim, leveled[0], f"level:{min(claim.levels)}")


def _in_another_part(claim: Finding, signs: Sequence[Finding], mates: Sequence[Finding]) -> Comparison | None:
    """Return the wrong part of an organ, where the sentence of the signs names only parts of that kind beside it: one territory
    of the brain for another.
    """
    if len(claim.anatomy) != 1 or claim.levels or any(touches(claim.anatomy, sign.anatomy) for sign in signs):
        return None
    placed = [mate for mate in mates if mate.anatomy]
    beside = [
        mate for mate in placed if any(_are_of_one_kind(place, other) for place in claim.anatomy for other in mate.anatomy)
    ]
    if not beside or any(touches(claim.anatomy, mate.anatomy) for mate in placed):
        return None
    return _contradicted(claim, beside[0], f"anatomy:{min(claim.anatomy)}")


def _are_of_one_kind(place: str, other: str) -> bool:
    """Say whether two places are parts of the same wholes that exclude each other, and are called by the same noun, or both
    of the colon.
    """
    places = lexicon().places
    if place not in places or other not in places or relation(place, other) != "apart":
        return False
    if _COLON in lexicon().wholes(place) & lexicon().wholes(other):
        return True
    return place.rpartition("_")[2] == other.rpartition("_")[2] and places[place].part_of == places[other].part_of


def _on_another_side(claim: Finding, signs: Sequence[Finding], mates: Sequence[Finding]) -> Comparison | None:
    """Return the wrong side of a place that the sentence of the signs names on the other side alone."""
    other = OTHER_SIDE.get(claim.laterality or "")
    if other is None or len(claim.anatomy) != 1:
        return None
    here = [mate for mate in mates if is_inside(mate.anatomy, claim.anatomy)]
    if not here or any(mate.laterality != other for mate in here):
        return None
    if any(sign.laterality == claim.laterality and touches(claim.anatomy, sign.anatomy) for sign in signs):
        return None
    difference = Difference("laterality", f"the {claim.laterality}", f"the {other}", "side")
    return Comparison(claim, "contradicted", (here[0],), difference)


def _contradicted(claim: Finding, fact: Finding, mark: str) -> Comparison:
    return Comparison(claim, "contradicted", (fact,), Difference("location", place_words(claim), place_words(fact), mark))
