"""Which of two places "the former" and "the latter" stand for, and what is told of each."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Clause, Element
from overread.language.words.reading import Reading

_KINDS = ("level", "side", "anatomy")
_PAIR = 2


def with_former_and_latter(_: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with the places that "the former" and "the latter" stand for ("edema of the lunate and the scaphoid,
    severe in the former, slight in the latter").
    """
    words = [part.word for part in elements]
    if "latter" not in words or _subjects(elements):
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


def told_of_each(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what is told of the former or the latter of two places, and a clause with the place for each
    ("bulges at L3-L4 and L4-L5, the latter with foraminal stenosis").
    """
    subjects = _subjects(elements)
    if subjects is None:
        return elements, []
    opened, seats = subjects
    found: list[Clause] = []
    end, last = opened, max(seats)
    for place, seat in seats.items():
        end = _end(elements, place + 1, last)
        found.append(_clause(elements[:opened], seat, elements[place + 1 : end]))
    return elements[:opened] + elements[end:], found


def _subjects(elements: list[Element]) -> tuple[int, dict[int, list[Element]]] | None:
    """Return where a stretch opens of which the latter, or both in turn, are the subjects, and the place of each; None where
    they are no subjects.
    """
    last = next((place for place, part in enumerate(elements) if part.word == "latter"), 0)
    first = next((place for place, part in enumerate(elements[:last]) if part.word == "former"), last)
    opened = next((place for place in range(first - 1, 0, -1) if elements[place].role != "D"), 0)
    pair = _pair(elements[:opened]) if opened and elements[opened].role in "KBX" else None
    return (opened, {first: pair[0], last: pair[1]}) if pair else None


def _pair(before: list[Element]) -> tuple[list[Element], list[Element]] | None:
    """Return the places that the last "and" links, each with its side and level, None where it links none."""
    link = next((place for place in range(len(before) - 1, 0, -1) if before[place].word == "and"), 0)
    start, end = link, link + 1
    while start > 0 and before[start - 1].role in "MD":
        start -= 1
    while end < len(before) and before[end].role in "MDP":
        end += 1
    first, second = list(filter(_is_placed, before[start:link])), list(filter(_is_placed, before[link + 1 : end]))
    return (first, second) if first and second else None


def _end(elements: list[Element], start: int, last: int) -> int:
    """Return where what is told of one of the two ends: before the other, or with the stretch."""
    if start <= last:
        stop = last - 1
        while elements[stop].role == "D":
            stop -= 1
        return stop + 1 if elements[stop].role not in "KBX" else stop
    return next((place for place in range(start, len(elements)) if elements[place].role in "KBX"), len(elements))


def _clause(before: list[Element], seat: list[Element], told: list[Element]) -> Clause:
    """Return what is told of a place as a clause about the finding before it, where it names none of its own."""
    if any(part.role == "C" for part in told):
        return [*seat, *told]
    return [*(part for part in before if part.role == "C"), *seat, *told]


def _is_placed(element: Element) -> bool:
    return any(element.says(kind) for kind in _KINDS)
