"""Which kinds of findings speak of each other: one of two is a kind of the other, or is concluded from it."""

from __future__ import annotations

from functools import lru_cache

from overread.language.lexicon import Rule, lexicon
from overread.language.places import touches, usual_places

TOO_WIDE = frozenset({"abnormality", "device"})
NAMED_ALWAYS = frozenset(
    {"nodule", "mass", "lesion", "aneurysm", "malignancy", "metastasis", "lymphadenopathy", "disc_herniation"}
)


def _are_apart(one: str, other: str) -> bool:
    """Say whether two kinds of one finding are of different organs: a pleural and a pericardial effusion."""
    words, places, others = lexicon(), usual_places(one), usual_places(other)
    kin = one in words.kinds(other) or other in words.kinds(one)
    unborn = any("fetus" in words.wholes(place) for place in places | others)
    return not kin and not unborn and bool(places and others) and not touches(places, others)


def _can_be_seen_there(rule: Rule, kinds: frozenset[str], usual: frozenset[str]) -> bool:
    """Say whether a rule asks for a finding in no place, or where it can be: a meniscal tear is no tear of a ligament."""
    asked = [sign for group in rule.groups for sign in group if sign.concept in kinds and not sign.absent]
    known = lexicon().concepts
    if any(sign.concept in known and known[sign.concept].device for sign in asked):  # which may lie where it should not
        return True
    return not usual or any(not sign.place or touches(frozenset({sign.place}), usual) for sign in asked)


@lru_cache(maxsize=65536)
def are_kin(one: str, other: str) -> bool:
    """Say whether two concepts are of one kind; for lesions that must be named, a wider kind that both only share (an opacity)
    does not make them one.
    """
    words = lexicon()
    shared = (words.kinds(one) & words.kinds(other)) - TOO_WIDE
    if words.kinds(other) & NAMED_ALWAYS:
        shared &= NAMED_ALWAYS | {one, other}
    return bool(shared) and not _are_apart(one, other)


@lru_cache(maxsize=65536)
def are_concluded(one: str, other: str) -> bool:
    """Say whether a rule lets one of two concepts be concluded from the other."""
    words = lexicon()
    if words.kinds(other) & NAMED_ALWAYS:
        kinds = {one: frozenset({one}), other: frozenset({other})}
    else:
        kinds = {one: words.kinds(one), other: words.kinds(other)}
    pairs = ((one, other), (other, one))
    asking = [
        rule
        for end, start in pairs
        for rule in words.rules_for(end)
        if rule.asks_for(kinds[start]) and _can_be_seen_there(rule, kinds[start], usual_places(start))
    ]
    return any(rule.strength != "suggestive" or not _are_apart(one, other) for rule in asking)
