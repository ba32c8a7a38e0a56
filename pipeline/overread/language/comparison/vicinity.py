"""What the source says near a finding though its grammar binds it to another word: a value or a place that the draft takes up.

A value or a place that differs from the nearest fact is an error only where the source does not give it to that very finding.
Reports tell the size of a lesion under the name of the organ, in the sentence before the diagnosis, or behind it, and the place
in a heading; what stands so near is no positive evidence against the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from overread.finding import Finding, Quantity
from overread.language.comparison.blocks import is_near, named_in_sentence
from overread.language.comparison.denials import denials, is_same_side
from overread.language.comparison.facts import Facts
from overread.language.comparison.given_values import SIDES, Spoken, is_growth, is_unnamed, owners, without_size
from overread.language.comparison.level_by_level import at_each_level, is_of_several_levels, worst
from overread.language.comparison.matching import compare_claim
from overread.language.comparison.meanings import ECHO
from overread.language.comparison.told_directions import AGAINST, told_parts
from overread.language.comparison.unread import content, is_one_word
from overread.language.figures.agreement import agrees
from overread.language.inference.kindred import are_of_one_family, at_those_levels, is_of_spine, is_spinal
from overread.language.inference.moved import unmoved_rest
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, is_covered, is_several, places_of, relation, touches, usual_places
from overread.language.words.tokens import norms
from overread.review import Comparison, Difference

_LESIONS = frozenset(
    {"lesion", "mass", "nodule", "cyst", "increased_uptake", "tracer_uptake", "fdg_uptake", "hyperintensity", "enhancement"}
)
_OF_FLOW = frozenset({"stenosis", "elevated_velocity", "occlusion"})
_MEASURES = ("organ_size", "peak_systolic_velocity", "resistive_index")
_OF_SIZE = frozenset({"enlargement", "dilatation", "aneurysm", "thickening", "widening", "atrophy"})
_QUARTERS = frozenset({"upper_quadrant", "lower_quadrant", "flank", "upper_abdomen", "abdomen", "pelvis", "pelvic_cavity"})
_ATTACHED = frozenset(
    (
        "broken buckled ununited nonunited cracked split torn discontinuous disrupted deviated comminuted displaced depressed "
        "stepped frayed absent retracted occluded blocked narrowed thrombosed dilated enlarged thickened swollen"
    ).split()
)


def borne_out(comparisons: Sequence[Comparison], facts: Facts) -> list[Comparison]:
    """Return the comparisons without the differences in value or place that the source itself gives beside the nearest fact.

    `spoken` tells of what is spoken of in each sentence of the draft whether a size is given with it.
    """
    spoken = {(comparison.claim.sentence, comparison.claim.concept): bool(comparison.claim.sizes) for comparison in comparisons}
    return [_weighed(comparison, facts, spoken) for comparison in comparisons]


def _weighed(comparison: Comparison, facts: Facts, spoken: Spoken) -> Comparison:
    if (apart := _one_by_one(comparison, facts, spoken)) is not None:
        return apart
    whole = claim = comparison.claim
    for _ in range(1 + len(whole.sizes) + len(whole.anatomy)):
        difference = comparison.difference
        if difference is None or not comparison.facts or comparison.facts[0].source != "findings":
            return comparison
        if difference.mark == ECHO and is_growth(claim, difference):
            return compare_claim(whole, facts)
        fact, less = comparison.facts[0], claim
        if difference.attribute == "measurement":
            less = without_size(claim, fact, difference, facts, spoken)
        elif difference.attribute == "location":
            less = _without_place(claim, fact, difference.mark, facts)
        if less is claim:
            return _unplaced(comparison, facts) or _softened(comparison, facts)
        found = compare_claim(less, facts)
        if difference.attribute == "location" and found.difference and found.difference.attribute == "negation":
            return replace(comparison, relation="unsupported", difference=replace(difference, added=True))
        if found.difference and found.difference.attribute == "certainty" and _is_of_elsewhere(whole, found.facts):
            return replace(comparison, relation="inferred", difference=None)
        comparison, claim = replace(found, claim=whole), less
    return comparison


def _is_of_elsewhere(claim: Finding, facts: Sequence[Finding]) -> bool:
    """Say whether a claim names a place in which none of some facts is: a doubt about those is not about it."""
    return bool(claim.anatomy) and not any(touches(claim.anatomy, places_of(fact)) for fact in facts)


def _one_by_one(comparison: Comparison, facts: Facts, spoken: Spoken) -> Comparison | None:
    """Return the comparison of a claim about several places, none of them part of another, judged place by place."""
    claim, difference = comparison.claim, comparison.difference
    if difference is not None and is_of_several_levels(claim, difference):
        return worst([_weighed(compare_claim(part, facts), facts, spoken) for part in at_each_level(claim)], claim)
    if difference is None or difference.attribute != "location" or claim.sizes or len(claim.anatomy) < 2:
        return None
    places = sorted(place for place in claim.anatomy if not is_several(place, claim.anatomy))
    if any(relation(one, other) != "apart" for one, other in combinations(places, 2)) or claim.anatomy & lexicon().loose:
        return None
    found = [_weighed(compare_claim(_at(claim, place), facts), facts, spoken) for place in places]
    wrong = [place for place, one in enumerate(found) if one.relation not in ("supported", "inferred")]
    if len(wrong) == len(found):
        return None
    judged = found[wrong[0] if wrong else 0]
    if wrong and judged.difference and judged.difference.attribute == "negation":
        return replace(comparison, relation="contradicted", difference=replace(difference, added=False))
    added = wrong and all(places[wrong[0]] not in one.anatomy <= claim.anatomy for one in comparison.facts)
    if added and (free := [one for one in denials(_at(claim, places[wrong[0]]), facts) if places[wrong[0]] in one.anatomy]):
        return Comparison(claim, "contradicted", tuple(free[:1]), Difference("negation", "present", "absent"))
    if judged.difference and judged.difference.attribute == "laterality":
        mark = f"anatomy:{places[wrong[0]]}"
        judged = replace(judged, difference=replace(judged.difference, mark=mark))
    return replace(judged, claim=claim)


def _at(claim: Finding, place: str) -> Finding:
    """Return a claim about one of its places alone, with the numbered levels that are of its kind."""
    elsewhere = any(map(is_of_spine, claim.anatomy)) and not is_of_spine(place)
    own = (level for level in claim.levels if not (elsewhere and is_spinal(level)))
    levels = frozenset(level for level in own if level.startswith("rib") == (place == "rib"))
    return replace(claim, anatomy=frozenset({place}), levels=levels)


def _unplaced(comparison: Comparison, facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding that can never be in the place its words were bound to, which is no error then."""
    claim, difference = comparison.claim, comparison.difference
    usual = usual_places(claim.concept)
    if difference is None or difference.attribute != "location" or not usual or not claim.anatomy:
        return None
    if touches(claim.anatomy, usual):
        return None
    bare = compare_claim(replace(claim, anatomy=frozenset()), facts)
    wrong = bare.difference is not None and not bare.difference.added and bare.difference.attribute == "change"
    return replace(bare, claim=claim) if wrong else None


