"""Whether the nearest fact is about the finding a claim speaks of, or about another one of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from overread.finding import Finding
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.unread import affirmed, names_of, sayings
from overread.language.comparison.vicinity.wording import is_nameless_elsewhere
from overread.language.figures.agreement import agrees
from overread.language.inference.conclusions import concluded, concluded_here, is_same_thing
from overread.language.lexicon import lexicon
from overread.language.places import (
    BODY_REGIONS,
    is_covered,
    is_inside,
    location_of,
    narrowest,
    places_of,
    touches,
    usual_places,
)
from overread.review import Comparison, Difference

_POSITIONS = ("anterior", "posterior", "fundal")


def is_elsewhere(claim: Finding, fact: Finding, difference: Difference) -> bool:
    """Say whether the nearest fact may be about a different finding: a generic one in an unrelated organ."""
    known = lexicon().concepts.get(claim.concept)
    generic = known is None or known.generic
    return difference.attribute == "location" and generic and not _shares_region(claim, fact)


def is_another(claim: Finding, fact: Finding, difference: Difference, second: Difference | None) -> bool:
    """Say whether the nearest fact is about a different finding.

    So is a kind of the finding that has a name of its own and sits elsewhere ("left opacity" beside right atelectasis), and
    one on the other side or in another place that looks different as well; not one of the very same size.
    """
    known = lexicon().concepts.get(claim.concept)
    own = [*fact.sizes, *fact.observed]
    unnamed = claim.concept.startswith("~") and difference.attribute in ("laterality", "location")
    if unnamed and is_nameless_elsewhere(claim, fact):
        return True
    if claim.sizes and all(any(agrees(size, other) for other in own) for size in claim.sizes):
        return False
    if difference.attribute not in ("laterality", "location") or difference.mark == "concept" or (known and known.device):
        return False
    if not difference.added and difference.mark.startswith("level") and not (claim.anatomy or fact.levels):
        return True  # a vertebra, of something in another organ
    named = known is not None and not known.generic and fact.row is None
    of_kind = claim.concept in lexicon().kinds(fact.concept) and difference.mark.startswith("level")
    if named and not of_kind and not _is_one_name(claim.concept, fact.concept):
        return not difference.added or (second is not None and second.attribute == "location")
    looks = second is not None and not second.added and second.attribute in _LOOKS - {difference.attribute}
    return not difference.added and looks


_LOOKS = frozenset({"location", "measurement", "descriptor"})


def _is_one_name(one: str, other: str) -> bool:
    """Say whether two names are of the same thing, or one is the name that the other takes in some place."""
    return is_same_thing(one, other) or other in lexicon().within.get(one, {}).values()


def placed_elsewhere(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong place of a finding that the source names in another organ and not here: a renal cyst for a hepatic one.

    It must be alike, by its size or looks, or be the only one of its kind in that region of the body.
    """
    kin = [fact for name in sorted(namesakes(claim.concept)) for fact in facts.of.get(name, ()) if fact.concept == name]
    found = [
        fact
        for fact in kin
        if fact.presence == "present" and fact.kind == "finding" and fact.row is None and is_same_side(claim, fact)
    ]
    for fact in found if places_of(claim) else ():
        if not touches(places_of(claim), places_of(fact)) and _is_alike(claim, fact, alone=len(found) == 1):
            mark = f"anatomy:{min(claim.anatomy)}" if claim.anatomy else ""
            difference = Difference("location", _where(claim), _where(fact), mark)
            return Comparison(claim, "contradicted", (fact,), difference)
    return None


