"""Which of two places "the former" and "the latter" stand for."""

from __future__ import annotations

from overread.language.extraction.elements import Element

_KINDS = ("level", "side", "anatomy")
_PAIR = 2


def with_former_and_latter(elements: list[Element]) -> list[Element]:
    """Return the elements with the places that "the former" and "the latter" stand for ("edema of the lunate and the scaphoid,
    severe in the former, slight in the latter").
    """
    words = [part.word for part in elements]
    if "latter" not in words:
        return elements
    start = min(words.index(word) for word in ("former", "latter") if word in words)
    two = _pair_before(elements[:start])
    stand = dict(zip(("former", "latter"), two, strict=True)) if two else {}
    return [_stood_for(part, stand.get(part.word)) for part in elements]


def _stood_for(element: Element, place: Element | None) -> Element:
    if element.word not in ("former", "latter"):
        return element
    return place if place is not None else element._replace(role="W", item=None)


def _pair_before(before: list[Element]) -> list[Element]:
    """Return the two levels, sides or places that a stretch names, none where it names one or more."""
    for kind in _KINDS:
        told = [part for part in before if part.says(kind)]
        if kind == "level":
            told = [one for part in told for one in _each_level(part)]
        if len(told) == _PAIR and not any(part.item and part.item.value("side") == "bilateral" for part in told):
            return told
        if kind == "level" and told:
            return []
    return []


def _each_level(element: Element) -> list[Element]:
    """Return an element for each level that one names ("second and third metatarsals")."""
    item = element.item
    if item is None:
        return []
    return [element._replace(item=item._replace(names=frozenset({name}))) for name in sorted(item.names)]
