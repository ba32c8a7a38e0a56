"""Where a finding points, which is not where it is ("extends anteriorly toward the nipple", "sparing the apex"), and the degree
of what it goes with, which is not its own ("a large extrusion with slight caudal migration").
"""

from __future__ import annotations

from overread.language.extraction.elements.elements import Clause, Element
from overread.language.lexicon import lexicon

_LINKS = frozenset({",", "and", "&"})
_POINTING = frozenset("toward towards sparing spares spare excluding obscuring obscures silhouetting silhouettes".split())


def before_unnamed(elements: list[Element], *, shared: bool = False) -> list[Element]:
    """Return the elements before a linked noun that the lexicon lacks and that has a place of its own: "... and trapping of the
    right lateral ventricle", which a finding right before it that may be anywhere has `shared` ("irregularity and tapering
    of the left carotid artery").
    """
    if shared and [part.word for part in elements[:3:2]] == ["and", "of"] and elements[1].role == "W":
        return elements
    for index, element in enumerate(elements):
        if element.word != "of" or index < 2 or elements[index - 1].role != "W" or not elements[index - 1].word.isalpha():
            continue
        start = index - 1
        while start > 0 and elements[start - 1].role in "MDW":
            start -= 1
        placed = index + 1 < len(elements) and any(part.says("anatomy") for part in elements[index + 1 : index + 4])
        if start > 1 and elements[start - 2].word in _POSITIONS:
            continue  # which lacks its noun: "the upper and lower parts of the kidney"
        if start > 1 and elements[start - 1].role == "K" and placed:
            return elements[: start - 1]
    return elements


_POSITIONS = frozenset(
    (
        "upper lower middle mid inner outer deep superficial central peripheral superior inferior anterior posterior medial "
        "lateral proximal distal cranial caudal dorsal ventral"
    ).split()
)


def before_nodes(elements: list[Element]) -> list[Element]:
    """Return the elements before a node that is listed after a finding, or after its size, and is no place of it ("liver
    metastases, left hilar node, ...", "nodule and subcarinal node", "mass 3 cm (was 4 cm), and smaller hilar nodes").
    """
    for start, element in enumerate(elements):
        if element.word not in _LINKS or not (start == 0 or _ends_size(elements[start - 1])):
            continue
        first = start + 2 if elements[start + 1 : start + 2] and elements[start + 1].word in _LINKS else start + 1
        end = next((place for place in range(first, len(elements)) if elements[place].role not in "MD"), len(elements))
        listed = end > first and elements[end - 1].word.endswith(("node", "nodes")) and elements[end - 1].says("anatomy")
        if listed and (end == len(elements) or elements[end].role == "K"):
            return elements[:start]
    return elements


def _ends_size(element: Element) -> bool:
    return element.word == ")" or (element.item is not None and element.item.quantity is not None)


def without_goals(elements: list[Element]) -> list[Element]:
    """Return the elements without the places that a finding only points to, or spares, and the side it is displaced to."""
    words = [element.word for element in elements]
    if "to" not in words and _POINTING.isdisjoint(words):
        return elements
    kept: list[Element] = []
    pointing = False
    for place, element in enumerate(elements):
        if element.says("side") and _is_way_of_displacement(elements[max(0, place - _NEAR) : place]):
            continue
        if element.word in _POINTING:
            pointing = True
        elif pointing and element.role not in "MDW":
            pointing = False
        if not (pointing and element.says("anatomy")):
            kept.append(element)
    return kept


_DISPLACED, _NEAR = ("displac", "angulat", "deviat", "tilt", "shift", "push"), 10


def _is_way_of_displacement(before: list[Element]) -> bool:
    """Say whether words that lead to a side tell the way in which something is displaced ("displacement to the left")."""
    words = [element.word for element in before if element.word != "the"]
    moved = len(words) > 1 and words[-1] == "to" and any(word.startswith(_DISPLACED) for word in words)
    return moved and before[-1].word in ("to", "the")


_ACTING = ("displac", "compress", "push", "shift", "deviat", "indent", "impress")
_NERVOUS = frozenset({"spine", "intracranial", "optic_nerve"})


def without_neighbor(elements: list[Element], own: list[Element]) -> list[Element]:
    """Return the elements behind a finding without the side to which it moves a neighbor and, where its `own` place is told,
    without that of the neighbor ("right thyroid nodule displacing the trachea to the left"), unless this is a nerve or brain.
    """
    if not any(part.role in "VW" and part.word.startswith(_ACTING) for part in elements):
        return elements
    kept: list[Element] = []
    acting, to = False, False
    placed, sided = any(part.says("anatomy") for part in own), any(part.says("side") for part in own)
    for element in elements:
        if element.role in "VW" and element.word.startswith(_ACTING):
            acting = True
        elif acting and element.role not in "MDWP" and element.word not in _LINKS:
            acting = False
        others = element.says("side") and (sided or to) and not element.says("anatomy")
        others = others or (element.says("anatomy") and (placed or sided) and _is_soft(element))
        if not (acting and others and element.role == "M"):
            kept.append(element)
        placed, sided = placed or (not acting and element.says("anatomy")), sided or (not acting and element.says("side"))
        to = element.word == "to" or (to and element.role == "D")
    return kept


def _is_soft(element: Element) -> bool:
    """Say whether an element names no part of the nervous system, on which what presses on it is said to lie."""
    entries = element.item.entries if element.item else ()
    return all(_NERVOUS.isdisjoint(lexicon().wholes(entry.value)) for entry in entries if entry.category == "anatomy")


def is_agent(before: list[Element]) -> bool:
    """Say whether what stands before a finding tells what it does to a neighbor ("the trachea is displaced to the left by")."""
    return before[-1:] != [] and before[-1].word == "by" and any(part.word.startswith(_ACTING) for part in before)


def without_degrees(elements: list[Element], led: bool = False) -> list[Element]:
    """Return the elements behind a finding without the degree of a feature that it is with, which has no name of its own ("a
    large extrusion with slight caudal migration", "a fracture with minimal displacement and marked angulation"); `led` says
    that a "with" stands before them.
    """
    if not led and "with" not in [element.word for element in elements]:
        return elements
    kept: list[Element] = []
    for place, element in enumerate(elements):
        led = element.word == "with" or (led and element.role in "MWDKP")
        if not (led and element.says("severity") and _is_of_feature(elements[place + 1 : place + _FEATURE_REACH])):
            kept.append(element)
    return kept


def without_listed_degrees(clause: Clause, start: int, target: int) -> list[Element]:
    """Return the words before a finding, without the degree of a feature that it is listed with ("slight migration and
    stenosis").
    """
    before = clause[start:target]
    listed = start > 0 and clause[start - 1].word == "with" and any(part.role == "K" for part in before)
    return without_degrees(before, led=True) if listed else before


_FEATURE_REACH = 4
_NOUN = ("ion", "ment", "ing", "ity", "ance", "ature", "shift", "shortening")


def _is_of_feature(after: list[Element]) -> bool:
    """Say whether a degree is followed by the noun of a quality, with nothing but its direction between."""
    for part in after:
        if part.role not in "MW" or (part.item is not None and part.item.quantity is not None):
            return False
        if part.word.endswith(_NOUN) and (part.says("descriptor") or part.item is None):
            return True
    return False
