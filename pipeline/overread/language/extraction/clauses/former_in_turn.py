"""The former values of several, told in a row behind their present ones: "8 mm right and 5 mm left, previously 11 and 6 mm"."""

from __future__ import annotations

from dataclasses import replace

from overread.language.extraction.elements.elements import Element
from overread.language.words.reading import Reading

_ONCE = frozenset({"previously", "formerly", "earlier", "prior", "before", "was", "were", "versus", "vs", "from"})
_COMPARED = ("compared to", "compared with")
_TURN = frozenset({"respectively", "resp", "measuring", "measured"})
_LINKING = "KPDX"
_FEWEST = 2


def with_former_in_turn(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with each of a row of former values right behind the present one that it goes with, by its side or
    in its turn.
    """
    cue = next((place for place in range(len(elements) - 1, 0, -1) if _opens(elements[place])), 0)
    row = elements[cue + 1 :]
    former = [place for place, part in enumerate(row) if _is_size(part)]
    if not cue or len(former) < _FEWEST or not all(map(_is_of_row, row)):
        return elements
    end = cue - (elements[cue - 1].word in (",", "("))
    present = [place for place in range(end) if _is_size(elements[place])]
    if len(present) != len(former) or any(_is_former(elements[place]) for place in present):
        return elements
    sides = [_side_behind(row, place, former) for place in former]
    told = [_side_behind(elements[:end], place, present) for place in present]
    if any(sides) and (sorted(map(str, sides)) != sorted(map(str, told)) or len(set(sides)) != len(sides)):
        return elements
    order = [sides.index(side) for side in told] if any(sides) else range(len(former))
    values = {place: _as_former(row[former[turn]]) for place, turn in zip(present, order, strict=True)}
    return [one for place, part in enumerate(elements[:end]) for one in ([part, values[place]] if place in values else [part])]


def _opens(element: Element) -> bool:
    return element.word in _ONCE or element.word.endswith(_COMPARED)


def _is_of_row(element: Element) -> bool:
    return element.role in _LINKING or element.word in _TURN or element.says("side") or _is_size(element)


def _is_size(element: Element) -> bool:
    return element.item is not None and element.item.quantity is not None and element.item.quantity.quantity == "size"


def _is_former(element: Element) -> bool:
    return bool(element.item and element.item.quantity and element.item.quantity.role == "prior")


def _side_behind(elements: list[Element], place: int, values: list[int]) -> str | None:
    """Return the side told behind a value and before the next one."""
    end = next((other for other in values if other > place), len(elements))
    sides = [part.item.value("side") for part in elements[place:end] if part.item and part.says("side")]
    return sides[0] if sides else None


def _as_former(element: Element) -> Element:
    item = element.item
    if item is None or item.quantity is None:
        return element
    return element._replace(item=item._replace(quantity=replace(item.quantity, role="prior")))
