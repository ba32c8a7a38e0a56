"""Where a finding points, which is not where it is: "extends anteriorly toward the nipple", "sparing the apex"."""

from __future__ import annotations

from overread.language.extraction.elements import Element

_TOWARD = frozenset({"toward", "towards"})
_SPARING = frozenset({"sparing", "spares", "spare", "excluding"})


def before_unnamed(elements: list[Element]) -> list[Element]:
    """Return the elements before a linked noun that the lexicon lacks and that has a place of its own: "... and trapping of the
    right lateral ventricle".
    """
    for index, element in enumerate(elements):
        if element.word != "of" or index < 2 or elements[index - 1].role != "W" or not elements[index - 1].word.isalpha():
            continue
        start = index - 1
        while start > 0 and elements[start - 1].role in "MDW":
            start -= 1
        placed = index + 1 < len(elements) and any(part.says("anatomy") for part in elements[index + 1 : index + 4])
        if start > 0 and elements[start - 1].role == "K" and placed:
            return elements[: start - 1]
    return elements


def before_nodes(elements: list[Element]) -> list[Element]:
    """Return the elements before a node that is listed after a finding and is no place of it ("liver metastases, left hilar
    node, ...", "nodule and subcarinal node").
    """
    if not elements or elements[0].word not in (",", "and", "&"):
        return elements
    end = next((place for place in range(1, len(elements)) if elements[place].role not in "MD"), len(elements))
    listed = end > 1 and elements[end - 1].word.endswith(("node", "nodes")) and elements[end - 1].says("anatomy")
    return [] if listed and (end == len(elements) or elements[end].role == "K") else elements


def without_goals(elements: list[Element]) -> list[Element]:
    """Return the elements without the places that a finding only points to, or spares."""
    kept: list[Element] = []
    pointing = False
    for element in elements:
        if element.word in _TOWARD or element.word in _SPARING:
            pointing = True
        elif pointing and element.role not in "MDW":
            pointing = False
        place = element.item is not None and element.item.value("anatomy") is not None
        if not (pointing and place):
            kept.append(element)
    return kept
