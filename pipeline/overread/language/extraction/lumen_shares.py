"""Shares of the lumen of an artery: a narrowing by none of it is none ("left main: 0 %"), a plaque with a share narrows it."""

from __future__ import annotations

from dataclasses import replace

from overread.finding import Finding
from overread.language.extraction.context import Context
from overread.language.extraction.naming.naming import renamed
from overread.language.lexicon import lexicon

_PLAQUES = frozenset({"plaque", "atherosclerosis", "coronary_artery_disease", "carotid_plaque"})


def with_shares(found: list[Finding], context: Context) -> list[Finding]:
    """Return findings with each stenosis of 0 % as one that is denied, and in a source with the stenosis that a plaque and its
    share tell ("LAD: mixed plaque, 50 %").
    """
    return [told for one in found for told in _as_told(one, found, context)]


def _as_told(one: Finding, found: list[Finding], context: Context) -> list[Finding]:
    shares = [size for size in one.sizes if size.quantity == "fraction" and size.role != "prior"]
    if not shares or one.presence != "present":
        return [one]
    kinds = lexicon().kinds
    if "stenosis" in kinds(one.concept):
        none = all(size.role == "current" and max(size.values) == 0 for size in shares)
        rest = tuple(size for size in one.sizes if size not in shares)
        return [replace(one, presence="absent", sizes=rest) if none else one]
    plaque = not _PLAQUES.isdisjoint(kinds(one.concept)) and any("artery" in lexicon().wholes(place) for place in one.anatomy)
    if not plaque or context.source == "impression" or any("stenosis" in kinds(other.concept) for other in found):
        return [one]
    concept = renamed("stenosis", tuple(one.anatomy), context)
    return [replace(one, sizes=()), replace(one, concept=concept, name=lexicon().name(concept), sizes=tuple(shares))]
