"""Courses that are denied: a finding that has not moved is stable, a disease of which nothing else is said is denied."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Element, is_plain_negation
from overread.language.lexicon import lexicon
from overread.language.words.reading import Item, Reading

_MOVED = frozenset({"increased", "decreased"})
_LEADING = (" of", " in")
_COMPARATIVES = frozenset(
    (
        "better worse larger smaller bigger wider narrower thicker thinner longer shorter higher lower stronger weaker denser "
        "deeper more less greater heavier taller broader"
    ).split()
)
_MOVING = frozenset("grow grew shrink shrank enlarge increase decrease widen progress regress".split())
_DOING = frozenset({"did", "doe", "do"})
_OF_THEM = frozenset({"none of", "none of the", "none"})
_THEM = frozenset({"them", "which", "these", "those"})
_DENYING = frozenset({"no", "not", "without"}) | _OF_THEM
_BECOMING = frozenset({"become", "been", "any", "yet", "significantly", "substantially", "much", "markedly", "notably"})
_LATER = frozenset({"than", "since", "today", "now", "meanwhile"})
_COMPARING = (" than", " since")


def with_denied_courses(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements of a sentence with a course that is denied of a finding told as stable ("no radiographic evidence of
    progression of the nodule"), and with the mere progress of "disease" denied as a whole ("no progression of disease").
    """
    if any(element.role == "N" for element in elements):
        elements = _with_unmoved(reading, elements)
    found: list[Element] = []
    for place, element in enumerate(elements):
        course = element.item.value("change") if element.item and element.role == "M" else None
        before = found[-1] if found else None
        if course in _MOVED and before and is_plain_negation(before) and element.word.endswith(_LEADING) and element.item:
            if _is_mere_disease(elements[place + 1 : place + 3]):
                found.append(element._replace(word="progressive"))
                continue
            start = before.item.start if before.item else element.item.start
            found[-1] = before._replace(role="W", item=None)
            found.append(element._replace(item=element.item._replace(entries=lexicon().phrases["stable"], start=start)))
        elif (
            course == "stable"
            and element.item
            and "progress" in element.word
            and _is_mere_disease(elements[place + 1 : place + 4])
        ):
            entries = lexicon().phrases
            found.append(
                element._replace(role="N", last=element.first, item=element.item._replace(entries=entries["no"]), word="no")
            )
            grown = element.item._replace(entries=entries["progressive"])
            found.append(element._replace(item=grown, word="progressive"))
        elif element.word == "of" and before and before.word == "progressive":
            continue
        else:
            found.append(element)
    return found


def _is_mere_disease(rest: list[Element]) -> bool:
    """Say whether what follows a course is "disease" alone, with "of" and "the" or without."""
    named = next((part for part in rest if part.role not in "PD"), None)
    return named is not None and named.word == "disease" and named.role == "C"


def _with_unmoved(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with what has moved neither way, or is not larger than it was, told as stable ("is neither larger
    nor smaller", "is no wider than before", "none of them larger than in 2021", "did not grow").
    """
    found = list(elements)
    for place in range(len(found) - 1, -1, -1):
        if found[place].role != "N":
            continue
        word, after = found[place].word, place + 1
        if word == "neither" and place + 3 < len(found) and found[place + 2].word in ("nor", "or"):
            if _tells_course(found[after]) and _tells_course(found[place + 3]):
                found[place : place + 4] = [_stable(reading, found[place], found[place + 3])]
        elif word == "not" and place and found[place - 1].word in _DOING:
            if after < len(found) and found[after].word in _MOVING:
                found[place - 1 : place + 2] = [_stable(reading, found[place - 1], found[after])]
        elif word in _DENYING and (course := _denied_course(found, place)):
            found[course] = _stable(reading, found[course], found[course])
            found[place] = found[place]._replace(role="W", item=None, word="all")
    return found


def _tells_course(element: Element) -> bool:
    if element.item is None:
        return element.word in _COMPARATIVES
    return any(element.item.value(kind) in _MOVED for kind in ("change", "trend")) and element.role == "M"


def _denied_course(elements: list[Element], place: int) -> int:
    """Return where the course stands that a denial is of, and not a finding or a size, 0 where it is of none."""
    course = place + 1
    while course < len(elements) and elements[course].word in _BECOMING:
        course += 1
    if elements[place].word in _OF_THEM:
        while course < len(elements) and (elements[course].word in _THEM or elements[course].role in "CMDV"):
            if _tells_course(elements[course]):
                break
            course += 1
    if course >= len(elements) or not _tells_course(elements[course]):
        return 0
    after = elements[course + 1 : course + 3]
    compared = (
        elements[course].word.endswith(_COMPARING)
        or " than " in elements[course].word
        or any(part.word == "than" for part in after[:1])
    )
    if compared:
        return 0 if any(_is_measure(part) or part.says("side") for part in after[-1:]) else course
    lacking = elements[place].word == "without" and place > 0
    said = lacking or elements[place - 1].role == "V" if place else elements[place].word in _OF_THEM
    ended = not after or after[0].role in "KBX" or after[0].word in _LATER
    return course if said and ended else 0


def _is_measure(element: Element) -> bool:
    return element.item is not None and element.item.quantity is not None and element.item.quantity.quantity != "time"


def _stable(reading: Reading, first: Element, last: Element) -> Element:
    """Return the element that says that all from one element to another is stable."""
    start, end = reading.tokens[first.first].start, reading.tokens[last.last - 1].end
    item = Item(first.first, last.last, lexicon().phrases["stable"], start, end)
    return Element("M", first.first, last.last, item, "stable")
