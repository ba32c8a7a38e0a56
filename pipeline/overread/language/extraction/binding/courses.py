"""Which finding of a clause a word of interval change speaks of, beyond the noun phrase it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import cast

from overread.finding import Change
from overread.language.extraction.assertion.trailing import is_of_earlier
from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.binding.between import kinds_of
from overread.language.extraction.binding.courses_behind import is_of_first, told_behind
from overread.language.extraction.binding.sides import weighs_sides
from overread.language.extraction.elements.elements import Clause, Element, is_node, is_plain_negation
from overread.language.extraction.naming.references import LESIONS

Bound = dict[int, tuple[Attributes, ...]]
_COMPARING = frozenset({"since", "compared", "interval", "previously", "has", "have", "has been", "have been"})
_NOT_THERE = frozenset("since compared interval previously now than today currently become progressively".split())
_WHERE = ("anatomy", "level", "direction")
_QUALITIES = frozenset(
    "marking density opacity opacification attenuation signal intensity uptake echogenicity vascularity lucency kyphosis "
    "lordosis curvature scoliosis volume diameter tortuosity activity interstitial perfusion flow velocity enhancement "
    "prominence congestion thickening sclerosis conspicuity pressure angulation size gas air stool fat hyperinflation "
    "hyperexpansion aeration abnormality change lung pattern hyperintensity hypointensity enlargement enlarged "
    "prominent".split()
)
_ALL = frozenset({"all", "both", "each", "bilateral"})
_WITHIN = frozenset({"within", "in", "inside", "amid", "beside", "near", "behind", "adjacent to"})
_LOOKS = frozenset("perfusion vascularity flow signal attenuation density echogenicity pressure".split())
_LINKS = frozenset({"and", "as well as", "as"})
_RELATIVE = frozenset({"smaller", "larger"})
_MOVES = frozenset({"increased", "decreased"})
_TRENDS = frozenset({"trend-increased", "trend-decreased"})
_SEEN = frozenset({"present", "seen", "visible", "noted", "identified", "visualized", "evident"})
_BY_DEGREE: dict[str, Change] = {"more": "increased", "less": "decreased"}
_BEFORE = frozenset("before previously earlier prior previous last yesterday".split())
_ENLARGED = frozenset({"enlarged", "enlargement"})


def coursed(clause: Clause, targets: Sequence[int], bound: Bound) -> Bound:
    """Return the attributes of a clause with the changes that its predicates give to findings named before."""
    found = dict(bound)
    words = {element.word for element in clause}
    told = {entry.category for element in clause if element.item for entry in element.item.entries}
    trending = "trend" in told and any(not _TRENDS.isdisjoint(part.descriptors) for parts in bound.values() for part in parts)
    if trending or not _ENLARGED.isdisjoint(words):
        comparing = "comparing" in told or not _COMPARING.isdisjoint(words)
        for place, parts in bound.items():
            amount = _is_of_amount(clause[place])
            comparing = comparing or (len(parts) > 1 and any(part.change for part in parts))
            heard = [comparing or (amount and not _is_of_quality(clause, part)) for part in parts]
            found[place] = tuple(
                _enlarged(clause, place, _compared(part) if hear else part, comparing)
                for part, hear in zip(parts, heard, strict=True)
            )
    if not _RELATIVE.isdisjoint(words) and _COMPARING.isdisjoint(words) and "comparing" not in told:
        found = {place: tuple(_set_beside(clause, place, part) for part in parts) for place, parts in found.items()}
        clause = [part._replace(item=None) if _is_of_two(clause, place) else part for place, part in enumerate(clause)]
    if "change" in told and (more := _more_there(clause)) is not None:
        found = {place: tuple(_unchanged_by(part, more) for part in parts) for place, parts in found.items()}
        clause = [part._replace(item=None) if part.item and part.item.start == more else part for part in clause]
    if targets:
        if "change" in told:
            _take_up(clause, targets, found)
        if not _BY_DEGREE.keys().isdisjoint(words):
            _by_degree(clause, targets, found)
        _seen_before(clause, targets, found)
        _spread(clause, targets[-1], found)
    for first, second in reversed(list(pairwise(targets))):
        later = found[second][-1]
        if not (later.change and _is_after(clause, second, later)):
            continue
        if _shares_course(clause, first, second, later):
            found[first] = tuple(_changed(part, later) for part in found[first])
        elif is_of_first(clause, first, second, later):
            found[first] = tuple(_changed(part, later) for part in found[first])
            found[second] = tuple(replace(part, change=None) for part in found[second])
    for first, second in pairwise(targets):
        if found[first][-1].change and _is_of_each(clause, first, second, found[first][-1]):
            found[second] = tuple(_changed(part, found[first][-1]) for part in found[second])
    return found


def _is_of_each(clause: Clause, first: int, second: int, ahead: Attributes) -> bool:
    """Say whether a course is told of each of two findings ("reduction of the effusion as well as of the atelectasis")."""
    start = ahead.marks.get("change", (0, 0))[0]
    noun = next((place for place in range(first) if (item := clause[place].item) and item.start == start), None)
    between = [part.word for part in clause[first + 1 : second]]
    link = next((place for place, word in enumerate(between) if word in _LINKS), None)
    if noun is None or link is None:
        return False
    own = clause[noun].word.split()[-1]
    led = own if own in ("in", "of") else clause[noun + 1].word
    plain = not any(part.role == "V" or part.role == "N" for part in clause[first + 1 : second])
    return plain and led in ("in", "of") and between[link + 1 : link + 2] == [led]


def _set_beside(clause: Clause, target: int, attributes: Attributes) -> Attributes:
    """Return the attributes of a lesion without the change that "smaller" before it gives where nothing is compared: it is
    smaller than another one of now ("Left: smaller lesion of the femoral head"), of which a verb may tell another course.
    """
    start, end = attributes.marks.get("change", (0, 0))
    places = [place for place, part in enumerate(clause) if part.word in _RELATIVE and part.item and part.item.start == start]
    lesion = clause[target].word.endswith("lesion") or bool(kinds_of(clause[target]) & LESIONS)
    nodes = [place for place, part in enumerate(clause) if part.item and is_node(part.item)]
    named = [target] if lesion else nodes[-1:]
    led = any(place < max(named, default=0) or _is_of_two(clause, place) for place in places)
    behind = takewhile(lambda part: part.role not in "CK", clause[target + 1 :]) if led and end else ()
    item = next((part.item for part in behind if part.says("change") and part.word not in _RELATIVE), None)
    marks = {**attributes.marks, "change": (item.start, item.end)} if item else attributes.marks
    return replace(attributes, change=cast(Change, item.value("change")) if item else None, marks=marks) if led else attributes


def _more_there(clause: Clause) -> int | None:
    """Return where a "more pronounced" starts that only says in which part a finding is so, without any comparison in time
    ("more pronounced proximally", "more extensive in the lower lobes"), None where there is none.
    """
    place = next((number for number, part in enumerate(clause) if part.word.startswith("more ") and part.says("change")), None)
    following = clause[place + 1] if place is not None and place + 1 < len(clause) else None
    if place is None or following is None or not _NOT_THERE.isdisjoint([part.word for part in clause]):
        return None
    where = following.role == "P" or following.word.endswith("ly") or any(map(following.says, _WHERE))
    item = clause[place].item
    return item.start if where and item and not any(part.says("comparing") for part in clause) else None


def _unchanged_by(attributes: Attributes, start: int) -> Attributes:
    """Return attributes without the change whose words start at a place in the text."""
    return replace(attributes, change=None) if attributes.marks.get("change", (-1, 0))[0] == start else attributes


def _is_of_two(clause: Clause, place: int) -> bool:
    """Say whether "larger" behind a comma leads to the size of one of several ("two fibroids, larger 3.6 cm")."""
    if clause[place].word not in _RELATIVE:
        return False
    value = clause[place + 1].item if place + 1 < len(clause) else None
    return clause[place - 1].word in (",", "(") and value is not None and value.quantity is not None


def _spread(clause: Clause, target: int, found: Bound) -> None:
    """Give all places of a finding the change that is told of "all" or "both" of them, by the verb behind the last or behind a
    comma after that of a pair ("in rib, T11 and femur, all new"; "the uptake in the ilium and the rib is new"; "right 7 mm,
    left 5 mm, unchanged").
    """
    later = found[target][-1]
    if len(found[target]) < 2 or not later.change:
        return
    behind = told_behind(clause, target, later)
    told = clause[target + 1 + len(behind)].word if target + 1 + len(behind) < len(clause) else ""
    verbal = bool(behind) and (behind[-1].role == "V" or told.startswith(("has ", "have ", "is ", "are ")))
    placed = max(
        (place for place, part in enumerate(behind) if part.says("anatomy") or (part.item and part.item.names)), default=-1
    )
    predicated = verbal and not any(part.word == "," for part in behind[placed + 1 :])
    last = next((part.word for part in reversed(behind) if part.role not in "WN"), "")
    words = [part.word for part in behind]
    bracketed = words.count("(") > words.count(")")
    paired = last == "," and not bracketed and sorted(str(part.side) for part in found[target]) == ["left", "right"]
    if predicated or paired or _is_of_all(behind):
        found[target] = tuple(_changed(part, later) for part in found[target])


def _is_of_all(behind: Clause) -> bool:
    return any(part.word in _ALL for part in behind[-3:])


def _compared(attributes: Attributes) -> Attributes:
    """Take a bare "increased" for a change since a prior, in a clause that compares ("increased since the prior study")."""
    trend = next((value for value in ("increased", "decreased") if f"trend-{value}" in attributes.descriptors), None)
    if trend is None or attributes.change not in (None, "persistent"):
        return attributes
    marks = {**attributes.marks, "change": attributes.marks["trend"]}
    return replace(attributes, change=cast(Change, trend), descriptors=attributes.descriptors - {f"trend-{trend}"}, marks=marks)


def _is_of_amount(element: Element) -> bool:
    """Say whether more or less of a finding can only mean more or less than before ("increased effusion"), and no quality."""
    return element.role == "C" and _QUALITIES.isdisjoint(element.word.split())


def _is_of_quality(clause: Clause, attributes: Attributes) -> bool:
    """Say whether a trend stands before a word for a quality that is no finding ("a mass with increased perfusion")."""
    end = attributes.marks.get("trend", (0, 0))[1]
    ends = [place for place, part in enumerate(clause) if part.item is not None and part.item.end == end]
    following = clause[ends[0] + 1] if ends and ends[0] + 1 < len(clause) else None
    return following is not None and following.role == "W" and following.word in _LOOKS


def _enlarged(clause: Clause, target: int, attributes: Attributes, comparing: bool) -> Attributes:
    """Hear growth in "enlarged" or "enlargement of" at a finding: of a lesion it may be a change."""
    before = clause[:target]
    while before and (before[-1].role in "MD" or before[-1].word == "of") and before[-1].word not in _ENLARGED:
        before = before[:-1]
    told = [*before[-1:], *(part for part in clause[target + 1 :] if part.role == "M")]
    item = next((element.item for element in told if element.word in _ENLARGED), None)
    if item is None or item.value("concept") != "enlargement":
        return attributes
    marks = {**attributes.marks, "trend": (item.start, item.end)}
    if before and before[-1].word.startswith("enlargement") and any(map(is_plain_negation, before)):
        return replace(
            attributes, change=attributes.change or "stable", marks={"change": (item.start, item.end), **attributes.marks}
        )
    grown = replace(attributes, descriptors=attributes.descriptors | {"trend-increased"}, marks=marks)
    return _compared(grown) if comparing else grown


def _take_up(clause: Clause, targets: Sequence[int], found: Bound) -> None:
    """Give the last finding the change that stands behind its cause ("ileus due to surgery, stable since Monday")."""
    last = targets[-1]
    if any(part.change for part in found[last]):
        return
    for place, (before, element) in enumerate(pairwise(clause[last + 1 :]), start=last + 2):
        change = element.item.value("change") if element.item else None
        if before.word == "," and change and element.item and not weighs_sides(clause, place):
            mark = {"change": (element.item.start, element.item.end)}
            found[last] = tuple(
                replace(part, change=cast(Change, change), marks={**part.marks, **mark}) for part in found[last]
            )
            return


def _degree_before(clause: Clause, place: int) -> str:
    """Return the word before a finding, or before "surrounding" ("less surrounding edema")."""
    before = place - 1 - (place > 1 and clause[place - 1].word in ("surrounding", "adjacent", "associated"))
    return clause[before].word if place else ""


def _by_degree(clause: Clause, targets: Sequence[int], found: Bound) -> None:
    """Give a finding that is named by how the organ is the change in "more distended than before", "less dilated than on the
    prior"; "more distended than the left one" compares with now.
    """
    for place in targets:
        word, item = _degree_before(clause, place), clause[place].item
        if word not in _BY_DEGREE or item is None or any(part.change for part in found[place]):
            continue
        behind = clause[place + 1 :]
        compared = next((at for at, part in enumerate(behind) if part.word in ("than", "compared")), None)
        compared = next((at for at, part in enumerate(behind) if part.says("comparing")), compared)
        moved = word == "less" and compared is None
        if compared is None and not moved:
            continue
        if moved or any(part.says("comparing") or part.word in _BEFORE for part in behind[compared:]):
            mark = {"change": (item.start, item.end)}
            found[place] = tuple(replace(part, change=_BY_DEGREE[word], marks={**part.marks, **mark}) for part in found[place])


def _seen_before(clause: Clause, targets: Sequence[int], found: Bound) -> None:
    """Give a finding the course that lies in its having been seen, or not, on an earlier examination ("absent in 2021")."""
    for index, element in enumerate(clause):
        denied = element.role == "N" and element.word.startswith("not ")
        if not (denied or element.word in _SEEN) or not is_of_earlier(clause, index):
            continue
        host = max((target for target in targets if target < index), default=None)
        if host is None or any(part.change for part in found[host]):
            continue
        change: Change = "new" if denied else "persistent"
        mark = {} if element.item is None else {"change": (element.item.start, element.item.end)}
        found[host] = tuple(replace(part, change=change, marks={**part.marks, **mark}) for part in found[host])


def _is_after(clause: Clause, target: int, attributes: Attributes) -> bool:
    """Say whether the change of a finding is told behind it."""
    item = clause[target].item
    return item is not None and attributes.marks.get("change", (0, 0))[0] > item.start


def _shares_course(clause: Clause, first: int, second: int, later: Attributes) -> bool:
    """Say whether what is told of the second of two findings is told of the first: a list, or a finding and its reading."""
    between = clause[first + 1 : second]
    behind = told_behind(clause, second, later)
    if _is_of_all(behind):
        return True
    if any(_interprets(part) for part in between):
        return any(part.word == "," for part in behind)
    listed = any(part.role in "KS" for part in between) and all(part.role in "KSDMW" for part in between)
    apart = bool(behind) and behind[-1].word == ","
    told = clause[second + 1 + len(behind)].word if second + 1 + len(behind) < len(clause) else ""
    plural = told.startswith(("have ", "are ", "were ")) and all(part.role not in "VN" for part in clause[:first])
    return listed and (apart or plural or any(part.role == "V" for part in behind))


def _interprets(element: Element) -> bool:
    return element.item is not None and element.item.value("certainty") in ("probable", "possible", "represents")


def _changed(part: Attributes, later: Attributes) -> Attributes:
    if part.change is not None and not (part.change == "persistent" and later.change in _MOVES):
        return part
    return replace(part, change=later.change, marks={**part.marks, "change": later.marks["change"]})
