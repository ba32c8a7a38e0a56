"""What is told of the other side, which one is set against: "a renal length of 11 cm on the right versus 9 cm on the left"."""

from __future__ import annotations

from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.words.reading import Reading

AGAINST = frozenset({"versus", "vs", "against", "compared to", "compared with", "as compared to", "as compared with"})
_ONE_SIDE = ("left", "right")
_RELATIVES = frozenset({"which", "where"})
_LEAST = 4  # words before a relative clause that follows a comparison
_ITS = frozenset({"one", "that", "those", "side"})
_PASSED = frozenset({"about", "approximately", "only", "around", "some", "."})


def without_counterpart(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without the value of the other side that one is set against, and a clause that gives it to the same
    organ there.
    """
    for place, element in enumerate(elements):
        if (
            element.word == "than"
            and any(map(gives_value, elements[:place]))
            and (told := _side_and_value(elements, place + 1))
        ):
            organ, (side, value, end) = [part for part in elements[:place] if _is_organ(part)], told
            return elements[:place] + elements[end:], [[*organ, elements[value], elements[side]]] if organ else []
        if element.word not in AGAINST or not any(map(gives_value, elements[:place])):
            continue
        value = place + 1
        while value < len(elements) and elements[value].word in _PASSED:
            value += 1
        end = value + 1
        while end < len(elements) and elements[end].role in "PD":
            end += 1
        if end < len(elements) and gives_value(elements[value]) and _is_one_side(elements[end]):
            organ = [part for part in elements[:place] if _is_organ(part)]
            rest = elements[:place] + elements[end + 1 :]
            return rest, [[*organ, elements[value], elements[end]]] if organ else []
    return elements, []


def without_told_of_other(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what a relative clause tells of the other side at the end of a comparison, and that with its
    organ ("the left kidney is smaller than the right, which is hydronephrotic").
    """
    words = [part.word for part in elements]
    relative = next((place for place, word in enumerate(words) if word in _RELATIVES), 0)
    if relative < _LEAST or elements[relative - 1].word != ",":
        return elements, []
    than = next((place for place in range(relative - 2, -1, -1) if elements[place].word == "than"), relative)
    side = [part for part in elements[than:relative] if _is_one_side(part)]
    if len(side) != 1 or any(part.role not in "DPM" for part in elements[than + 1 : relative - 1] if part.word not in _ITS):
        return elements, []
    organ = [part for part in elements[: relative - 1] if _is_organ(part)][:1]
    return elements[: relative - 1], [[*organ, *side, *elements[relative + 1 :]]]


def _side_and_value(elements: list[Element], start: int) -> tuple[int, int, int] | None:
    """Return the places of a side and of the value behind it, and where they end ("than the right (11.2 cm)")."""
    side = start
    while side < len(elements) and elements[side].role in "PD":
        side += 1
    value = side + 1
    while value < len(elements) and elements[value].word in ("(", "one", ",", "at", "with"):
        value += 1
    if value >= len(elements) or not (_is_one_side(elements[side]) and gives_value(elements[value])):
        return None
    return side, value, value + 2 if value + 1 < len(elements) and elements[value + 1].word == ")" else value + 1


def _is_one_side(element: Element) -> bool:
    return element.item is not None and element.item.value("side") in _ONE_SIDE


def _is_organ(element: Element) -> bool:
    """Say whether an element only names a place that has no side of its own."""
    return (
        element.role == "M"
        and element.says("anatomy")
        and not (element.item and any(part.side for part in element.item.entries))
    )
