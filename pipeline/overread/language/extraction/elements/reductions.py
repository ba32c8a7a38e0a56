"""What "reduced" and "located" mean of joints and breaks: a reduced dislocation is gone, a joint that is located is sound."""

from __future__ import annotations

from overread.language.extraction.binding.between import kinds_of
from overread.language.extraction.elements.elements import Element
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading

REDUCED = frozenset(
    "reduced,now reduced,since reduced,has been reduced,is reduced,was reduced,reduction,reduction of,interval reduction,"
    "interval reduction of,closed reduction,open reduction".split(",")
)
LOCATED = frozenset({"located", "relocated", "reduced", "congruent", "now reduced"})
_DISLOCATED = frozenset({"dislocation", "subluxation"})
_PARTLY = frozenset({"not", "partially", "incompletely", "partial", "incomplete", "attempted", "failed", "unsuccessful"})
_BEING = frozenset({"is", "are", "remains", "remain", "appears", "appear"})
_AFTER = frozenset({"after", "following"})
_FAR = 7


def take_as_reduced(reading: Reading, elements: list[Element]) -> None:
    """Make a "reduced" of a dislocation say that it has resolved, and of a fracture nothing of its course."""
    for index, element in enumerate(elements):
        if element.word not in REDUCED or (index and elements[index - 1].word in _PARTLY):
            continue
        kinds = _reduced_of(elements, index)
        if not _DISLOCATED.isdisjoint(kinds):
            elements[index] = _meaning(reading, element, "resolved")
        elif "fracture" in kinds:
            elements[index] = element._replace(role="W", item=None)


def _reduced_of(elements: list[Element], index: int) -> frozenset[str]:
    """Return what is reduced: the finding that a verb or a comma parts from the word before, or the next one behind it, as
    always behind an "after" ("Hill-Sachs lesion after reduced dislocation").
    """
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(elements) and abs(place - index) < _FAR and elements[place].role in "DMVWPK":
            if elements[place].word in _AFTER:
                break
            place += step
        if 0 <= place < len(elements) and elements[place].role == "C":
            return kinds_of(elements[place])
    return frozenset()


def take_as_located(reading: Reading, elements: list[Element]) -> None:
    """Make a "located" or "congruent" that is all that is said of a joint call it sound."""
    for index, element in enumerate(elements):
        if element.word == "congruent" and len(elements) == 1:  # under the heading of its joint
            elements[index] = _meaning(reading, element, "enlocated")
        if element.word not in LOCATED or not index:
            continue
        start = index - 1 - (elements[index - 1].word in _BEING)
        ends = index + 1 == len(elements) or elements[index + 1].role in "KXB"
        if not ends or start < 0 or not _is_joint(elements[start]):
            continue
        if any(part.role == "C" for part in elements[max(0, start - _FAR) : start]):
            continue
        elements[index] = _meaning(reading, element, "enlocated")


def _is_joint(element: Element) -> bool:
    wholes = lexicon().wholes
    places = [entry.value for entry in element.item.entries if entry.category == "anatomy"] if element.item else []
    return any(not _JOINTS.isdisjoint(wholes(place)) for place in places)


_JOINTS = frozenset({"joint", "shoulder", "wrist", "ankle_mortise"})


def _meaning(reading: Reading, element: Element, word: str) -> Element:
    """Return an element with the meaning of another word."""
    start, end = reading.tokens[element.first].start, reading.tokens[element.last - 1].end
    return element._replace(role="M", item=Item(element.first, element.last, lexicon().phrases[word], start, end))
