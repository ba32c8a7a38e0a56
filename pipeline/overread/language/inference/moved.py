"""What of a conclusion its signs alone tell otherwise: its course, the side of one of its places, its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from overread.finding import Finding
from overread.language.comparison.changes import change_differences, is_within_error, measured_change, trend_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts, is_found
from overread.language.extraction.context import EXAMINED
from overread.language.figures.agreement import agrees
from overread.language.figures.counts import number_of
from overread.language.figures.degrees import severity_differences
from overread.language.inference.kindred import are_of_one_family
from overread.language.inference.whereabouts import is_sided_elsewhere
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, is_level_in, places_of, touches, usual_places
from overread.priors import compares
from overread.review import Comparison, Difference

_SINGLE = re.compile(r"\b(?:single|solitary|isolated|sole)\b", re.IGNORECASE)
_REST = re.compile(r"\W*(?:all |the )*(?:remaining|other|rest of|otherwise|remainder of)\b", re.IGNORECASE)
_MADE_NEW = re.compile(r"\b(?:new|except|apart from|other than|besides)\b", re.IGNORECASE)
_VERTEBRA = re.compile(r"[CTL]\d{1,2}")
_SPINAL = frozenset({"spine", "vertebra", "vertebral_body", "bone", "cervical_spine", "thoracic_spine", "lumbar_spine"})
_AGES = frozenset({"acute", "subacute", "chronic"})
_GRADED = frozenset({"perfusion_defect", "stenosis", "hypoperfusion", "hypometabolism", "delayed_gastric_emptying"})


def unmoved_rest(claim: Finding, fact: Finding, facts: Facts) -> Finding | None:
    """Return kin other than the nearest fact that has the course that a claim gives to the rest ("other lesions stable")."""
    if claim.change not in ("stable", "persistent", "decreased") or not _REST.match(claim.text):
        return None
    kin = (one for one in facts.all if one.change == claim.change and one.presence == "present" and one is not fact)
    if claim.concept == "lesion" and not claim.anatomy:
        return next((one for one in kin if one.kind == "finding" and one.source == "findings"), None)
    return next((one for one in kin if one.concept == claim.concept or are_of_one_family(claim.concept, one.concept)), None)


def moved_otherwise(claim: Finding, named: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong course of a conclusion where the source gives the other one to its signs or kin there, and to none the
    claimed one: "unchanged" fibrosis whose honeycombing has increased.
    """
    if claim.change not in ("new", "stable", "increased", "decreased"):
        return None
    signs = {fact.concept for fact in named}
    kin = (fact for fact in facts.all if is_found(fact) and (fact.concept in signs or _is_kin(claim, fact)))
    near = [*(fact for fact in named if fact.presence == "present" and fact.source == "findings"), *kin]
    return _otherwise(claim, near, frozenset() if claim.anatomy else frozenset(signs))


