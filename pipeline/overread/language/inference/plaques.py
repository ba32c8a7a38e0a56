"""What a plaque bears out of a stenosis: none where it is told to narrow nothing, and none of high grade by itself."""

from __future__ import annotations

from overread.finding import Finding
from overread.language.figures.extremes import GRAVE
from overread.language.lexicon import lexicon

_PLAQUES = frozenset({"plaque", "carotid_plaque", "atherosclerosis"})
_CLOSING = frozenset({"occlusive", "complete_extent"})


def is_mere_plaque(claim: Finding, sign: Finding) -> bool:
    """Say whether a sign is a plaque that is told to narrow nothing, or to no degree where the claimed stenosis is severe."""
    kinds = lexicon().kinds
    if "stenosis" not in kinds(claim.concept) or _PLAQUES.isdisjoint(kinds(sign.concept)):
        return False
    grave = claim.severity in GRAVE or not claim.descriptors.isdisjoint(_CLOSING)
    return "nonstenotic" in sign.descriptors or (grave and sign.severity is None and not sign.sizes)
