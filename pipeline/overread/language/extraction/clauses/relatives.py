"""Relative clauses: what "which" or "where" tells of the place or the finding before it."""

from __future__ import annotations

from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation
from overread.language.words.reading import Reading


def without_relatives(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what relative clauses say, and each of those with its place ("worst at L5-S1, where there is
    a protrusion, and at L4-L5, where there is stenosis").
    """
    found: list[Clause] = []
    told = [elements]
    while told and len(found) < _MOST:
        elements, one = without_relative(elements)
        told = [one] if one and any(part.word == "where" for part in elements) else []
        found += [one] if one else []
    return elements, found


_MOST = 3


def without_relative(elements: list[Element]) -> tuple[list[Element], list[Element]]:
    """Return the elements without what a relative clause says of the place before it, and that with its place ("the mass abuts
    the aorta, which is normal", "cysts of the liver, the kidney (which is small) and the spleen").
    """
    words = [part.word for part in elements]
    if "where" in words:
        return _of_where(elements, words.index("where"))
    index = words.index("which") if "which" in words else 0
    if index and (parted := _of_finding(elements, index)):
        return parted
    opening = elements[index - 1].word if index else ""
    if index < 2 or index + 2 >= len(elements) or opening not in (",", "(") or elements[index + 1].role != "V":
        return elements, []
    start = index - 1
    while (
        start and elements[start - 1].role == "M" and (elements[start - 1].says("anatomy") or elements[start - 1].says("side"))
    ):
        start -= 1
    ends = (")", ".") if opening == "(" else (",", ".", ";", ")")
    end = next((place for place in range(index, len(elements)) if elements[place].word in ends), len(elements))
    told = [part for part in elements[index + 2 : end] if part.role not in "DP" and part.word != "otherwise"]
    of_place = bool(told) and (told[0].says("normality") or told[0].role == "C" or is_plain_negation(told[0]))
    if not of_place or not any(part.says("anatomy") for part in elements[start : index - 1]):
        return elements, []
    closing = ")" if opening == "(" else ","
    rest = elements[end + 1 :] if end < len(elements) and elements[end].word == closing else elements[end:]
    return elements[: index - 1] + rest, elements[start : index - 1] + elements[index + 1 : end]


def _of_finding(elements: list[Element], index: int) -> tuple[list[Element], list[Element]] | None:
    """Return the elements without a relative clause between commas that tells another finding of the one before it, where the
    sentence goes on about that, and the clause with its place ("the mass, which invades the pleura, measures 4 cm").
    """
    start = index - 1 - (elements[index - 1].role == "P")
    end = next((place for place in range(index + 1, len(elements)) if elements[place].word == ","), 0)
    if start < 1 or elements[start].word != "," or not 0 < end < len(elements) - 1:
        return None
    resumed, told = elements[end + 1], elements[index + 1 : end]
    goes_on = resumed.role == "V" or resumed.says("change") or resumed.says("trend")
    named = next((place for place in range(start - 1, -1, -1) if elements[place].role in "CKXBVS"), -1)
    if not goes_on or named < 0 or elements[named].role != "C" or not any(part.role == "C" for part in told):
        return None
    placed = any(part.says("anatomy") or part.says("level") for part in told)
    where = [] if placed else [part for part in elements[named + 1 : start] if part.role == "M"]
    return elements[:start] + elements[end + 1 :], where + told


def _of_where(elements: list[Element], index: int) -> tuple[list[Element], list[Element]]:
    """Return the elements without what is told of the place before a "where", and that with its place ("most severe at C5-C6,
    where there is canal stenosis", "plaque of the carotid arteries, worst on the left, where the lumen is narrowed by 60%").
    """
    last = index - (elements[index - 1].word == ",")
    start = _start_of_place(elements, index)
    end = next((place for place in range(index, len(elements)) if elements[place].word in (";", ")")), len(elements))
    again = next((place for place in range(index + 1, end) if elements[place].word == "where"), 0)
    if again:
        end = _start_of_place(elements, again)
        end -= elements[end - 1].word == "and"
        end -= elements[end - 1].word == ","
    told = elements[index + 1 : end]
    where = [part for part in elements[start:last] if part.tells_place()]
    if not where or not start or not any(part.role == "C" for part in told):
        return elements, []
    if not any(part.says("anatomy") or part.says("level") for part in where):
        where = [part for part in elements[:start] if part.says("anatomy")][-1:] + where
    return elements[:last] + elements[end:], where + told


def _start_of_place(elements: list[Element], index: int) -> int:
    """Return where the place begins that stands before a "where"."""
    start = index - (elements[index - 1].word == ",")
    while start and (elements[start - 1].role in "MDP" or (elements[start - 1].word == "and" and elements[start].role != "P")):
        start -= 1
    return start
