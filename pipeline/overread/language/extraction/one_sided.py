"""What is denied of one side alone: "right pleural effusion but none on the left", "a small right and no left effusion"."""

from __future__ import annotations

from overread.language.extraction.elements import Clause, Element

_DENYING = frozenset({"no", "none", "not", "absent"})
_SIDES = ("left", "right")


def denied_sides(elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what denies a finding of the side that is not told of, and a clause for each such denial."""
    found: list[Clause] = []
    place = 1
    while place < len(elements):
        if elements[place].word not in _DENYING or not (end := _end_of_side(elements, place)):
            place += 1
            continue
        denied = elements[place:end]
        before = next((index for index in range(place - 1, -1, -1) if elements[index].role == "C"), None)
        if before is not None and _is_contrasted(elements[:place], denied, elements[end:], before):
            if denied[0].word != "not":  # what "is not the right one" is no finding of the right
                found.append([elements[before], *denied])
            elements = _without(elements, place, end)
        elif (after := _concept_after(elements, end)) and _opens_contrast(elements[:place], denied):
            found.append([*denied, elements[after]])
            elements = elements[: _last_modifier(elements, place) + 1] + elements[after:]
        place += 1
    return elements, found


def _end_of_side(elements: list[Element], place: int) -> int:
    """Return where a stretch ends that denies and then names a side alone, 0 where what is denied is named too."""
    end = place + 1
    while end < len(elements) and elements[end].role in "PDM":
        end += 1
    told = elements[place + 1 : end]
    return end if any(part.says("side") for part in told) and all(_only_places(part) for part in told) else 0


def _only_places(element: Element) -> bool:
    return element.role in "PD" or element.says("side") or element.says("anatomy")


def _side_of(elements: list[Element]) -> set[str]:
    """Return the sides that a stretch names."""
    sides = {element.item.value("side") for element in elements if element.item}
    return {side for side in sides if side in _SIDES}


def _is_contrasted(before: list[Element], denied: list[Element], after: list[Element], concept: int) -> bool:
    """Say whether a denial behind a finding is of the other side than the rest tells of it."""
    linked = before[-1].role in "KBX" and (not after or after[0].role in "KBX")
    mine, rest = _side_of(denied), _side_of(before[_start(before, concept) :])
    answers = before[-1].role == "X" and concept == len(before) - 2
    told = rest or (_side_of(after[1:6]) if answers else set())
    return linked and len(mine) == len(told) == 1 and mine.isdisjoint(told)


def _start(elements: list[Element], concept: int) -> int:
    """Return where the noun phrase of a finding begins."""
    while concept > 0 and elements[concept - 1].role in "MDW":
        concept -= 1
    return concept


def _concept_after(elements: list[Element], end: int) -> int:
    """Return where the finding stands that follows a denied side at once or behind a comma, 0 where none does."""
    after = end + (end < len(elements) and elements[end].word == ",")
    return after if after < len(elements) and elements[after].role == "C" else 0


def _last_modifier(elements: list[Element], place: int) -> int:
    """Return the place of the last modifier before the links that lead to a denial."""
    before = place - 1
    while before > 0 and elements[before].role in "KB":
        before -= 1
    return before


def _opens_contrast(before: list[Element], denied: list[Element]) -> bool:
    """Say whether the words before a denied side give the finding after it another one ("small right and no left ...")."""
    last = _last_modifier(before, len(before))
    if last == len(before) - 1 or before[last].role != "M":
        return False
    start = last
    while start > 0 and before[start - 1].role == "M":
        start -= 1
    mine, other = _side_of(denied), _side_of(before[start:])
    return len(mine) == len(other) == 1 and mine.isdisjoint(other)


def _without(elements: list[Element], start: int, end: int) -> list[Element]:
    """Return the elements without a stretch and one of the links beside it: that before it, or after an answer that behind."""
    if elements[start - 1].role == "X":
        return elements[:start] + elements[end + 1 :]
    first = start - 1
    while first > 0 and elements[first - 1].role in "KB":
        first -= 1
    return elements[:first] + elements[end:]
