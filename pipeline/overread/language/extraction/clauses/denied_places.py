"""What is denied of another place than a finding has: "thrombus in the popliteal but not in the femoral vein"."""

from __future__ import annotations

from overread.language.extraction.clauses.former import changed
from overread.language.extraction.clauses.reaching import ANY_REACH
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.places import touches, usual_places
from overread.language.words.reading import Reading

_OPPOSING = frozenset({"rather than", "instead of", "as opposed to"})
DENYING = _OPPOSING | {"not", "none", "no"}
_ELSEWHERE = frozenset({"elsewhere", "otherwise"})


def denied_places(reading: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without the places that a finding is said not to be in, and a clause that denies it there; "none
    elsewhere" is left out.
    """
    found: list[Clause] = []
    place = 1
    while place < len(elements):
        start = place
        while start > 0 and elements[start - 1].role in "KB":
            start -= 1
        at = next((index for index in range(start - 1, -1, -1) if elements[index].role == "C"), -1)
        if at < 0 or elements[place].role != "N" or elements[place].word not in DENYING:
            place += 1
            continue
        end = _end_of_places(elements, place + 1)
        opposed = elements[place].word in _OPPOSING or start < place
        if not end or not opposed or _is_denied(elements, at, start):
            place += 1
            continue
        named = elements[at]
        reaching = not ANY_REACH.isdisjoint(part.word for part in elements[at:start])
        if reaching or _may_be_there(named, elements[place + 1 : end]):
            denied = changed(reading, elements[place], "no")._replace(role="N", first=named.first, last=named.first)
            found.append([denied, named, *elements[place + 1 : end]])
        elements = elements[:start] + elements[end:]
        place = start + 1
    return elements, found


def _is_denied(elements: list[Element], named: int, end: int) -> bool:
    """Say whether a finding is denied itself in its own clause."""
    start = next((place for place in range(named, -1, -1) if elements[place].role in "KXB"), 0)
    return any(part.role == "N" for part in elements[start:end])


def _end_of_places(elements: list[Element], start: int) -> int:
    """Return where a stretch ends that names no more than places other than sides, or "elsewhere", 0 where there is none."""
    if elements[start : start + 1] and elements[start].word in _ELSEWHERE:
        return start + 1
    end = start
    while end < len(elements) and (_tells_place(elements[end]) or _is_listed(elements, end)):
        end += 1
    told = elements[start:end]
    whole = end == len(elements) or elements[end].role in "KXB"
    return end if whole and any(part.says("anatomy") or part.says("level") for part in told) else 0


def _may_be_there(named: Element, denied: list[Element]) -> bool:
    """Say whether a finding can be in the places that a stretch names ("the liver is enlarged but not the spleen")."""
    usual = usual_places((named.item.value("concept") if named.item else None) or "")
    told = frozenset(place for part in denied if part.item and (place := part.item.value("anatomy")))
    return not (usual and told and not touches(usual, told)) and _ELSEWHERE.isdisjoint(part.word for part in denied)


def _tells_place(element: Element) -> bool:
    return element.role in "PD" or element.tells_place()


def _is_listed(elements: list[Element], index: int) -> bool:
    """Say whether a link leads to another place of a denied list."""
    return elements[index].word in ("or", "nor") and index + 1 < len(elements) and _tells_place(elements[index + 1])