def _softened(comparison: Comparison, facts: Facts) -> Comparison:
    """Return a comparison of an unnamed finding ("lesion") with a named one elsewhere as open where the source finds something
    in the claimed place.
    """
    claim, difference, fact = comparison.claim, comparison.difference, comparison.facts[0]
    if difference and difference.attribute == "change" and (moved := _moved_there(claim, fact, facts)):
        return Comparison(claim, "supported", (moved,))
    if difference and difference.attribute == "laterality" and (described := _described_on_side(claim, fact, facts)):
        return Comparison(claim, "inferred", (described,))
    if difference is None or difference.attribute not in ("location", "laterality") or difference.added:
        return comparison
    kin = _kin_there(claim, fact, facts)
    if kin and (difference.claim_value not in AGAINST or difference.claim_value in told_parts(kin)):
        return Comparison(claim, "inferred", (kin,))
    if difference.attribute == "laterality":
        return comparison
    place = difference.mark.partition(":")[2]
    regional = any(bool(one.anatomy) and one.anatomy <= _QUARTERS for one in [claim, fact])
    if difference.mark.startswith("level") and (kin := at_those_levels(claim, facts)):
        return Comparison(claim, "inferred", (kin,))
    if (
        regional
        or _is_worded_so(claim, fact, difference.mark)
        or _is_measured_there(claim, facts)
        or _is_described_near(claim, fact, place, facts)
        or _is_named_beside(claim, fact, place, facts)
    ):
        return replace(comparison, relation="unsupported", difference=replace(difference, added=True))
    if claim.sizes or claim.concept not in _LESIONS or fact.concept == claim.concept or not claim.anatomy:
        return comparison
    here = any(touches(claim.anatomy, one.anatomy) and is_same_side(claim, one) for one in facts.first_found)
    return replace(comparison, relation="unsupported", difference=replace(difference, added=True)) if here else comparison


