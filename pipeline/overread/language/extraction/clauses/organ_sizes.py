"""Organs whose size a sentence gives before it goes on to what is found in them, or to the organ of the other side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from overread.language.extraction.elements.elements import Element, gives_size, is_plain_negation, tells_size
from overread.language.lexicon import lexicon
from overread.language.places import touches, usual_places

MEASURED = frozenset(
    "gallbladder_wall common_bile_duct endometrium pancreatic_duct bladder_wall spleen kidney uterus portal_vein aorta "
    "abdominal_aorta ascending_aorta aortic_root aortic_arch prostate main_pulmonary_artery appendix ovary testis thyroid_lobe "
    "cervix renal_pelvis epididymis thyroid_isthmus common_iliac_artery popliteal_artery aortic_annulus".split()
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
_REACH = 8
_GIVING = frozenset("at is of measuring measures measured thickness diameter caliber".split())
_WIDE = frozenset({"dilatation", "thickening"})
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


def is_course_of_organ(elements: Sequence[Element]) -> bool:
    """Say whether elements tell no more than how the size or outline of an organ has moved ("stable lung volumes", "unchanged
    size of the left kidney").
    """
    moved = any(part.says("change") or part.says("trend") for part in elements)
    measured = any(part.role in "MW" and part.word.split()[-1] in _ASPECTS for part in elements)
    placed = any(part.says("anatomy") for part in elements)
    return moved and measured and placed and all(part.role in "MWDP" for part in elements)


_ASPECTS = frozenset("size caliber volume width silhouette contour configuration diameter".split())


def leads_inside(elements: list[Element], index: int) -> bool:
    """Say whether an element leads from an organ to what is found in it ("with a cyst", "and contains a cyst")."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    if elements[index].role == "K":
        return following is not None and following.word in _HOLDING
    return elements[index].role == "S" or (elements[index].word in _HOLDING and elements[index - 1].role != "K")


def is_other_organ(elements: list[Element], index: int) -> bool:
    """Say whether a link leads to no more than another organ and its size: that of the other side ("with a cyst, left ovary
    28 mm"), or one that reports measure ("varices and a 16 cm spleen", "cirrhotic, spleen 15 cm").
    """
    rest = elements[index + 1 :]
    chunk = rest[: next((place for place, part in enumerate(rest) if part.role in "KXS"), len(rest))]
    if chunk and is_measured(chunk[-1]) and all(part.role in "MD" for part in chunk):
        return any(map(gives_size, chunk)) and not _is_told_to_be_large(elements[:index], chunk)
    if not chunk or not gives_size(chunk[-1]):
        return False
    if chunk[0].says("side") and all(part.role in "MDV" for part in chunk):
        organs = {part.item.value("anatomy") for part in chunk if part.item} - {None}
        if bool(organs) and any(part.item and part.item.value("anatomy") in organs for part in elements[:index]):
            return True
    given = any(map(is_measured, chunk)) and all(part.role in "MD" or part.word in _GIVING for part in chunk)
    return given and not _is_told_to_be_large(elements[:index], chunk)


def is_size_behind(elements: list[Element], index: int) -> bool:
    """Say whether a "with" leads to no more than an organ behind its size ("cholelithiasis with a 5 mm gallbladder wall")."""
    rest = [part for part in elements[index + 1 : index + _REACH] if part.role != "D"]
    chunk = rest[: next((place for place, part in enumerate(rest) if part.role in "KXSV"), len(rest))]
    sized = len(chunk) > 1 and gives_size(chunk[0]) and chunk[-1].says("anatomy")
    return sized and all(part.says("anatomy") or part.says("side") or part.says("direction") for part in chunk[1:])


def opens_sized_finding(elements: list[Element], index: int) -> bool:
    """Say whether a finding with a size of its own follows a comma ("Left kidney: 10.8 cm, 6 mm stone")."""
    rest = [part for part in elements[index + 1 : index + _REACH] if part.role != "D"]
    named = next((place for place, part in enumerate(rest) if part.role not in "MW"), 0)
    return named > 0 and gives_size(rest[0]) and rest[named].role == "C"


def finds_more(elements: list[Element], index: int) -> bool:
    """Say whether an "and" goes on from the size of an organ to a finding with an article, a degree or a denial ("a 16 cm
    spleen and moderate ascites"), and not to how large that organ is ("12 cm and mildly enlarged").
    """
    rest = elements[index + 1 :]
    if not any(part.says("anatomy") for part in elements[:index]):
        return False
    named = next((part for part in rest if part.role not in "MDW"), None)
    if rest and is_plain_negation(rest[0]):
        return elements[index].word == "and"
    led = bool(rest) and (rest[0].role == "D" or rest[0].says("severity"))
    return elements[index].word == "and" and led and named is not None and named.role == "C" and not tells_size(named)


def _is_told_to_be_large(before: list[Element], chunk: list[Element]) -> bool:
    """Say whether what is found before the size of an organ is of that very organ, or tells that it is wide or thick."""
    organs = {entry.value for part in chunk if part.item for entry in part.item.entries if entry.value in MEASURED}
    named = {entry.value for part in before if part.item for entry in part.item.entries if entry.category == "anatomy"}
    found = next((part for part in reversed(before) if part.role == "C" and part.item), None)
    concept = (found.item.value("concept") if found and found.item else None) or ""
    seats = usual_places(concept)
    wide = not _WIDE.isdisjoint(lexicon().kinds(concept))
    return not organs.isdisjoint(named | seats) or (wide and touches(frozenset(organs), seats))
