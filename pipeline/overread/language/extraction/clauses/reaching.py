"""Where a finding is said not to reach, or to spare: it is denied there and told without that place ("does not extend into the
vein", "sparing the apex").
"""

from __future__ import annotations

from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation
from overread.language.words.reading import Reading

_REACHING = frozenset(
    "extend extends extending extended reach reaches reaching reached involve involves involving involved cross crosses "
    "crossing continue continues continuing propagate propagates propagating spread spreads spreading track tracks tracking "
    "traverse traverses traversing".split()
)
_REACH = frozenset({"extension", "involvement", "propagation", "spread", "continuation", "contact"})
_BEYOND = frozenset({"into", "beyond", "across", "past", "through"})
_INTO = frozenset({"into", "to", "in", "beyond", "across", "through", "within", "towards", "toward", "onto"})
_SPARING = frozenset({"sparing", "spares", "spare"})
ANY_REACH = _REACHING | _REACH | _SPARING
_PARTLY = frozenset({"relative", "relatively", "partial", "partially", "some", "apical", "partly", "mostly"})
_AUXILIARIES = frozenset({"doe", "does", "do", "did", "is", "are", "which", "that", "it"})
_ADVERBS = frozenset(
    {"clearly", "definitely", "yet", "significantly", "obviously", "grossly", "appear", "seem", "to", "directly"}
)


def denied_reach(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what denies that a finding reaches a place, and a clause that denies the finding there."""
    if (denied_of := _denied_reach_of(elements)) is not None:
        return denied_of, []
    place = next((index for index, part in enumerate(elements) if index and _denies_reach(elements, index)), 0)
    named = next((index for index in range(place - 1, -1, -1) if elements[index].role == "C"), None)
    if named is None or _is_denied(elements, named):
        return elements, []
    end = _end_of_places(elements, place + 1)
    denied = elements[place + 1 : end]
    if elements[place].word == "sparing" and (led := _led_by_place(elements, place)):
        where = elements[led + 1 : place]
        denial = elements[led]._replace(role="W", item=None, word="not")
        partly = any(part.word in _PARTLY for part in where)
        return elements[:led] + elements[place + 1 :], [] if partly else [[denial, elements[named], *where, elements[place]]]
    if not any(part.says("anatomy") for part in denied) or any(part.role in "CN" for part in denied):
        return elements, []
    start = place
    spares = elements[place].word in _SPARING
    while start > named + 1 and (
        elements[start - 1].role in ("KBS" if spares else "KB") or elements[start - 1].word in _AUXILIARIES
    ):
        start -= 1
    where = [part for part in denied if part.role in "MDK" or part.word in _REACH]
    denial = elements[place]._replace(role="W", item=None, word="not") if spares else elements[place]
    return elements[:start] + elements[end:], [[denial, elements[named], *where]]


def _is_denied(elements: list[Element], named: int) -> bool:
    """Say whether a finding is denied itself, and so reaches nothing ("no fracture, no involvement of the joint")."""
    start = named
    while start > 0 and elements[start - 1].role in "MWD":
        start -= 1
    return start > 0 and is_plain_negation(elements[start - 1])


def _led_by_place(elements: list[Element], sparing: int) -> int:
    """Return where a "with" stands that leads to a place which is spared ("with subpleural sparing"), 0 where none does."""
    start = sparing
    while start > 0 and (elements[start - 1].role == "M" or elements[start - 1].word in _PARTLY):
        start -= 1
    placed = any(part.says("anatomy") for part in elements[start:sparing])
    return start - 1 if placed and start > 1 and elements[start - 1].role == "S" else 0


def _denied_reach_of(elements: list[Element]) -> list[Element] | None:
    """Return the elements with the finding denied in the place that it is said at their opening not to reach ("no extension of
    the thrombus into the vein"), None where they open otherwise.
    """
    first = next((place for place, part in enumerate(elements) if is_plain_negation(part)), len(elements))
    after = first + 1
    if after + 1 >= len(elements) or elements[after].word not in _REACH or elements[after].role == "C":
        return None
    if elements[after + 1].word != "of" or any(part.role in "CM" for part in elements[:first]):
        return None
    rest = [part for part in elements[after + 2 : after + 3] if part.role != "D"] + elements[after + 3 :]
    named = next((place for place, part in enumerate(rest) if part.role == "C"), None)
    where = rest[named + 1 :] if named is not None else []
    leads = where[0].word in _INTO if where else False
    told = leads and any(part.says("anatomy") for part in where)
    return [*elements[: first + 1], *rest] if told else None


def _denies_reach(elements: list[Element], place: int) -> bool:
    """Say whether it is denied that something reaches: "not extending to", "extends to, but not into", "without extension",
    "without reaching", "sparing the".
    """
    after = place + 1
    if elements[place].word in _SPARING:
        return elements[place - 1].word not in _PARTLY
    if is_plain_negation(elements[place]):
        while after < len(elements) and (elements[after].word in _ADVERBS or _is_place(elements[after])):
            after += 1
        told = elements[after].word if after < len(elements) and elements[after].role != "C" else ""
        return told in _REACH or (told in _REACHING and told.endswith("ing"))
    if elements[place].word != "not":
        return False
    if elements[place - 1].role in "KB" and after < len(elements) and elements[after].word in _BEYOND:
        return any(part.word in _REACHING for part in elements[:place])
    while after < len(elements) and elements[after].word in _ADVERBS:
        after += 1
    return after < len(elements) and elements[after].word in _REACHING


def _is_place(element: Element) -> bool:
    """Say whether an element only names a place ("without bladder involvement")."""
    return element.role == "M" and element.says("anatomy")


def _end_of_places(elements: list[Element], start: int) -> int:
    """Return where a stretch of places ends; "or" and "and" go on with further places."""
    for index in range(start, len(elements)):
        part = elements[index]
        if part.role in "BXS" or part.word in (",", ";", ")"):
            return index
        if part.word == "and" and any(after.role in "CVN" for after in elements[index + 1 :]):
            return index
    return len(elements)
