"""What denies the finding before it in the style of a form: "stones (-)", "hydrocele 0", "fracture: no, on either side"."""

from __future__ import annotations

import re

from overread.language.extraction.clauses.former import changed
from overread.language.extraction.elements.elements import Element
from overread.language.words.reading import Reading

_MINUS = re.compile(r"\s?\([-–]\)|[-–](?=\s*(?:[,.;)]|$))")
_SET_APART = re.compile(r"\s?[(\[][-–][)\]]|\s[-–](?=\s*(?:[,.;)]|$))")
_LONGEST = 5
_MARKS = frozenset({"ø", "0"})
_WHOLE = frozenset({"no", "none", "nil", "neither", "zero"})
_OPENED = {"no": frozenset({"more", "longer"}), "not": frozenset({"yet"})}
_LED = frozenset({"without evidence of", "no evidence of", "no sign of", "without", "none of"})
_ENDING = frozenset({",", ";", ")", "(", "]", ":", "?"})
_DASHES = "-–—"
_VALUES = ("score", "index", "ratio", "grade", "stage", "count", "fraction", "volume", "calcium", "number")


def with_answers(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with each mark or word behind a finding that denies it as such a denial, and a minus right behind the
    abbreviation of a place ("MRF-") as a normal of that.
    """
    marked = _with_minus(reading, elements)
    named = next((place for place, element in enumerate(marked) if element.role == "C"), len(marked))
    found, index = marked[: named + 1], named + 1
    while index < len(marked):
        size = _size_of_answer(reading, marked, index)
        found.append(changed(reading, marked[index], "not seen")._replace(role="N") if size else marked[index])
        index += size or 1
    return found


def _with_minus(reading: Reading, elements: list[Element]) -> list[Element]:
    if "-" not in reading.text and "–" not in reading.text:
        return elements
    found: list[Element] = []
    for element in elements:
        found.append(element)
        if element.item is None or element.role not in "CM":
            continue
        word, end = reading.text[element.item.start : element.item.end], element.item.end
        short = word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST
        denied = element.role == "C"
        if (short and _MINUS.match(reading.text, end)) or (denied and _SET_APART.match(reading.text, end)):
            found.append(changed(reading, element, "not seen" if denied else "normal")._replace(role="N" if denied else "M"))
    return found


def _size_of_answer(reading: Reading, elements: list[Element], index: int) -> int:
    """Return how many elements from an index on deny the finding before them and say no more of it, 0 where they do not."""
    word = elements[index].word
    following = elements[index + 1].word if index + 1 < len(elements) else ""
    if following in _OPENED.get(word, ()):
        size = 2
    elif word in _MARKS or word in _WHOLE or word in _LED:
        size = 1
    else:
        return 0
    ends = all(part.word in _ENDING or part.says("side") for part in elements[index + size : index + size + 1])
    return size if ends and _is_said_of_finding(reading, elements, index) else 0


def _is_said_of_finding(reading: Reading, elements: list[Element], index: int) -> bool:
    """Say whether a finding stands before an answer, with no more than its side or place, a colon or a dash between."""
    place = index - 1
    parted = elements[place].word == ":" or _is_dash(reading, elements[place])
    place -= parted
    while place > 0 and elements[place].role == "M" and (elements[place].says("side") or elements[place].says("anatomy")):
        place -= 1
    before = elements[place]
    return before.role == "C" and not before.word.endswith(_VALUES)


def _is_dash(reading: Reading, element: Element) -> bool:
    return element.word == "," and reading.text[reading.tokens[element.first].start] in _DASHES
