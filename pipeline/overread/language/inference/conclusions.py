"""What a radiologist may conclude from the facts, and what goes beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from overread.finding import Finding
from overread.language.comparison.certainties import certainty_differences
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.comparison.vicinity.unread import affirmed, is_one_word, named, names_of
from overread.language.figures.agreement import agrees, is_same_score, score_difference
from overread.language.inference.evidence import distance, meeting, named_by_place, placed_together
from overread.language.inference.fitting import first_fitting, fitting_part_by_part
from overread.language.inference.known import is_known_malignancy, is_known_spread, is_of_known_primary
from overread.language.inference.moved import moved_otherwise, on_another_side, told_as_one, unlike_sign, unmoved
from overread.language.inference.plaques import is_mere_plaque, is_told_open
from overread.language.inference.undecided import is_decided, is_explained, is_read_as_benign, is_read_otherwise
from overread.language.inference.whereabouts import apart_from_evidence, licenses, without_other_vessels
from overread.language.lexicon import Rule, lexicon
from overread.language.places import are_levels_apart, is_inside, location_of, places_of, touches, usual_places
from overread.review import Comparison, Difference

_VERTEBRA = re.compile(r"[CTLS]\d")
_INTRACRANIAL = "intracranial"
_BONES = frozenset({"bone", "rib", "spine"})


def concluded(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the conclusion that the rules of the lexicon allow from the facts, or the overinterpretation they warn of.

    A reading that is usual in practice but ought to be hedged is an overinterpretation by what it adds, not by what it is.
    """
    readings = [reading for reading in readings_of(claim, facts) if not is_mere_plaque(claim, reading[1][0])]
    readings = [reading for reading in readings if not is_told_open(claim, reading[1][0], facts)]
    readings = [reading for reading in readings if not is_measured_apart(claim, reading[1][0], facts)]
    found = placed_together(claim, without_other_vessels(claim, readings))
    doubted = claim.certainty != "definite"
    firm = [(strength, named) for strength, named in found if doubted or (strength == "licensed" and is_decided(named[0]))]
    if not doubted:
        sure = (reading for reading in firm if any(fact.certainty != "possible" for fact in reading[1]))
        firm = [reading for reading in sure if not any(is_explained(claim, fact, facts) for fact in reading[1])]
        firm = [reading for reading in firm if not is_read_otherwise(claim, reading[1])]
    open_to_it = claim.certainty == "possible"
    firm = [reading for reading in firm if open_to_it or not any(is_read_as_benign(claim, fact, facts) for fact in reading[1])]
    if not found:
        return None
    ordered = sorted(
        firm or found,
        key=lambda reading: (not are_here(claim, reading[1]), not _is_of_that_size(claim, reading[1]), reading[0] != "usual"),
    )
    company = [fact for _, evidence in found for fact in evidence]
    fitting = first_fitting(claim, ordered, company) or fitting_part_by_part(claim, ordered, company)
    if fitting is None:
        return apart_from_evidence(claim, ordered[0][1], company)
    strength, named = fitting
    if wrong := on_another_side(claim, [evidence[0] for _, evidence in ordered]) or told_as_one(claim, named[0], company):
        return wrong
    benign = not open_to_it and any(is_read_as_benign(claim, fact, facts) for fact in named)
    known = not benign and (is_known_malignancy(claim, facts) or is_known_spread(claim, named, facts))
    if firm or known:
        wrong = moved_otherwise(claim, named, facts) or unmoved(claim, named, facts) or unlike_sign(claim, named[0], facts)
        return wrong or Comparison(claim, "inferred", named)
    if not _is_near(claim, named[0]) and not (strength == "usual" and _is_telling(named[0])):
        return None
    if moved := moved_otherwise(claim, named, facts):
        return moved
    usual = strength == "usual" or any(kind == "usual" and evidence[0] is named[0] for kind, evidence in found)
    likely = usual or "known" in claim.words & named[0].words or is_of_known_primary(claim, facts)
    likely = likely or _are_several(claim, [evidence for _, evidence in found])
    likely = likely and not is_read_otherwise(claim, facts.at(named[0].span))
    difference = Difference("overinterpretation", claim.name, named[0].name, added=likely)
    return Comparison(claim, "unsupported", named, difference)


def _is_of_that_size(claim: Finding, named: Sequence[Finding]) -> bool:
    """Say whether some evidence has the size that a conclusion is given; so has all where it is given none."""
    sizes = [size for size in claim.sizes if size.role != "prior"]
    return not sizes or any(agrees(size, other) for size in sizes for fact in named for other in fact.sizes)


