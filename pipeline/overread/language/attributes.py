"""What a stretch of a clause says of a finding: side, place, size, degree, change, number, qualities."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from overread.finding import Change, Quantity, Span
from overread.language.elements import Clause, Element, is_plain_negation
from overread.language.grammar import is_course
from overread.language.lexicon import lexicon
from overread.language.places import CHAMBER


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes bound to one finding, with the span of the words that gave each."""

    side: str | None = None
    anatomy: tuple[str, ...] = ()
    levels: frozenset[str] = frozenset()
    sizes: tuple[Quantity, ...] = ()
    severity: str | None = None
    change: Change | None = None
    count: int | str | None = None
    descriptors: frozenset[str] = frozenset()
    historical: bool = False
    observed: tuple[Quantity, ...] = ()
    marks: dict[str, Span] = field(default_factory=dict)


NOTHING = Attributes()
_REACHING = frozenset(
    {"reaching", "involving", "affecting", "entering", "crossing", "invading", "abutting", "reach", "involve"}
)
_SPARING = frozenset({"sparing", "spare", "excluding", "respecting"})
_FROM_WORDS = frozenset({"from", "above", "below", "to", "beyond"})
_REFERRED = frozenset({"above", "below", "exceeding", "than"})
_REFERENCES = frozenset({"liver", "hepatic", "blood pool", "mediastinal blood pool", "mediastinum", "background"})
_LEADING_OFF = frozenset(
    "distal proximal immediately just directly inferomedial inferolateral superomedial superolateral anteromedial "
    "anterolateral posteromedial posterolateral caudal cranial superficial separate distinct".split()
)
_NOT_COUNTED = frozenset(
    (
        ": o clock st nd rd th ) ( oclock minute hour day week month year second view / january february march april may june "
        "july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    ).split()
)
BESIDE = frozenset(
    "near beside adjacent behind abutting contacting touching indenting displacing overlying underlying against".split()
)
_COMPARING = frozenset({"from", "since", "than", "to", "with", "compared"})


def groups(elements: list[Element], leads: bool = False) -> list[Attributes]:
    """Return the attributes of a stretch, split at a link where both halves name a side, or both a size.

    A stretch that `leads` ends before the noun it modifies: a number at its end counts that ("3 nodules").
    """
    if not elements:
        return []
    found: list[Attributes] = []
    current: list[Element] = []
    for position, element in enumerate(elements):
        if element.role == "K" and _tells_apart(current, elements[position + 1 :]):
            found.append(_read(current, leads))
            current = []
        else:
            current.append(element)
    if current or not found:
        found.append(_read(current, leads))
    return [group for group in found if group is not NOTHING]


def sizes_apart(clause: Clause) -> list[Attributes]:
    """Return the attributes of the organs, or sides, whose sizes a clause gives one after the other, none where it does not."""
    told = groups(clause)
    if len(told) < 2 or not all(group.sizes for group in told):
        return []
    found = [replace(group, anatomy=group.anatomy or told[0].anatomy) for group in told]
    keys = {(group.side, group.anatomy) for group in found}
    return found if len(keys) == len(found) and all(group.anatomy or group.side for group in found) else []


def _tells_apart(current: list[Element], rest: list[Element]) -> bool:
    """Say whether a link between two stretches of modifiers tells two findings apart."""
    if not any(element.item for element in current):
        return False
    upcoming: list[Element] = []
    for element in rest:
        if element.role == "K" and upcoming:
            break
        upcoming.append(element)
    before, after = _read(current), _read(upcoming)
    sides = before.side and after.side and before.side not in (after.side, "bilateral")
    return bool(sides or _current(before) & _current(after))


def _current(attributes: Attributes) -> set[str]:
    """Return the kinds of quantity that are stated for now."""
    return {size.quantity for size in attributes.sizes if size.role != "prior"}


def _read(elements: list[Element], leads: bool = False) -> Attributes:
    """Return the attributes that the modifiers of one stretch give."""
    given: dict[str, Any] = {}
    marks: dict[str, Span] = {}
    for position, element in enumerate(elements):
        item = element.item
        if item is None:
            if element.word.isdigit() and 1 < int(element.word) <= 20 and _counts(elements, position, leads):
                given["count"] = int(element.word)
            continue
        span = (item.start, item.end)
        if item.value("anatomy") and (
            _is_spared(elements, position)
            or _is_landmark(elements, position)
            or (given.get("anatomy") and _is_near(elements, position))
        ):
            continue
        if item.value("side") and (_is_comparand(elements, position) or _is_pair_of_one_side(elements, position)):
            continue
        for category, value, side, _ in item.entries:
            if category == "count" and _is_share(elements, position):
                continue
            if category == "descriptor" and position and elements[position - 1].word == "not":
                if f"non{value}" in lexicon().opposes:
                    _take(given, marks, category, f"non{value}", side, span)
            elif (category == "change" and _is_relative(elements, position)) or (
                category in ("change", "trend") and _weighs_sides(elements, position)
            ):
                continue
            elif category == "change" and is_course(element) and any(map(is_plain_negation, elements[:position])):
                _take(given, marks, category, "stable", side, span)
            elif category in ("descriptor", "chronicity") and _is_denied(elements, position):
                for opposite in lexicon().opposes.get(value, ()):
                    if opposite.endswith(value):
                        _take(given, marks, category, opposite, side, span)
            elif category != "history" or not (_is_measured(elements, position) or _is_compared(elements, position)):
                _take(given, marks, category, value, side, span)
        if item.quantity is not None and item.quantity.quantity != "time":
            given["sizes"] = (*given.get("sizes", ()), item.quantity)
            marks["size"] = marks[f"size:{item.quantity.span[0]}"] = span
        if item.names and item.value("level"):
            given["levels"], marks["level"] = given.get("levels", frozenset()) | item.names, span
            marks.update((f"level:{name}", span) for name in item.names)
        elif item.names:
            named = frozenset(name for name in item.names if ":" in name)
            given["descriptors"], marks["score"] = given.get("descriptors", frozenset()) | named, span
    return Attributes(**given, marks=marks) if given or marks else NOTHING


def _is_relative(elements: list[Element], position: int) -> bool:
    """Say whether "smaller" or "larger" before a noun compares with another finding of now ("a smaller lesion on the left")."""
    return elements[position].word in ("smaller", "larger") and position > 0 and elements[position - 1].word in ("a", "another")


def _is_denied(elements: list[Element], position: int) -> bool:
    """Say whether a quality is denied, by itself or in a list ("is not displaced", "without comminution or displacement")."""
    for element in reversed(elements[:position]):
        if is_plain_negation(element) or element.word == "not":
            return True
        if element.role not in "DM" and element.word not in ("or", "nor", ","):
            return False
    return False


def _is_measured(elements: list[Element], position: int) -> bool:
    """Say whether a size stands beside or soon after a word ("previously 8 mm")."""
    return any(part.item and part.item.quantity for part in elements[max(0, position - 1) : position + 4])


def _is_compared(elements: list[Element], position: int) -> bool:
    """Say whether "prior" names the examination compared with ("increased from prior"), not a finding of the past."""
    before = [element.word for element in elements[:position] if element.role != "D"]
    return bool(before) and before[-1].split()[-1] in _COMPARING


def _is_comparand(elements: list[Element], position: int) -> bool:
    """Say whether a side is what the finding is compared with ("smaller than the left", "reduced compared to the right")."""
    before = " ".join(element.word for element in elements[:position] if element.role != "D")
    if before.endswith(("compared to", "compared with", "relative to", "versus")):
        return True
    both = any(element.item and element.item.value("side") for element in elements[:position])
    return not both and before.endswith(("than", "than on"))


def _is_pair_of_one_side(elements: list[Element], position: int) -> bool:
    """Say whether "both" speaks of two things on one side ("both left lower lobe nodules")."""
    following = elements[position + 1].item if position + 1 < len(elements) else None
    sides = (
        {entry.side or entry.value for entry in following.entries if entry.side or entry.category == "side"}
        if following
        else ()
    )
    return elements[position].word in ("both", "both of the") and ("left" in sides) != ("right" in sides)


def _is_share(elements: list[Element], position: int) -> bool:
    """Say whether a number tells how many of what was just named ("two of which are segmental"), and counts no finding."""
    words = [element.word for element in elements[position + 1 : position + 3]]
    return " ".join(words).startswith(("of which", "of whom", "of them", "of these", "of those", "of the"))


def _counts(elements: list[Element], position: int, leads: bool) -> bool:
    """Say whether a bare number counts what follows it, and is no time, clock position, ordinal, label or number of a list."""
    following = elements[position + 1] if position + 1 < len(elements) else None
    if leads and position > 0 and elements[position - 1].role not in "DK":
        return False
    if position > 0 and elements[position - 1].word == "(" and following is not None and following.role != "C":
        return False
    if following is None:
        return leads
    if _is_share(elements, position):
        return False
    return following.word not in _NOT_COUNTED and following.role in "MCWN"


def _weighs_sides(elements: list[Element], position: int) -> bool:
    """Say whether "larger" and the like set one side against the other ("right larger than left"), and tell no change."""
    rest = elements[position + 1 : position + 4]
    return len(rest) > 1 and rest[0].word == "than" and any(part.says("side") for part in rest[1:])


def _is_landmark(elements: list[Element], position: int) -> bool:
    """Say whether a place is what a distance or a direction starts from ("4 cm above the carina", "distal to the origin"), not
    where the finding is.
    """
    before = elements[:position]
    if before and before[-1].word in _REFERRED and elements[position].word in _REFERENCES:
        return True
    while before and before[-1].role in "MD" and not _is_distance(before[-1]):
        before = before[:-1]
    if len(before) < 2:
        return False
    return before[-1].word in _FROM_WORDS and (_is_distance(before[-2]) or before[-2].word in _LEADING_OFF)


def _is_spared(elements: list[Element], position: int) -> bool:
    """Say whether a place is one that a finding leaves out ("dissection sparing the ascending aorta")."""
    before = elements[:position]
    while before and before[-1].role in "MDK":
        before = before[:-1]
    if not before or before[-1].word in _SPARING:
        return bool(before)
    return before[-1].word in _REACHING and any(part.word in ("not", "without") for part in before[-3:-1])


def _is_near(elements: list[Element], position: int) -> bool:
    """Say whether a place only tells what a finding is close to ("the lateral clavicle near the acromioclavicular joint")."""
    before = elements[:position]
    while before and (before[-1].role in "MD" or before[-1].word == "and"):
        before = before[:-1]
    return bool(before) and before[-1].word in BESIDE


def _is_distance(element: Element) -> bool:
    return element.item is not None and element.item.quantity is not None


def _take(given: dict[str, Any], marks: dict[str, Span], category: str, value: str, side: str | None, span: Span) -> None:
    """Take in what one meaning of an item gives."""
    if category == "anatomy":
        given["anatomy"] = (*given.get("anatomy", ()), value)
        marks["anatomy"] = marks[f"anatomy:{value}"] = span
        if side and not (CHAMBER in lexicon().wholes(value) and given.setdefault("side", side)):
            given["side"], marks["side"] = side, span
    elif category == "side":
        former = given.get("side")
        if former and value == "midline":
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


def joined(parts: list[Attributes]) -> Attributes:
    """Return what several stretches say together."""
    total = parts[0] if parts else NOTHING
    for group in parts[1:]:
        total = merged(total, group)
    return total


def merged(first: Attributes, second: Attributes) -> Attributes:
    """Return the union of two sets; where both name a side the first wins unless they differ, which makes both sides."""
    if first is NOTHING or second is NOTHING:
        return second if first is NOTHING else first
    side = first.side or second.side
    if first.side and second.side and {first.side, second.side} == {"left", "right"}:
        own = [group.side for group in (first, second) if "side" in group.marks]
        side = own[0] if len(own) == 1 else "bilateral"
    marks = {**second.marks, **first.marks}
    if first.change == "persistent" and second.change:
        marks["change"] = second.marks["change"]
    return Attributes(
        side,
        tuple(dict.fromkeys(first.anatomy + second.anatomy)),
        first.levels | second.levels,
        first.sizes + second.sizes,
        first.severity or second.severity,
        second.change if first.change in (None, "persistent") and second.change else first.change,
        first.count if first.count is not None else second.count,
        first.descriptors | second.descriptors,
        first.historical or second.historical,
        first.observed or second.observed,
        marks,
    )


def placed(target: Attributes, origin: Attributes) -> Attributes:
    marks = {key: span for key, span in origin.marks.items() if key in ("side", "level") or key.startswith("anatomy")}
    return replace(target, side=origin.side, anatomy=origin.anatomy, levels=origin.levels, marks={**marks, **target.marks})


def sided(target: Attributes, origin: Attributes, leveled: bool = False) -> Attributes:
    marks = {key: span for key, span in origin.marks.items() if key == "side"}
    levels = target.levels or (origin.levels if leveled else frozenset())
    return replace(target, side=origin.side, levels=levels, marks={**marks, **target.marks})


def is_placeless(attributes: Attributes) -> bool:
    return not attributes.anatomy and not attributes.side and not attributes.levels
