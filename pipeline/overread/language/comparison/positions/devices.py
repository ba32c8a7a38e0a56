"""Devices said to be well placed, or not in some place, against what the source says of their place."""

from __future__ import annotations

import re

from overread.finding import Finding
from overread.language.comparison.facts.facts import Facts
from overread.language.lexicon import lexicon
from overread.language.places import is_inside
from overread.review import Comparison, Difference

_WELL = "well_positioned"
_MISPLACED = "tube_malposition"
_NOT_IN = re.compile(r"\bnot\s(?:\w+\s){0,2}?(?:in|within|inside|into|entering)\s(?:the\s|an?\s)?(?:\w+\s)?$", re.IGNORECASE)
_MIGRATED = frozenset("migrated migration dislodged dislodgement shifted moved displaced dislocated loosened loosening".split())
_NOT_MOVED = frozenset({"no", "not", "without"})
_ASTRAY = frozenset({"jugular_vein", "azygos_vein", "cardiac_ventricle"})
_AIRWAYS = frozenset({"airway", "lung", "pleura"})
_ABOVE = re.compile(r"\d|\b(?:above|cephalad|superior|proximal)\b", re.IGNORECASE)
_CARINA = frozenset({"carina"})
_BRONCHUS = frozenset({"bronchus", "mainstem_bronchus", "lobar_bronchus"})


def is_in_airway(device: Finding) -> bool:
    """Say whether an enteric tube lies in the airway, the lung or the pleura, or a tracheal tube in a bronchus.

    Godoy MCB et al. Chest radiography in the ICU: evaluation of airway, enteric, and pleural tubes. AJR 2012;198:563-571.
    """
    if device.presence != "present":
        return False
    kinds = lexicon().kinds(device.concept)
    wrong = _AIRWAYS if "enteric_tube" in kinds else _BRONCHUS if "endotracheal_tube" in kinds else None
    if wrong is None:
        return False
    places = device.anatomy - _kept_out(device)
    return bool(places) and is_inside(places, wrong)


def is_unfit(device: Finding) -> bool:
    """Say whether a tube may not be used where it lies: one in the airway, an arm line whose tip has turned up the neck, into
    the azygos vein or on into a ventricle.

    Godoy MCB et al. Chest radiography in the ICU: central venous catheters. AJR 2012;198:572-581.
    """
    if device.presence != "present":
        return False
    astray = "picc" in lexicon().kinds(device.concept) and is_inside(device.anatomy - _kept_out(device), _ASTRAY)
    return astray or is_in_airway(device)


def _is_low(device: Finding) -> bool:
    """Say whether the tip of a tracheal tube lies at the carina itself, where it ought to be above (Godoy MCB et al. 2012)."""
    at_carina = "endotracheal_tube" in lexicon().kinds(device.concept) and device.anatomy == _CARINA
    return at_carina and not device.sizes and _ABOVE.search(device.text) is None


def _kept_out(device: Finding) -> frozenset[str]:
    """Return the places that a device is said not to be in."""
    start = device.span[0]
    named = ((mark.partition(":")[2], span) for mark, span in device.marks.items() if mark.startswith("anatomy:"))
    return frozenset(place for place, (first, _) in named if _NOT_IN.search(device.text[: max(0, first - start)]))


def _put_elsewhere(claim: Finding, own: list[Finding]) -> Comparison | None:
    """Return the contradiction where one of draft and source puts a device into a place, and the other says it is not there; a
    device that lies elsewhere bears out that it is not in a place.
    """
    out = _kept_out(claim)
    for fact in own:
        lying = [place for place in sorted(out) if is_inside(fact.anatomy - _kept_out(fact), frozenset({place}))]
        kept = [place for place in sorted(_kept_out(fact)) if place in claim.anatomy - out]
        if lying or kept:
            place = (lying or kept)[0]
            name, mark = lexicon().name(place), f"anatomy:{place}"
            said = (f"not in the {name}", f"in the {name}")
            return Comparison(claim, "contradicted", (fact,), Difference("negation", *(said if lying else said[::-1]), mark))
    placed = [fact for fact in own if fact.anatomy or fact.sizes]
    return Comparison(claim, "inferred", tuple(placed[:1])) if placed and out and out >= claim.anatomy else None


def _moved(claim: Finding, own: list[Finding]) -> Comparison | None:
    """Return the wrong course of a device or implant that a draft calls migrated, where the source calls it unchanged."""
    still = next((fact for fact in own if fact.change == "stable"), None)
    if still is None or claim.words.isdisjoint(_MIGRATED) or not claim.words.isdisjoint(_NOT_MOVED) or claim.change == "stable":
        return None
    return Comparison(claim, "contradicted", (still,), Difference("change", "migrated", "unchanged"))


def misplaced(claim: Finding, facts: Facts) -> Comparison | None:
    """Return the contradiction where the source calls a device misplaced, or puts it where it should not be."""
    known = lexicon().concepts.get(claim.concept)
    if known is None or not known.device:
        return None
    own = [fact for fact in facts.of.get(claim.concept, ()) if fact.presence == "present" and fact.source == "findings"]
    if elsewhere := _put_elsewhere(claim, own):
        return elsewhere
    if moved := _moved(claim, own):
        return moved
    if _WELL not in claim.descriptors:
        return None
    sentences = {fact.sentence for fact in own}
    wrong = [
        fact
        for fact in facts.of.get(_MISPLACED, ())
        if fact.presence == "present" and (fact.sentence in sentences or (not own and fact.words & claim.words))
    ]
    wrong += [fact for fact in own if is_unfit(fact) or _is_low(fact)]
    if not wrong:
        return None
    mark = f"descriptor:{_WELL}"
    return Comparison(claim, "contradicted", tuple(wrong[:1]), Difference("location", "in good position", wrong[0].name, mark))
