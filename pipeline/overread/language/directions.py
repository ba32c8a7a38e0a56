"""Where a finding points, which is not where it is: "extends anteriorly toward the nipple", "sparing the apex"."""

from __future__ import annotations

from overread.language.elements import Element

_TOWARD = frozenset({"toward", "towards"})
_SPARING = frozenset({"sparing", "spares", "spare", "excluding"})


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
