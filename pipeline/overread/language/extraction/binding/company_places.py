"""What a finding is in company of, whose places are its own and not those of the finding."""

from __future__ import annotations

from dataclasses import replace

from overread.language.extraction.binding.attributes import Attributes, joined, placed
from overread.language.extraction.binding.between import are_linked
from overread.language.extraction.binding.groups import groups
from overread.language.extraction.binding.seats import is_paired, usual_of
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.lexicon import lexicon
from overread.language.places import relation, shares_organ

_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "measures", "measure", "remains", "remain"})
_EXTENDING = frozenset({"extending", "extends", "extend", "reaching", "reaches"})
DIAMETERS = frozenset({"separation", "width", "depth", "gap", "diameter", "size"})


def before_company(left: list[Element], right: list[Element]) -> list[Element]:
    """Return the elements without what a "with" leads to up to the next verb, where its places lie apart from those before
    it: they are of something else ("the lesion at the angle with a component in the canal measures 16 mm").
    """
    for place, element in enumerate(right):
        if element.role == "S":
            if _is_size_of_part(right[place + 1 :]):
                return right[:place]
            end = next((later for later in range(place + 1, len(right)) if right[later].word in _FINITE), len(right))
            before, after = joined(groups(left + right[:place])).anatomy, joined(groups(right[place:end])).anatomy
            if before and after and all(relation(one, other) == "apart" for one in before for other in after):
                sized = any(part.word in DIAMETERS for part in right[place : place + 4])
                return right[:place] + [part for part in right[place:end] if _is_quality(part, sized)] + right[end:]
    return right


def _is_quality(element: Element, sized: bool) -> bool:
    """Say whether an element only says how a finding is, whatever place it names ("with intraarticular extension"), or, where
    what is led to is its size, how large ("with a size of 8 mm").
    """
    if sized and element.item and element.item.quantity:
        return True
    return element.item is not None and {entry.category for entry in element.item.entries} <= {"descriptor", "chronicity"}


def _is_size_of_part(elements: list[Element]) -> bool:
    """Say whether what follows a "with" is a value of a part of the organ ("with a 36 mmHg arm pressure difference")."""
    told = [element.item for element in elements if element.role != "D"][:2]
    return len(told) == 2 and bool(told[0] and told[0].quantity and told[1] and told[1].value("anatomy"))


def extended_from(host: Attributes, own: Attributes, after: list[Element], fits: bool) -> Attributes:
    """Return what a finding has that is only told to reach somewhere, with the side of the one it is in company of, and the
    place where it `fits` there ("dilated right femoral vein with thrombus extending into the iliac vein").
    """
    reaches = bool(after) and after[0].word in _EXTENDING and bool(own.anatomy) and own.side is None
    if not reaches or host.side not in ("left", "right"):
        return own
    return replace(own, side=host.side, anatomy=(*host.anatomy, *own.anatomy) if fits else own.anatomy)


def is_within_company(clause: Clause, ends: tuple[int, int], host: Attributes, other: Attributes) -> bool:
    """Say whether a finding led to by "with" lies, on no side of its own, in a paired part of the organ that the finding before
    it is in or borders on: it is on that side ("enhancement of the left tonsil with a collection in the peritonsillar space").
    """
    if not other.anatomy or other.side is not None or host.side not in ("left", "right"):
        return False
    between = clause[ends[0] + 1 : ends[1]]
    linked = are_linked(between) and any(part.role == "S" for part in clause[: ends[0]])
    led = (linked or any(part.role == "S" for part in between)) and not any(part.role in "VB" for part in between)
    if not led or not shares_organ(other.anatomy, host.anatomy or usual_of(clause[ends[0]])):
        return False
    wholes = [lexicon().wholes(place) for place in other.anatomy]  # "the upper lobes" may be those of both lungs
    return all("lung" not in known and any(map(is_paired, known)) for known in wholes)


def of_device(element: Element, own: Attributes, host: Attributes) -> tuple[tuple[Attributes], tuple[Attributes]]:
    """Return what a finding "of" another one has with its place, and that one; a share told behind a device is of what is wrong
    with it ("in-stent restenosis of the left iliac stent, 60%").
    """
    known = lexicon().concepts.get((element.item.value("concept") if element.item else None) or "")
    shares = tuple(size for size in host.sizes if size.unit == "%") if known is not None and known.device else ()
    rest = tuple(size for size in host.sizes if size not in shares)
    return (placed(replace(own, sizes=own.sizes + shares), host),), (replace(host, sizes=rest),)
