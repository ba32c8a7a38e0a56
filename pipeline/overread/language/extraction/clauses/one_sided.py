"""What is told or denied of one side alone: "right pleural effusion but none on the left", "the right effusion is large, the
left small".
"""

from __future__ import annotations

from overread.language.extraction.clauses.content import is_predicate
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.lexicon import lexicon
from overread.language.words.reading import Reading

DENYING = frozenset({"no", "none", "not", "absent"})
NEGATIVE = frozenset({"negative", "none", "absent", "nil"})
_SAYING = frozenset({"one", "showing", "having", "side"})
_SIDES = ("left", "right")
_FORMERLY = frozenset({"previously", "formerly", "initially", "earlier", "originally"})
_PRONOUNS = frozenset({"one", "that", "those", "ones"})
_OF_ONE = ("side", "severity", "change", "trend", "count")
_STRESSING = frozenset(
    "particularly especially mainly chiefly predominantly mostly notably primarily more so worse worst greater".split()
)


def told_sides(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what is told of the other side of a pair in words that leave the finding unsaid, and a clause
    for it ("the right effusion is large, the left small"); what only stresses one of both sides is left out ("both lungs,
    particularly the right").
    """
    if not _side_of(elements):
        return elements, []
    start, place = 0, _next_link(elements, 0)
    while place < len(elements):
        end = _next_link(elements, place + 1)
        head, tail = elements[start:place], elements[place + 1 : end]
        sides = _side_of(tail)
        if len(sides) == 1 and _is_stress(tail) and _is_of_both(head):
            return elements[:place] + elements[end:], []
        valued = _is_value_of_side(tail) or (_stands_in(tail) and _is_former(elements[end + 1 : _next_link(elements, end + 1)]))
        if len(sides) == 1 and valued and _has_other_side(head, sides, _stands_in(tail)):
            following, shared = _next_link(elements, end + 1), list[Element]()
            while _is_former(elements[end + 1 : following]) or _only_tells(elements[end + 1 : following]):
                told = elements[end + 1 : following]
                if not _stands_in(tail) and _is_course(told) and not any(part.says("change") for part in head):
                    shared = elements[end:following]
                tail, end = tail if _is_former(told) else tail + told, following
                following = _next_link(elements, end + 1)
            subject = [part for part in head if part.role in "CMP" and not _tells_of_one(part)]
            return elements[:place] + shared + elements[end:], [subject + [part for part in tail if part.role not in "DVW"]]
        start, place = (place + 1 if any(part.role == "C" for part in tail) else start), end
    return elements, []


def _next_link(elements: list[Element], start: int) -> int:
    return next((place for place in range(start, len(elements)) if elements[place].role in "KBX"), len(elements))


def _is_former(stretch: list[Element]) -> bool:
    """Say whether a stretch only says how something was before ("previously moderate")."""
    return bool(stretch) and stretch[0].word in _FORMERLY and all(part.role in "MD" for part in stretch[1:])


def _only_tells(stretch: list[Element]) -> bool:
    """Say whether a stretch is no more than a further word on how something is, of no side of its own."""
    return bool(stretch) and all(_tells_of_one(part) and not part.says("side") for part in stretch)


def _is_course(stretch: list[Element]) -> bool:
    return all(part.says("change") and not is_predicate(part) for part in stretch)


def _tells_of_one(element: Element) -> bool:
    return any(element.says(category) for category in _OF_ONE) or bool(element.item and element.item.quantity)


def _is_of_both(elements: list[Element]) -> bool:
    return any(part.item and part.item.value("side") == "bilateral" for part in elements)


def _is_stress(tail: list[Element]) -> bool:
    """Say whether a stretch names a side only to stress it."""
    stressed = any(part.word in _STRESSING for part in tail)
    return stressed and all(part.word in _STRESSING or part.role in "PD" or part.says("side") for part in tail)


def _is_value_of_side(tail: list[Element]) -> bool:
    """Say whether a stretch is no more than a side and how large or how severe something is there."""
    told = any(_tells_of_one(part) and not part.says("side") for part in tail)
    return told and all(part.role in "DPV" or part.word == "one" or (part.role == "M" and _tells_of_one(part)) for part in tail)


def _stands_in(tail: list[Element]) -> bool:
    """Say whether a stretch names the finding again by a pronoun ("that on the left", "the one on the left")."""
    return any(part.word in _PRONOUNS for part in tail)


def _has_other_side(head: list[Element], sides: set[str], again: bool) -> bool:
    """Say whether a stretch affirms one finding, of the other side alone, and, unless it is named again, how large or severe it
    is there.
    """
    other = _side_of(head)
    named = sum(part.role == "C" for part in head)
    told = any(_tells_of_one(part) and not part.says("side") for part in head)
    affirmed = named == 1 and (told or again) and all(part.role != "N" for part in head)
    return affirmed and len(other) == 1 and other.isdisjoint(sides) and not _is_of_both(head)


def denied_sides(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements without what denies a finding of the side that is not told of, and a clause for each such denial."""
    words = [element.word for element in elements]
    if words and words[-1] in NEGATIVE and (parted := _negative_elsewhere(elements)):
        return parted
    found: list[Clause] = []
    place = 1
    while place < len(elements):
        if elements[place].word not in DENYING or not (end := _end_of_side(elements, place)):
            place += 1
            continue
        denied = elements[place:end]
        before = next((index for index in range(place - 1, -1, -1) if elements[index].role == "C"), None)
        if before is not None and _is_contrasted(elements[:place], denied, elements[end:], before):
            if denied[0].word != "not":  # what "is not the right one" is no finding of the right
                found.append([elements[before], *_organ_of(elements[:place], before), *denied])
            elements = _without(elements, place, end)
        elif (after := _concept_after(elements, end)) and _opens_contrast(elements[:place], denied):
            found.append([*denied, elements[after]])
            elements = elements[: _last_modifier(elements, place) + 1] + elements[after:]
        place += 1
    return elements, found


def _organ_of(elements: list[Element], concept: int) -> list[Element]:
    """Return the joint or bone that a finding is of, which what is denied of the other side is of too."""
    own = elements[_start(elements, concept) :]
    return [part for part in own if part.role == "M" and not _side_of([part]) and _is_of_limb(part)]


def _is_of_limb(element: Element) -> bool:
    entries = element.item.entries if element.item else ()
    wholes = lexicon().wholes
    return any(entry.category == "anatomy" and not _LIMBS.isdisjoint(wholes(entry.value)) for entry in entries)


_LIMBS = frozenset({"upper_extremity", "lower_extremity"})


def _negative_elsewhere(elements: list[Element]) -> tuple[list[Element], list[Clause]] | None:
    """Return the elements without a last member that calls the other side negative, and a clause that denies the finding there
    ("mass in the right breast, left breast negative", "a stone in the left kidney, the right showing none"), None where
    there is none.
    """
    link = max((place for place, part in enumerate(elements) if part.role in "KB"), default=0)
    head, tail = elements[:link], [part for part in elements[link + 1 : -1] if part.word not in _SAYING]
    sides, named = _side_of(tail), next((part for part in reversed(head) if part.role == "C"), None)
    if named is None or len(sides) != 1 or any(part.role not in "MDPV" for part in tail):
        return None
    if sides == _side_of(head) or any(part.role == "N" for part in head):
        return None
    head = head[:-1] if head[-1].role in "KB" else head
    placed = any(part.says("anatomy") for part in tail)
    organ = [] if placed else [part for part in head if part.role == "M" and part.says("anatomy") and not _side_of([part])]
    return head, [[named, *organ, *(part for part in tail if part.role != "V"), elements[-1]]]


def _end_of_side(elements: list[Element], place: int) -> int:
    """Return where a stretch ends that denies and then names a side alone, 0 where what is denied is named too."""
    end = place + 1
    while end < len(elements) and elements[end].role in "PDM":
        end += 1
    told = elements[place + 1 : end]
    return end if any(part.says("side") for part in told) and all(_only_places(part) for part in told) else 0


def _only_places(element: Element) -> bool:
    return element.role in "PD" or element.says("side") or element.says("anatomy")


def _side_of(elements: list[Element]) -> set[str]:
    """Return the sides that a stretch names."""
    sides = {element.item.value("side") for element in elements if element.item}
    return {side for side in sides if side in _SIDES}


def _is_contrasted(before: list[Element], denied: list[Element], after: list[Element], concept: int) -> bool:
    """Say whether a denial behind a finding is of the other side than the rest tells of it."""
    linked = before[-1].role in "KBX" and (not after or after[0].role in "KBX")
    mine, rest = _side_of(denied), _side_of(before[_start(before, concept) :])
    answers = before[-1].role == "X" and concept == len(before) - 2
    told = rest or (_side_of(after[1:6]) if answers else set())
    return linked and len(mine) == len(told) == 1 and mine.isdisjoint(told)


def _start(elements: list[Element], concept: int) -> int:
    """Return where the noun phrase of a finding begins."""
    while concept > 0 and elements[concept - 1].role in "MDW":
        concept -= 1
    return concept


def _concept_after(elements: list[Element], end: int) -> int:
    """Return where the finding stands that follows a denied side at once or behind a comma, 0 where none does."""
    after = end + (end < len(elements) and elements[end].word == ",")
    return after if after < len(elements) and elements[after].role == "C" else 0


def _last_modifier(elements: list[Element], place: int) -> int:
    """Return the place of the last modifier before the links that lead to a denial."""
    before = place - 1
    while before > 0 and elements[before].role in "KB":
        before -= 1
    return before


def _opens_contrast(before: list[Element], denied: list[Element]) -> bool:
    """Say whether the words before a denied side give the finding after it another one ("small right and no left ...")."""
    last = _last_modifier(before, len(before))
    if last == len(before) - 1 or before[last].role != "M":
        return False
    start = last
    while start > 0 and before[start - 1].role == "M":
        start -= 1
    mine, other = _side_of(denied), _side_of(before[start:])
    return len(mine) == len(other) == 1 and mine.isdisjoint(other)


def _without(elements: list[Element], start: int, end: int) -> list[Element]:
    """Return the elements without a stretch and one of the links beside it: that before it, or after an answer that behind."""
    if elements[start - 1].role == "X":
        return elements[:start] + elements[end + 1 :]
    first = start - 1
    while first > 0 and elements[first - 1].role in "KB":
        first -= 1
    return elements[:first] + elements[end:]
