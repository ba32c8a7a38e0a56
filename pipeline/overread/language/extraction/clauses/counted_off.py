"""Findings that a sentence counts off after their number: "two nodules, one in the upper lobe, the other in the lingula"."""

from __future__ import annotations

from overread.language.extraction.clauses.former import changed
from overread.language.extraction.elements.elements import Element
from overread.language.words.reading import Reading

_NEXT = frozenset({"other", "another", "second", "third", "fourth", "fifth", "last", "remaining"})
_SEATED = frozenset({"thereof", "situated", "located", "lying", "seen"})
_OF_THEM = (["of", "them"], ["of", "these"], ["of", "which"], ["of", "those"])


def counted_off(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with "the other" and the like behind a number that counts some of the findings before it off as one
    more, and without the "of them" of that number.
    """
    first = next((place for place in range(2, len(elements)) if _counts_some(elements, place)), 0)
    if not first:
        return elements
    told: list[Element] = []
    place = 0
    while place < len(elements):
        element = elements[place]
        if place > first and _is_next(reading, element) and _is_told_apart(elements, place):
            if told[-1].role == "D":
                told.pop()
            told.append(changed(reading, element, "one")._replace(word="one"))
        elif place > first and element.word in _SEATED and told[-1].says("count"):
            pass
        elif (
            place >= first
            and [part.word for part in elements[place : place + 2]] in _OF_THEM
            and elements[place - 1].says("count")
        ):
            place += 1
        else:
            told.append(element)
        place += 1
    return told


def _counts_some(elements: list[Element], place: int) -> bool:
    """Say whether a number behind a link counts some of several findings that are counted before it."""
    before = elements[:place]
    if not elements[place].says("count") or before[-1].role not in "KX" or elements[place].role != "M":
        return False
    counted = next((index for index, part in enumerate(before) if part.says("count")), place)
    return any(part.role == "C" for part in before[counted:]) and _names_none(elements, place) and _tells_where(elements, place)


def _is_next(reading: Reading, element: Element) -> bool:
    """Say whether a word stands for one more of what is counted off, and not for "the others"."""
    token = reading.tokens[element.first]
    return element.word in _NEXT and not reading.text[token.start : token.end].endswith("s")


def _is_told_apart(elements: list[Element], place: int) -> bool:
    """Say whether a word such as "other" opens a stretch that names no finding of its own."""
    start = place - 1 if elements[place - 1].role == "D" else place
    return start > 0 and elements[start - 1].role in "KX" and _names_none(elements, place)


def _tells_where(elements: list[Element], place: int) -> bool:
    """Say whether a stretch tells where something is or how large, and not how it has gone ("three of them decreased")."""
    told = elements[place + 1 : _end(elements, place)]
    placed = any(part.says(kind) for part in told for kind in ("side", "anatomy", "level", "quantity"))
    return placed and not any(part.says("change") or part.says("trend") for part in told)


def _names_none(elements: list[Element], place: int) -> bool:
    """Say whether no finding stands between a place and the next link."""
    end = _end(elements, place)
    return not any(part.role in "CN" for part in elements[place + 1 : end]) and end > place + 1


def _end(elements: list[Element], place: int) -> int:
    """Return where the stretch behind a place ends: at the next link."""
    return next((later for later in range(place + 1, len(elements)) if elements[later].role in "KXB"), len(elements))
