"""What is told "respectively": each of several values goes with the side or place that stands in its turn."""

from __future__ import annotations

import re
from dataclasses import replace

from overread.finding import Finding, Span
from overread.language.extraction.clauses.graded_by_place import GRADES
from overread.language.extraction.elements.elements import Element
from overread.language.figures.categories import category
from overread.language.words.reading import Reading

TOLD_IN_TURN = "respectively"
_SPINE = "CTLS"
_NUMBER = re.compile(r"\d+[ab]?")
_PRINTED = re.compile(r"\d+[ab]?|\b[ivx]+[ab]?\b")
_WORDS = frozenset({"respectively", "resp"})
_LEVEL = frozenset({"level", "levels"})


def in_turn(reading: Reading, elements: list[Element]) -> list[Element]:
    """Return the elements with every value behind the place it is told of: "the right and left kidneys measure 10 and 11 cm,
    respectively" becomes "the right kidney 10 and left kidney 11 cm"; where just as many places stand before as many values,
    without the word for it too.
    """
    said = next((place for place, part in enumerate(elements) if part.word in _WORDS), 0)
    end = said - (elements[said - 1].word == ",") if said else _end_of_values(elements)
    if not end:
        return elements
    named = [elements[end - 1]] if elements[end - 1].role == "C" else []
    last = end - len(named)
    second = _parted(reading, _members(elements, last))
    first_end = _run_start(elements, last) - 1
    passed = "VPDC" if said else "VPD"
    while first_end > 0 and (elements[first_end - 1].role in passed or elements[first_end - 1].word in _LEVEL):
        first_end -= 1
    named += [part for part in elements[first_end : _run_start(elements, last)] if part.role == "C"]
    first = _parted(reading, _members(elements, first_end))
    if len(first) != len(second) or len(first) < 2 or not _go_together(first, second, bool(named)):
        return elements
    start = _run_start(elements, first_end)
    link = next((part for part in elements if part.word == "and"), None)
    if link is None or len(named) > 1:
        return elements
    told: list[Element] = []
    for one, other in zip(_with_organ(first), _with_organ(second), strict=True):
        told += [link, *one, *other] if told else [*one, *other]
    return elements[:start] + named + told + elements[said + 1 if said else end :]


def _go_together(first: list[list[Element]], second: list[list[Element]], named: bool) -> bool:
    """Say whether two rows are of places and values, or, with a finding between or behind them, of places and degrees."""
    if not named:
        return _told_apart(first) and _told_apart(second)
    return (_told_apart(first) and _are_graded(second)) or (_are_graded(first) and _told_apart(second))


def _are_graded(members: list[list[Element]]) -> bool:
    """Say whether each member of a row is no more than a degree, course or quality."""
    return all(len(member) == 1 and any(map(member[0].says, (*GRADES, "trend"))) for member in members)


def _end_of_values(elements: list[Element]) -> int:
    """Return where two values end that an "and" links and behind which nothing more is told of them, 0 where none are."""
    for place in range(2, len(elements) - 1):
        if elements[place].word == "and" and _is_valued(elements[place - 1]) and _is_valued(elements[place + 1]):
            end = place + 2
            while end < len(elements) and _is_valued(elements[end]):
                end += 1
            return end if end == len(elements) or elements[end].role in "KX" else 0
    return 0


def _is_valued(element: Element) -> bool:
    return element.item is not None and element.item.quantity is not None


def _run_start(elements: list[Element], end: int) -> int:
    """Return where a row of modifiers begins that "and" or commas link."""
    start = end
    while start > 0 and (elements[start - 1].role == "M" or elements[start - 1].word in ("and", ",")):
        start -= 1
    return start


def _members(elements: list[Element], end: int) -> list[list[Element]]:
    """Return the members of the row of modifiers that ends at an index."""
    members: list[list[Element]] = [[]]
    for part in elements[_run_start(elements, end) : end]:
        if part.role == "M":
            members[-1].append(part)
        elif members[-1]:
            members.append([])
    return [member for member in members if member]


def _parted(reading: Reading, members: list[list[Element]]) -> list[list[Element]]:
    """Return a row with each of several numbered places that are one element ("segments 5 and IVa") as a member of its own."""
    item = members[0][-1].item if len(members) == 1 and members[0] else None
    if item is None or len(item.names) < 2:
        return members
    numbers = {_NUMBER.findall(name)[-1]: name for name in item.names if _NUMBER.search(name)}
    told = [category(number) for number in _PRINTED.findall(reading.text[item.start : item.end].lower())]
    if len(numbers) != len(item.names) or sorted(told) != sorted(numbers):
        return members
    own = members[0][-1]
    return [[own._replace(item=item._replace(names=frozenset({numbers[number]})))] for number in told]


def _told_apart(members: list[list[Element]]) -> bool:
    """Say whether each member of a row has a value, or each a side or place."""
    valued = all(any(map(_is_valued, member)) for member in members)
    return valued or all(any(part.says(kind) for kind in ("side", "anatomy", "level") for part in member) for member in members)


def _with_organ(members: list[list[Element]]) -> list[list[Element]]:
    """Return the members of a row, each with the organ that only the last names ("right and left kidneys")."""
    organ = [part for part in members[-1] if part.says("anatomy")]
    return [member if any(part.says("anatomy") for part in member) else member + organ for member in members]


def by_level(found: list[Finding], levels: frozenset[str]) -> list[Finding]:
    """Return the findings of a sentence, those of one kind each with that of the vertebrae of the heading which stands in its
    turn ("T6 and T8: wedge fractures, 30 and 40 % loss of height respectively").
    """
    spinal = [level for level in levels if level[0] in _SPINE and level[1:].isdigit()]
    turns = iter(sorted(spinal, key=lambda level: (_SPINE.index(level[0]), int(level[1:]))))
    alike = [one for one in found if one.levels == levels and one.concept == found[0].concept and len(one.sizes) == 1]
    if len(spinal) != len(levels) or len(alike) != len(levels) or len(levels) < 2:
        return found
    return [replace(one, levels=frozenset({next(turns)})) if one in alike else one for one in found]


def each_of_several(found: list[Finding]) -> list[Finding]:
    """Return the findings of a sentence, those of a draft that one number counts together without it ("two cysts: 3 cm in the
    liver and 1 cm in the spleen").
    """
    keys = [_counting(one) for one in found]
    told = {key for key in keys if key and keys.count(key) > 1 and key[1] == keys.count(key)}
    return [_uncounted(one) if key in told else one for one, key in zip(found, keys, strict=True)] if told else found


def _counting(one: Finding) -> tuple[str, int, Span] | None:
    """Return what tells findings counted together: their name, their number and the word for it."""
    if not isinstance(one.count, int) or "count" not in one.marks or one.source != "impression" or one.count == 1:
        return None
    return one.concept, one.count, one.marks["count"]


def _uncounted(one: Finding) -> Finding:
    return replace(one, count=None, marks={name: span for name, span in one.marks.items() if name != "count"})
