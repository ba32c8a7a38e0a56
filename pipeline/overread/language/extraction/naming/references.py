"""Words that name a finding only to point at it: "the ureter is traced to the mass", "contrast within the sac"."""

from __future__ import annotations

from overread.language.extraction.context import Context
from overread.language.extraction.elements.elements import Clause
from overread.language.lexicon import lexicon

LESIONS = frozenset({"nodule", "mass", "lesion", "cyst"})
_TOLD_BEFORE = LESIONS | {"collection"}
_CONTAINERS = frozenset({"aneurysm_sac"})
_CAVITIES = frozenset({"cavity", "resection_cavity"})
_INSIDE = frozenset({"in", "within", "into", "inside", "outside", "around", "along", "surrounding", "lining"})
_SACS = frozenset({"cyst", "aneurysm", "pseudoaneurysm", "diverticulum"})
_EDGES = frozenset("margin edge border rim wall periphery bed base aspect".split())
_SEPARATE = frozenset("separate separately separable inseparable distinct distinguishable indistinguishable apart".split())
_REACHING = (
    "abuts",
    "abut",
    "abutting",
    "contacts",
    "contacting",
    "surrounds",
    "traverses",
    "encases",
    "crosses",
    "touches",
    "adjoins",
)


def is_referred_to(clause: Clause, target: int, context: Context) -> bool:
    """Say whether "the" behind a preposition or a verb points back to a lesion told before, from which something else is told
    ("ureter traced to the inflammatory mass", "the artery runs through the tumor"): its heading is not its place.
    """
    place = target - 1
    while place > 0 and clause[place].role in "MW":
        place -= 1
    if context.source != "findings" or place < 1 or clause[place].word not in ("from", "the"):
        return False
    item = clause[target].item
    concepts = [entry.value for entry in item.entries if entry.category == "concept"] if item else []
    if not any(lexicon().kinds(name) & _TOLD_BEFORE for name in concepts):
        return False
    if clause[place].word == "from":
        return any(word in _SEPARATE or word == "distance" for part in clause[:place] for word in part.word.split())
    before = clause[place - 1]
    return (before.role == "P" and before.word not in ("of", "in")) or before.word.endswith(_REACHING)


def is_container(clause: Clause, index: int, told: bool) -> bool:
    """Say whether a finding only says where something else is ("contrast within the sac"); a cavity does so where it was `told`
    of before, as findings do ("a nodule at the margin of the cavity").
    """
    item = clause[index].item
    concept = item.value("concept") if item is not None else None
    cavity = concept in _CAVITIES
    if not cavity and concept not in _CONTAINERS:
        return False
    if cavity and index + 1 < len(clause) and clause[index + 1].word in _EDGES:
        return True
    if cavity and not told:
        return False
    place = index - 1
    while place > 0 and clause[place].role in "MD":
        place -= 1
    if place > 0 and clause[place].word == "of":
        return clause[place - 1].word in _EDGES
    return place >= 0 and clause[place].word in _INSIDE


def is_whole_sac(clause: Clause, index: int) -> bool:
    """Say whether "not ruptured" only tells that the cyst or aneurysm before it is whole, and denies no other tear."""
    if index < 2 or not clause[index].word.startswith("ruptur") or clause[index - 1].word != "not":
        return False
    before = next((part.item for part in reversed(clause[: index - 1]) if part.role == "C"), None)
    return before is not None and not _SACS.isdisjoint(lexicon().kinds(before.value("concept") or ""))
