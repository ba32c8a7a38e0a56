"""How narrow an artery is by its flow velocity: a stenosis that the draft grades, against the velocity of the source."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from overread.finding import Finding, Quantity
from overread.language.comparison.changes import change_differences
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import OTHER_SIDE, is_inside, places_of, touches
from overread.review import Comparison, Difference

_VELOCITY = "peak_systolic_velocity"
_FULL = 100.0
_SIGNIFICANT = 50.0
_DEGREES = {"mild": (0.0, 50.0), "severe": (70.0, _FULL - 1)}
_SLACK = 0.1
"""By how much of a limit two laboratories differ, as a share of it."""


class Band(NamedTuple):
    """Peak systolic velocities in cm/s, from `least` up to `most`, and the stenosis in percent that they stand for."""

    least: float
    most: float
    low: float
    high: float


_NO_LIMIT = 1e6
BANDS = {
    # Grant EG et al. Carotid artery stenosis: SRU consensus conference. Radiology 2003;229:340-346
    "internal_carotid_artery": (Band(0, 125, 0, 50), Band(125, 230, 50, 69), Band(230, _NO_LIMIT, 70, 99)),
    # Hirsch AT et al. ACC/AHA guidelines for peripheral arterial disease. Circulation 2006;113:e463-e654
    "renal_artery": (Band(0, 180, 0, 59), Band(180, _NO_LIMIT, 60, 99)),
    # Moneta GL et al. Mesenteric duplex scanning: a blinded prospective study. J Vasc Surg 1993;17:79-84
    "superior_mesenteric_artery": (Band(0, 275, 0, 69), Band(275, _NO_LIMIT, 70, 99)),
    "celiac_artery": (Band(0, 200, 0, 69), Band(200, _NO_LIMIT, 70, 99)),
}


def graded(claim: Finding, facts: Facts) -> Comparison | None:
    """Return how a stenosis in percent, by its degree or denied, or an occlusion, stands to the velocity in that artery; None
    where there is none, or the source grades the stenosis itself.
    """
    share = _share(claim)
    if share is None:
        return None
    if share == (_FULL, _FULL) and claim.anatomy and (narrowed := _narrowed(claim, facts)):
        return narrowed
    placed = _placed(claim)
    if _is_graded(placed, facts):
        return None
    for artery, bands in BANDS.items():
        measured = _measured(placed, artery, facts)
        if measured is None:
            continue
        if _fits(share, measured, bands):
            moved = next((one for one in change_differences(claim, measured) if not one.added), None)
            return Comparison(claim, "contradicted" if moved else "inferred", (measured,), moved)
        if claim.presence == "absent":
            found = replace(measured, concept=claim.concept, name=claim.name)
            return Comparison(claim, "contradicted", (found,), Difference("negation", "absent", "present"))
        side = OTHER_SIDE.get(placed.laterality or "") if share[0] > 0 and claim.sizes else None
        other = None if side is None else _measured(replace(placed, laterality=side), artery, facts)
        if other is not None and other.laterality == side and _fits(share, other, bands, exact=True):
            sides = Difference("laterality", f"the {placed.laterality}", f"the {side}")
            return Comparison(claim, "contradicted", (other,), sides)
        given = _words(_bands_of(measured, bands)[0])
        return Comparison(claim, "contradicted", (measured,), Difference("severity", _words(share), given, "size"))
    return None


def _narrowed(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction of an occlusion by the share of its lumen by which the source calls that place narrowed, or that
    one of just that share is what is meant ("40% occlusion").
    """
    here = [
        fact
        for concept in ("stenosis", "occlusion")
        for fact in facts.present(concept).shortlist(())
        if fact.source == "findings" and is_same_side(claim, fact) and touches(claim.anatomy, places_of(fact))
    ]
    shares = {
        max(size.values) for fact in here for size in fact.sizes if size.quantity == "fraction" and size.role == "current"
    }
    if not shares or max(shares) >= _FULL - 1 or any("stenosis" not in lexicon().kinds(fact.concept) for fact in here):
        return None
    own = [max(size.values) for size in claim.sizes if size.quantity == "fraction"]
    if own and shares.issuperset(own):
        return Comparison(claim, "inferred", tuple(here[:1]))
    given = f"stenosis of {max(shares):g} %"
    return Comparison(claim, "contradicted", tuple(here[:1]), Difference("severity", "occlusion", given, "concept"))


def is_of_velocity(comparison: Comparison) -> bool:
    """Say whether a stenosis is drawn from a velocity, which gives no percentage in so many figures."""
    return comparison.relation == "inferred" and all(fact.concept == _VELOCITY for fact in comparison.facts)


