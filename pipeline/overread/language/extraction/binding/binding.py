"""Which side, place, size and degree belongs to which finding of a clause."""

from __future__ import annotations

from dataclasses import replace

from overread.language.extraction.assertion.grammar import PERCEIVED
from overread.language.extraction.binding.attributes import Attributes, is_placeless, joined, merged
from overread.language.extraction.binding.between import is_look_of, is_of_edge
from overread.language.extraction.binding.company_places import before_company
from overread.language.extraction.binding.directions import (
    before_nodes,
    before_unnamed,
    is_agent,
    without_degrees,
    without_goals,
    without_listed_degrees,
    without_neighbor,
)
from overread.language.extraction.binding.given_back import give_back
from overread.language.extraction.binding.groups import groups
from overread.language.extraction.binding.modifiers import BESIDE, is_beside_place
from overread.language.extraction.binding.noun_phrases import is_beside_nodes, is_own_member, leads_its_place, noun_phrase_start
from overread.language.extraction.binding.openings import denies_quality, on_its_side
from overread.language.extraction.binding.places_of_sizes import (
    goes_on_with_largest,
    leaves_place_open,
    of_one_place,
    on_that_side,
    told_elsewhere,
    without_grades,
)
from overread.language.extraction.binding.seats import is_directed, usual_of
from overread.language.extraction.binding.sharing import share_places
from overread.language.extraction.binding.spine_beside import on_the_spine
from overread.language.extraction.binding.tips import has_tip, past_entry
from overread.language.extraction.clauses.organ_sizes import TRENDS
from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation

_BOTH = 2
_PARTS = frozenset("anterior posterior medial lateral superior inferior proximal distal mid central peripheral".split())
_MEASURING = frozenset({"measures", "measure"})
_SEEN = PERCEIVED | {"seen", "present", "there", "visible", "located", "situated"}


def bind(clause: Clause, targets: list[int]) -> dict[int, tuple[Attributes, ...]]:
    """Return, for every target of a clause (an index), one or more sets of attributes: two for "right and left effusions"."""
    bound: dict[int, tuple[Attributes, ...]] = {}
    starts = {target: noun_phrase_start(clause, target, targets) for target in targets}
    for number, target in enumerate(targets):
        opened = starts[target] - denies_quality(clause[: target + 1], starts[target])
        left = on_its_side(clause, target, groups(without_listed_degrees(clause, opened, target), leads=True))
        after = _told_after(clause, targets, number, starts)
        if after:
            own = clause[starts[target] if number else 0 : target]
            after = _own_after(clause, starts[target], target, without_neighbor(after, own))
        if after and any(group.anatomy for group in left):
            after = [part for place, part in enumerate(after) if not (part.says("anatomy") and is_beside_place(after, place))]
        right = groups(after)
        left = past_entry(clause[target], left)
        if number == 0 and _is_near_place(clause[: starts[target]]):
            left = [replace(group, anatomy=()) for group in left]
        subject = _subject(clause, starts[target], target, left + right) if number == 0 else []
        right = of_one_place(right) if len(right) > 1 and all(map(leaves_place_open, left + subject)) else right
        if subject and is_directed(clause[target]):
            subject = [replace(group, side=None) for group in subject]
        if len(left) == len(right) == 1 and _are_opposite(left[0], right[0]):
            if _is_second(after):
                left, right = left + right, []
            elif _is_governed(after):
                right = [replace(right[0], side=None)]
        bound[target] = _listed_before(clause, starts[target], target, (subject, left, right)) or _combined(
            joined(subject), left, right
        )
    share_places(clause, targets, starts, bound)
    if len(targets) > 1:
        give_back(clause, targets, bound)
    return bound


def _subject(clause: Clause, start: int, target: int, around: list[Attributes]) -> list[Attributes]:
    """Return what stands before the noun phrase of the first finding of a clause and is told of it, as what it is in is."""
    before = clause[:start]
    subject = on_its_side(clause, target, groups(_of_now(before)))
    if not subject or is_agent(before) or is_beside_nodes(clause, start):
        return []
    if any(group.anatomy for group in around) and is_own_member(clause, start):
        return []
    if leads_its_place(clause, start, target):
        subject = [Attributes(change=group.change) for group in subject]
    if is_plain_negation(before[-1]):
        own = joined(groups(before[-1:])).descriptors
        subject = [_of_what_lacks(group, own) for group in subject]
    if _is_of_unknown(clause, start):
        subject = [_of_what_lacks(group, frozenset()) for group in subject]
    return subject


