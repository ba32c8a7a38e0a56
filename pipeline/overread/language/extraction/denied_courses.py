"""Courses that are denied: a finding that has not moved is stable, a disease of which nothing else is said is denied."""

from __future__ import annotations

from overread.language.extraction.elements import Element, is_plain_negation
from overread.language.lexicon import lexicon

_MOVED = frozenset({"increased", "decreased"})
_LEADING = (" of", " in")


def with_denied_courses(elements: list[Element]) -> list[Element]:
    """Return the elements of a sentence with a course that is denied of a finding told as stable ("no radiographic evidence of
    progression of the nodule"), and with the mere progress of "disease" denied as a whole ("no progression of disease").
    """
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
