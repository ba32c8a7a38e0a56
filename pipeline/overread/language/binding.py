"""Which side, place, size and degree belongs to which finding of a clause."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from overread.language.attributes import BESIDE, Attributes, groups, is_placeless, joined, merged, placed, sided
from overread.language.directions import before_nodes, before_unnamed, without_goals
from overread.language.elements import Clause, Element
from overread.language.grammar import ACTING, LEADING, NOUNS_OF_DEGREE, STAND_INS
from overread.language.lexicon import lexicon
from overread.language.places import relation, usual_places

_AROUND = BESIDE | {"surrounding"}
_RELATIVES = frozenset({"which", "that", "who"})
_ALL = frozenset({"all", "multiple", "several", "various", "other"})
_HOLDING = frozenset({"containing", "harboring", "housing"})
_LESIONS = frozenset({"nodule", "mass", "lesion", "bone_lesion"})
_TAKEN_UP = frozenset(
    {"fdg_uptake", "tracer_uptake", "increased_uptake", "enhancement", "restricted_diffusion", "hyperintensity"}
)
DIRECTED = frozenset({"midline_shift", "mediastinal_shift", "tracheal_deviation", "shift"})


def bind(clause: Clause, targets: list[int]) -> dict[int, tuple[Attributes, ...]]:
    """Return, for every target of a clause (an index), one or more sets of attributes: two for "right and left effusions"."""
    bound: dict[int, tuple[Attributes, ...]] = {}
    starts = {target: _left_start(clause, target, targets) for target in targets}
    for number, target in enumerate(targets):
        end = starts[targets[number + 1]] if number + 1 < len(targets) else len(clause)
        left = groups(clause[starts[target] : target], leads=True)
        after = without_goals(before_unnamed(before_nodes(_past_subjects(_before_cause(clause[target + 1 : end])))))
        if not _has_tip(clause[target]):
            after = _before_company(clause[starts[target] : target], after)
        right = groups(after)
        if number == 0 and _is_near_place(clause[: starts[target]]):
            left = [replace(group, anatomy=()) for group in left]
        subject = groups(clause[: starts[target]]) if number == 0 else []
        if subject and _is_beside_nodes(clause, starts[target]):
            subject = []
        if _is_directed(clause[target]):
            subject = [replace(group, side=None) for group in subject]
        if len(left) == len(right) == 1 and _are_opposite(left[0], right[0]):
            if _is_second(after):
                left, right = left + right, []
            elif _is_governed(after):
                right = [replace(right[0], side=None)]
        bound[target] = _combined(joined(subject), left, right)
    _share(clause, targets, starts, bound)
    return bound


def _is_near_place(before: list[Element]) -> bool:
    """Say whether what follows only tells what a place named before is near to ("the peroneal tendon behind the malleolus")."""
    return bool(before) and before[-1].word in BESIDE and any(element.says("anatomy") for element in before)


def _is_beside_nodes(clause: Clause, start: int) -> bool:
    """Say whether what precedes a noun phrase is a second subject, lymph nodes ("hilar nodes and the left nodule are")."""
    before = clause[start - 1] if start else None
    nodes = clause[start - 2].word if start > 1 else ""
    return before is not None and before.word == "and" and clause[start].role == "D" and nodes.endswith("node")


def _past_subjects(elements: list[Element]) -> list[Element]:
    """Return the elements after a finding without a place that is a second subject ("the mass and hilar node are")."""
    verb = next((index for index, element in enumerate(elements) if element.role == "V"), 0)
    before = elements[:verb]
    beside = verb > 1 and before[0].word == "and" and all(element.role in "MDW" for element in before[1:])
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
            return elements[:place] + _past_aside(elements, place)
    return elements


def _past_aside(elements: list[Element], start: int) -> list[Element]:
    """Return the course told after an interpretation between commas ("the collection, likely chronic, has decreased")."""
    aside = start > 0 and elements[start - 1].word == ","
    end = next((place for place in range(start + 1, len(elements) - 1) if elements[place].word == ","), 0) if aside else 0
    return elements[end + 1 :] if end and any(part.says("change") for part in elements[end + 1 : end + 3]) else []


def _has_tip(element: Element) -> bool:
    """Say whether a finding is a line or tube, whose course and tip lie in several places."""
    known = lexicon().concepts.get((element.item.value("concept") if element.item else None) or "")
    return known is not None and known.tip


def _before_company(left: list[Element], right: list[Element]) -> list[Element]:
    """Return the elements up to a "with" whose places lie apart from those named before it: they are of something else."""
    for place, element in enumerate(right):
        if element.role == "S":
            if _is_size_of_part(right[place + 1 :]):
                return right[:place]
            before, after = joined(groups(left + right[:place])).anatomy, joined(groups(right[place:])).anatomy
            if before and after and all(relation(one, other) == "apart" for one in before for other in after):
                return right[:place]
    return right


def _is_size_of_part(elements: list[Element]) -> bool:
    """Say whether what follows a "with" is the size of a part of the organ ("with a 5 mm gallbladder wall")."""
    told = [element.item for element in elements if element.role != "D"][:2]
    return len(told) == 2 and bool(told[0] and told[0].quantity and told[1] and told[1].value("anatomy"))


def _left_start(clause: Clause, target: int, targets: list[int]) -> int:
    """Return where the noun phrase of a target begins: over modifiers, words, determiners and links between modifiers."""
    index = target
    if clause[target].word.endswith(ACTING) and _follows_place(clause, target, targets):
        return target
    while index > 0 and index - 1 not in targets:
        previous = clause[index - 1]
        if previous.word in _RELATIVES or _begins_reading(clause, index - 1, targets):
            break
        if previous.word == ")" and (opened := _value_opened(clause, index - 1)):
            index = opened
            continue
        if (
            previous.role in "MWD"
            or (
                previous.role == "K"
                and 2 <= index < target
                and (clause[index - 2].role == "M" or _value_opened(clause, index - 2) is not None)
                and _is_joined_modifier(clause[index])
                and not _is_of_another(clause, index - 2)
            )
            or (
                previous.word == "of"
                and index >= 2
                and (clause[index - 2].word in NOUNS_OF_DEGREE or clause[index - 2].role == "M")
            )
        ):
            index -= 1
        else:
            break
    return index


def _value_opened(clause: Clause, index: int) -> int | None:
    """Return where the bracket that ends at an index opens, when it holds a value beside its place ("celiac (60%) and renal
    artery (50%) stenoses", "adrenal (SUV 8) and L3 (SUV 7) metastases"), None otherwise.
    """
    value = clause[index - 1].item if clause[index].word == ")" and index >= 3 else None
    if value is None or value.quantity is None:
        return None
    opened = index - 2 if clause[index - 2].word == "(" else index - 3
    return opened if opened > 0 and clause[opened].word == "(" and clause[opened - 1].role == "M" else None


def _follows_place(clause: Clause, target: int, targets: list[int]) -> bool:
    """Say whether the words before what a finding does ("... in the middle lobe silhouetting the heart") place that finding."""
    index = target
    while index > 0 and clause[index - 1].role in "MD":
        index -= 1
    return index > 0 and clause[index - 1].role == "P" and any(other < index for other in targets)


def _begins_reading(clause: Clause, index: int, targets: list[int]) -> bool:
    """Say whether a hedge follows the place of the finding before it: "dilated artery ?hypertension" is of the artery."""
    if clause[index].role != "M" or not clause[index].says("certainty"):
        return False
    before = [target for target in targets if target < index - 1]
    told = clause[before[-1] + 1 : index] if before else []
    return _is_of_another(clause, index - 1) or (bool(told) and all(part.role in "MWDPX" for part in told))


def _is_of_another(clause: Clause, index: int) -> bool:
    """Say whether the modifiers that end at an index belong to a preposition before them ("in the left thalamus and ..."), to
    "of" behind a finding ("effacement of the left horn and ...").
    """
    last = clause[index]
    while index > 0 and (clause[index].role in "MD" or clause[index].word in _ALL):
        index -= 1
    if clause[index].word == "of" and index > 1 and clause[index - 1].role == "M":
        return _is_of_another(clause, index - 1)
    measured = clause[index].role == "C" and last.item is not None and last.item.quantity is not None
    if clause[index].role == "C" and clause[index].word.endswith(" of"):
        return True
    found = clause[index].word == "of" and index > 0 and clause[index - 1].role == "C"
    return measured or found or (clause[index].role == "P" and clause[index].word != "of")


def _is_joined_modifier(element: Element) -> bool:
    """Say whether a modifier after a link can belong with the one before it; a hedge begins a reading of its own."""
    return element.role == "M" and not (element.item and element.item.value("certainty"))


def _combined(common: Attributes, left: list[Attributes], right: list[Attributes]) -> tuple[Attributes, ...]:
    if len(left) > 1:
        left = _inherit(left)
    if len(left) > 1 and len(right) == len(left):
        return tuple(merged(merged(a, b), common) for a, b in zip(left, right, strict=True))
    if len(left) > 1:
        return tuple(merged(merged(group, joined(right)), common) for group in left)
    head = joined(left)
    if len(right) > 1:
        apart = head.side == "bilateral" and all(group.side for group in right)
        head = replace(head, side=None) if apart else head
        return tuple(merged(merged(head, group), common) for group in right)
    return (merged(merged(head, joined(right)), common),)


def _inherit(parts: list[Attributes]) -> list[Attributes]:
    """Give each of several parts the place of the last and the degree of the first where it has none."""
    last, first = parts[-1], parts[0]
    return [
        replace(
            group,
            anatomy=group.anatomy or last.anatomy,
            severity=group.severity or first.severity,
            change=group.change or first.change,
            descriptors=group.descriptors or last.descriptors,
        )
        for group in parts
    ]


def _share(clause: Clause, targets: list[int], starts: dict[int, int], bound: dict[int, tuple[Attributes, ...]]) -> None:
    """Let linked findings, and a finding and its interpretation, share the side and place that only one of them names."""
    pairs = list(pairwise(targets))
    for first, second in reversed(pairs):
        if (
            not len(bound[first]) == len(bound[second]) == 1
            or not is_placeless(bound[first][0])
            or _is_directed(clause[first])
            or _is_directed(clause[second])
        ):
            continue
        between = clause[first + 1 : starts[second]]
        if [part.word for part in between] == ["of"]:
            bound[first] = (placed(bound[first][0], bound[second][0]),)
            continue
        last = between[-2:-1] if between and between[-1].word in _AROUND else between[-1:]
        accompanied = bool(last) and last[0].role == "S" and all(part.role in "SPMDW" for part in between)
        if accompanied and _is_reading(clause, first, targets):
            continue
        if not accompanied and not _are_linked(between):
            continue
        after = groups(before_unnamed(clause[second + 1 : _end(clause, second, targets, starts)]))
        trailing = [group for group in after if not is_placeless(group)]
        if trailing and _is_company_elsewhere(clause, first, targets, bound, trailing[0]):
            continue
        if len(trailing) == 1 and (not accompanied or _can_be_in(clause[first], trailing[0])):
            bound[first] = (placed(bound[first][0], trailing[0]),)
    for first, second in pairs:
        if _is_directed(clause[second]):
            continue
        bare = all(part.role == "D" for part in clause[starts[second] : second])
        if len(bound[second]) == 1 and _is_interpreted(clause[first + 1 : second]):
            signs = [bound[sign][0] for sign in targets if sign < second]
            bound[second] = (_observed(bound[second][0], signs),)
        if len(bound[first]) > 1 or len(bound[second]) > 1 or not is_placeless(bound[second][0]):
            continue
        holds = bool(bound[second][0].sizes) and any(part.word in _HOLDING for part in clause[first + 1 : starts[second]])
        if (
            holds
            or _is_apposed(clause, first, starts[second], second)
            or _is_interpreted(clause[first + 1 : second])
            or (bare and _are_listed(clause, first, starts[second]))
        ):
            origin = bound[first][0]
            if not origin.anatomy and not origin.levels and _has_name_in(clause[second], _usual(clause[first])):
                origin = replace(origin, anatomy=tuple(sorted(_usual(clause[first]))))
            bound[second] = (placed(bound[second][0], origin),)
        elif any(part.role == "S" for part in clause[first + 1 : starts[second]]):
            leveled = bool(bound[first][0].levels) and _is_spinal(clause[second])
            if leveled or _is_beside(clause[second], bound[first][0].anatomy or tuple(_usual(clause[first]))):
                bound[second] = (sided(bound[second][0], bound[first][0], leveled),)


def _has_name_in(element: Element, places: frozenset[str]) -> bool:
    """Say whether a finding without a place of its own takes another name in some places: a stone in the kidney."""
    names = lexicon().within.get((element.item.value("concept") if element.item else None) or "", {})
    return not _usual(element) and any(whole in names for place in places for whole in lexicon().wholes(place))


def _is_directed(element: Element) -> bool:
    """Say whether the side of a finding is where something has moved to, and never that of what moved it."""
    return (element.item.value("concept") if element.item else None) in DIRECTED


def _is_reading(clause: Clause, target: int, targets: list[int]) -> bool:
    """Say whether a finding interprets the one before it, whose place it then shares ("opacity, likely atelectasis, with")."""
    before = [other for other in targets if other < target]
    return bool(before) and _is_interpreted(clause[before[-1] + 1 : target])


def _is_company_elsewhere(
    clause: Clause, target: int, targets: list[int], bound: dict[int, tuple[Attributes, ...]], trailing: Attributes
) -> bool:
    """Say whether a finding is in company of the one before it, which can never be in the places named after the next one
    ("ligament injury with rupture and contusions of the condyle").
    """
    before = [other for other in targets if other < target]
    if not before or not any(part.role == "S" for part in clause[before[-1] + 1 : target]):
        return False
    if bound[before[-1]][0].levels and _is_spinal(clause[target]):
        return True
    own = _usual(clause[before[-1]]) or frozenset(bound[before[-1]][0].anatomy)
    apart = all(relation(place, other) == "apart" for place in trailing.anatomy for other in own)
    return bool(own and trailing.anatomy) and apart


def _observed(reading: Attributes, signs: list[Attributes]) -> Attributes:
    """Return an interpretation with the sizes of the last sign, and the places of all signs of its side beside its own, but of
    the last alone where that has a place of its own.
    """
    sides = {sign.side for sign in signs if sign.side}
    if reading.side is None and reading.anatomy and len(sides) == 1:
        reading = replace(reading, side=min(sides))
    told = signs[-1:] if signs[-1].anatomy else signs
    near = [place for sign in told if reading.anatomy and sign.side in (None, reading.side) for place in sign.anatomy]
    return replace(reading, observed=signs[-1].sizes, anatomy=tuple(dict.fromkeys((*reading.anatomy, *near))))


def _is_beside(element: Element, places: tuple[str, ...]) -> bool:
    """Say whether a finding without a place of its own usually sits in the place of the finding it accompanies."""
    return any(relation(place, other) != "apart" for place in places for other in _usual(element))


def _is_apposed(clause: Clause, first: int, start: int, second: int) -> bool:
    """Say whether a lesion behind a comma only tells again what the finding before it is ("focus in the adrenal, 2 cm nodule";
    "uptake in L3, lytic").
    """
    between = clause[first + 1 : start]
    kinds, taken_up = (_kinds_of(clause[place]) for place in (second, first))
    links = [part for part in between if part.role == "K"]
    listed = any(part.word in ("and", "or", "nor") for part in links) or any(part.role in "SVNB" for part in between)
    return bool(links) and not listed and bool(kinds & _LESIONS) and bool(taken_up & _TAKEN_UP)


def _kinds_of(element: Element) -> frozenset[str]:
    return lexicon().kinds((element.item.value("concept") if element.item else None) or "")


def _is_spinal(element: Element) -> bool:
    """Say whether a finding is always of the spine, so that it has a level."""
    usual = _usual(element)
    return bool(usual) and all("spine" in lexicon().wholes(place) for place in usual)


def _usual(element: Element) -> frozenset[str]:
    return usual_places((element.item.value("concept") if element.item else None) or "")


def _can_be_in(element: Element, attributes: Attributes) -> bool:
    """Say whether a finding can be in the places that are named after what accompanies it."""
    usual = _usual(element)
    return all(any(relation(place, other) != "apart" for other in usual) for place in attributes.anatomy) or not usual


def _end(clause: Clause, target: int, targets: list[int], starts: dict[int, int]) -> int:
    return next((starts[other] for other in targets if other > target), len(clause))


def _are_listed(clause: Clause, first: int, second: int) -> bool:
    """Say whether two findings are linked, and the first is no mere disease of its place ("nodal disease, small nodules")."""
    return not _names(clause[first], "abnormality") and _are_linked(clause[first + 1 : second])


def _names(element: Element, concept: str) -> bool:
    return element.item is not None and element.item.value("concept") == concept


def _are_linked(between: list[Element]) -> bool:
    return bool(between) and all(part.role in "KDX" or part.word in ("versus", "vs") for part in between)


def _is_interpreted(between: list[Element]) -> bool:
    apart = any(part.word == "," and other.word in STAND_INS for part, other in pairwise(between))
    hedges = ("probable", "possible", "represents")
    cues = [place for place, part in enumerate(between) if part.item and part.item.value("certainty") in hedges]
    beside = cues and cues[0] > 0 and between[cues[0] - 1].word == "and" and between[cues[0]].word.split()[-1] not in LEADING
    return bool(cues) and not apart and not beside