def _own_after(clause: Clause, start: int, target: int, after: list[Element]) -> list[Element]:
    """Return the elements after a finding that are its own, but for those of causes, nodes, goals and company."""
    after = before_nodes(_past_subjects(_before_cause(without_degrees(after))))
    after = without_goals(before_unnamed(after, shared=not usual_of(clause[target])))
    return before_company(clause[start:target], after) if after and not has_tip(clause[target]) else after


def _of_now(before: Clause) -> Clause:
    """Return what leads to a finding with the past only of what a "with" does not part from it ("status post EVAR with")."""
    if "S" not in [part.role for part in before]:
        return before
    company = next((place - 1 for place in range(len(before) - 1, 0, -1) if before[place].role == "S"), 0)
    if not any(part.says("history") for part in before[:company]):
        return before
    return [part._replace(item=None) if part.says("history") else part for part in before[:company]] + before[company:]


def _listed_before(
    clause: Clause, start: int, target: int, around: tuple[list[Attributes], list[Attributes], list[Attributes]]
) -> tuple[Attributes, ...]:
    """Return the attributes for each of the places on other sides that what leads to a finding lists ("in the right upper lobe
    and in both lower lobes, nodules are seen"), none where it lists no such places.
    """
    subject, left, right = around
    if len(subject) + len(left) < 2:
        return ()
    linked = any(part.word == "and" for part in clause[max(0, start - 3) : start])
    listed, left = (subject + left, []) if linked and not all(map(is_placeless, left)) else (subject, left)
    placed = all(group.anatomy and group.side for group in listed) and len({group.side for group in listed}) > 1
    if not placed or not all(map(is_placeless, left + right)) or has_tip(clause[target]):
        return ()
    return _combined(joined(right), left, listed)


def _told_after(clause: Clause, targets: list[int], number: int, starts: dict[int, int]) -> list[Element]:
    """Return the elements after a finding up to the next; what follows how it looks, and the size behind its company, is of
    the finding itself ("collection with rim enhancement in the pelvis"; "a mass with a nodule in its wall measures 5 cm").
    """
    target, after = targets[number], targets[number + 1 :]
    end = starts[after[0]] if after else len(clause)
    told = clause[target + 1 : end]
    if after and told and is_plain_negation(told[-1]):
        told = told[:-1]  # "a mass, no suspicious nodes"
    if number and (goes := _goes_on(clause, targets[number - 1], starts[target], target)):
        return _but_size(clause, target, goes, end)
    if after and (goes := _goes_on(clause, target, end, after[0])):
        return told[:-1] + clause[goes : starts[after[1]] if len(after) > 1 else len(clause)]
    return told


def _but_size(clause: Clause, target: int, goes: int, end: int) -> list[Element]:
    """Return what is told after the look or company of a finding up to where the clause goes on about that, with what it is
    measured in beside size (an uptake).
    """
    values = [part for part in clause[goes:end] if part.item and part.item.quantity and part.item.quantity.quantity != "size"]
    return clause[target + 1 : goes] + values


def _goes_on(clause: Clause, first: int, start: int, second: int) -> int:
    """Return where a clause goes on about a finding behind how it looks or what it is with, 0 where it does not."""
    if is_look_of(clause, first, start, second):
        return second + 1 + is_of_edge(clause, second)
    if largest := goes_on_with_largest(clause, first, start, second):
        return largest
    if clause[start - 1].role != "S" or any(part.role == "V" for part in clause[first + 1 : start]):
        return 0
    verb = next((place for place in range(second + 1, len(clause)) if clause[place].role in "VCK"), 0)
    return verb if clause[verb].word in _MEASURING else 0


def _of_what_lacks(subject: Attributes, own: frozenset[str]) -> Attributes:
    """Return what a subject gives to what it lacks: its place, not its look ("mild chronic changes without infiltrate")."""
    return replace(subject, severity=None, count=None, descriptors=subject.descriptors & (_PARTS | own))


def _is_of_unknown(clause: Clause, start: int) -> bool:
    """Say whether a "with" leads from something described that the lexicon lacks to what it is with, which has its place but
    not its look ("a dark line in the femoral head with surrounding edema").
    """
    lead = next((place for place in range(start - 1, -1, -1) if clause[place].role not in "PD"), 0)
    if clause[lead].role != "S":
        return False
    noun = next((place for place in range(lead) if clause[place].role in "PV" and place and clause[place - 1].role == "W"), 0)
    return noun > 1 and clause[noun - 2].role == "M"


