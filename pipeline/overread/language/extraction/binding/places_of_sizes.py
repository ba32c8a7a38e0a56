"""Several sizes, degrees or numbers of one stretch of words, each with the place that it is told of."""

from __future__ import annotations

from dataclasses import replace

from overread.language.extraction.binding.attributes import Attributes, is_placeless, placed
from overread.language.extraction.binding.between import kinds_of
from overread.language.extraction.binding.groups import groups
from overread.language.extraction.binding.largest import LARGEST
from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.elements.elements import Clause
from overread.language.places import relation


def leaves_place_open(group: Attributes) -> bool:
    """Say whether attributes name no place, or only that there is something on both sides."""
    return is_placeless(group) or (group.side == "bilateral" and not group.anatomy and not group.levels)


def of_one_place(found: list[Attributes]) -> list[Attributes]:
    """Return several sizes each with the place that is told only once ("two nodules measuring 7 mm and 5 mm in the liver", "in
    the renal arteries, 7 mm on the right and 5 mm on the left").
    """
    told = [group for group in found if not is_placeless(group)] if len(found) > 1 else []
    if not told or not all(group.sizes for group in found):
        return found
    if len(told) > 1:
        paired = len(found) == len(told) and not any(group.anatomy or group.levels for group in found[1:])
        apart = len({group.side for group in found}) == len(found)
        return [replace(group, anatomy=found[0].anatomy) for group in found] if paired and apart else found
    return [placed(group, told[0]) if is_placeless(group) else group for group in found]


def sizes_apart(clause: Clause) -> list[Attributes]:
    """Return the attributes of the organs, or sides, whose sizes a clause gives one after the other, none where it does not."""
    if sum(map(gives_value, clause)) < 2:
        return []
    told = groups(clause)
    if len(told) < 2 or not all(group.sizes for group in told):
        return []
    found = [replace(group, anatomy=group.anatomy or told[0].anatomy) for group in told]
    keys = {(group.side, group.anatomy) for group in found}
    return found if len(keys) == len(found) and all(group.anatomy or group.side for group in found) else []


_OWN = ("count", "severity", "change")


def on_that_side(listed: list[Attributes]) -> list[Attributes]:
    """Return the places of a list, each part of the first without a side on the side of that ("in the poles of the left kidney,
    the largest in the lower pole of 8 mm").
    """
    if len(listed) < 2 or listed[0].side is None:
        return listed
    whole, side = {*listed[0].anatomy}, listed[0].side
    return [replace(one, side=side) if one.side is None and {*one.anatomy} < whole and one.anatomy else one for one in listed]


def without_grades(head: Attributes, group: Attributes) -> Attributes:
    """Return what a noun phrase says without the grade, degree, course or number that what stands behind it has of its own
    ("grade 2 on the right and grade 1 on the left", "two cysts in the liver, one in the spleen", "moderate at C5, mild at C3").
    """
    own = {name for name in _OWN if getattr(group, name) is not None}
    graded = {name.partition(":")[0] for name in group.descriptors if ":" in name}
    graded |= {name.partition(":")[0] for name in head.descriptors if ":" in name and "grade" in graded}
    kept = frozenset(name for name in head.descriptors if name.partition(":")[0] not in graded)
    head = replace(head, descriptors=kept, marks={name: at for name, at in head.marks.items() if name not in own})
    count, severity, change = (None if name in own else getattr(head, name) for name in _OWN)
    return replace(head, count=count, severity=severity, change=change)


def told_elsewhere(head: Attributes, group: Attributes) -> Attributes:
    """Return what stands before a finding without its place, where what a list goes on with lies apart from that ("right
    paratracheal node 14 mm and a subcarinal node 9 mm").
    """
    apart = all(relation(own, place) == "apart" for own in group.anatomy for place in head.anatomy)
    if not (group.anatomy and head.anatomy and apart):
        return head
    kept = {name: at for name, at in head.marks.items() if name != "side" and not name.startswith("anatomy")}
    return replace(head, anatomy=(), side=None, marks=kept)


def goes_on_with_largest(clause: Clause, first: int, start: int, second: int) -> int:
    """Return where the largest of several follows what they are with or without, 0 where it does not ("nodules with halos, the
    largest in the left lower lobe").
    """
    if not any(part.role in "SN" for part in clause[first + 1 : start]):
        return 0
    counted = any(part.says("count") for part in clause[start:second])
    if kinds_of(clause[second]) & _SINGLE and (counted or not kinds_of(clause[first]) & _SINGLE):
        return 0
    told = [part.word for part in clause[second + 1 : second + _TO_LARGEST] if part.role != "D"]
    largest = next((place for place, word in enumerate(told) if word in LARGEST), 0)
    if not largest or told[largest - 1] != ",":
        return 0
    return next(place for place in range(second + 1, len(clause)) if clause[place].word in LARGEST)


_TO_LARGEST = 5
_SINGLE = frozenset({"lesion", "calculus", "lymphadenopathy", "collection", "aneurysm", "diverticulum"})
"""Findings that are told one by one, of which there can be a largest."""