def moved_as_described(claim: Finding, told: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the wrong course of what sentences describe without a name, where all that moves in them took the other one."""
    return moved_otherwise(claim, [one for fact in told for one in facts.at(fact.span) if is_found(one)], facts)


def unmoved(claim: Finding, named: Sequence[Finding], facts: Facts) -> Comparison | None:
    """Return the course that a conclusion is said to have taken where the source tells of none, of whatever is there."""
    if claim.change not in ("stable", "increased", "decreased") or not compares(claim.text):
        return None
    there = (fact for fact in facts.all if is_found(fact) and (fact.change or trend_of(fact) or measured_change(fact)))
    if any(is_same_side(claim, fact) and touches(places_of(claim), _seats_of(fact)) for fact in there):
        return None
    return Comparison(claim, "unsupported", tuple(named), Difference("change", claim.change, "no change", "change", added=True))


def moved_by_signs(claim: Finding, best: Finding, concepts: frozenset[str], facts: Facts) -> Comparison | None:
    """Return the wrong course of a finding whose own statements give none, where its signs took the other one."""
    if best.change or measured_change(best):
        return None
    signs = (fact for sign in sorted(concepts) for fact in facts.present(sign).facts if fact.concept == sign)
    return _otherwise(claim, [*signs])


def _otherwise(claim: Finding, found: Sequence[Finding], anywhere: frozenset[str] = frozenset()) -> Comparison | None:
    """Return the wrong course of a conclusion by its signs there; those of a name in `anywhere` count wherever they are."""
    near = [fact for fact in found if fact.change or _has_grown(fact) or _is_opposed(claim, fact)]
    borne = {claim.change, "new" if claim.change == "increased" else claim.change}
    if claim.change != "stable":
        if any(fact.concept in anywhere and {fact.change, measured_change(fact)} & borne for fact in near):
            return None
        anywhere = frozenset()
    near = [fact for fact in near if fact.concept in anywhere or _is_there(claim, fact)]
    near = [fact for fact in near if is_same_side(claim, fact)]
    near = [fact for fact in near if not (claim.levels and fact.levels and claim.levels.isdisjoint(fact.levels))]
    if claim.sizes and not any(agrees(size, other) for fact in near for other in fact.sizes for size in claim.sizes):
        return None
    fresh = [fact for fact in near if fact.change == "new" and claim.change == "stable" and not _MADE_NEW.search(claim.text)]
    if not near or (not fresh and any({fact.change, measured_change(fact)} & borne for fact in near)):
        return None
    differing = ((fact, one) for fact in fresh or near for one in change_differences(claim, fact) if not one.added)
    fact, other = next(differing, (None, None))
    return Comparison(claim, "contradicted", (fact,), other) if fact and other else None


def _has_grown(fact: Finding) -> bool:
    """Say whether two sizes of a fact tell its course, and do not differ by what two readings of it may."""
    return measured_change(fact) is not None and (measured_change(fact) == "stable" or not is_within_error(fact))


def _is_there(claim: Finding, fact: Finding) -> bool:
    """Say whether a sign is in a place of a claim, or at a level of it where the claim names levels alone."""
    if claim.levels and not claim.anatomy and not claim.levels.isdisjoint(fact.levels):
        return True
    return touches(places_of(claim), _seats_of(fact))


def _is_opposed(claim: Finding, fact: Finding) -> bool:
    """Say whether a sign without a told course is called the opposite of a claimed one: "increased" for what improves."""
    return {claim.change, trend_of(fact)} == {"decreased", "increased"}


def _seats_of(fact: Finding) -> frozenset[str]:
    """Return the places of a finding with that where it always is, whatever part of it is named."""
    return places_of(fact) | usual_places(fact.concept)


def on_another_side(claim: Finding, signs: Sequence[Finding]) -> Comparison | None:
    """Return the wrong side of one of several places of a conclusion, all evidence for which lies on the other side, or names
    none in an examination of the other side.
    """
    other = OTHER_SIDE.get(claim.laterality or "")
    sides = {fact.laterality for fact in signs if not is_sided_elsewhere(claim, fact)}
    if claim.laterality == "bilateral" and len(sides) == 1 and (side := sides.pop()) in OTHER_SIDE:
        return Comparison(claim, "contradicted", tuple(signs[:1]), Difference("laterality", "bilateral", str(side), "side"))
    if other is None:
        return None
    places = lexicon().places
    for place in sorted(name for name in claim.anatomy if name in places and places[name].paired):
        here = [fact for fact in signs if touches(frozenset({place}), fact.anatomy)]
        sideless = all(_is_of_examined(fact, other) and claim.laterality not in fact.nearby for fact in here)
        if here and (sideless or (len(claim.anatomy) > 1 and all(fact.laterality == other for fact in here))):
            difference = Difference("laterality", f"the {claim.laterality}", f"the {other}", f"anatomy:{place}")
            return Comparison(claim, "contradicted", tuple(here[:1]), difference)
    return None


def _is_of_examined(fact: Finding, side: str) -> bool:
    """Say whether a finding names no side and only one side was examined, or is named in its sentence."""
    if fact.laterality is not None or fact.source != "findings":
        return False
    return f"{EXAMINED}{side}" in fact.nearby or (
        side in fact.nearby and fact.nearby.isdisjoint({OTHER_SIDE[side], "bilateral"})
    )


def unlike_sign(claim: Finding, sign: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong age or degree of a conclusion, told by its sign and the sentence of that."""
    return (
        _of_another_age(claim, sign, facts)
        or _of_another_degree(claim, sign)
        or _of_opposed_quality(claim, sign)
        or _of_unnamed_level(claim, sign, facts)
    )


def _of_opposed_quality(claim: Finding, sign: Finding) -> Comparison | None:
    """Return the wrong quality of a finding whose sign is that finding in wider words: a displaced one of a nondisplaced."""
    if sign.concept == claim.concept or sign.concept not in lexicon().kinds(claim.concept):
        return None
    for quality in sorted(claim.descriptors - sign.descriptors):
        if against := lexicon().opposes.get(quality, frozenset()) & sign.descriptors:
            difference = Difference("descriptor", quality, min(against), f"descriptor:{quality}")
            return Comparison(claim, "contradicted", (sign,), difference)
    return None


def _of_unnamed_level(claim: Finding, sign: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong vertebra in a list of bones where the source tells of others, and nowhere of that one ("in the ilium and
    at L1").
    """
    named = sorted(level for level in claim.levels if _VERTEBRA.fullmatch(level))
    told = frozenset(level for fact in facts.first_found for level in fact.levels)
    others = sorted(level for level in told if _VERTEBRA.fullmatch(level))
    if not (named and others and claim.anatomy - _SPINAL) or any(is_level_in(level, told) for level in named):
        return None
    return Comparison(claim, "contradicted", (sign,), Difference("location", named[0], ", ".join(others), "level"))


def _of_another_age(claim: Finding, sign: Finding, facts: Facts) -> Comparison | None:
    """Return the wrong age of a conclusion where the sentence of its sign reads that as kin of the other age: "chronic subdural
    collection" for what the source calls an acute subdural haematoma.
    """
    ages = claim.descriptors & _AGES
    opposed = frozenset(other for age in ages for other in lexicon().opposes.get(age, ())) & _AGES
    for mate in facts.sentences.get(sign.sentence, ()) if opposed else ():
        akin = _is_kin(claim, mate) or sign.concept in lexicon().kinds(claim.concept) & lexicon().kinds(mate.concept)
        here = is_found(mate) and is_same_side(claim, mate) and touches(places_of(claim), _seats_of(mate))
        if akin and here and not ages & mate.descriptors and (age := mate.descriptors & opposed):
            return Comparison(claim, "contradicted", (mate,), Difference("descriptor", min(ages), min(age)))
    return None


def _of_another_degree(claim: Finding, sign: Finding) -> Comparison | None:
    """Return the wrong degree of a conclusion that is as severe as its sign: severe ischaemia of a mild perfusion defect."""
    graded = claim.severity and sign.severity and not _GRADED.isdisjoint(lexicon().kinds(sign.concept))
    wrong = next(severity_differences(claim, sign), None) if graded else None
    return Comparison(claim, "contradicted", (sign,), wrong) if wrong else None


def told_as_one(claim: Finding, sign: Finding, company: Sequence[Finding]) -> Comparison | None:
    """Return the wrong number of a conclusion that is called single where the source finds its sign several times."""
    if isinstance(claim.count, int) and claim.count > 1:
        return _told_as_several(claim, sign, company)
    if claim.count != 1 or not _SINGLE.search(claim.text):
        return None
    alike = [fact for fact in company if fact.concept == sign.concept and fact.presence == "present"]
    alike = [
        fact for fact in alike if not claim.levels or not fact.anatomy or fact.levels or touches(places_of(claim), fact.anatomy)
    ]
    counted = [fact.count for fact in alike if isinstance(fact.count, int)]
    total = max([len({(fact.anatomy, fact.levels, fact.laterality) for fact in alike}), *counted])
    if total < 2:
        return None
    return Comparison(claim, "contradicted", (sign,), Difference("count", "1", str(total)))


def _told_as_several(claim: Finding, sign: Finding, company: Sequence[Finding]) -> Comparison | None:
    """Return the wrong number of a conclusion for whose only sign the source gives another number, or one alone."""
    alike = [fact for fact in company if fact.concept == sign.concept and fact.presence == "present"]
    if claim.change == "new" and (new := [fact for fact in alike if fact.change == "new"]):
        alike, sign = new, new[0]
    there = places_of(claim)
    if any(name in lexicon().places and not touches(frozenset({name}), there) for name in claim.nearby if there):
        return None  # the number of several places told at once ("two new lesions, in a rib and the ilium")
    spans = {fact.span for fact in alike if not there or touches(there, places_of(fact))}
    number = number_of(sign)
    if len(spans) != 1 or number is None or number == claim.count:
        return None
    stated = "one" if number == 1 else str(number)
    return Comparison(claim, "contradicted", (sign,), Difference("count", str(claim.count), stated))


def _is_kin(claim: Finding, fact: Finding) -> bool:
    """Say whether one finding is a kind of the other, or both of one kind."""
    kinds = lexicon().kinds
    return claim.concept in kinds(fact.concept) or fact.concept in kinds(claim.concept) - {"abnormality"}