def _is_near_place(before: list[Element]) -> bool:
    """Say whether what follows only tells what a place named before is near to ("the peroneal tendon behind the malleolus")."""
    return bool(before) and before[-1].word in BESIDE and any(element.says("anatomy") for element in before)


def _past_subjects(elements: list[Element]) -> list[Element]:
    """Return the elements after a finding without a place that is a second subject ("the mass and hilar node are")."""
    if not elements or elements[0].word != "and":
        return elements
    verb = next((index for index, element in enumerate(elements) if element.role == "V"), 0)
    before = elements[:verb]
    beside = verb > 1 and all(element.role in "MDW" for element in before[1:])
    return elements[verb:] if beside and any(part.item and part.item.value("anatomy") for part in before) else elements


def _are_opposite(one: Attributes, other: Attributes) -> bool:
    return {one.side, other.side} == {"left", "right"} and "side" in one.marks and "side" in other.marks


def _is_second(elements: list[Element]) -> bool:
    """Say whether what follows a finding is another of its kind, told by its modifiers alone ("..., small on the left")."""
    return elements[0].role == "K" and all(element.role in "KMD" for element in elements)


def _is_governed(elements: list[Element]) -> bool:
    """Say whether the side in a stretch belongs to what a preposition leads to ("with its tip in the left subclavian vein")."""
    for place in range(len(elements) - 1, -1, -1):
        item = elements[place].item
        if item and item.value("side"):
            while place > 0 and elements[place].role in "MD":
                place -= 1
            return elements[place].role == "P"
    return False


def _before_cause(elements: list[Element]) -> list[Element]:
    """Return the elements up to a cue that leads over to a cause or an interpretation, whose places are its own."""
    for place, element in enumerate(elements):
        hedge = element.item.value("certainty") if element.item else None
        if hedge in ("probable", "possible", "represents") and place + 1 < len(elements):
            if elements[place + 1].word in _SEEN:
                continue
            return elements[:place] + _past_aside(elements, place)
    return elements


def _past_aside(elements: list[Element], start: int) -> list[Element]:
    """Return the predicate told after an interpretation between commas or in brackets, and a course without one ("the
    collection, likely chronic, has decreased", "a focus (most likely metastatic) is seen in the liver").
    """
    close = {",": ",", "(": ")"}.get(elements[start - 1].word) if start else None
    end = next((place for place in range(start + 1, len(elements) - 1) if elements[place].word == close), 0) if close else 0
    told = elements[end + 1 :] if end else []
    return told if told and (told[0].role == "V" or any(part.says("change") for part in told[:2])) else []


def _combined(common: Attributes, left: list[Attributes], right: list[Attributes]) -> tuple[Attributes, ...]:
    if len(left) < 2 and len(right) < 2:
        return (merged(merged(joined(left), joined(right)), common),)
    left = _inherit(left) if len(left) > 1 else left
    right = on_that_side([group for group in right if len(right) == 1 or group.anatomy or "landmark" not in group.marks])
    if len(right) > 1 and right[-1].side:
        right = [replace(group, anatomy=group.anatomy or right[-1].anatomy) if group.side else group for group in right]
    if len(left) > 1 and len(right) == len(left):
        return tuple(merged(merged(a, b), common) for a, b in zip(left, right, strict=True))
    if len(left) > 1:
        return tuple(merged(merged(group, joined(right)), common) for group in left)
    head = joined(left)
    if len(right) > _BOTH and right[0].side == "bilateral" and {group.side for group in right[1:]} == {"left", "right"}:
        head, right = merged(head, replace(right[0], side=None)), right[1:]
    if len(right) > 1:
        apart = head.side == "bilateral" and all(group.side for group in right)
        head = replace(head, side=None) if apart else head
        heads = [without_grades(told_elsewhere(head, group), group) for group in right]
        return tuple(merged(merged(own, group), common) for own, group in zip(heads, right, strict=True))
    return (merged(merged(head, joined(right)), common),)


def _inherit(parts: list[Attributes]) -> list[Attributes]:
    """Give each of several parts the place of the last and the degree of the first where it has none."""
    return [
        replace(
            group,
            anatomy=group.anatomy or on_the_spine(parts[-1].anatomy, group.levels),
            levels=group.levels or (frozenset() if group.anatomy else parts[-1].levels),
            severity=group.severity or parts[0].severity,
            change=group.change or (None if group.descriptors & TRENDS else parts[0].change),
            descriptors=group.descriptors or (parts[-1].descriptors - TRENDS if group.change else parts[-1].descriptors),
        )
        for group in parts
    ]
