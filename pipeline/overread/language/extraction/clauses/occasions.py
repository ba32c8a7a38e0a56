"""The occasion of an examination within a sentence of findings: in whom, or how long after what, something is found."""

from __future__ import annotations

import re

from overread.language.extraction.binding.between import kinds_of
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.extraction.elements.reductions import REDUCED
from overread.language.lexicon import lexicon

_PERSONS = frozenset(
    (
        "patient child infant neonate newborn baby toddler adolescent teenager man woman boy girl adult male female old smoker "
        "recipient athlete case"
    ).split()
)
_EVENTS = frozenset(
    (
        "trauma injury fall crash collision accident assault blow stabbing mva mvc rta rtc gunshot fight impact handlebar "
        "seatbelt ejection surgery operation transplantation transplant evar resection chemotherapy radiotherapy irradiation"
    ).split()
)
_ENDING = frozenset({",", ";", ":", "appearance", "finding", "there is", "there are"})
_PAST = ("ectomy", "itis", "plasty", "ostomy")
_AFTER = frozenset({"after", "following"})
_PHASES = frozenset({"phase", "stage"})
OCCASIONS = _PERSONS | _AFTER | _PHASES | {"post"}
_REACH = 6
_LEAST = 3


def occasion(elements: list[Element], index: int) -> int:
    """Return where the occasion that starts at an index ends, the index itself where none does.

    It goes up to the next comma ("masses in a patient with lung cancer, not seen before"), or to what is found there ("in a
    mature patient the appearance is that of ..."), a phase with its name.
    """
    word = elements[index].word
    if word == "in" and (end := _end_of_phase(elements, index)) > index:
        return end
    if word in ("in", "of"):
        told = _is_in_somebody(elements, index)
    elif word in _AFTER or (word == "post" and index > 0):
        told = _is_after_event(elements, index)
    else:
        told = index + 1 < len(elements) and _is_long_after(elements, index)
    if not told:
        return index
    return next((place for place in range(index + 1, len(elements)) if elements[place].word in _ENDING), len(elements))


def is_occasion(clause: list[Element]) -> bool:
    """Say whether a clause is no more than an occasion, so that its findings are not what was found."""
    return len(clause) > 1 and occasion(clause, 0) == len(clause)


def _end_of_phase(elements: list[Element], index: int) -> int:
    """Return where the phase ends that something is told to be in by the name of another finding ("in the vasogenic edema
    phase"), the index itself where none is told.
    """
    for place in range(index + 1, min(index + _REACH, len(elements))):
        part = elements[place]
        if part.word in _PHASES:
            return place + 1 if any(told.role == "C" for told in elements[index:place]) else index
        if part.role in "KPVSX":
            return index
    return index


def _is_in_somebody(elements: list[Element], index: int) -> bool:
    """Say whether "in a" is said of a person ("in a diabetic patient", "in a 3 year old")."""
    following = elements[index + 1 : index + 2 + _REACH]
    if following and following[0].word == "the":
        return any(following[1:2]) and not _PERSONS.isdisjoint(following[1].word.split()) and len(following) > _LEAST
    if not following or following[0].word not in ("a", "an", "this", "our"):
        return False
    for part in following[1:]:
        if not _PERSONS.isdisjoint(part.word.split()):
            return True
        if part.role in "KPVSX":
            return False
    return False


def _is_after_event(elements: list[Element], index: int) -> bool:
    """Say whether "after" is said of an accident, an operation or an illness ("after blunt injury", "after pancreatitis"), of a
    dislocation ("after a reduced dislocation"), or of what was put in ("following chest drain").
    """
    following = elements[index + 1 : index + 1 + _REACH]
    for part in following:
        words = part.word.split()
        if (not _EVENTS.isdisjoint(words) and "fraction" not in words) or part.word.endswith(_PAST) or _is_device(part):
            return True
        if "dislocation" in kinds_of(part):
            return True
        if part.role in "KPVSX" or (part.says("change") and part.word not in REDUCED):
            return False
    return False


def _is_device(part: Element) -> bool:
    known = lexicon().concepts.get((part.item.value("concept") if part.item else None) or "")
    return known is not None and known.device


def _is_long_after(elements: list[Element], index: int) -> bool:
    """Say whether a span of time lies before something ("six weeks after pancreatitis"), which is then over."""
    item = elements[index].item
    spans = item is not None and item.quantity is not None and item.quantity.quantity == "time"
    return spans and elements[index + 1].word in _AFTER


def is_left_out(clause: Clause, target: int) -> bool:
    """Say whether a measure was not taken at all ("ejection fraction not calculated")."""
    after = [element.word for element in clause[target + 1 :] if element.role != "V"]
    if not after or _UNTAKEN.search(" ".join(after[:2])) is None:
        return False
    return all(element.item is None or element.item.quantity is None for element in clause)


_UNTAKEN = re.compile(r"^(?:was |is )?not (?:calculated|measured|quantified|computed|obtained)\b")
