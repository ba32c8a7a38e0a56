"""What the words after a finding say of it: "is not seen", "cannot be excluded", "is likely", "or", "?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from overread.language.extraction.assertion.brackets import is_ill_seen, is_unseen_organ
from overread.language.extraction.assertion.doubts import is_of_nature, is_unproved, questions_a_word
from overread.language.extraction.assertion.grammar import (
    ADVERBS,
    ENDS,
    LAST,
    LEADING,
    PERCEIVED,
    QUALITIES,
    Assertion,
    closes,
    is_attached,
    is_exclusion,
    is_of_any,
    is_undecided,
    perceived,
)
from overread.language.extraction.binding.modifiers import gives_value
from overread.language.extraction.elements.elements import Clause, Element, is_of_organ
from overread.language.lexicon import lexicon

_EARLIER = re.compile(
    r"\b(?:prior|previous|earlier|preceding|(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b"
)
_EXAMINATIONS = frozenset(
    "ct cta mri mr mra angiography angiogram ultrasound radiograph scintigraphy biopsy arthrography arthrogram".split()
)
_DENYING = frozenset({"none", "nil"})
_SUSPECTING = frozenset({"suspicious", "questionable", "questioned", "query"})
_CUES = LAST | _DENYING | _SUSPECTING | {"no longer"}
_DENYING_OR_DOUBTING = frozenset({"negation", "certainty", "limitation"})
_VIEWS = frozenset({"lateral", "frontal", "pa", "ap"})
_REASONS = frozenset({"cause", "etiology", "aetiology", "reason", "source", "origin", "mechanism"})
_LEADING = LEADING | {"vs", "versus", "w"}
_PARTS = frozenset({"tip", "tips", "end", "ends", "margin", "margins", "course"})
_WHERE = frozenset({"in", "at", "within", "along", "near", "from"})  # "stenosis probably in its mid part" is a stenosis
_OF_LIST = ("in the differential", "in the differential diagnosis")
_OF_WHAT_PRECEDES = (*_OF_LIST, "be considered", "is considered", "consideration", "possibility")

_UNNOTICED = ("be missed", "be overlooked")
_PAIR = 2
_TOLD_OF = ("severity", "change", "trend", "count", "certainty", "chronicity", "history", "negation", "normality")


def backward(clause: Clause, found: dict[int, Assertion], targets: Sequence[int]) -> None:
    """Apply the cues that follow their findings ("is not seen", "is suspected", "cannot be excluded")."""
    denied: set[int] = set()
    for index, element in enumerate(clause):
        if index < targets[0] or element.role not in "NMR" or index in found or not _is_cue(element):
            continue
        denial = _denial(clause, index)
        if denial and not _denies_else(clause, targets, index):
            gone = element.says("change") or "resolved" in element.word
            single = element.word.startswith("has ")
            earlier = _denied_before(clause, [place for place in targets if place < index], gone, single)
            _apply(found, earlier, denial, element)
            denied.update(earlier)
            continue
        unproved = is_unproved(clause, index)
        hedge = "possible" if unproved else element.item.value("certainty") if element.item else None
        hedge = "probable" if hedge is None and _answers(clause, index, _SUSPECTING) else hedge
        if hedge not in ("probable", "possible") or _doubts_else(clause, targets, index, unproved):
            continue
        for place in _coordinated(clause, _heard_by(clause, targets, index), element.word.endswith(_OF_LIST)):
            found[place].certainty = "probable" if hedge == "probable" else "possible"
            if place in denied or (element.item and element.item.value("negation") == "pseudo"):
                found[place].presence = "present"


def _denies_else(clause: Clause, targets: Sequence[int], index: int) -> bool:
    """Say whether a denial is not of the findings before it, or not of their presence at this examination."""
    if _is_of_one_view(clause, index) or is_of_earlier(clause, index) or _is_of_cause(clause, index):
        return True
    if targets[-1] > index and not _denies_after(clause[index]) and not _answers(clause, index):
        return True
    return _has_own_subject(clause, targets, index)


def _doubts_else(clause: Clause, targets: Sequence[int], index: int, unproved: bool) -> bool:
    """Say whether a hedge is of what follows it, of what a finding is or comes from, or of an examination; what is only
    `unproved` is always what stands before.
    """
    onward = targets[-1] > index and not unproved and not clause[index].word.endswith(_OF_WHAT_PRECEDES)
    if onward and not (closes(clause, index) or clause[index + 1].word in ENDS or is_attached(clause, index)):
        return True
    of_quality = is_of_nature(clause, index) or _is_of_quality(clause, index) or questions_a_word(clause, targets, index)
    return of_quality or clause[index - 1].word in _REASONS or _asks(clause, targets, index)


def _is_cue(element: Element) -> bool:
    """Say whether an element can deny or doubt what stands before it."""
    item = element.item
    return item is None or element.word in _CUES or any(entry.category in _DENYING_OR_DOUBTING for entry in item.entries)


def _heard_by(clause: Clause, targets: Sequence[int], index: int) -> list[int]:
    """Return the findings before a hedge; in a bracket that says more than the hedge, those in the bracket ("nodule (lymph
    node?)").
    """
    start = next((place for place in range(index - 1, -1, -1) if clause[place].word in ("(", ")")), -1)
    inside = start >= 0 and clause[start].word == "(" and start < index - 1
    return [place for place in targets if place < index and (place > start or not inside)]


def _has_own_subject(clause: Clause, targets: Sequence[int], index: int) -> bool:
    """Say whether a denial is of what a comma parts from the last finding, by a word that is no finding ("lucency of the tooth,
    communication not shown") or by an organ ("calyces wide, ureter not seen"), or only of how well its organ is seen.
    """
    last = max((place for place in targets if place < index), default=index)
    between = clause[last + 1 : index]
    start = next((place for place, part in enumerate(between) if part.word == ","), len(between))
    rest = between[start + 1 :]
    unseen = is_unseen_organ(rest, clause[index]) or is_ill_seen(clause, last, index) or clause[index - 1].word in _PARTS
    return unseen or any(part.role == "W" and (part.word in _PARTS or part.word not in lexicon().ordinary) for part in rest)


def _asks(clause: Clause, targets: Sequence[int], index: int) -> bool:
    """Say whether a hedge behind a comma is of an examination, and so asks for it ("fracture, CT angiography suggested")."""
    last = max((place for place in targets if place < index), default=index)
    between = [part.word for part in clause[last + 1 : index]]
    return "," in between and not _EXAMINATIONS.isdisjoint(between[between.index(",") :])


def _is_of_one_view(clause: Clause, index: int) -> bool:
    """Say whether a finding is only not seen on one of the views ("not evident on the lateral view")."""
    after = [element.word for element in clause[index + 1 : index + 5]]
    return after[:1] in (["on"], ["in"]) and any(word in _VIEWS for phrase in after for word in phrase.split())


def _is_of_cause(clause: Clause, index: int) -> bool:
    """Say whether what is not seen is only why a finding is there ("hydronephrosis, cause not shown")."""
    return any(part.word in _REASONS for part in clause[max(0, index - 2) : index])


def is_of_earlier(clause: Clause, index: int) -> bool:
    """Say whether a finding is only not seen on an earlier examination ("not present on the scan of 2023")."""
    after = [element.word for element in clause[index + 1 : index + 9]]
    if after[:1] in ([","], ["("]):
        return False
    if any(word in ("ago", "previously", "before", "earlier", "then") for word in after[:4]):
        return True
    start = next((place for place, word in enumerate(after[:3]) if word in ("on", "in", "at")), None)
    return start is not None and any(_EARLIER.search(word) for word in after[start:])


def _denies_after(element: Element) -> bool:
    """Say whether a cue can only speak of what stands before it."""
    values = {entry.value for entry in element.item.entries if entry.category == "negation"} if element.item else set()
    return ("after" in values and "before" not in values) or element.word in ("not", "cannot", "no longer", "free")


def _answers(clause: Clause, index: int, words: frozenset[str] = _DENYING) -> bool:
    """Say whether a cue answers the finding before a colon, whatever it goes on to name ("Bleeding: none within the mass")."""
    return clause[index].word in words and index > 0 and clause[index - 1].word == ":"


def _denial(clause: Clause, index: int) -> Literal["absent", "doubted", "double", "unsaid"] | None:
    """Return what the cue at a place says of the findings before it."""
    element = clause[index]
    if element.item is None or element.word == "no longer":
        seen = element.word == "free" or perceived(clause, index) is not None or is_of_any(clause, index)
        return ("unsaid" if _is_modal(clause, index) else "absent") if seen else None
    values = {entry.value for entry in element.item.entries if entry.category == "negation"}
    last = all(part.role in "KX" for part in clause[index + 1 :])
    if "after" not in values and not (element.word in LAST and last):
        return None
    if "pseudo" in values or (index + 1 < len(clause) and clause[index + 1].word == "to" and not last):
        return None
    if _is_modal(clause, index):
        return "unsaid"
    if is_undecided(clause, index):
        return "doubted" if is_exclusion(element) or "likely" in element.word else "double"
    return "absent"


def _is_modal(clause: Clause, index: int) -> bool:
    """Say whether what is denied is only that it would be seen ("small fractures may not be demonstrated", "can be missed")."""
    return clause[index].word.endswith(_UNNOTICED) or any(
        part.word in ("may", "might") for part in clause[max(0, index - 3) : index]
    )


def _apply(found: dict[int, Assertion], places: Sequence[int], denial: str, element: Element) -> None:
    for place in places:
        if denial == "absent":
            found[place].presence = "absent"
            if "likely" in element.word or "probable" in element.word:
                found[place].certainty = "probable"
        elif denial == "unsaid":
            found[place].scope = "hypothetical"
        else:
            found[place].presence = "present"
            found[place].certainty = "possible" if denial == "doubted" else found[place].certainty


def _denied_before(clause: Clause, places: Sequence[int], resolved: bool, single: bool) -> list[int]:
    """Return the findings that a denial after them reaches: the last and those listed with it, none taken for granted.

    What has `resolved` is only what no verb and no course of its own parts from that word, and one finding if it is `single`.
    """
    chosen: list[int] = []
    listed = _is_bare_list(clause, places)
    for number in range(len(places) - 1, -1, -1):
        place = places[number]
        if chosen:
            between = clause[place + 1 : chosen[-1]]
            if resolved and (single or any(part.role == "V" or part.says("change") for part in between)):
                break
            listed = listed or any(part.word in ("or", "and", "nor", "/") for part in between)
            if not listed and any(part.word == "," for part in between):
                break
        if _is_object(clause, place):
            continue
        if len(places) == 1 or place == places[0] or not _follows_the(clause, place):
            chosen.append(place)
    return chosen


def _is_bare_list(clause: Clause, places: Sequence[int]) -> bool:
    """Say whether commas alone link what a verb denies: by its number, or as there are three or more ("pleural effusion,
    pneumothorax were not detected", "mass, nodule, infiltration was not seen"), or a form answers ("fluid, air:
    none"), none of which is told more of.
    """
    if len(places) < _PAIR:
        return False
    verb = next((part for part in clause[places[-1] + 1 :] if part.role not in "MPD"), None)
    opening = verb.word.split()[0] if verb is not None and verb.role in "VN" else ""
    answered = verb is not None and verb.word == ":"
    plural = answered or (opening in ("were", "are") and not clause[places[-1]].word.endswith("s"))
    if not plural and (len(places) == _PAIR or opening not in ("was", "is", "were", "are")):
        return False
    stretch = clause[: places[-1]]
    plain = all(part.word == "," or part.role in "CDPM" for part in stretch) and any(part.word == "," for part in stretch)
    return plain and not any(part.says(told) for part in stretch for told in _TOLD_OF) and not any(map(gives_value, stretch))


def _is_object(clause: Clause, index: int) -> bool:
    """Say whether a finding only tells what another thing does or belongs to ("the vessel feeding the mass is not seen")."""
    before = [element.word for element in clause[max(0, index - 2) : index]]
    return len(before) == 2 and before[1] in ("the", "this") and (before[0].endswith("ing") or before[0] == "to")


def _follows_the(clause: Clause, index: int) -> bool:
    place = index - 1
    while place > 0 and clause[place].role in "MW":
        place -= 1
    return place > 0 and clause[place].word in ("the", "this") and clause[place - 1].role == "P"


def _is_of_quality(clause: Clause, index: int) -> bool:
    """Say whether a hedge speaks of a quality of the finding before it ("is probably malignant"), of the organ it is of
    ("possibly thymic") or of its cause ("possibly due to technique"), and not of its presence.
    """
    element = clause[index]
    if element.item is None or element.item.value("negation"):
        return False
    onward = [part for part in clause[index + 1 :] if part.role not in "DV"]
    if element.word.split()[-1] in _LEADING:
        return any(part.role in "MW" for part in onward)
    if not element.word.startswith(ADVERBS) or not onward:
        return False
    if index and clause[index - 1].word in ("which", "that"):
        return onward[0].role in "MW"
    if clause[index + 1].role in "VP" and clause[index + 1].word.endswith("ing"):
        return True  # "stenosis, likely affecting the exiting root"
    first = onward[0]
    if first.word in _WHERE and clause[index + 1] is first and element.word.endswith("ly"):
        return True
    if clause[index + 1] is first and (is_of_organ(first) or (first.item and first.item.value("certainty") == "represents")):
        return True
    quality = first.role == "M" and first.item and any(first.item.value(quality) for quality in QUALITIES)
    return bool(quality) or (first.role == "W" and first.word.isalpha() and first.word not in PERCEIVED)


def _coordinated(clause: Clause, places: list[int], listed: bool = False) -> list[int]:
    """Return the last finding before a cue together with those linked to it without a verb between, all of a list where the
    cue is of one (`listed`), or named in one with it ("an infection process is suspected").
    """
    chosen = places[-1:]
    for place in reversed(places[:-1]):
        between = clause[place : chosen[-1]]
        listed = listed or any(element.word in ("and", "or", "/", "with", "versus", "vs") for element in between)
        if (len(between) > 1 and not listed) or any(element.role in "VP" for element in between):
            break
        chosen.append(place)
    return chosen
