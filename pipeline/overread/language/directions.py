"""Where a finding points, which is not where it is: "extends anteriorly toward the nipple", "directed to the apex"."""

from __future__ import annotations

from overread.language.elements import Element

_TOWARD = frozenset({"toward", "towards"})


def without_goals(elements: list[Element]) -> list[Element]:
    """Return the elements without the places that a finding only points to."""
    kept: list[Element] = []
    pointing = False
    for element in elements:
        if element.word in _TOWARD:
            pointing = True
        elif pointing and element.role not in "MDW":
            pointing = False
        place = element.item is not None and element.item.value("anatomy") is not None
        if not (pointing and place):
            kept.append(element)
    return kept