def _moved_there(claim: Finding, fact: Finding, facts: Facts) -> Finding | None:
    """Return an unnamed finding ("3 new lesions: left frontal, ...") in a place and on the side of a claim that has its course,
    where the nearest fact tells of the disease as a whole; of a tumour that progresses, what is new or has grown.
    """
    if rest := unmoved_rest(claim, fact, facts):
        return rest
    tumor = "malignancy" in lexicon().kinds(claim.concept)
    if tumor and claim.change == "increased" and not (claim.anatomy or claim.levels or claim.laterality or claim.sizes):
        kin = (one for one in facts.all if one.change in ("new", "increased") and one.presence == "present")
        kinds = lexicon().kinds
        akin = (one for one in kin if _LESIONS & kinds(one.concept) or are_of_one_family(claim.concept, one.concept))
        return next(akin, None)
    narrow = claim.anatomy - BODY_REGIONS - lexicon().loose
    if not narrow or not touches(narrow, fact.anatomy):
        return None
    unnamed = (one for one in facts.all if is_unnamed(one.concept) and one.presence == "present" and one.source == "findings")
    alike = (one for one in unnamed if one.change == claim.change and one.laterality == claim.laterality)
    return next((one for one in alike if one.concept in _LESIONS and touches(narrow, one.anatomy)), None)


def _is_measured_there(claim: Finding, facts: Facts) -> bool:
    """Say whether the source measures the very organ that a claim calls wide or thick: it may be so called there."""
    kinds = lexicon().kinds(claim.concept)
    if (_OF_SIZE | _OF_FLOW).isdisjoint(kinds) or not claim.anatomy:
        return False
    measures = _MEASURES if kinds & _OF_FLOW else _MEASURES[:1]
    told = (fact for name in measures for fact in facts.of.get(name, ()))
    measured = (fact for fact in told if fact.source == "findings" and fact.presence == "present")
    return any(touches(claim.anatomy, fact.anatomy) and is_same_side(claim, fact) for fact in measured)


def _kin_there(claim: Finding, fact: Finding, facts: Facts) -> Finding | None:
    """Return a finding of the claimed family but another name than the nearest fact, on the very side and in the very place of
    a claim, of all its sizes: a calf thrombus for a thrombosis of the peroneal vein.
    """
    if claim.laterality not in SIDES or claim.presence == "absent" or not claim.anatomy:
        return None
    for one in facts.first_found:
        named = one.concept not in (claim.concept, fact.concept) and are_of_one_family(claim.concept, one.concept)
        placed = all(is_covered(place, places_of(one)) for place in claim.anatomy)
        here = one.laterality == claim.laterality and placed and not (claim.levels - one.levels)
        sizes = [size for size in claim.sizes if size.role != "prior"]
        if named and here and all(any(agrees(size, other) for other in one.sizes) for size in sizes):
            return one
    return None


def _described_on_side(claim: Finding, fact: Finding, facts: Facts) -> Finding | None:
    """Return what the source describes, but does not name, on the claimed side: an unnamed lesion of the draft may be that."""
    if claim.concept not in _LESIONS or claim.sizes or fact.concept == claim.concept or claim.laterality not in SIDES:
        return None
    sided = (one for one in facts.first_found if one.laterality == claim.laterality and is_unnamed(one.concept))
    return next((one for one in sided if touches(places_of(claim), places_of(one)) or not one.anatomy), None)


