"""What a clause opens with and all its findings share: a side, a level, or the place that it is about."""

from __future__ import annotations

from dataclasses import replace

from overread.language.extraction.binding.attributes import Attributes, is_placeless
from overread.language.extraction.binding.seats import is_spinal, usual_of
from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation

_COPULAS = frozenset({"is", "are"})


def share_leading_side(clause: Clause, targets: list[int], bound: dict[int, tuple[Attributes, ...]]) -> None:
    """Give all findings of a clause the side that it opens with and says more of ("right (4 cm) with septations, nodule")."""
    side = clause[0].item.value("side") if clause[0].item else None
    after = clause[1] if len(clause) > 1 else None
    if side is None or after is None or any(element.says("side") for element in clause[1:]):
        return
    if after.word == "(" or after.role == "S" or after.says("severity") or (after.item and after.item.quantity):
        for target in targets:
            parts = bound[target]
            bound[target] = tuple(part if part.side else replace(part, side=side) for part in parts)


def share_leading_level(clause: Clause, targets: list[int], bound: dict[int, tuple[Attributes, ...]]) -> None:
    """Give all spinal findings of a clause the level that it opens with ("at L4-L5, a bulge results in canal stenosis")."""
    if not targets or targets[0] == 0 or clause[0].role not in "PM":
        return
    items = [part.item for part in clause[: min(targets[0], 2)] if part.item and part.says("level")]
    if len(items) != 1:
        return
    for target in targets:
        if is_spinal(clause[target]):
            levels = items[0].names
            bound[target] = tuple(
                part if part.levels or part.anatomy else replace(part, levels=levels) for part in bound[target]
            )


def subject_of(opening: Clause, first: tuple[Attributes, ...]) -> Attributes | None:
    """Return what the first finding of a clause says of the place that the clause is about ("the left carotid artery shows
    plaque and ..."), None where it opens with no place.
    """
    if not opening or len(first) != 1:
        return None
    places = [element.item.start for element in opening if element.item and element.says("anatomy")]
    named = any(span[0] in places for mark, span in first[0].marks.items() if mark.startswith("anatomy:"))
    return first[0] if named else None


def subject_stated(element: Element, first: tuple[Attributes, ...]) -> Attributes | None:
    """Return the organ whose state a clause opens with in one phrase ("the gallbladder is distended and contains stones")."""
    if len(first) != 1 or _COPULAS.isdisjoint(element.word.split()[1:-1]):
        return None
    usual = usual_of(element)
    stated = len(usual) == 1 and is_placeless(first[0])
    return replace(first[0], anatomy=tuple(usual), levels=frozenset()) if stated else None


def on_its_side(clause: Clause, target: int, groups: list[Attributes]) -> list[Attributes]:
    """Return what leads to a finding without its places, where it is in an "ipsilateral" one, and without its side where that
    may be either ("an area from the left to the right lobe that invades the ipsilateral vein").
    """
    if not groups or _SAME_SIDE.isdisjoint([part.word for part in clause[target + 1 : target + _NEXT]]):
        return groups
    sides = {part.item.value("side") for part in clause[:target] if part.item} - {None}
    return [replace(group, anatomy=(), side=group.side if len(sides) == 1 else None) for group in groups]


_SAME_SIDE = frozenset({"ipsilateral", "homolateral"})
_NEXT = 4


def denies_quality(clause: Clause, start: int) -> bool:
    """Say whether a clause up to a finding denies a quality of it ("no displacement of the fracture")."""
    led = start > 0 and clause[start].role in "MW" and is_plain_negation(clause[start - 1])
    return led and any(part.word == "of" for part in clause[start:])
