"""What is told behind a second finding of a clause but is of the first: a former size, an extent, a displacement, a course."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.binding.between import LOOKS, kinds_of
from overread.language.extraction.binding.company_places import DIAMETERS
from overread.language.extraction.elements.elements import Clause, gives_size

Bound = dict[int, tuple[Attributes, ...]]


def give_back(clause: Clause, targets: list[int], bound: Bound) -> None:
    """Give each finding what stands behind the next of its clause but is told of it."""
    _return_former(targets, bound)
    _return_displacement(clause, targets, bound)
    _return_extent(clause, targets, bound)
    _return_from_looks(clause, targets, bound)


def _return_from_looks(clause: Clause, targets: list[int], bound: Bound) -> None:
    """Give a lesion without a size the one that is told behind a comma after how it looks ("a lesion with hyperenhancement and
    washout, 2.2 cm").
    """
    for place, target in enumerate(targets[:-1]):
        if kinds_of(clause[target]).isdisjoint(_LESIONS):
            continue
        looks = targets[place + 1 :]
        size = next((index for index in range(looks[-1], len(clause)) if gives_size(clause[index])), 0)
        if not size or clause[size - 1].word != ",":
            continue
        host, own = bound[target][-1], bound[looks[-1]][-1]
        if host.sizes or not all(kinds_of(clause[look]) & LOOKS for look in looks):
            continue
        given = {key: span for key, span in own.marks.items() if key.startswith("size")}
        bound[target] = (*bound[target][:-1], replace(host, sizes=own.sizes, marks={**given, **host.marks}))
        bound[looks[-1]] = (*bound[looks[-1]][:-1], replace(own, sizes=()))


def _return_former(targets: list[int], bound: Bound) -> None:
    """Give a former size behind the features of a lesion back to the one finding before it that is measured now ("a 2.9 cm
    lesion with washout and a capsule (previously 1.8 cm)").
    """
    for number, target in enumerate(targets[1:], 1):
        sizes = bound[target][-1].sizes
        if not sizes or any(size.role != "prior" for size in sizes):
            continue
        kinds = {size.quantity for size in sizes}
        hosts = [other for other in targets[:number] if any(size.quantity in kinds for size in bound[other][-1].sizes)]
        if len(hosts) != 1 or any(size.role == "prior" for size in bound[hosts[0]][-1].sizes):
            continue
        host, own = bound[hosts[0]][-1], bound[target][-1]
        given = {key: span for key, span in own.marks.items() if key.startswith("size:")}
        bound[hosts[0]] = (*bound[hosts[0]][:-1], replace(host, sizes=host.sizes + sizes, marks={**given, **host.marks}))
        bound[target] = (*bound[target][:-1], replace(own, sizes=()))


def _return_extent(clause: Clause, targets: list[int], bound: Bound) -> None:
    """Give a lesion the size that is told behind what it invades or encases ("a mass invading the bladder, 5 x 4 cm"); of one
    length alone only where it is called the lesion's diameter.
    """
    for first, second in pairwise(targets):
        host, own = bound[first][-1], bound[second][-1]
        if host.sizes or kinds_of(clause[second]).isdisjoint(_REACHING) or kinds_of(clause[first]).isdisjoint(_LESIONS):
            continue
        called = any(part.word in DIAMETERS for part in clause[second:]) or "bone_destruction" in kinds_of(clause[second])
        sizes = tuple(size for size in own.sizes if size.quantity == "size" and (called or len(size.values) > 1))
        if sizes:
            kept = tuple(size for size in own.sizes if size not in sizes)
            given = {key: span for key, span in own.marks.items() if key.startswith("size")}
            bound[first] = (*bound[first][:-1], replace(host, sizes=sizes, marks={**given, **host.marks}))
            bound[second] = (*bound[second][:-1], replace(own, sizes=kept))


def _return_displacement(clause: Clause, targets: list[int], bound: Bound) -> None:
    """Give a fracture the displacement that is told behind the deformity it has led to, and its degree ("with varus angulation
    and mild displacement"), and the course of its alignment behind what it is with.
    """
    for first, second in pairwise(targets):
        if "fracture" in kinds_of(clause[first]) and _is_of_alignment(clause, second, bound[second][-1]):
            own = bound[second][-1]
            bound[first] = (*bound[first][:-1], replace(bound[first][-1], change=own.change))
            bound[second] = (*bound[second][:-1], replace(own, change=None))
        moved = bound[second][-1].descriptors & _DISPLACED
        if moved and "fracture" in kinds_of(clause[first]) and not kinds_of(clause[second]).isdisjoint(_DEFORMED):
            host = bound[first][-1]
            marks = {f"descriptor:{name}": bound[second][-1].marks[f"descriptor:{name}"] for name in moved}
            told = replace(host, descriptors=host.descriptors | moved, marks={**marks, **host.marks})
            own, named = bound[second][-1], clause[second].item
            if named and own.severity and own.marks["severity"][0] > named.end:
                told = replace(told, severity=told.severity or own.severity)
                bound[second] = (*bound[second][:-1], replace(own, severity=None))
            bound[first] = (*bound[first][:-1], told)


def _is_of_alignment(clause: Clause, target: int, own: Attributes) -> bool:
    """Say whether a course bound to a finding is that of how the bones stand ("fracture with callus, unchanged alignment")."""
    told = [part for part, after in pairwise(clause[target + 1 :]) if after.word == "alignment" and part.item]
    return own.change is not None and any(part.item and part.item.start == own.marks["change"][0] for part in told)


_DISPLACED = frozenset(
    "displaced dorsal_direction volar_direction anterior_direction posterior_direction lateral_direction medial_direction "
    "superior_direction inferior_direction radial_direction ulnar_direction".split()
)
_REACHING = frozenset({"invasion", "vascular_encasement", "bone_destruction"})
_LESIONS = frozenset({"lesion", "mass", "malignancy", "bone_lesion"})
_DEFORMED = frozenset({"bone_deformity", "malalignment"})