def _placed(claim: Finding) -> Finding:
    """Return a claim without a place and a side of its own with those that its sentence names, where that is one side."""
    sides = claim.nearby.intersection(OTHER_SIDE)
    if claim.anatomy or claim.laterality or len(sides) != 1:
        return claim
    places = frozenset(place for place in claim.nearby if place in lexicon().places)
    return replace(claim, anatomy=places, laterality=min(sides))


def _share(claim: Finding) -> tuple[float, float] | None:
    """Return the least and the greatest stenosis in percent that a claim allows; an occlusion is one of 100, a severe one of 70
    and more, and where one is denied, none of 50 and more is left.
    """
    if claim.kind != "finding" or claim.historical or claim.certainty == "possible":
        return None
    kinds = lexicon().kinds(claim.concept)
    if claim.presence == "absent":
        limits = [max(size.values) for size in claim.sizes if size.role == "limit"]
        graded_so = "stenosis" in kinds and claim.severity in (None, "severe")
        return (0.0, max(limits or [_DEGREES["severe"][0] if claim.severity else _SIGNIFICANT])) if graded_so else None
    if "occlusion" in kinds:
        return _FULL, _FULL
    shares = [size for size in claim.sizes if size.quantity == "fraction" and size.role != "prior"]
    if "stenosis" in kinds and not claim.sizes:
        return _DEGREES.get(claim.severity or "")
    if "stenosis" not in kinds or len(shares) != 1:
        return None
    return _range(shares[0], claim)


def _range(size: Quantity, claim: Finding) -> tuple[float, float]:
    start, end = size.span[0] - claim.span[0], size.span[1] - claim.span[0]
    before, after = claim.text[max(0, start - 14) : start].lower(), claim.text[end : end + 12].lower()
    if any(word in before for word in ("less", "under", "<", "below")) or "or less" in after:
        return 0.0, max(size.values)
    if any(word in before for word in ("least", "greater", "more", ">", "over", "≥")) or "or " in after or "+" in after[:2]:
        return min(size.values), _FULL - 1
    return min(size.values), max(size.values)


def _is_graded(claim: Finding, facts: Facts) -> bool:
    """Say whether the source itself tells how narrow the artery of a claim is on that side, or that it is closed."""
    return any(
        fact.presence == "present"
        and fact.source == "findings"
        and is_same_side(claim, fact)
        and (not fact.anatomy or touches(places_of(claim), fact.anatomy))
        and ("occlusion" in lexicon().kinds(fact.concept) or any(size.quantity == "fraction" for size in fact.sizes))
        for concept in ("stenosis", "occlusion")
        for fact in facts.present(concept).shortlist(())
    )


def _measured(claim: Finding, artery: str, facts: Facts) -> Finding | None:
    """Return the fastest flow of now that the source gives on the side of a claim in an artery that it names."""
    if not is_inside(places_of(claim), frozenset({artery})) or (claim.laterality is None and lexicon().places[artery].paired):
        return None
    both = claim.presence == "absent" and claim.laterality == "bilateral"
    sides = {*OTHER_SIDE, "bilateral"} if both else {claim.laterality}
    found = [
        fact
        for fact in facts.of.get(_VELOCITY, ())
        if fact.presence == "present" and not fact.historical and fact.laterality in sides and _speed(fact)
        if is_inside(places_of(fact), frozenset({artery}))
    ]
    return max(found, key=_speed, default=None)


def _speed(fact: Finding) -> float:
    """Return the velocity of a fact in cm/s, 0 where it has none."""
    now = [size for size in fact.sizes if size.quantity == "velocity" and size.role == "current"]
    return max((max(size.values) * (100.0 if size.unit == "m/s" else 1.0) for size in now), default=0.0)


def _bands_of(fact: Finding, bands: tuple[Band, ...]) -> list[Band]:
    """Return the bands that a velocity is in, the one by its exact value first, then those it is as good as in."""
    speed = _speed(fact)
    exact = [band for band in bands if band.least <= speed < band.most]
    near = [band for band in bands if band.least * (1 - _SLACK) <= speed < band.most * (1 + _SLACK) and band not in exact]
    return exact + near


def _fits(share: tuple[float, float], fact: Finding, bands: tuple[Band, ...], exact: bool = False) -> bool:
    """Say whether a stenosis is one that a velocity stands for, by its `exact` value or by one as good as that."""
    low, high = share
    own = _bands_of(fact, bands)[: 1 if exact else None]
    return any((low < band.high and band.low < high) or band.low <= low <= high <= band.high for band in own)


def _words(share: tuple[float, float] | Band) -> str:
    low, high = (share.low, share.high) if isinstance(share, Band) else share
    if low >= _FULL:
        return "occlusion"
    if low == 0:
        return f"less than {high:g} %"
    return f"{low:g} % or more" if high >= _FULL - 1 else f"{low:g} to {high:g} %"
