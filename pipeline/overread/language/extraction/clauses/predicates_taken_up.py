"""A predicate that a second subject takes up without its words: "the spleen is enlarged, the liver is not"."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Clause, Element
from overread.language.lexicon import lexicon
from overread.language.places import touches, usual_places
from overread.language.words.reading import Reading

_VERBS = frozenset("is are was were does doe do did has have".split())
_AS_WELL = frozenset({"so", "as"})
TAKING_UP = _AS_WELL | {"not"}


def with_taken_up_predicates(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without the second subjects whose predicate is that of the one before, and a clause for each."""
    found: list[Clause] = []
    kept = elements
    for start in range(len(elements) - 1, 0, -1):
        if elements[start].role not in "KBX" or not (told := _subject(elements, start + 1)):
            continue
        places, denial, end = told
        head = elements[:start]
        named = next((part for part in reversed(head) if part.role == "C"), None)
        if named is None:
            continue
        if not any(part.says("anatomy") for part in places):
            places = [part for part in head if part.role == "M" and part.says("anatomy") and not part.says("side")] + places
        if (predicate := _said_of(named, places)) is not None:
            found.append([*denial, predicate, *places])
        kept = [*kept[:start], *kept[end:]]
    return kept, found


def _subject(elements: list[Element], start: int) -> tuple[list[Element], list[Element], int] | None:
    """Return the places of a subject that only says "is not" or "so is" of itself, its denial, and where it ends."""
    place = start
    if elements[place : place + 1] and elements[place].word in _AS_WELL:
        place += 1
        if place >= len(elements) or elements[place].word not in _VERBS:
            return None
        end = next((later for later in range(place + 1, len(elements)) if elements[later].role not in "DMK"), len(elements))
        return _told(elements, place + 1, end, [])
    while place < len(elements) and elements[place].role in "DM":
        place += 1
    subject = place
    place += place < len(elements) and elements[place].word == "one"
    place += place < len(elements) and elements[place].word in _VERBS
    if place >= len(elements) or elements[place].word != "not":
        return None
    return _told(elements, start, place + 1, [elements[place]], subject)


def _told(
    elements: list[Element], start: int, end: int, denial: list[Element], last: int = 0
) -> tuple[list[Element], list[Element], int] | None:
    places = [part for part in elements[start : last or end] if part.role in "MK"]
    named = [part for part in places if part.role == "M"]
    ends = end == len(elements) or elements[end].role in "KBX"
    return (places, denial, end) if ends and named and all(part.tells_place() for part in named) else None


def _said_of(named: Element, places: list[Element]) -> Element | None:
    """Return a finding as it can be of other places: "enlarged" where it is called "spleen is enlarged", None where it cannot
    be there.
    """
    if named.item is None:
        return None
    organs = frozenset(
        entry.value for part in places if part.item for entry in part.item.entries if entry.category == "anatomy"
    )
    seats = usual_places(named.item.value("concept") or "")
    if not seats or not organs or touches(seats, organs):
        return named
    alone = named.word.split()[-1]
    entries = lexicon().phrases.get(alone, ())
    if alone == named.word or not any(entry.category == "concept" for entry in entries):
        return None
    return named._replace(word=alone, item=named.item._replace(entries=entries))