def _is_worded_so(claim: Finding, fact: Finding, mark: str) -> bool:
    """Say whether the statement of a fact has the words of the place in which a claim differs ("cortically based")."""
    mark = mark if mark in claim.marks else mark.partition(":")[0]  # a part that its heading has named anew
    words = content(claim.words_of(mark)) if mark.startswith("anatomy") else frozenset()
    return bool(words) and all(any(is_one_word(word, other) for other in fact.words) for word in words)


def _is_described_near(claim: Finding, fact: Finding, place: str, facts: Facts) -> bool:
    """Say whether the source tells of kin in the claimed place, or describes something there by a participle ("broken") or
    near the finding: it may be that.
    """
    text = facts.quotes.text
    here = [one for one in facts.first_found if place in one.anatomy and is_same_side(claim, one)]
    if not usual_places(claim.concept) and any(
        one.concept != fact.concept and are_of_one_family(claim.concept, one.concept) for one in here
    ):
        return True
    nameless = [
        one
        for one in facts.all
        if one.concept.startswith("~") and one.presence == "present" and place in one.anatomy and is_same_side(claim, one)
    ]
    return any(not _ATTACHED.isdisjoint(one.words) or is_near(fact.span, one.span, text) for one in nameless)


def _without_place(claim: Finding, fact: Finding, mark: str, facts: Facts) -> Finding:
    """Return a claim without the place that differs, where the heading over the fact names it for no other finding, or its
    sentence does and the fact has no place of its own.
    """
    place = mark.partition(":")[2]
    if mark.startswith("anatomy:") and (others := _of_another(claim, fact, place, facts)):
        kept = tuple(size for size in claim.sizes if size not in others)
        return replace(claim, anatomy=claim.anatomy - {place}, sizes=kept)
    if not mark.startswith("anatomy:") or place not in claim.anatomy:
        return claim
    if _is_worded_there(claim, fact, mark, facts.quotes.text):
        return replace(claim, anatomy=claim.anatomy - {place})
    if not _is_named_beside(claim, fact, place, facts):
        return claim
    if fact.anatomy and is_covered(place, named_in_sentence(fact, facts.quotes.text)):
        return claim
    return replace(claim, anatomy=claim.anatomy - {place})


def _is_worded_there(claim: Finding, fact: Finding, mark: str, text: str) -> bool:
    """Say whether the statement of a fact has the very words of a claimed place, read as another one ("upper and lower lobar
    branches").
    """
    words, place = norms(claim.words_of(mark)), mark.partition(":")[2]
    own = norms(fact.text)
    there = any(own[start : start + len(words)] == words for start in range(len(own) - len(words) + 1))
    return len(words) > 1 and there and place not in named_in_sentence(fact, text)


def _of_another(claim: Finding, fact: Finding, place: str, facts: Facts) -> list[Quantity]:
    """Return the values of a claim that the source gives to another finding in the place that differs: both are of that one."""
    found = []
    for size in claim.sizes:
        given = owners(size, facts)
        there = [one for one in given if place in one.anatomy and not are_of_one_family(claim.concept, one.concept)]
        if there and len(there) == len(given) and fact not in given:
            found.append(size)
    return found


def _is_named_beside(claim: Finding, fact: Finding, place: str, facts: Facts) -> bool:
    """Say whether the sentence of a fact, or its heading, names a place, and for no other finding."""
    near = frozenset(name for name in fact.nearby if name in lexicon().places)
    if not is_covered(place, near):
        return False
    mates = [mate for mate in facts.sentences.get(fact.sentence, ()) if mate is not fact]
    here = [mate for mate in mates if is_covered(place, mate.anatomy)]
    return not any(mate.presence == "absent" or _is_told_apart(fact, mate) or not is_same_side(claim, mate) for mate in here)


def _is_told_apart(fact: Finding, mate: Finding) -> bool:
    kinds = lexicon().kinds
    akin = mate.concept in kinds(fact.concept) or fact.concept in kinds(mate.concept) or is_unnamed(mate.concept)
    return mate.span != fact.span and not akin
