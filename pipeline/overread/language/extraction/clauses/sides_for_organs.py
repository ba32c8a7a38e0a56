"""A side that stands for the organ there: "a cyst in the left kidney and a stone in the right"."""

from __future__ import annotations

from itertools import takewhile

from overread.language.extraction.elements.elements import Element
from overread.language.words.reading import Reading

_ONE_SIDE = ("left", "right")
_LEADING = frozenset({"in", "of", "within", "involving"})


def with_organs(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with the organ of the other side behind a side that stands for it."""
    sides = [place for place, part in enumerate(elements) if _side(part)]
    if len(sides) < len(_ONE_SIDE):
        return elements
    found, added = list(elements), 0
    for number, place in enumerate(sides):
        if not number or not _stands_alone(elements, place):
            continue
        other = next((before for before in reversed(sides[:number]) if _side(elements[before]) != _side(elements[place])), None)
        organ = [*takewhile(_is_organ, elements[other + 1 :])] if other is not None else []
        found[place + 1 + added : place + 1 + added] = organ
        added += len(organ)
    return found


def _side(element: Element) -> str | None:
    side = element.item.value("side") if element.item else None
    return side if side in _ONE_SIDE else None


def _is_organ(element: Element) -> bool:
    return element.role == "M" and element.says("anatomy") and not element.says("side")


def _stands_alone(elements: list[Element], place: int) -> bool:
    """Say whether "in the" leads to a side and nothing that it would be of follows."""
    led = place > 1 and elements[place - 1].word == "the" and elements[place - 2].word in _LEADING
    following = elements[place + 1 : place + 2]
    return led and (not following or following[0].role in "KXVBSP") and not elements[place].says("anatomy")
