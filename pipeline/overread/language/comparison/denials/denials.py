"""What in the source says that a finding is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from overread.finding import Finding
from overread.language.comparison.denials.aspects import PARTS, is_calcified, is_filling, is_measured, is_of_aspect, parts_in
from overread.language.comparison.denials.belying import is_chronic, is_limited, is_off_the_tissue, is_over
from overread.language.comparison.denials.features import STRIKING
from overread.language.comparison.denials.reach_of_normals import is_found_there, is_under_another
from overread.language.comparison.denials.room_left import is_of_another_kind, is_of_one_before, leaves_strain
from overread.language.comparison.denials.unknown import unknown_subject
from overread.language.comparison.denials.what_else import is_beyond_sentence, is_of_what_else
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.positions.told_directions import told_parts
from overread.language.extraction.exceptions import EXCEPTING
from overread.language.lexicon import lexicon
from overread.language.outside import is_of_outside
from overread.language.places import (
    BODY_REGIONS,
    is_inside,
    is_level_in,
    places_of,
    relation,
    touches,
    usual_places,
)

_RELATIVE = re.compile(r"\b(?:contralateral|ipsilateral)\b", re.IGNORECASE)
_OF_REST = frozenset({"aspect-rest", "other"})
_REACHING = re.compile(r"\b(?:involv|exten|reach|contact|invad|infiltrat|spread)\w*", re.IGNORECASE)
_GROWING = frozenset({"mass", "lesion", "malignancy", "nodule", "metastasis", "lymphadenopathy"})
_STRETCHES = frozenset({"proximal", "mid", "distal"})
_AWAY = frozenset({"distant"})
_LOOKS = frozenset({"hyperechoic", "hypoechoic", "hyperdense", "hypodense"})
_NODES_AT_LARGE = frozenset({"lymph_node", "cervical_lymph_node", "neck", "mediastinal_lymph_node", "mediastinum", "hilum"})
_OLD = re.compile(
    r"[^.;]{0,50}?\b(?:likely|probably|possibly|presumably|apparently) (?:chronic|old|remote|long-?standing)\b", re.IGNORECASE
)
_NODES_OF_ANY = frozenset({"lymph_node"})
_UPTAKE = "tracer_uptake"
_HAVING_GAPS = frozenset({"joint"})
_TISSUES = frozenset({"bone", "soft_tissue", "joint", "vessel", "muscle", "skin"})


def denials(claim: Finding, facts: Facts) -> list[Finding]:
    """Return the facts that say the claimed finding is not there."""
    kinds, wider = lexicon().kinds, lexicon().kinds(claim.concept)
    narrower = claim.presence == "absent"
    of_kind = [name for name in facts.denied if name in wider or (narrower and claim.concept in kinds(name))]
    if "invasion" in wider:
        of_kind += [name for name in facts.denied if name == "~involvement" or _is_denied_reach(facts, name)]
    denied = [
        group for name in dict.fromkeys(of_kind) for group in facts.denied[name] if _denial_reaches(claim, facts.all[group[0]])
    ]
    places = _own_places(claim)
    denied = [group for group in denied if not is_of_one_before(claim, facts.all[group[0]], facts)]
    denied = [group for group in denied if not is_off_the_tissue(claim, facts.all[group[0]])]
    denied = [group for group in denied if not is_found_there(claim, facts.all[group[0]], facts)]
    normal = [group for group in facts.normals if places and _all_is_well(claim, places, facts.all[group[0]])]
    found = [facts.all[number] for number in sorted(chain(*denied, *normal))]
    if claim.presence == "present" and any(map(_is_of_all, found)):
        found = [fact for fact in found if not _is_of_all(fact) or not _is_described(claim, places, fact, facts)]
        found = [fact for fact in found if fact.kind != "normal" or not is_under_another(claim, fact, facts)]
    if normal and EXCEPTING.search(facts.quotes.text):
        found = [fact for fact in found if fact.kind != "normal" or not _is_excepted(claim, fact, facts)]
    for other in sorted(lexicon().excluded_by.get(claim.concept, ())):
        found += [
            fact
            for fact in facts.of.get(other, ())
            if fact.presence == "present"
            and fact.certainty == "definite"
            and is_same_side(claim, fact)
            and (fact.anatomy <= usual_places(other) or not places or is_inside(places, fact.anatomy))
            and not _is_of_another_part(claim, places, fact)
            and not is_beyond_sentence(claim, fact)
        ]
    return sorted(found, key=lambda fact: fact.concept == "abnormality")


def _is_of_all(fact: Finding) -> bool:
    """Say whether a fact denies anything abnormal in a place."""
    return fact.kind == "normal" or (fact.concept == "abnormality" and fact.presence == "absent" and bool(fact.anatomy))


def _is_denied_reach(facts: Facts, name: str) -> bool:
    """Say whether the denials of a lesion only tell what it does not reach ("tumor without bladder involvement")."""
    if not lexicon().kinds(name) & _GROWING:
        return False
    return any(_REACHING.search(facts.all[group[0]].text) for group in facts.denied[name])


def _all_is_well(claim: Finding, places: frozenset[str], normal: Finding) -> bool:
    """Say whether a statement of normality is about the places of a claim and leaves no room for it."""
    return (
        bool(normal.anatomy)
        and _is_within(places, normal.anatomy)
        and not _has_other_places(claim, normal)
        and _is_on_side(claim, normal)
        and (not claim.levels or not normal.levels or not claim.levels.isdisjoint(normal.levels))
        and _normal_denies(normal, claim)
        and not _is_of_another_part(claim, places, normal)
        and "blood_pool" not in claim.anatomy
    )


def _has_other_places(claim: Finding, normal: Finding) -> bool:
    """Say whether a finding that the lexicon lacks is told of places beyond the sentence that calls one of them normal."""
    unnamed = claim.concept.startswith("~") and claim.presence == "present"
    told = normal.anatomy | normal.nearby.intersection(lexicon().places)
    return unnamed and not all(is_inside(frozenset({place}), told) for place in claim.anatomy)


def _is_described(claim: Finding, places: frozenset[str], normal: Finding, facts: Facts) -> bool:
    """Say whether the source calls a whole normal, but finds something of weight in the very part of it that a claim names."""
    if not places.isdisjoint(normal.anatomy):
        return False
    concepts = lexicon().concepts
    return any(
        not places.isdisjoint(fact.anatomy)
        and concepts[fact.concept].importance != "routine"
        and is_same_side(claim, fact)
        and is_of_aspect(normal, fact)
        for fact in facts.first_found
    )


def _is_excepted(claim: Finding, normal: Finding, facts: Facts) -> bool:
    """Say whether a statement of normality makes an exception of what it finds where a claim is ("apart from L1")."""
    for fact in facts.sentences.get(normal.sentence, ()):
        if fact.presence != "present" or fact is normal:
            continue
        here = bool(claim.levels & fact.levels) if claim.levels else touches(places_of(claim), places_of(fact))
        start, end = min(fact.span[0], normal.span[0]), max(fact.span[1], normal.span[1])
        if here and is_same_side(claim, fact) and EXCEPTING.search(facts.quotes.text, start, end):
            return True
    return False


def _is_of_another_part(claim: Finding, places: frozenset[str], normal: Finding) -> bool:
    """Say whether a normal speaks of one part of a place ("proximal ileum") and a claim of another or of a smaller one."""
    if (parts := parts_in(normal.text)) and not set(parts) & set(parts_in(claim.text)):
        return True
    stretch, own = told_parts(normal) & _STRETCHES, told_parts(claim) & _STRETCHES
    if stretch and own and own.isdisjoint(stretch):
        return True
    part = normal.descriptors & PARTS
    return bool(part) and not part & claim.descriptors and places.isdisjoint(normal.anatomy)


def _own_places(claim: Finding) -> frozenset[str]:
    """Return the places of a claim; where it only names the region around its usual place ("lumbar canal stenosis"), that."""
    usual = usual_places(claim.concept)
    around = claim.anatomy and usual and all(relation(place, own) == "apart" for place in claim.anatomy for own in usual)
    shared = around and all(
        lexicon().wholes(place) & lexicon().wholes(own) - _REGIONS for place in claim.anatomy for own in usual
    )
    return usual if shared else places_of(claim)


_REGIONS = BODY_REGIONS | {"body", "spine_region", "adnexa", "female_genital_tract"}


def _normal_denies(normal: Finding, claim: Finding) -> bool:
    known = lexicon().concepts.get(claim.concept)
    routine = known is not None and known.importance == "routine" and not is_measured(normal, claim)
    if "aspect-clear" in normal.descriptors:
        routine = routine and is_calcified(claim)
    routine = routine and not is_filling(normal, claim)
    grave = claim.severity in ("moderate", "moderate_severe", "severe") and not claim.anatomy.isdisjoint(normal.anatomy)
    if claim.concept in _OF_HEALTH or _LEAVING_SOME.search(normal.text) or leaves_strain(normal, claim):
        return False
    spared = (routine and not grave) or (is_chronic(claim) and "acute" in normal.descriptors)
    looking = not normal.descriptors.isdisjoint(_LOOKS)
    return not (spared or looking) and normal.descriptors.isdisjoint(_OF_REST) and is_of_aspect(normal, claim)


_LEAVING_SOME = re.compile(r"\b(?:largely|mostly|mainly|predominantly|for the most part|variants?)\b", re.IGNORECASE)
"""Words that keep a normal to most of what it names, or call normal what differs."""
_OF_HEALTH = frozenset({"complete_bladder_emptying", "normal_dopamine_transporter"})


def _denial_reaches(claim: Finding, fact: Finding) -> bool:
    there = claim.presence == "present"
    if (fact.change == "new" and claim.change != "new") or is_of_outside(fact, claim):
        return False
    if is_of_what_else(fact) and (there or not is_of_what_else(claim)):
        return False
    if there and fact.change == "resolved" and (EXCEPTING.search(fact.text) or fact.levels - claim.levels):
        return False
    if claim.levels and fact.levels and not any(is_level_in(level, fact.levels) for level in claim.levels):
        return False
    if there and (away := _RELATIVE.search(fact.text)) and away[0].lower() not in claim.text.lower():
        return False
    if there and (unknown := unknown_subject(fact)) and unknown.isdisjoint(claim.words):
        return False
    if there and not claim.anatomy and (_is_of_other_level(claim, fact) or is_told_elsewhere(claim, fact)):
        return False
    if there and _is_of_one_lesion(claim, fact):
        return False
    if there and fact.severity in ("moderate", "moderate_severe", "severe") and claim.severity != fact.severity:
        return False
    if there and fact.descriptors & (STRIKING | _AWAY) - claim.descriptors - _implied_by(claim):
        return False
    if fact.descriptors & {"acute"} and (_is_old(claim) or claim.historical or claim.change == "stable"):
        return False
    if there and fact.concept != claim.concept and is_of_another_kind(claim, fact):
        return False
    if there and is_limited(fact) and not is_over(claim, fact):
        return False
    places = places_of(claim)
    anywhere = not claim.anatomy and fact.anatomy <= BODY_REGIONS and (not places or fact.concept == claim.concept)
    everywhere = fact.anatomy <= usual_places(claim.concept) or anywhere
    told = fact.anatomy - _NODES_OF_ANY or fact.anatomy
    located = everywhere or (not places and claim.presence == "absent") or touches(places, told)
    return (located or _is_of_heading(claim, fact) or _is_astray(claim, fact)) and _is_on_side(claim, fact)


def _is_old(claim: Finding) -> bool:
    """Say whether a claim calls a finding old, be it of what it is likely to be ("compressed endplate, likely chronic")."""
    after = claim.text[max(0, claim.marks.get("concept", claim.span)[1] - claim.span[0]) :]
    return "chronic" in claim.descriptors or _OLD.match(after) is not None


def _is_of_other_level(claim: Finding, fact: Finding) -> bool:
    """Say whether nodes of a numbered level are not those of the group that a fact denies ("no retropharyngeal node")."""
    numbered = not fact.levels and any(level.startswith(("level-", "station-")) for level in claim.levels)
    return numbered and bool(fact.anatomy) and not claim.anatomy and fact.anatomy.isdisjoint(_NODES_AT_LARGE)


def is_told_elsewhere(claim: Finding, fact: Finding) -> bool:
    """Say whether an uptake without a place of its own stands in a sentence that names others than a denial does ("avid nodal
    recurrence: iliac nodes" and "lung nodule without uptake").
    """
    named = frozenset(name for name in claim.nearby if name in lexicon().places)
    bare = not claim.anatomy and not claim.levels and _UPTAKE in lexicon().kinds(claim.concept)
    return bare and bool(named) and bool(fact.anatomy - BODY_REGIONS) and not touches(named, fact.anatomy)


def _is_of_one_lesion(claim: Finding, fact: Finding) -> bool:
    """Say whether an uptake is denied of the lesion that its sentence tells, and a claim is not placed there ("7 mm middle lobe
    nodule, not avid").
    """
    named = frozenset(name for name in fact.nearby if name in lexicon().places) - BODY_REGIONS
    bare = not (fact.anatomy or fact.levels) and _UPTAKE in lexicon().kinds(fact.concept)
    return bare and bool(named) and not touches(places_of(claim), named)


def _is_astray(claim: Finding, fact: Finding) -> bool:
    """Say whether a claim names a place in which its finding cannot be, and a denial speaks of where it is."""
    usual = usual_places(claim.concept) if claim.concept == fact.concept else frozenset()
    return bool(usual) and not touches(claim.anatomy, usual) and touches(usual, fact.anatomy)


def _implied_by(claim: Finding) -> frozenset[str]:
    """Return the qualities that a finding has by nature: a collection of pus is loculated."""
    return frozenset({"loculated"}) if "abscess" in lexicon().kinds(claim.concept) else frozenset()


def _is_of_heading(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial of the claimed finding has its place from a heading alone, in the same region: it may reach on."""
    if claim.presence == "absent" or fact.concept != claim.concept or len(fact.anatomy) != 1 or fact.levels:
        return False
    if any(mark.startswith("anatomy:") for mark in fact.marks) or fact.laterality:
        return False
    regions = [{whole for place in spots for whole in lexicon().wholes(place)} for spots in (places_of(claim), fact.anatomy)]
    return not BODY_REGIONS.isdisjoint(regions[0] & regions[1])


def _is_within(places: frozenset[str], spoken_of: frozenset[str]) -> bool:
    """Say whether places are among those spoken of; of "thoracic bone", both what is bone and what is in the chest."""
    spoken_of |= _HAVING_GAPS if "joint_space" in spoken_of else frozenset()
    tissues, regions = spoken_of & _TISSUES, spoken_of & BODY_REGIONS
    if tissues and regions and tissues | regions == spoken_of:
        return is_inside(places, tissues) and is_inside(places, regions)
    return is_inside(places, spoken_of)


def _is_on_side(claim: Finding, fact: Finding) -> bool:
    """Say whether a denial speaks of the side of a claim; what is denied on one side may still be somewhere on the other."""
    one_sided = fact.laterality in ("left", "right") and claim.presence == "present" and claim.laterality is None
    return (not one_sided or fact.laterality in claim.nearby) and is_same_side(claim, fact)


def is_same_side(claim: Finding, fact: Finding) -> bool:
    """Say whether two findings are not on different sides."""
    return fact.laterality in (None, "bilateral", claim.laterality) or claim.laterality in (None, "bilateral")


def denied_as_new(claim: Finding, found: Sequence[Finding], facts: Facts) -> list[Finding]:
    """Return the statements that nothing new of a kind is seen ("no new lesion"), where none of what was found of it is new."""
    if any(fact.change == "new" for fact in found):
        return []
    return [fact for fact in denials(claim, facts) if fact.change == "new"]
