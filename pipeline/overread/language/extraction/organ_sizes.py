"""Organs whose size a sentence gives before it goes on to what is found in them, or to the organ of the other side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from overread.language.extraction.elements import Element

MEASURED = frozenset(
    "gallbladder_wall common_bile_duct endometrium pancreatic_duct bladder_wall spleen kidney uterus portal_vein aorta "
    "abdominal_aorta ascending_aorta aortic_root aortic_arch prostate main_pulmonary_artery appendix ovary testis thyroid_lobe "
    "thyroid_isthmus common_iliac_artery popliteal_artery aortic_annulus".split()
)
"""What a report gives the size of as such."""
_BY_MOVE = {
    "increased": "enlargement",
    "trend-increased": "enlargement",
    "decreased": "atrophy",
    "trend-decreased": "atrophy",
}
TRENDS = frozenset({"trend-increased", "trend-decreased"})
_COMPARING = frozenset({"since", "compared", "interval", "previously", "has", "have", "has been", "have been", "than"})
_HOLDING = frozenset("contain contains containing show shows showing demonstrate demonstrates demonstrating harbor".split())


def is_measured(element: Element) -> bool:
    """Say whether an element names an organ of which reports give the size."""
    return element.item is not None and any(entry.value in MEASURED for entry in element.item.entries)


def grown_or_shrunken(clause: Sequence[Element], moves: Iterable[str | None]) -> str:
    """Return what an organ has whose size is told to be more or less than usual, and not than before ("shows an increase in
    size"), "" where none is told to be so; `moves` are its change and its trends.
    """
    told = any(part.word == "size" or part.word.endswith((" size", " size of")) for part in clause)
    if not told or any(part.word in _COMPARING or part.says("comparing") for part in clause):
        return ""
    return next((_BY_MOVE[move] for move in moves if move in _BY_MOVE), "")


def leads_inside(elements: list[Element], index: int) -> bool:
    """Say whether an element leads from an organ to what is found in it ("with a cyst", "and contains a cyst")."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    if elements[index].role == "K":
        return following is not None and following.word in _HOLDING
    return elements[index].role == "S" or (elements[index].word in _HOLDING and elements[index - 1].role != "K")


def is_other_organ(elements: list[Element], index: int) -> bool:
    """Say whether a link leads to no more than another organ and its size: that of the other side ("with a cyst, left ovary
    28 mm"), or one that reports measure ("varices and a 16 cm spleen").
    """
    rest = elements[index + 1 :]
    chunk = rest[: next((place for place, part in enumerate(rest) if part.role in "KXS"), len(rest))]
    if chunk and is_measured(chunk[-1]) and all(part.role in "MD" for part in chunk):
        return any(part.item and part.item.quantity and part.item.quantity.quantity == "size" for part in chunk)
    value = chunk[-1].item.quantity if chunk and chunk[-1].item else None
    if value is None or value.quantity != "size" or not chunk[0].says("side") or not all(part.role in "MDV" for part in chunk):
        return False
    organs = {part.item.value("anatomy") for part in chunk if part.item} - {None}
    return bool(organs) and any(part.item and part.item.value("anatomy") in organs for part in elements[:index])
