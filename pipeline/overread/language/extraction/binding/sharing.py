"""Linked findings, and a finding and its reading: the side and place that only one of them names, and both share."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from overread.language.extraction.assertion.grammar import CAUSED
from overread.language.extraction.binding.attributes import Attributes, is_placeless, placed, sided
from overread.language.extraction.binding.between import (
    are_linked,
    are_listed,
    is_alternative,
    is_apposed,
    is_asked,
    is_called,
    is_interpreted,
    is_led_to,
    is_look_of,
)
from overread.language.extraction.binding.company_places import before_company, extended_from, is_within_company, of_device
from overread.language.extraction.binding.directions import before_unnamed
from overread.language.extraction.binding.groups import groups
from overread.language.extraction.binding.modifiers import BESIDE
from overread.language.extraction.binding.noun_phrases import acts
from overread.language.extraction.binding.openings import share_leading_level, share_leading_side, subject_of, subject_stated
from overread.language.extraction.binding.seats import (
    are_listed_discs,
    can_be_in,
    fits,
    fits_in,
    has_name_in,
    is_beside,
    is_directed,
    is_in_diseased_organ,
    is_lesion_within,
    is_made_of,
    is_named_in,
    is_of_midline,
    is_of_valve,
    is_paired,
    is_single,
    is_spinal,
    on_that_level,
    organ_of,
    seat_in,
    sign_read,
    usual_of,
)
from overread.language.extraction.binding.shared_organs import share_along_ureter, share_trailing_organ, share_with_one_more
from overread.language.extraction.elements.broken_devices import is_state, is_state_of_device
from overread.language.extraction.elements.elements import Clause
from overread.language.places import relation

_AROUND = BESIDE | {"surrounding"}
_HOLDING = frozenset({"containing", "harboring", "housing"})
_HOLDS = frozenset({"contain", "contains"})
_PAIR = 2
_COURSES = frozenset({"stable", "increased", "decreased"})


def share_places(clause: Clause, targets: list[int], starts: dict[int, int], bound: dict[int, tuple[Attributes, ...]]) -> None:
    """Let linked findings, and a finding and its interpretation, share the side and place that only one of them names."""
    several = len(targets) > 1
    if several:
        _share_backward(clause, targets, starts, bound)
    share_leading_side(clause, targets, bound)
    share_leading_level(clause, targets, bound)
    if several:
        _share_forward(clause, targets, starts, bound)
        share_trailing_organ(clause, targets, starts, bound)
        share_with_one_more(clause, targets, bound)
        share_along_ureter(clause, targets, bound)


_VERSUS = frozenset({"vs", "versus"})


def _share_backward(
    clause: Clause, targets: list[int], starts: dict[int, int], bound: dict[int, tuple[Attributes, ...]]
) -> None:
    """Give findings without a place that of the linked one behind them ("opacity and effusion on the left"), but where that is
    told with the same noun ("pleural thickening, thickening of the septa").
    """
    for first, second in reversed(list(pairwise(targets))):
        if (
            not len(bound[first]) == len(bound[second]) == 1
            or not is_placeless(bound[first][0])
            or is_directed(clause[first])
            or is_directed(clause[second])
        ):
            continue
        between = clause[first + 1 : starts[second]]
        if [part.word for part in between] == ["of"] or (not between and is_state(clause[first])):
            bound[first], bound[second] = of_device(clause[second], bound[first][0], bound[second][0])
            continue
        versus = not between and clause[starts[second]].word in _VERSUS
        if clause[second].word in clause[first].word.split() and not versus:
            continue
        if is_in_diseased_organ(between, clause[second]):
            bound[first] = (placed(bound[first][0], seat_in(clause[second], bound[second][0])),)
            continue
        last = between[-2:-1] if between and between[-1].word in _AROUND else between[-1:]
        accompanied = bool(last) and last[0].role == "S" and all(part.role in "SPMDW" for part in between)
        if (accompanied and _is_reading(clause, first, targets)) or is_lesion_within(clause[first], clause[second]):
            continue
        if not (accompanied or versus or are_linked(between) or _are_joined(clause, first, second)) or _has_own_bracket(
            clause, second, targets
        ):
            continue
        behind = before_unnamed(clause[second + 1 : _end(clause, second, targets, starts)])
        after = groups(before_company(clause[starts[second] : second], behind))
        trailing = [group for group in after if not is_placeless(group)]
        if trailing and _is_company_elsewhere(clause, first, targets, bound, trailing[0]):
            continue
        if len(trailing) != 1:
            continue
        if can_be_in(clause[first], trailing[0]):
            bound[first] = (placed(bound[first][0], trailing[0]),)
        elif not accompanied and any(is_paired(place) for place in usual_of(clause[first])):
            bound[first] = (sided(bound[first][0], trailing[0]),)


def _has_own_bracket(clause: Clause, second: int, targets: list[int]) -> bool:
    """Say whether a bracket is about the one finding before it, since the list goes on behind ("a drain, a catheter (T7) and a
    tube").
    """
    if second + 1 >= len(clause) or clause[second + 1].word != "(":
        return False
    end = next((place for place in range(second + 2, len(clause)) if clause[place].word == ")"), len(clause))
    return end + 1 < len(clause) and clause[end + 1].role == "K" and any(target > end for target in targets)


def _share_forward(
    clause: Clause, targets: list[int], starts: dict[int, int], bound: dict[int, tuple[Attributes, ...]]
) -> None:
    """Give findings without a place that of the one before them, or of what the clause is about."""
    subject = subject_of(clause[: starts[targets[0]]], bound[targets[0]])
    stated = subject_stated(clause[targets[0]], bound[targets[0]]) if subject is None else None
    for first, second in pairwise(targets):
        if is_directed(clause[second]):
            continue
        read_so = is_alternative(clause, first, starts[second]) or is_interpreted(clause[first + 1 : second])
        read_so = read_so or (is_asked(clause, starts[second], second) and fits_in(clause[second], bound[first][0]))
        if read_so:
            first = sign_read(clause, targets, (first, second), bound)
            _share_with_reading(clause, targets, (first, second), bound)
        held = len(bound[first]) == 1 and not _HOLDS.isdisjoint(part.word for part in clause[first + 1 : starts[second]])
        if held and len(bound[second]) > 1 and all(map(is_placeless, bound[second])):
            bound[second] = tuple(placed(each, bound[first][0]) for each in bound[second])
        if len(bound[first]) > 1 or len(bound[second]) > 1:
            continue
        if is_led_to(clause, first, starts[second]):
            host, own, behind = bound[first][0], bound[second][0], clause[second + 1 : second + 2]
            bound[second] = (extended_from(host, own, behind, is_named_in(clause[second], clause[first], host)),)
        if is_within_company(clause, (first, starts[second]), bound[first][0], bound[second][0]):
            bound[second] = (sided(bound[second][0], bound[first][0]),)
        joined = _are_joined(clause, first, second) and fits_in(clause[second], seat_in(clause[first], bound[first][0]))
        if joined and not bound[second][0].anatomy and has_name_in(clause[second], usual_of(clause[first])):
            bound[second] = (replace(bound[second][0], anatomy=seat_in(clause[first], bound[first][0]).anatomy),)
        if not is_placeless(bound[second][0]):
            bound[second] = (on_that_level(clause, first, starts[second], second, (bound[first][0], bound[second][0])),)
            continue
        read_so = read_so or joined
        if read_so or (
            not _are_sided_each(targets, first, bound)
            and _is_of_that_place(clause, first, starts[second], second, bound[second][0])
        ):
            origin = bound[first][0]
            if not origin.anatomy and not origin.levels and has_name_in(clause[second], usual_of(clause[first])):
                origin = replace(origin, anatomy=tuple(sorted(usual_of(clause[first]))))
            listed = are_listed(clause, first, starts[second]) and not read_so
            takes = sided if listed and not fits_in(clause[second], origin) else placed
            if not (listed and is_single(clause[second])):
                bound[second] = (takes(bound[second][0], origin),)
        elif is_made_of(clause, targets, starts[second], bound[first][0]):
            bound[second] = (placed(bound[second][0], bound[first][0]),)
        elif subject is not None and fits(clause[second], subject):
            bound[second] = (placed(bound[second][0], subject),)
        elif stated is not None and has_name_in(clause[second], frozenset(stated.anatomy)):
            bound[second] = (placed(bound[second][0], stated),)
        else:
            bound[second] = (_in_company(clause, first, starts[second], second, (bound[first][0], bound[second][0])),)


def _are_sided_each(targets: list[int], last: int, bound: dict[int, tuple[Attributes, ...]]) -> bool:
    """Say whether a finding and the one before it each name the same side, which the next of the list then lacks ("left
    pleural tumour, left fibrosis, and emphysema").
    """
    before = [target for target in targets if target < last][-1:]
    pair = [bound[target][0] for target in (*before, last) if len(bound[target]) == 1]
    spans = {part.marks["side"] for part in pair if "side" in part.marks}
    return len(spans) == len(pair) == _PAIR and len({part.side for part in pair}) == 1


def _share_with_reading(
    clause: Clause, targets: list[int], pair: tuple[int, int], bound: dict[int, tuple[Attributes, ...]]
) -> None:
    """Give the reading of a finding what is told of its signs, and each of two readings without a place that of the finding."""
    first, second = pair
    if len(bound[second]) == 1:
        signs = [bound[sign][0] for sign in targets if sign < second and not is_directed(clause[sign])]
        caused = any(part.word in CAUSED for part in clause[first + 1 : second]) and bool(bound[second][0].anatomy)
        bound[second] = bound[second] if caused else (_observed(bound[second][0], signs),)
    elif len(bound[first]) == 1 < len(bound[second]) and all(map(is_placeless, bound[second])):
        bound[second] = tuple(placed(each, bound[first][0]) for each in bound[second])


def _are_joined(clause: Clause, first: int, second: int) -> bool:
    """Say whether a hyphen joins two findings ("effusion-thickening"), neither of them a mere "process"."""
    if second != first + 1 or " " in clause[second].word:
        return False
    items = clause[first].item, clause[second].item
    return all(item is not None and item.value("concept") != "abnormality" for item in items)


def _is_of_that_place(clause: Clause, first: int, start: int, second: int, own: Attributes) -> bool:
    """Say whether a finding without a place is held by the one before it, listed with it, or a look or a name of it."""
    led = {part.word for part in clause[first + 1 : start]}
    bare = all(part.role == "D" for part in clause[start:second])
    return (
        not _HOLDS.isdisjoint(led)
        or (bool(own.sizes) and not _HOLDING.isdisjoint(led))
        or is_apposed(clause, first, start, second)
        or is_look_of(clause, first, start, second)
        or is_called(clause[first + 1 : second])
        or is_state_of_device(clause, first, second)
        or (bare and are_listed(clause, first, start) and not is_of_midline(clause, first, second))
    )


def _in_company(clause: Clause, first: int, start: int, second: int, both: tuple[Attributes, Attributes]) -> Attributes:
    """Return the attributes of a finding without a place, with the place or the side of the one that it acts or follows on."""
    before, own = both
    if acts(clause[second]) and len(before.levels) == 1 and is_spinal(clause[second]):
        return sided(own, before, leveled=True)
    if not is_led_to(clause, first, start):
        linked = are_linked([part for part in clause[first + 1 : start] if part.role != "M"])
        own = placed(own, before) if linked and is_of_valve(clause[second], before.anatomy) else own
        listed = len(before.levels) == 1 and are_listed_discs(clause, first, start, second)
        return replace(own, levels=before.levels) if listed else own
    before = _on_the_worse_side(before, clause[:start])
    origin = replace(before, anatomy=before.anatomy or organ_of(clause[first], clause[second]))
    if is_named_in(clause[second], clause[first], origin):
        return placed(own, replace(origin, levels=frozenset()))
    leveled = bool(before.levels) and is_spinal(clause[second])
    if leveled or is_beside(clause[second], before.anatomy or tuple(usual_of(clause[first]))):
        return sided(own, before, leveled)
    return own


def _on_the_worse_side(host: Attributes, led: Clause) -> Attributes:
    """Return the place of a finding of both sides on the side that "worse on the right with ..." goes on about."""
    weighed = led[-2].item.value("extent") if len(led) > 1 and led[-2].item else None
    side = (weighed or "").removeprefix("greater_")
    return replace(host, side=side) if host.side == "bilateral" and side in ("left", "right") else host


def _is_reading(clause: Clause, target: int, targets: list[int]) -> bool:
    """Say whether a finding interprets the one before it, whose place it then shares ("opacity, likely atelectasis, with")."""
    before = [other for other in targets if other < target]
    return bool(before) and is_interpreted(clause[before[-1] + 1 : target])


def _is_company_elsewhere(
    clause: Clause, target: int, targets: list[int], bound: dict[int, tuple[Attributes, ...]], trailing: Attributes
) -> bool:
    """Say whether a finding is in company of the one before it, which can never be in the places named after the next one, or
    is on the other side ("ligament injury with rupture and contusions of the condyle").
    """
    before = [other for other in targets if other < target]
    if not before or not any(part.role == "S" for part in clause[before[-1] + 1 : target]):
        return False
    host = bound[before[-1]][0]
    if (host.levels and is_spinal(clause[target])) or {host.side, trailing.side} == {"left", "right"}:
        return True
    own = usual_of(clause[before[-1]]) or frozenset(host.anatomy)
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
    sizes = signs[-1].sizes or signs[-1].observed
    course = reading.change or (signs[-1].change if signs[-1].change in _COURSES else None)
    return replace(reading, observed=sizes, change=course, anatomy=tuple(dict.fromkeys((*reading.anatomy, *near))))


def _end(clause: Clause, target: int, targets: list[int], starts: dict[int, int]) -> int:
    return next((starts[other] for other in targets if other > target), len(clause))
