"""What a radiologist may deny though no rule says so: nothing of the kind is found, and the source denies what is kin to it
there, denies it in other words, or calls its very place normal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from overread.finding import Finding
from overread.language.comparison.denials.aspects import is_of_aspect
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.denials.denied_words import denials_in
from overread.language.comparison.denials.slight import is_slight
from overread.language.comparison.denials.summaries import OF_HEALTH
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.unread import content, is_one_word, is_place, names_of
from overread.language.inference.conclusions import concluded
from overread.language.inference.kindred import are_of_one_family
from overread.language.inference.undescribed import undescribed
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, is_inside, places_of, touches
from overread.review import Comparison

_ACUTE = "acute"
_OLD = frozenset({"chronic"})
_OF_REST = frozenset({"aspect-rest", "other"})
_OF_TUBES = frozenset("stenosis occlusion obstruction thrombus embolism dilatation aneurysm filling_defect dissection".split())
"""What is denied of a system of tubes where that part of it is normal which the source names."""
_OF_HEALTH = OF_HEALTH | {"internal_flow", "aeration", "triphasic_waveform", "compressible_vein"}
"""What is to be there, so that a normal does not deny it."""
_SEVERAL = 2
_VAGUE = frozenset("lesion change abnormality alteration sign finding disease evidence focus".split())
_ALIKE = (
    frozenset({"aneurysm", "dilatation"}),
    frozenset({"myositis_ossificans", "calcification"}),
    frozenset({"lesion", "opacity", "lung_opacity", "consolidation"}),
)
"""What is denied with the other, though one is no reading of the other."""
_SHOWN_BY = {
    "aspect-position": frozenset({"shift", "deviation", "mass_effect"}),
    "aspect-intact": frozenset({"shift", "deviation", "occlusion", "thrombus"}),
    "aspect-opacification": frozenset("thrombus occlusion stenosis filling_defect embolism".split()),
    "aspect-size": frozenset({"thickening", "inflammation", "swelling", "hypertrophy"}),
    "aspect-caliber": frozenset({"obstruction", "disc_height_loss", "joint_space_narrowing", "inflammation"}),
    "aspect-texture": frozenset("white_matter_disease hemorrhage contusion inflammation atrophy".split()),
    "aspect-shape": frozenset({"collapse", "articular_collapse", "inflammation", "atrophy"}),
    "aspect-symmetry": frozenset({"shift", "torsion", "mass_effect"}),
    "aspect-wall": frozenset({"thickening", "inflammation", "mass"}),
    "aspect-clear": frozenset({"ascites"}),
    "nondisplaced": frozenset({"shift", "deviation", "dislocation"}),
    "thin_walled": frozenset({"thickening"}),
    "gas_filled": frozenset({"sinusitis", "sinus_mucosal_thickening", "mastoid_effusion"}),
}
"""What a normal look lets a reader deny, beyond what it rules out."""
_LOOKS = ("nondisplaced", "thin_walled", "gas_filled")


def granted(claim: Finding, facts: Facts) -> Comparison | None:
    """Return what lets a draft deny a finding that the source nowhere finds, None where nothing speaks of it there."""
    of_health = not _OF_HEALTH.isdisjoint(lexicon().kinds(claim.concept))
    if claim.concept not in lexicon().concepts or claim.source != "impression" or of_health:
        return None
    if spared := _all_older(claim, facts) or _all_slight(claim, facts):
        return Comparison(claim, "inferred", spared)
    places = places_of(claim) or _seats(claim.concept)
    if _is_suggested(claim, places, facts):
        return None
    found = _kin_denied(claim, places, facts) or _normal_there(claim, places, facts) or _denied_in_words(claim, facts)
    found = found or undescribed(claim, facts)
    return Comparison(claim, "inferred", found) if found else None


def _all_older(claim: Finding, facts: Facts) -> tuple[Finding, ...]:
    """Return what a source finds of the kind of which a draft denies an acute one, where it calls all of it old."""
    if _ACUTE not in claim.descriptors:
        return ()
    told = [fact for fact in facts.of.get(claim.concept, ()) if fact.presence == "present" and fact.source == "findings"]
    aged = all(fact.historical or not fact.descriptors.isdisjoint(_OLD) or "healed" in fact.concept for fact in told)
    return tuple(told[:1]) if aged else ()


def _all_slight(claim: Finding, facts: Facts) -> tuple[Finding, ...]:
    """Return what a source finds of the kind of which a draft denies a significant one there, where all of it is slight."""
    if "significant" not in claim.descriptors:
        return ()
    told = [fact for fact in facts.first_found if claim.concept in lexicon().kinds(fact.concept) and is_same_side(claim, fact)]
    places = places_of(claim)
    near = [fact for fact in told if not places or touches(places, places_of(fact) or places)]
    return tuple(near[:1]) if all(map(is_slight, near)) else ()


@cache
def _seats(concept: str) -> frozenset[str]:
    """Return the places in which a finding of a wider name is called this one."""
    words = lexicon()
    wider = (words.within.get(kind, {}) for kind in words.kinds(concept))
    return frozenset(place for names in wider for place, name in names.items() if name == concept)


def _is_suggested(claim: Finding, places: frozenset[str], facts: Facts) -> bool:
    """Say whether the source finds something kin to what a draft denies, in its place, or what it may be concluded from."""
    if concluded(replace(claim, presence="present", certainty="possible"), facts):
        return True
    return any(
        are_of_one_family(claim.concept, fact.concept)
        and (not places or touches(places, places_of(fact) or places))
        and is_same_side(claim, fact)
        for fact in facts.first_found
    )


def _kin_denied(claim: Finding, places: frozenset[str], facts: Facts) -> tuple[Finding, ...]:
    """Return a denial of what is kin to a denied finding, in its place, on its side; of itself where it names no place."""
    placed = any(mark.startswith("anatomy:") for mark in claim.marks)
    for name, groups in facts.denied.items():
        if not _is_kin(claim.concept, name):
            continue
        itself = not placed and bool({claim.concept, name} & lexicon().kinds(name) & lexicon().kinds(claim.concept))
        for fact in (facts.all[group[0]] for group in groups):
            there = places_of(fact)
            near = itself or not (places and there) or touches(places, there)
            if near and _is_on_side(claim, fact) and fact.change != "new":
                return (fact,)
    return ()


def _is_on_side(claim: Finding, fact: Finding) -> bool:
    """Say whether what is denied or normal holds for all that a claim denies: of one side alone it does not."""
    return fact.laterality in (None, "bilateral", "midline", claim.laterality)


@lru_cache(maxsize=4096)
def _is_kin(claimed: str, denied: str) -> bool:
    words = lexicon()
    if denied not in words.concepts:
        return False
    mine, theirs = words.kinds(claimed), words.kinds(denied)
    return are_of_one_family(claimed, denied) or any(mine & alike and theirs & alike for alike in _ALIKE)


def _normal_there(claim: Finding, places: frozenset[str], facts: Facts) -> tuple[Finding, ...]:
    """Return the normals of the place of a denied finding: of all of it, of several parts, or of a part of the tubes it is."""
    tubes = not _OF_TUBES.isdisjoint(lexicon().kinds(claim.concept)) and not places <= BODY_REGIONS
    parts: dict[frozenset[str], Finding] = {}
    for fact in _normals(facts):
        if not fact.anatomy or not fact.descriptors.isdisjoint(_OF_REST) or not _is_on_side(claim, fact):
            continue
        if (claim.levels and fact.levels and claim.levels.isdisjoint(fact.levels)) or not _shows(fact, claim):
            continue
        seats = places if "aspect-clear" in fact.descriptors else places | _seats(claim.concept)
        if is_inside(seats, fact.anatomy) or (tubes and touches(places, fact.anatomy)):
            return (fact,)
        if touches(places, fact.anatomy):
            parts.setdefault(fact.anatomy, fact)
    return tuple(parts.values())[:_MOST] if len(parts) >= _SEVERAL else ()


_MOST = 3


def _normals(facts: Facts) -> Iterator[Finding]:
    """Yield the statements that all is well somewhere, and those of a look that is normal."""
    yield from (facts.all[group[0]] for group in facts.normals)
    yield from (fact for fact in facts.all if fact.source == "findings" and not fact.descriptors.isdisjoint(_LOOKS))


def _shows(normal: Finding, claim: Finding) -> bool:
    """Say whether what a normal speaks of would show a denied finding."""
    if normal.kind == "normal" and is_of_aspect(normal, claim):
        return True
    kinds = lexicon().kinds(claim.concept)
    return any(not kinds.isdisjoint(_SHOWN_BY.get(look, ())) for look in normal.descriptors)


def _denied_in_words(claim: Finding, facts: Facts) -> tuple[Finding, ...]:
    """Return the sentence that denies a finding by its words in another form ("no hemorrhagic lesions" for no hemorrhage)."""
    own = content(claim.words_of())
    for words in (own, *names_of(claim.concept)):
        place = frozenset(word for word in words if is_place(word))
        heads = words - place - _VAGUE
        for denied in denials_in(facts.quotes.text).holding([heads]):
            if not _hold(denied.words, heads) or not _hold(denied.around, place):
                continue
            there = facts.at(denied.span)
            placed = not claim.anatomy or bool(place) or any(touches(claim.anatomy, places_of(fact)) for fact in there)
            if placed and claim.laterality in {None, "bilateral"} | denied.around:
                start, end = denied.span
                return (replace(claim, span=denied.span, text=facts.quotes.text[start:end], source="findings"),)
    return ()


def _hold(words: frozenset[str], wanted: frozenset[str]) -> bool:
    return all(any(is_one_word(word, other) for other in words) for word in wanted)
