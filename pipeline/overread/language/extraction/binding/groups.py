"""What a stretch of a clause says of a finding: one set of attributes, or one for each of several that it tells apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from itertools import pairwise
from typing import Any

from overread.finding import Span
from overread.language.extraction.assertion.grammar import is_course
from overread.language.extraction.binding.attributes import NOTHING, Attributes
from overread.language.extraction.binding.largest import LARGEST, opens_with_largest
from overread.language.extraction.binding.modifiers import (
    counts,
    is_beside_place,
    is_compared,
    is_denied,
    is_former,
    is_landmark,
    is_measured,
    is_of_another_noun,
    is_of_course,
    is_overtaken,
    is_placed_after,
    is_relative,
    is_share,
    is_spared,
)
from overread.language.extraction.binding.sides import (
    is_beside_other_side,
    is_comparand,
    is_pair_of_one_side,
    weighed_side,
    weighs_sides,
)
from overread.language.extraction.binding.spine_beside import are_spine_and_else
from overread.language.extraction.elements.elements import Element, is_plain_negation
from overread.language.lexicon import lexicon
from overread.language.places import CHAMBER, narrowest
from overread.language.words.reading import Item


def groups(elements: list[Element], leads: bool = False) -> list[Attributes]:
    """Return the attributes of a stretch, split at a link where both halves name a side, or both a size.

    A stretch that `leads` ends before the noun it modifies: a number at its end counts that ("3 nodules").
    """
    if not elements:
        return []
    found: list[Attributes] = []
    start = 0
    for position, element in enumerate(elements):
        if element.role == "K" and _tells_apart(elements[start:position], elements[position + 1 :]):
            found.append(_read(elements[start:position], leads))
            start = position + 1
    if start < len(elements):
        found.append(_read(elements[start:], leads))
    return [group for group in found if group is not NOTHING]


def _tells_apart(current: list[Element], rest: list[Element]) -> bool:
    """Say whether a link between two stretches of modifiers tells two findings apart."""
    if not any(element.item for element in current):
        return False
    upcoming: list[Element] = []
    for element in rest:
        if element.role == "K" and upcoming:
            break
        upcoming.append(element)
    if not any(element.item for element in upcoming):
        return False
    before, after = _read(current), _read(upcoming)
    mine, theirs = ({*part.anatomy, *part.levels} for part in (before, after))
    apart = mine and theirs and mine.isdisjoint(theirs)
    each = after.sizes and not before.sizes  # "on both sides, right 12 mm, left 10 mm"
    sides = before.side and after.side and before.side != after.side and (before.side != "bilateral" or apart or each)
    degrees = before.severity and after.severity and before.anatomy and after.anatomy and before.anatomy != after.anatomy
    graded = after.severity and apart and not before.sizes
    largest = len(mine) > 1 and theirs < mine and bool(after.sizes) and not before.sizes and opens_with_largest(upcoming)
    crossed = _are_crossed(current, upcoming, mine, theirs)
    spine = are_spine_and_else((before.anatomy, before.levels), (after.anatomy, after.levels))
    return bool(sides or degrees or graded or spine or largest or crossed or _current(before) & _current(after))


def _are_crossed(current: list[Element], upcoming: list[Element], mine: Set[str], theirs: Set[str]) -> bool:
    """Say whether two stretches each name a part and what it is of, or the end of a place, which one list of places would not
    tell apart ("the proximal phalanx of the index finger and the distal phalanx of the ring finger").
    """
    if any(part.role == "K" for part in current):
        return False
    inner, outer = (narrowest(frozenset(named)) for named in (mine, theirs))
    if not inner or not outer or not inner.isdisjoint(outer):
        return False
    if len(inner) > 1 and len(outer) > 1:
        return _numbered(mine) == _numbered(theirs) and _is_one_place(current) and _is_one_place(upcoming)
    return {_end_told(current), _end_told(upcoming)} == _ENDS


def _numbered(named: Set[str]) -> set[str]:
    """Return what the numbered places among some are counts of: ribs or rays by their name, and the spine."""
    return {"spine" if name[0].isupper() else name.partition("-")[0] for name in named if name[-1].isdigit()}


def _is_one_place(stretch: list[Element]) -> bool:
    """Say whether nothing but "of" stands between the places of a stretch."""
    named = [position for position, part in enumerate(stretch) if part.says("anatomy") or part.says("level")]
    return all(part.role in "DM" or part.word == "of" for part in stretch[named[0] : named[-1]])


def _end_told(stretch: list[Element]) -> str | None:
    """Return the end of a place of which a stretch tells right before its name ("the proximal LAD")."""
    return next((one.word for one, other in pairwise(stretch) if one.word in _ENDS and other.says("anatomy")), None)


_ENDS = frozenset({"proximal", "distal"})


def _current(attributes: Attributes) -> set[str]:
    """Return the kinds of quantity that are stated for now."""
    return {size.quantity for size in attributes.sizes if size.role != "prior"}


def _read(elements: list[Element], leads: bool = False) -> Attributes:
    """Return the attributes that the modifiers of one stretch give."""
    given: dict[str, Any] = {}
    marks: dict[str, Span] = {}
    largest = False
    for position, element in enumerate(elements):
        item = element.item
        largest = largest or element.word in LARGEST
        if item is None:
            if element.word == "another" and not leads:
                given["count"] = 1
            elif element.word.isdigit() and 1 < int(element.word) <= 20 and counts(elements, position, leads):
                given["count"] = int(element.word)
        elif not _is_passed_over(elements, position, item, given, marks):
            for category, value, side, _ in item.entries:
                if category not in _TOLD_OF_ELSE or not _is_told_of_else(elements, position, category):
                    _take_meaning(given, marks, elements, position, (category, value, side), largest)
            _take_figures(given, marks, item)
    if _is_of_one_branch(given.get("anatomy", ()), marks):
        del given["side"], marks["side"]
    if "descriptor:greatest" in marks and (side := weighed_side(elements)):
        _take(given, marks, "extent", f"greater_{side}", None, marks["descriptor:greatest"])
    return Attributes(**given, marks=marks) if given or marks else NOTHING


def _is_of_one_branch(places: tuple[str, ...], marks: dict[str, Span]) -> bool:
    """Say whether a side is only in the name of one of several coronary arteries ("LAD, LCX and RCA")."""
    if len(places) < 2 or "side" not in marks or len(set(places)) < 2:
        return False
    named = marks["side"] in [marks.get(f"anatomy:{place}") for place in places]
    return named and all("coronary_artery" in lexicon().wholes(place) for place in places)


def _is_passed_over(elements: list[Element], position: int, item: Item, given: dict[str, Any], marks: dict[str, Span]) -> bool:
    """Say whether a place or a side is not that of the finding, and mark it where it is a landmark."""
    meant = [entry.category for entry in item.entries]
    if position and "anatomy" in meant:
        if is_landmark(elements, position):
            away = is_landmark(elements, position, measured=True)
            marks[f"away:{item.value('anatomy')}" if away else "landmark"] = (item.start, item.end)
            return True
        if is_spared(elements, position):
            return True
        if is_beside_place(elements, position) and (
            "anatomy" in given or "levels" in given or is_placed_after(elements, position)
        ):
            return True
    return "side" in meant and (
        is_comparand(elements, position) or is_pair_of_one_side(elements, position) or _is_side_of_landmark(elements, position)
    )


def _is_told_of_else(elements: list[Element], position: int, category: str) -> bool:
    """Say whether a meaning tells of something else than the finding: a share, a superlative, what it is compared with."""
    return any(rule(elements, position) for rule in _TOLD_OF_ELSE[category])


def _is_superlative(elements: list[Element], position: int) -> bool:
    return position > 0 and elements[position - 1].word == "most"


_TOLD_OF_ELSE: Mapping[str, tuple[Callable[[list[Element], int], bool], ...]] = {
    "count": (is_share, is_of_another_noun),
    "severity": (is_of_course,),
    "direction": (_is_superlative,),
    "history": (is_measured, is_compared),
    "change": (is_beside_other_side, is_relative, is_overtaken, weighs_sides),
    "trend": (weighs_sides,),
}
"""The categories in which a word can tell of something else than the finding, each with the rules that say when it does."""


def _take_meaning(
    given: dict[str, Any],
    marks: dict[str, Span],
    elements: list[Element],
    position: int,
    meaning: tuple[str, str, str | None],
    largest: bool,
) -> None:
    """Take in one meaning of an item, or its opposite where that is denied; `largest` that there is most on the side told."""
    category, value, side = meaning
    element = elements[position]
    span = (element.item.start, element.item.end) if element.item else (0, 0)
    if category == "descriptor" and position and elements[position - 1].word == "not":
        if f"non{value}" in lexicon().opposes:
            _take(given, marks, category, f"non{value}", side, span)
    elif category == "change" and is_course(element) and any(map(is_plain_negation, elements[:position])):
        _take(given, marks, category, "stable", side, span)
    elif category in ("descriptor", "chronicity") and is_denied(elements, position):
        for opposite in lexicon().opposes.get(value, ()):
            if opposite.endswith(value):
                _take(given, marks, category, opposite, side, span)
    elif category == "former" or (category == "severity" and is_former(elements, position)):
        before, _, now = value.partition("_")
        given["former"], marks["former"] = before, span
        given.update({"severity": now} if now and category == "severity" else {})
    elif largest and (side or (category == "side" and value)) in ("left", "right"):
        _take(given, marks, "extent", f"greater_{side or value}", None, span)
        _take(given, marks, category, value, side, span)
    else:
        _take(given, marks, category, value, side, span)


def _take_figures(given: dict[str, Any], marks: dict[str, Span], item: Item) -> None:
    """Take in the size, the levels or the score that an item gives."""
    span = (item.start, item.end)
    if item.quantity is not None and item.quantity.quantity != "time":
        given["sizes"] = (*given.get("sizes", ()), item.quantity)
        marks["size"] = marks[f"size:{item.quantity.span[0]}"] = span
    if item.names and item.value("level"):
        given["levels"], marks["level"] = given.get("levels", frozenset()) | item.names, span
        marks.update((f"level:{name}", span) for name in item.names)
    elif item.names:
        named = frozenset(name for name in item.names if ":" in name)
        given["descriptors"], marks["score"] = given.get("descriptors", frozenset()) | named, span


def _is_side_of_landmark(elements: list[Element], position: int) -> bool:
    """Say whether a side is that of the place from which a finding starts, whose own side is told too ("from distal to the left
    subclavian artery to the right iliac artery").
    """
    after = elements[position + 1 : position + 2]
    if not after or not after[0].says("anatomy") or not is_landmark(elements, position + 1):
        return False
    return len({element.item.value("side") for element in elements if element.item} - {None}) > 1


def _take(given: dict[str, Any], marks: dict[str, Span], category: str, value: str, side: str | None, span: Span) -> None:
    """Take in what one meaning of an item gives."""
    if category == "anatomy":
        given["anatomy"] = (*given.get("anatomy", ()), value)
        marks["anatomy"] = marks[f"anatomy:{value}"] = span
        if side and not (CHAMBER in lexicon().wholes(value) and given.setdefault("side", side)):
            given["side"], marks["side"] = side, span
    elif category == "side":
        if (former := given.get("side")) and value == "midline":
            return
        both = former and former != value and "side" in marks and "midline" not in (former, value)
        given["side"], marks["side"] = "bilateral" if both else value, span
    elif category in ("descriptor", "chronicity", "extent", "direction"):
        given["descriptors"] = given.get("descriptors", frozenset()) | {value}
        marks[f"descriptor:{value}"] = span
    elif category == "severity" and "severity" not in given:
        given["severity"], marks["severity"] = value, span
    elif category == "change" and given.get("change") in (None, "persistent"):
        given["change"], marks["change"] = value, span
    elif category == "trend":
        given["descriptors"] = given.get("descriptors", frozenset()) | {f"trend-{value}"}
        marks["trend"] = span
    elif category == "count":
        given["count"], marks["count"] = int(value) if value.isdigit() else value, span
    elif category == "history" and value == "history":
        given["historical"], marks["history"] = True, span