def placed_otherwise(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong place of an organ that its position names ("anterior low-lying placenta" of a posterior one)."""
    if claim.presence == "absent":
        return None
    concepts = lexicon().concepts
    named = claim.words_of().lower().split()
    for place in sorted(places_of(claim)):
        for position in [name for name in _POSITIONS if f"{name}_{place}" in concepts]:
            own = f"{position}_{place}"
            if (position not in claim.descriptors and position not in named) or facts.of.get(own):
                continue
            found = (fact for other in concepts[own].opposites for fact in facts.of.get(other, ()))
            told = next((fact for fact in found if fact.presence == "present" and fact.source == "findings"), None)
            if told:
                mark = f"descriptor:{position}"
                return Comparison(claim, "contradicted", (told,), Difference("location", position, told.name, mark))
    return None


def namesakes(concept: str) -> frozenset[str]:
    """Return the names that the same kind of finding takes in other places."""
    return _of_one_kind().get(concept, frozenset()) - {concept}


@cache
def _of_one_kind() -> dict[str, frozenset[str]]:
    """Return the names that a kind of finding takes in some place, by that kind and by each of them."""
    found: dict[str, frozenset[str]] = {}
    for kind, names in lexicon().within.items():
        own = frozenset(names.values())
        for name in own | {kind}:
            found[name] = found.get(name, frozenset()) | own
    return found


def _is_alike(claim: Finding, fact: Finding, alone: bool) -> bool:
    if claim.sizes and fact.sizes:
        return any(agrees(size, other) for size in claim.sizes for other in fact.sizes)
    looks = (claim.descriptors & fact.descriptors) or (claim.severity and claim.severity == fact.severity)
    named = bool(claim.words & fact.words)
    return bool(looks) or (alone and named and _region(claim) == _region(fact))


def _region(finding: Finding) -> frozenset[str]:
    return frozenset(whole for place in places_of(finding) for whole in lexicon().wholes(place) & BODY_REGIONS)


def _where(finding: Finding) -> str:
    return ", ".join(sorted(lexicon().name(place) for place in places_of(finding)))


def _shares_region(claim: Finding, fact: Finding) -> bool:
    """Say whether two findings lie in one organ or in parts of one organ."""
    words = lexicon()
    mine = {whole for place in places_of(claim) for whole in words.wholes(place)} - words.loose
    theirs = {whole for place in places_of(fact) for whole in words.wholes(place)} - words.loose
    return bool(mine & theirs) or not mine or not theirs


_ARE_PLACES = frozenset({"placental_location", "bowel_obstruction"})
_SHOWN = {
    "chest": frozenset({"thoracic_spine"}),
    "abdomen": frozenset({"lumbar_spine"}),
    "pelvis": frozenset({"lumbar_spine", "sacrum"}),
    "neck": frozenset({"cervical_spine"}),
}  # fmt: skip


_BLED = ("retroperitoneal_hematoma", "active_extravasation", "hemoperitoneum", "hemothorax", "mediastinal_hematoma")


def is_in_view(difference: Difference, claim: Finding, fact: Finding, facts: Facts) -> bool:
    """Say whether a claim only names what was examined: the knee in a study of the knee, or the part of an organ that is in
    view there, such as the thoracic spine on a chest film; or only calls ruptured what has bled.
    """
    if difference.mark == "descriptor:ruptured" and difference.added:
        return "aneurysm" in lexicon().kinds(claim.concept) and any(facts.present(name).facts for name in _BLED)
    if difference.attribute != "location" or not difference.added or claim.levels:
        return False
    if not fact.anatomy and claim.anatomy <= facts.region - {"body"}:
        return True
    region = facts.region & BODY_REGIONS
    shown = frozenset(place for whole in region for place in _SHOWN.get(whole, ()))
    if any(claim.anatomy <= facts.all[group[0]].anatomy for group in facts.denied.get("abnormality", ()) if claim.anatomy):
        return False
    part = claim.anatomy <= shown and any(place in lexicon().wholes(own) for place in places_of(fact) for own in claim.anatomy)
    return part or (bool(fact.anatomy) and is_inside(claim.anatomy, region) and not is_inside(fact.anatomy, region))


def is_part_of_another(claim: Finding) -> bool:
    """Say whether a claim names one place by a part and what it is of, and no list of places ("the distal phalanx of the index
    finger"): no two facts together are there.
    """
    names = (*(f"anatomy:{place}" for place in narrowest(claim.anatomy)), *(f"level:{level}" for level in claim.levels))
    spans = sorted({claim.marks[name] for name in names if name in claim.marks})
    inside = all(claim.span[0] <= start and end <= claim.span[1] for start, end in spans)
    gaps = (claim.text[one[1] - claim.span[0] : other[0] - claim.span[0]] for one, other in pairwise(spans))
    return len(spans) > 1 and inside and all(_OF.fullmatch(gap) or (claim.levels and gap.isspace()) for gap in gaps)


_OF = re.compile(r"\s+of (?:the )?(?:(?:left|right) )?", re.IGNORECASE)


def pooled(claim: Finding, candidates: Sequence[Finding]) -> Finding:
    """Return the facts about one finding as one that is in all their places: "bulges at L3-4 and L4-5" sums up two."""
    near = [fact for fact in candidates if touches(claim.anatomy, places_of(fact)) or claim.levels & fact.levels] or candidates
    here = [
        fact for fact in near if not claim.sizes or any(agrees(size, other) for size in claim.sizes for other in fact.sizes)
    ]
    here = sorted(here or near, key=lambda fact: fact.certainty != "definite")
    places = frozenset(place for fact in here for place in fact.anatomy)
    levels = frozenset(level for fact in here for level in fact.levels)
    borne = any(fact.laterality in (None, claim.laterality) for fact in here)
    side = claim.laterality if borne else here[0].laterality
    for place in claim.anatomy if claim.laterality in ("left", "right") else ():
        there = [fact for fact in here if touches(frozenset({place}), places_of(fact))]
        sides = {fact.laterality for fact in there if is_covered(place, places_of(fact))} or {fact.laterality for fact in there}
        if sides and sides.isdisjoint((None, "bilateral", claim.laterality)):
            side = min(one for one in sides if one)
    return replace(here[0], anatomy=places, levels=levels, laterality=side)


def _is_suggested_there(claim: Finding, facts: Facts) -> bool:
    """Say whether a sign that leads to a claim alone stands on its side and in its place: a subdural collection."""
    conclusive = (rule.groups for rule in lexicon().rules_for(claim.concept))
    signs = {group[0].concept for groups in conclusive for group in groups if len(group) == 1 and not group[0].absent}
    own = usual_places(claim.concept)
    return any(
        fact.concept == sign and bool(own) and usual_places(sign) <= own and is_same_side(claim, fact)
        for sign in sorted(signs)
        for fact in facts.present(sign).shortlist(claim.sizes)
    )


def _kind_differs(claim: Finding, fact: Finding, name: str) -> Comparison:
    attribute = "location" if _ARE_PLACES & lexicon().kinds(claim.concept) else "descriptor"
    return Comparison(claim, "contradicted", (fact,), Difference(attribute, claim.name, name, "concept"))


def _told_in_words(claim: Finding, sibling: str, facts: Facts) -> Finding | None:
    """Return the sentence that names a sibling by its words, its heading among them ("Placenta: posterior."), and the source
    nowhere what is claimed.
    """
    text = facts.quotes.text
    if affirmed(claim, text) is not None:
        return None
    lines = (line for words in names_of(sibling) if len(words) > 1 for line in sayings(text).holding(words, True))
    line = next(lines, None)
    return Finding("~", line.span, text[slice(*line.span)], "other") if line else None


def of_another_kind(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction where the source names, in the claimed place, a finding that is told from it by one feature."""
    siblings = lexicon().siblings.get(claim.concept, ())
    if siblings and _is_suggested_there(claim, facts):
        return None
    for sibling in sorted(siblings):
        if any(words <= claim.words for words in names_of(sibling)):
            continue
        for fact in facts.present(sibling).shortlist(claim.sizes):
            known = lexicon().concepts.get(sibling)
            of_place = (known is not None and known.device) or location_of(claim, fact) in ("same", "vaguer")
            if fact.concept == sibling and of_place and is_same_side(claim, fact):
                return _kind_differs(claim, fact, fact.name)
        if _ARE_PLACES & lexicon().kinds(claim.concept) and (told := _told_in_words(claim, sibling, facts)):
            return _kind_differs(claim, told, lexicon().name(sibling))
        read = concluded_here(replace(claim, concept=sibling, name=lexicon().name(sibling)), facts)
        if read and concluded(claim, facts) is None:
            return _kind_differs(claim, read.facts[0], read.facts[0].name)
    return None
