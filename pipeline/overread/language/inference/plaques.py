"""What a plaque bears out of a stenosis: none where it is told to narrow nothing, and none of high grade by itself."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.comparison.denials.belying import qualifiers_of
from overread.language.comparison.denials.denials import is_same_side
from overread.language.comparison.facts.facts import Facts
from overread.language.figures.extremes import GRAVE
from overread.language.lexicon import lexicon
from overread.language.places import touches

_STENOSIS = "stenosis"
_PLAQUES = frozenset({"plaque", "carotid_plaque", "atherosclerosis"})
_CLOSING = frozenset({"occlusive", "complete_extent"})


def is_mere_plaque(claim: Finding, sign: Finding) -> bool:
    """Say whether a sign is a plaque that is told to narrow nothing, or to no degree where the claimed stenosis is severe."""
    kinds = lexicon().kinds
    if _STENOSIS not in kinds(claim.concept) or _PLAQUES.isdisjoint(kinds(sign.concept)):
        return False
    grave = claim.severity in GRAVE or not claim.descriptors.isdisjoint(_CLOSING)
    return "nonstenotic" in sign.descriptors or (grave and sign.severity is None and not sign.sizes)


def is_told_open(claim: Finding, sign: Finding, facts: Facts) -> bool:
    """Say whether a sign of a stenosis is a plaque, and the source denies a stenosis of any degree there."""
    kinds = lexicon().kinds
    if _STENOSIS not in kinds(claim.concept) or _PLAQUES.isdisjoint(kinds(sign.concept)):
        return False
    named = (groups for name, groups in facts.denied.items() if _STENOSIS in kinds(name))
    denied = (facts.all[group[0]] for groups in named for group in groups)
    plain = (fact for fact in denied if fact.source == "findings" and not qualifiers_of(fact) and is_same_side(claim, fact))
    return any(not fact.anatomy or touches(claim.anatomy, fact.anatomy) for fact in plain)