_LESIONS = frozenset({"nodule", "mass", "lesion"})


def _is_lesion(finding: Finding) -> bool:
    return not _LESIONS.isdisjoint(lexicon().kinds(finding.concept))


def is_measured_apart(claim: Finding, sign: Finding, facts: Facts) -> bool:
    """Say whether a claim gives a lesion a size that nothing in the source has, so that it is no reading of an opacity."""
    return bool(claim.sizes) and _is_lesion(claim) and not _is_lesion(sign) and not facts.sizes.fitting(claim.sizes)


def _is_near(claim: Finding, sign: Finding) -> bool:
    """Say whether a sign may be of the place of a claim: a rectal mass does not suggest metastases of the liver."""
    mine, theirs = places_of(claim), _seat_of(sign)
    if not mine or not theirs or touches(mine, theirs | usual_places(sign.concept)):
        return True
    return not claim.anatomy and _INTRACRANIAL in _wholes_of(mine) & _wholes_of(theirs)


def _wholes_of(places: frozenset[str]) -> frozenset[str]:
    return frozenset(whole for place in places for whole in lexicon().wholes(place))


def _is_telling(sign: Finding) -> bool:
    """Say whether a sign is a finding of its own, which a rule names for what it means, and not one that any organ may have."""
    known = lexicon().concepts.get(sign.concept)
    return known is not None and not known.generic


def _seat_of(fact: Finding) -> frozenset[str]:
    """Return the places of a finding; a rib or a vertebra that it only numbers is bone."""
    return _BONES if _is_of_bone(fact) else places_of(fact)


def _is_of_bone(fact: Finding) -> bool:
    return not fact.anatomy and any(level.startswith("rib") or _VERTEBRA.match(level) for level in fact.levels)


def _are_several(claim: Finding, found: Sequence[tuple[Finding, ...]]) -> bool:
    """Say whether more than one finding in the claimed place suggests a conclusion: together they make it a usual reading."""
    here = {fact.concept for evidence in found if are_here(claim, evidence) for fact in evidence if fact.presence == "present"}
    return len(here) > 1 and "malignancy" not in lexicon().kinds(claim.concept)


