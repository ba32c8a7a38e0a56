"""Sides that are those of a complaint: the "left" of "right frontal infarct explaining the left hemiparesis"."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element
from overread.language.words.reading import Reading

COMPLAINTS = frozenset(
    "hemiparesis hemiplegia hemisyndrome hemiataxia hemianopia hemianopsia hemineglect hemihypesthesia hemiparesthesia "
    "hemisensory plegia monoparesis weakness deficit neglect numbness paresthesia hypesthesia tingling "
    "sciatica lumbosciatica sciatalgia cervicobrachialgia brachialgia hearing deafness tinnitus symptom complaint".split()
)


def without_sides_of_complaints(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with the sides and places that stand right before a complaint as plain words."""
    kept = elements
    for index in range(1, len(elements)):
        if elements[index].role != "W" or COMPLAINTS.isdisjoint(elements[index].word.split()[-1:]):
            continue
        place = index - 1
        while place >= 0 and (elements[place].word == "sided" or _places(elements[place])):
            if elements[place].role == "M":
                kept = [*kept[:place], elements[place]._replace(role="W", item=None), *kept[place + 1 :]]
            place -= 1
    return kept


def _places(element: Element) -> bool:
    return element.role == "M" and (element.says("side") or element.says("anatomy"))
