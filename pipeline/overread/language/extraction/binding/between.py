"""How two findings of a clause hang together by what stands between them: a look, a reading, the same again, a list."""

from __future__ import annotations

from itertools import pairwise

from overread.language.extraction.assertion.grammar import LEADING, STAND_INS
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.lexicon import lexicon

_LESIONS = frozenset({"nodule", "mass", "lesion", "bone_lesion"})
LOOKS = frozenset(
    "enhancement restricted_diffusion hyperintensity hypointensity hypodensity hyperdensity air_bronchogram silhouette_sign "
    "arterial_phase_hyperenhancement washout posterior_shadowing".split()
)
_OF = frozenset({"of", "along", "around", "within"})
_LISTING = frozenset({"and", "or", "nor"})
_SHOWING = frozenset({"shows", "show", "demonstrates", "demonstrate", "exhibits", "exhibit", "displays", "has", "have"})
_TAKEN_UP = frozenset(
    {"fdg_uptake", "tracer_uptake", "increased_uptake", "enhancement", "restricted_diffusion", "hyperintensity"}
)


def is_called(between: list[Element]) -> bool:
    """Say whether a finding only tells what the one before it is ("the lump at 9 o'clock is a simple cyst")."""
    verbs = [place for place, part in enumerate(between) if part.role == "V"]
    after = between[verbs[0] + 1 :] if len(verbs) == 1 else []
    called = bool(after) and after[0].word in ("a", "an") and all(part.role in "MW" for part in after[1:])
    return called and between[verbs[0]].word in ("is", "are") and all(part.role in "MWDP" for part in between[: verbs[0]])


def is_look_of(clause: Clause, first: int, start: int, second: int) -> bool:
    """Say whether a finding is how the one before it looks, and lies where that does ("collection with rim enhancement, 5 cm";
    "the peduncle lesion demonstrates ring enhancement").
    """
    lead = next((part for part in reversed(clause[first + 1 : start]) if part.role != "W"), None)
    if lead is None or not (lead.role == "S" or lead.word in _SHOWING):
        return False
    behind = clause[second + 1 : second + 3]
    governs = bool(behind) and (behind[0].word in _OF or any(part.says("level") for part in behind))
    look = not kinds_of(clause[second]).isdisjoint(LOOKS) or is_of_edge(clause, second)
    return look and not governs and kinds_of(clause[first]).isdisjoint(LOOKS)


def is_of_edge(clause: Clause, second: int) -> bool:
    """Say whether a finding is only how the edge of another looks ("a sclerotic rim")."""
    return second + 1 < len(clause) and clause[second + 1].word in _EDGES


_EDGES = frozenset({"rim", "border", "margin", "edge", "halo"})


def is_apposed(clause: Clause, first: int, start: int, second: int) -> bool:
    """Say whether a lesion behind a comma only tells again what the finding before it is ("focus in the adrenal, 2 cm nodule";
    "uptake in L3, lytic").
    """
    if kinds_of(clause[second]).isdisjoint(_LESIONS) or kinds_of(clause[first]).isdisjoint(_TAKEN_UP):
        return False
    between = clause[first + 1 : start]
    links = [part.word for part in between if part.role == "K"]
    return bool(links) and _LISTING.isdisjoint(links) and not any(part.role in "SVNB" for part in between)


def kinds_of(element: Element) -> frozenset[str]:
    """Return the finding that an element names, with its wider kinds."""
    return lexicon().kinds((element.item.value("concept") if element.item else None) or "")


def are_listed(clause: Clause, first: int, second: int) -> bool:
    """Say whether two findings are linked, and the first is no mere disease of its place ("nodal disease, small nodules")."""
    return not names(clause[first], "abnormality") and are_linked(clause[first + 1 : second])


def names(element: Element, concept: str) -> bool:
    """Say whether an element names a finding."""
    return element.item is not None and element.item.value("concept") == concept


def are_linked(between: list[Element]) -> bool:
    """Say whether nothing but a link stands between two findings ("effusion and atelectasis")."""
    return bool(between) and all(part.role in "KDX" or part.word in ("versus", "vs") for part in between)


def is_alternative(clause: Clause, first: int, start: int) -> bool:
    """Say whether a finding is the other reading of what the one before it may be ("could be an infundibulum or small
    aneurysm").
    """
    linked = start == first + 2 and clause[first + 1].word in ("or", "versus", "vs")
    return linked and any(part.says("certainty") for part in clause[:first])


def is_interpreted(between: list[Element]) -> bool:
    """Say whether what stands between two findings makes the second a reading of the first ("opacity, likely pneumonia")."""
    hedges = ("probable", "possible", "represents")
    cue = next((place for place, part in enumerate(between) if part.item and part.item.value("certainty") in hedges), None)
    if cue is None or any(part.word == "," and other.word in STAND_INS for part, other in pairwise(between)):
        return False
    return not (cue > 0 and between[cue - 1].word == "and" and between[cue].word.split()[-1] not in LEADING)


def is_asked(clause: Clause, start: int, second: int) -> bool:
    """Say whether a finding is asked about in a bracket, or after a comma, behind another one ("hypodensity in the spleen
    (infarct?)"), or all that a bracket holds ("shadow at the left base (fluid)").
    """
    opening = clause[start - 1].word if start else ""
    if opening not in ("(", "?", ","):
        return False
    end = next((part.word for part in clause[second + 1 :] if part.role not in "CW"), ")")
    return (opening in ("(", "?", ",") and end == "?") or (opening == "(" and end == ")")


def is_led_to(clause: Clause, first: int, start: int) -> bool:
    """Say whether a finding leads to the next by "with" or by causing it, or an organ is enlarged by it ("ovary enlarged by a
    cyst").
    """
    grown = clause[start - 1].word == "by" and "enlargement" in kinds_of(clause[first])
    return grown or any(part.role == "S" or part.word in _CAUSING for part in clause[first + 1 : start])


_CAUSING = frozenset({"causing", "causes", "producing", "produces", "creating", "resulting in", "result in", "leading to"})