def readings_of(claim: Finding, facts: Facts) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Yield the facts of every rule that lets the claim be concluded, with how firmly it does.

    What is only the name of a wider finding in one place ("scaphoid fracture") is concluded from the signs of that there.
    """
    for rule in lexicon().rules_for(claim.concept):
        yield from _by_rule(rule, claim, facts)
    for wider, places in named_by_place(claim.concept):
        for rule in lexicon().rules_for(wider):
            for strength, evidence in _by_rule(rule, claim, facts):
                if is_inside(places_of(evidence[0]), places):
                    yield strength, evidence


def _by_rule(rule: Rule, claim: Finding, facts: Facts) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    for group in rule.groups:
        if not all(condition.concept in facts.of for condition in group):
            continue
        evidence = [meeting(condition, claim, facts, len(group) == 1) for condition in group]
        if rule.strength != "licensed":
            evidence = [[fact for fact in found if not _is_a_trace(claim, fact)] for found in evidence]
        for place in range(max(map(len, evidence)) if all(evidence) else 0):
            yield rule.strength, tuple(found[min(place, len(found) - 1)] for found in evidence)


def _is_a_trace(claim: Finding, fact: Finding) -> bool:
    """Say whether a sign is there in a trace only, as in many that are well, and so suggests nothing graver than itself."""
    return fact.severity == "trace" and claim.severity is None and not fact.change


def are_here(claim: Finding, named: Sequence[Finding]) -> bool:
    return all(
        is_same_side(claim, fact)
        and location_of(claim, fact) in ("same", "vaguer")
        and not are_levels_apart(claim.levels, fact.levels)
        for fact in named
    )


@lru_cache(maxsize=4096)
def signs_of(concept: str) -> frozenset[str]:
    """Return the findings from which a rule concludes another."""
    members = (member for rule in lexicon().rules_for(concept) for group in rule.groups for member in group)
    return frozenset(member.concept for member in members if not member.absent)


def is_concluded(concept: str) -> bool:
    """Say whether a finding is one that a rule concludes from others, and not only ever seen."""
    return bool(lexicon().rules_for(concept))


def concluded_here(claim: Finding, facts: Facts) -> Comparison | None:
    """Return a licensed conclusion, or its wrong course, from facts in the claimed place and on the claimed side, if any."""
    found = concluded(claim, facts)
    moved = found is not None and found.difference is not None and found.difference.attribute == "change"
    if found is None or not (found.relation == "inferred" or moved):
        return None
    placed = any(fact.anatomy or fact.laterality or fact.levels for fact in found.facts)
    return found if placed and are_here(claim, found.facts) else None


@lru_cache(maxsize=65536)
def is_same_thing(one: str, other: str) -> bool:
    """Say whether two names are used for the same thing: each lets a radiologist conclude the other."""
    return one == other or (licenses(one, other) and licenses(other, one))


def broader(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the overinterpretation where the source names only a wider finding in the same place."""
    kinds = lexicon().kinds(claim.concept) - {claim.concept, "abnormality", "device"}
    found = ((kind, fact) for kind in sorted(kinds) for fact in facts.present(kind).shortlist(claim.sizes))
    wider = [fact for kind, fact in found if fact.concept == kind]
    wider = [fact for fact in wider if touches(places_of(claim), _seat_of(fact)) or not (fact.anatomy or _is_of_bone(fact))]
    if claim.sizes and any(fact.sizes for fact in wider):
        wider = [fact for fact in wider if fact.anatomy or fact.sizes or not claim.anatomy]
    wider.sort(key=lambda fact: distance(claim, fact))
    if not wider:
        return None
    if elsewhere := apart_from_evidence(claim, tuple(wider[:1]), wider):
        return elsewhere
    if quality := _against(claim, wider[0]):
        return Comparison(claim, "contradicted", tuple(wider[:1]), quality)
    known = is_known_malignancy(claim, facts) or is_known_spread(claim, wider[:1], facts)
    if (known or len(wider) == 1) and (moved := moved_otherwise(claim, wider[:1], facts)):
        return moved
    hedged = claim.certainty == "possible" or (claim.certainty == "probable" and not is_read_as_benign(claim, wider[0], facts))
    if hedged or known or _is_qualified(claim, wider[0]):
        return Comparison(claim, "inferred", tuple(wider[:1]))
    if wider[0].certainty != "definite" and (doubt := next(certainty_differences(claim, wider[0]), None)):
        return Comparison(claim, "unsupported", tuple(wider[:1]), doubt)
    named = affirmed(claim, facts.quotes.text) is not None
    likely = named or is_of_known_primary(claim, facts)
    difference = Difference("overinterpretation", claim.name, wider[0].name, added=likely)
    return Comparison(claim, "unsupported", tuple(wider[:1]), difference)


_OF_TUMORS = frozenset({"pathologic_fracture", "pathologic_vertebral_fracture"})
_OF_WEAK_BONE = frozenset({"osteoporotic", "insufficiency", "benign", "fragility"})
"""Fractures of a bone that a tumour has weakened, and words for those that have another cause."""


def _is_qualified(claim: Finding, fact: Finding) -> bool:
    """Say whether the statement of a wider finding has the words that make it the narrower one: "pathological wedging"."""
    own = named(claim.words_of())
    names = [words for words in names_of(fact.concept) if words & own]
    rest = min((own - words for words in names), key=len, default=frozenset())
    return bool(rest) and all(any(is_one_word(word, other) for other in fact.words) for word in rest)


def _against(claim: Finding, fact: Finding) -> Difference | None:
    """Return the quality in the name of a narrower finding that the wider one cannot have, or another grade than that has: a
    complex cyst for a simple one, a grade 3 tear for a grade 1 sprain.
    """
    words = lexicon()
    if claim.concept in _OF_TUMORS and ("benign" in fact.descriptors or not _OF_WEAK_BONE.isdisjoint(fact.words)):
        return Difference("descriptor", "pathological", "benign", "concept")
    for score in sorted(part for part in claim.descriptors - fact.descriptors if ":" in part):
        others = (part for part in fact.descriptors - claim.descriptors if part.partition(":")[0] == score.partition(":")[0])
        if (other := next(others, None)) and not is_same_score(score, other):
            return score_difference(score, other)
    for word in sorted(claim.words):
        for entry in words.phrases.get(word, ()):
            own = fact.descriptors - claim.descriptors
            against = words.opposes.get(entry.value, frozenset()) & own if entry.category == "descriptor" else ()
            if against:
                return Difference("descriptor", word, min(against).replace("_", " "), "concept")
    return None
