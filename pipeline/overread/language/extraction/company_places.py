"""What a finding is in company of, whose places are its own and not those of the finding."""

from __future__ import annotations

from overread.language.extraction.attributes import groups, joined
from overread.language.extraction.elements import Element
from overread.language.places import relation

_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "measures", "measure", "remains", "remain"})
DIAMETERS = frozenset({"separation", "width", "depth", "gap", "diameter", "size"})


def before_company(left: list[Element], right: list[Element]) -> list[Element]:
    """Return the elements without what a "with" leads to up to the next verb, where its places lie apart from those before
    it: they are of something else ("the lesion at the angle with a component in the canal measures 16 mm").
    """
    for place, element in enumerate(right):
        if element.role == "S":
            if _is_size_of_part(right[place + 1 :]):
                return right[:place]
            end = next((later for later in range(place + 1, len(right)) if right[later].word in _FINITE), len(right))
            before, after = joined(groups(left + right[:place])).anatomy, joined(groups(right[place:end])).anatomy
            if before and after and all(relation(one, other) == "apart" for one in before for other in after):
                sized = any(part.word in DIAMETERS for part in right[place : place + 4])
                return right[:place] + [part for part in right[place:end] if _is_quality(part, sized)] + right[end:]
    return right


def _is_quality(element: Element, sized: bool) -> bool:
    """Say whether an element only says how a finding is, whatever place it names ("with intraarticular extension"), or, where
    what is led to is its size, how large ("with a size of 8 mm").
    """
    if sized and element.item and element.item.quantity:
        return True
    return element.item is not None and {entry.category for entry in element.item.entries} <= {"descriptor", "chronicity"}


def _is_size_of_part(elements: list[Element]) -> bool:
    """Say whether what follows a "with" is a value of a part of the organ ("with a 36 mmHg arm pressure difference")."""
    told = [element.item for element in elements if element.role != "D"][:2]
    return len(told) == 2 and bool(told[0] and told[0].quantity and told[1] and told[1].value("anatomy"))
