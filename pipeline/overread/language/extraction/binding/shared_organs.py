"""The organ and side that findings of a list share: "a cyst in the upper and a stone in the lower pole of the left kidney"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.binding.seats import can_be_in, is_paired, usual_of
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.lexicon import lexicon
from overread.language.places import relation, shares_organ


def share_trailing_organ(
    clause: Clause, targets: list[int], starts: dict[int, int], bound: dict[int, tuple[Attributes, ...]]
) -> None:
    """Give a finding in a part of an organ the side, and where it names no place the organ, that only the next one tells."""
    for first, second in reversed(list(pairwise(targets))):
        if len(bound[first]) != 1 or len(bound[second]) != 1:
            continue
        own, other = bound[first][0], bound[second][0]
        if own.side or other.side not in ("left", "right") or not _ends_at_part(clause[first + 1 : starts[second]]):
            continue
        organs = tuple(place for place in other.anatomy if is_paired(place) and _holds(place, own))
        if organs and can_be_in(clause[first], other):
            marks = {key: span for key, span in other.marks.items() if key == "side"}
            bound[first] = (replace(own, side=other.side, anatomy=own.anatomy or organs, marks={**marks, **own.marks}),)


def share_with_one_more(clause: Clause, targets: list[int], bound: dict[int, tuple[Attributes, ...]]) -> None:
    """Give one more finding of a kind the side, and where it names no organ the organ, of the one before it ("a cyst in
    segment 4 and another in segment 7", "a stone in the right renal pelvis and a smaller one in the lower pole").
    """
    for first, second in pairwise(targets):
        if clause[first].word != clause[second].word or len(bound[first]) != 1 or len(bound[second]) != 1:
            continue
        host, own = bound[first][0], bound[second][0]
        here = not own.anatomy or (shares_organ(own.anatomy, host.anatomy) and not _is_of_lungs(own.anatomy))
        if here and host.anatomy and any(part.role == "K" for part in clause[first + 1 : second]):
            apart = own.side is not None and own.side != host.side
            seat = () if usual_of(clause[second]) or (own.levels and not host.levels) else _wholes(host.anatomy, apart)
            bound[second] = (replace(own, side=own.side or host.side, anatomy=own.anatomy or seat),)


def _wholes(places: tuple[str, ...], apart: bool) -> tuple[str, ...]:
    """Return places, or for what is `apart` from them, on the other side, the organs that they are the parts of."""
    known = lexicon().places
    if not apart:
        return places
    return tuple(
        next((whole for whole in known[place].part_of if is_paired(whole)), place) for place in places if place in known
    )


def _is_of_lungs(places: tuple[str, ...]) -> bool:
    """Say whether a place is of the lungs: "the lower lobe" may be that of the other one."""
    return any("lung" in lexicon().wholes(place) for place in places)


def share_along_ureter(clause: Clause, targets: list[int], bound: dict[int, tuple[Attributes, ...]]) -> None:
    """Give a dilatation and what obstructs it the side that only one of them tells: they lie along one ureter ("left
    hydronephrosis to the level of a ureteral stone", "stone in the left ureter causing hydronephrosis and stranding").
    """
    joined: set[int] = set()
    for first, second in pairwise(targets):
        if len(bound[first]) != 1 or len(bound[second]) != 1:
            continue
        between = clause[first + 1 : second]
        one, other = bound[first][0], bound[second][0]
        led = any(part.role == "S" or not _CAUSING.isdisjoint(part.word.split()) for part in between)
        if not (led or first in joined) or any(part.role == "B" for part in between):
            continue
        if not all(_is_of_ureter(clause[place], bound[place][0]) for place in (first, second)):
            continue
        joined.add(second)
        if one.side in ("left", "right") and other.side is None:
            bound[second] = (replace(other, side=one.side),)
        elif other.side in ("left", "right") and one.side is None:
            bound[first] = (replace(one, side=other.side),)


_CAUSING = frozenset("due secondary caused causing from level resulting results producing leading related above by".split())


def _is_of_ureter(element: Element, own: Attributes) -> bool:
    """Say whether a finding is in a kidney or a ureter."""
    places = own.anatomy or tuple(usual_of(element))
    wholes = [lexicon().wholes(place) for place in places]
    return bool(places) and all("urinary_tract" in known and any(map(is_paired, known)) for known in wholes)


def _holds(organ: str, own: Attributes) -> bool:
    """Say whether all places of a finding are parts of an organ; one that names none lies in a part told by its position."""
    return all(relation(place, organ) == "narrower" for place in own.anatomy)


def _ends_at_part(between: Clause) -> bool:
    """Say whether what stands between two findings is no more than the part that the first is in, and a link."""
    parts = [part for part in between if part.role != "K"]
    plain = between != [] and between[-1].role == "K" and all(part.role in "PDM" for part in parts)
    return (
        plain
        and parts[:1] != []
        and parts[0].role == "P"
        and any(part.says("anatomy") or part.says("direction") for part in parts)
    )
