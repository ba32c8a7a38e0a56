"""To which findings the source gives a value, and whether it stands so near another that it may be told of that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from overread.finding import Finding, Quantity
from overread.language.comparison.amounts.measurements import is_exceeded
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.blocks import is_near
from overread.language.comparison.facts.facts import Facts
from overread.language.figures.agreement import agrees, ends, scale, size_words
from overread.language.figures.quantities import GROWTH
from overread.language.inference.kindred import are_of_one_family
from overread.language.lexicon import lexicon
from overread.language.places import BODY_REGIONS, are_levels_apart, places_of, touches, usual_places
from overread.language.words.tokens import norms
from overread.review import Difference

SIDES = frozenset({"left", "right"})
_ORDINARY = frozenset(
    "anterior posterior medial lateral superior inferior proximal distal mid central peripheral focal diffuse significant "
    "acute chronic dominant solid cystic calcified".split()
)
_LESIONS = frozenset({"lesion", "mass", "nodule", "cyst", "collection", "calculus", "calcification", "abnormality"})
_ROUNDED = 0.15
Spoken = dict[tuple[int, str], bool]


def without_size(claim: Finding, fact: Finding, difference: Difference, facts: Facts, spoken: Spoken) -> Finding:
    """Return a claim without the value that differs, where the source gives it near the fact and to no rival."""
    size = size_of(claim, difference)
    if size is None or not all(_is_valued_near(claim, end, fact, facts, spoken) for end in ends(size)):
        return claim
    return replace(claim, sizes=tuple(one for one in claim.sizes if one is not size))


def is_growth(claim: Finding, difference: Difference) -> bool:
    """Say whether what an echo takes for a size is by how much the finding has grown, or from which size to which."""
    size = size_of(claim, difference) if difference.attribute == "measurement" else None
    return size.quantity == GROWTH if size else difference.attribute == "measurement" and "-" in difference.claim_value


def size_of(claim: Finding, difference: Difference) -> Quantity | None:
    """Return the value of a claim in which it differs, found by its place or by its words."""
    marked = (one for one in claim.sizes if f"size:{one.span[0]}" == difference.mark)
    return next(marked, None) or next((one for one in claim.sizes if size_words(one) == difference.claim_value), None)


def _is_valued_near(claim: Finding, size: Quantity, fact: Finding, facts: Facts, spoken: Spoken) -> bool:
    given = owners(size, facts)
    if _is_share_of_circle(claim, size, fact, facts):
        return True
    beside = (other for one in facts.sentences.get(fact.sentence, ()) for other in one.sizes if other.quantity == size.quantity)
    if size.role == "limit" and is_exceeded(size, claim, beside):
        return True
    if _is_labelled_so(claim, size, facts):
        return True
    listed = any(one is not size and any(is_value(one, other) for other in fact.sizes) for one in claim.sizes)
    if listed and any(_is_listed(claim, fact, mate, facts.quotes.text) for mate in given):
        return True
    if not _has_own(claim, fact) and any(_is_named_as(fact, mate) for mate in given):
        return True
    if any(is_rival(claim, mate) for mate in given):
        return False
    if any(_is_of(claim, fact, mate, facts.quotes.text) for mate in given):
        return True
    sized = [spoken.get((claim.sentence, mate.concept)) for mate in given if is_same_side(claim, mate)]
    if False in sized or True in sized:
        return False in sized or not _has_own(claim, fact)
    text = facts.quotes.text
    return any(is_value(size, other) and is_near(fact.span, other.span, text) for other in facts.unowned(size))


def _is_share_of_circle(claim: Finding, size: Quantity, fact: Finding, facts: Facts) -> bool:
    """Say whether a share of the circumference is what the sentence of a fact gives in degrees of it ("25%" for "90°")."""
    if size.unit != "%" or "circumferen" not in claim.text.lower():
        return False
    turned = (other for one in facts.sentences.get(fact.sentence, ()) for other in one.sizes if other.unit == "deg")
    return any(abs(max(size.values) * _TURN / 100 - max(other.values)) <= _NEAR_TURN for other in turned)


_TURN, _NEAR_TURN = 360.0, 5.0  # degrees


def _is_labelled_so(claim: Finding, size: Quantity, facts: Facts) -> bool:
    """Say whether the source gives a value behind the very word that the draft has before it, which names no finding ("core
    24 ml").
    """
    label = _label(claim.text[: max(0, size.span[0] - claim.span[0])])
    if not label or any(entry.category in ("concept", "anatomy", "side") for entry in lexicon().phrases.get(label, ())):
        return False
    text = facts.quotes.text
    given = [*facts.unowned(size), *(other for fact in owners(size, facts) for other in fact.sizes if is_value(size, other))]
    return any(label == _label(text[max(0, other.span[0] - 30) : other.span[0]]) for other in given)


def _label(before: str) -> str:
    """Return the last word before a value, with the one that tells which angle or distance it is, empty where a mark parts it
    from that.
    """
    words = norms(before)
    label = words[-1] if words and words[-1].isalpha() and len(words[-1]) > 3 and before.rstrip()[-1:].isalpha() else ""
    return " ".join(words[-2:]) if label in _OF_MANY else label


_OF_MANY = frozenset({"angle", "index", "ratio", "distance", "interval", "height", "inclination"})


def _is_listed(claim: Finding, fact: Finding, mate: Finding, text: str) -> bool:
    """Say whether a second value of a claim is of a finding like the nearest one, or of a lesion told beside it."""
    if not is_same_side(claim, mate):
        return False
    return mate.concept in lexicon().kinds(fact.concept) or (is_unnamed(mate.concept) and is_near(fact.span, mate.span, text))


def owners(size: Quantity, facts: Facts) -> list[Finding]:
    """Return the facts of the findings section that have a value, now or before as it was claimed."""
    found = (facts.all[number] for number in sorted(facts.measured.fitting([size])))
    return [fact for fact in found if any(is_value(size, other) for other in [*fact.sizes, *fact.observed])]


def is_value(size: Quantity, other: Quantity) -> bool:
    """Say whether a claimed value is the stated one: of the same kind, at the same time, and not only by coarse rounding (15 mm
    for 2 cm).
    """
    if size.quantity != other.quantity or (size.role == "prior") != (other.role == "prior") or not agrees(size, other):
        return False
    mine, theirs = max(size.values), max(other.values) * scale(other, size)
    return size.unit == other.unit or abs(mine - theirs) <= _ROUNDED * max(abs(mine), abs(theirs))


def is_rival(claim: Finding, mate: Finding) -> bool:
    """Say whether a value belongs to another finding of the claimed kind, on the other side, say: it may be mixed up."""
    kinds = lexicon().kinds
    kin = claim.concept in kinds(mate.concept) or mate.concept in kinds(claim.concept) - {"abnormality"}
    return kin and (not _is_on_its_side(claim, mate) or _is_apart(claim, mate) or mate.concept == claim.concept)


def _is_on_its_side(claim: Finding, mate: Finding) -> bool:
    """Say whether a finding with a value may be on the side of a claim: without a side it is on that of its sentence."""
    named = mate.nearby & SIDES if mate.laterality is None else frozenset()
    return is_same_side(claim, mate) and (claim.laterality not in SIDES or len(named) != 1 or claim.laterality in named)


def _is_apart(claim: Finding, mate: Finding) -> bool:
    """Say whether two findings share neither a place nor, where both have one, a numbered level."""
    if are_levels_apart(claim.levels, mate.levels):
        return True
    return bool(claim.anatomy and mate.anatomy) and not touches(claim.anatomy, mate.anatomy)


def _is_of(claim: Finding, fact: Finding, mate: Finding, text: str) -> bool:
    """Say whether the finding with a value may be what the claim speaks of: beside the fact, or in its organ and side."""
    apart = mate.span == fact.span and mate.concept != fact.concept and not is_unnamed(mate.concept)
    if not _is_on_its_side(claim, mate) or (apart and _has_own(claim, fact)):
        return False
    if any(size.role == "prior" for size in mate.sizes):
        own = (claim.anatomy | usual_places(claim.concept)) - BODY_REGIONS
        bare = mate.concept.startswith("~") and not places_of(mate) and not _has_own(claim, fact)
        return bare or touches(own, places_of(mate) - BODY_REGIONS)
    here = touches(places_of(claim) - BODY_REGIONS, places_of(mate) - BODY_REGIONS) or bool(claim.levels & mate.levels)
    loose = lexicon().loose
    apart = _are_apart(places_of(claim) - loose, places_of(mate) - loose)
    here = here or bool(claim.levels & mate.levels)
    near = not apart and is_near(fact.span, mate.span, text)
    sided = mate.concept == "organ_size" and not apart and mate.laterality in SIDES and mate.laterality == claim.laterality
    if sided:
        return True
    if not apart and (claim.descriptors & mate.descriptors) - _ORDINARY:
        return True
    if mate.concept == "organ_size" or (is_unnamed(mate.concept) and not _has_own(claim, fact)):
        return near or here
    if here and _is_process(claim.concept):
        return True
    return (near or here) and (are_of_one_family(claim.concept, mate.concept) or (here and mate.span == fact.span))


def _is_named_as(fact: Finding, mate: Finding) -> bool:
    """Say whether a fact is what its own statement takes what has a value for ("a mass of 8 mm, likely a meningioma")."""
    wider = mate.concept != fact.concept and mate.concept in lexicon().kinds(fact.concept)
    return wider and mate.span == fact.span and is_same_side(fact, mate)


def _is_process(concept: str) -> bool:
    """Say whether a finding is only how an organ is ("inflammation", "thickening"), and no lesion with a size of its own."""
    kinds = lexicon().kinds(concept)
    return concept in lexicon().concepts and is_unnamed(concept) and kinds.isdisjoint(_LESIONS)


def _are_apart(places: frozenset[str], others: frozenset[str]) -> bool:
    return bool(places and others) and not touches(places, others)


def _has_own(claim: Finding, fact: Finding) -> bool:
    """Say whether the nearest fact has a value of its own of a kind that the claim gives."""
    return any(size.quantity == other.quantity and size.role == other.role for size in claim.sizes for other in fact.sizes)


def is_unnamed(concept: str) -> bool:
    """Say whether a finding is only a size, or something described and not named: "a 3 cm cyst", "diameter of 9 mm"."""
    known = lexicon().concepts.get(concept)
    return known is None or known.generic or concept == "organ_size"


def is_left_open(size: Quantity | None, named: Sequence[Finding], facts: Iterable[Finding]) -> bool:
    """Say whether the source gives a value to no organ and to no finding ("Measurements: 2 mm (neck)"), and no size to what a
    claim is held against: it may be that of it.
    """
    if size is None or any(other.role != "prior" and other.unit == size.unit for fact in named for other in fact.sizes):
        return False
    open_ = (fact for fact in facts if fact.concept == "organ_size" and not (fact.anatomy or fact.levels or fact.laterality))
    return any(agrees(size, other) for fact in open_ for other in fact.sizes)
