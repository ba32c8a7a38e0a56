"""What goes one way here and another there, or is denied of the members of a group: each is a statement of its own."""

from __future__ import annotations

from overread.language.extraction.assertion.grammar import PERCEIVED
from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.clauses.former import changed
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.words.reading import Item, Reading

NONE = frozenset({"none", "none of", "none of the"})
_THEM = (["which"], ["them"])
_ENHANCING = frozenset({"enhance", "enhancing"})
_OF_ONE = ("side", "anatomy", "level", "count", "severity", "change", "trend")
_HAVING = frozenset("have has had show shows demonstrate demonstrates contain contains exhibit exhibits".split())
_STANDING_FOR = frozenset({"that", "those", "one"})


def parted_courses(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements up to where a finding is said to go another way elsewhere, and that as a clause that names it too:
    "the effusion has resolved on the right but persists on the left".
    """
    told = [place for place, part in enumerate(elements) if part.item and _tells_course(part.item)]
    if len(told) < 2:
        return elements, []
    opened = next((place for place, part in enumerate(elements) if part.role == "C"), len(elements))
    told = [place for place in told if place > opened or _course_of(elements[place]) != "persistent"]  # "the known fractures"
    if len(told) < 2:
        return elements, []
    first, second = told[:2]
    link = next((place for place in range(first + 1, second) if elements[place].role in "KBX"), 0)
    head, tail = elements[:link], elements[link + 1 :]
    named = [part for part in head if part.role == "C"]
    if len(named) != 1 or not _names_place(head) or not _names_place(tail) or not _is_elsewhere(tail):
        return elements, []
    if _course_of(elements[first]) == _course_of(elements[second]):
        return elements, []
    end = first if named[0] in elements[:first] else head.index(named[0]) + 1
    subject = [part for part in head[:end] if part.role in "CM" and not _tells_which(part)]
    return head, [subject + [part for part in tail if part.word not in _STANDING_FOR]]


def without_none_of(reading: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what is denied of each of several findings ("multiple cysts, none complex"), and that as a
    clause of its own ("no complex cysts"), where it is a finding or a quality.
    """
    place = next((index for index, part in enumerate(elements) if part.word in NONE), -1)
    if place < 0:
        return elements, []
    start = place + 2 if [part.word for part in elements[place + 1 : place + 2]] in _THEM else place + 1
    if start == place + 1 and elements[place].word != "none" and (not place or elements[place - 1].role in "KBX"):
        return _with_the_several(elements, place), []
    if place < 2 or elements[place - 1].word not in (",", "but", "("):
        return elements, []
    end = next((index for index in range(start, len(elements)) if elements[index].role in "KBX"), len(elements))
    denied = elements[start:end]
    several = [part for part in elements[: place - 1] if _is_of_several(reading, part)]
    if not several or not _tells_more(denied):
        return elements, []
    sizes = [part for part in denied if part.item and part.item.quantity]
    none_so = _none_so(reading, elements[place], [] if sizes else denied, several[-1])
    return elements[: place - (not sizes)] + sizes + elements[end:], none_so


def _none_so(reading: Reading, none: Element, denied: list[Element], several: Element) -> list[Clause]:
    """Return what is denied of each of several findings as a clause that names it, or the findings of that quality."""
    told = [_as_finding(reading, part) for part in denied]
    told = [part for part in told if part.role == "C" or part.says("descriptor") or part.says("extent")]
    if not told:
        return []
    if told[-1].role == "C":
        return [[none, *told]]
    return [[none._replace(first=several.first, last=several.first), several, *told]]


def _as_finding(reading: Reading, element: Element) -> Element:
    if element.word not in _ENHANCING:
        return element
    return changed(reading, element, "enhancement")._replace(role="C")


def _with_the_several(elements: list[Element], place: int) -> list[Element]:
    """Return the elements with only the findings of which none is so ("none of the lesions enhances"), or with only what none
    of them has ("none of the lesions shows edema").
    """
    end = next((index for index in range(place + 1, len(elements)) if elements[index].role in "KBX"), len(elements))
    named = next((index for index in range(place + 1, end) if elements[index].role == "C"), end)
    rest = elements[named + 1 : end]
    had = next((index for index, part in enumerate(rest) if part.role == "C"), 0)
    if any(part.word in _HAVING for part in rest[:had]):
        return elements[: place + 1] + rest + elements[end:]
    if not rest or all(part.role == "V" or part.word in PERCEIVED for part in rest) or any(part.role in "CN" for part in rest):
        return elements
    return elements[:place] + elements[place + 1 : named + 1] + elements[end:]


COURSES = frozenset({"change", "trend"})


def _tells_course(item: Item) -> bool:
    return not COURSES.isdisjoint([entry.category for entry in item.entries])


def _course_of(element: Element) -> str | None:
    return element.item.value("change") or element.item.value("trend") if element.item else None


def _tells_which(element: Element) -> bool:
    """Say whether an element tells what is so of the finding at the first place alone."""
    return any(element.says(category) for category in _OF_ONE) or gives_value(element)


def _names_place(elements: list[Element]) -> bool:
    """Say whether a stretch names a place or a side."""
    return any(part.says("side") or part.says("anatomy") or part.says("level") for part in elements)


def _is_elsewhere(tail: list[Element]) -> bool:
    """Say whether what follows a link is no more than a course and a place, with nothing else found or denied."""
    return not any(part.role in "CN" or gives_value(part) for part in tail) and not any(
        part.role in "KBX" for part in tail[1:-1]
    )


def _is_of_several(reading: Reading, element: Element) -> bool:
    """Say whether an element names findings in the plural."""
    last = reading.tokens[element.last - 1]
    word = reading.text[last.start : last.end].lower()
    return element.role == "C" and word.endswith("s") and not last.norm.endswith(("is", word))


def _tells_more(denied: list[Element]) -> bool:
    """Say whether a denial says what is not so of the findings, and not that or where there are none."""
    seen = all(part.word in PERCEIVED or (part.role in "VDW" and part.word in ("is", "are", "of", "them")) for part in denied)
    return bool(denied) and not seen and not any(part.says("side") for part in denied)
