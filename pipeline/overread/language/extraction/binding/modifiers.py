"""What a modifier in a stretch of a clause is about: a comparison, a landmark, a share, and not the finding itself."""

from __future__ import annotations

import re

from overread.language.extraction.binding.sides import COMPARING
from overread.language.extraction.elements.elements import Element, is_plain_negation

_REACHING = frozenset(
    {"reaching", "involving", "affecting", "entering", "crossing", "invading", "abutting", "reach", "involve"}
)
_PRESSING = frozenset({"compressing", "compress"})
_SPARING = frozenset({"sparing", "spare", "excluding", "respecting"})
_FROM_WORDS = frozenset({"from", "above", "below", "to", "beyond"})
_REFERRED = frozenset({"above", "below", "exceeding", "than", "<", ">", "≤", "≥"})
_REFERENCES = frozenset({"liver", "hepatic", "blood pool", "mediastinal blood pool", "mediastinum", "background"})
_LEADING_OFF = frozenset(
    "distal proximal immediately just directly inferomedial inferolateral superomedial superolateral anteromedial "
    "anterolateral posteromedial posterolateral caudal cranial superficial separate distinct away remote distant".split()
)
_NOT_COUNTED = frozenset(
    (
        ": o clock st nd rd th ) ( oclock minute min sec hour fr french mhz hz gauge wk day week month year second view / "
        "mm cm ml cc hu % "
        "w w0 w1 w2 w3 w4 w5 w6 january february march april may june "
        "july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    ).split()
)
BESIDE = frozenset(
    "near beside adjacent behind abutting contacting touching indenting displacing overlying underlying against".split()
)
_CLOSE = frozenset({"adjacent", "close", "next", "neighboring"})
_AT_PRESENT = frozenset({"now", "currently", "presently", "today", "meanwhile"})
_ONCE = frozenset({"previously", "formerly", "earlier"})
_SET_BESIDE = re.compile(r"\b(?:smaller|larger|bigger|than|in (?:size|number|extent|volume|diameter))\b")
_OTHERS = frozenset("a another other second third additional further more separate adjacent similar".split())


def is_relative(elements: list[Element], position: int) -> bool:
    """Say whether "smaller" or "larger" compares with another finding of now ("a second smaller lesion")."""
    before = elements[position - 1] if position else None
    if before is None or elements[position].word not in ("smaller", "larger"):
        return False
    return before.word in _OTHERS or before.says("count")


def is_of_course(elements: list[Element], position: int) -> bool:
    """Say whether a degree is that of the change behind it, and not of the finding ("slightly smaller than before"), or a word
    that is none ("marked for biopsy", "CRITICAL: ...").
    """
    after = elements[position + 1].word if position + 1 < len(elements) else ""
    if (elements[position].word == "marked" and after in ("for", "with", "by")) or (after in (":", "-") and position == 0):
        return True
    moved = elements[position + 1].item if position + 1 < len(elements) else None
    if not elements[position].word.endswith("ly") or moved is None or moved.value("change") not in ("increased", "decreased"):
        return False
    return _SET_BESIDE.search(elements[position + 1].word) is not None


def is_overtaken(elements: list[Element], position: int) -> bool:
    """Say whether a change is one of before, of which the present one follows ("a newly appeared, now stable lesion")."""
    after = elements[position + 1 : position + 4]
    if after and after[0].word in (",", "and", "but"):
        after = after[1:]
    return len(after) > 1 and after[0].word in _AT_PRESENT and after[1].says("change")


def is_denied(elements: list[Element], position: int) -> bool:
    """Say whether a quality is denied, by itself or in a list ("is not displaced", "without comminution or displacement")."""
    for element in reversed(elements[:position]):
        if is_plain_negation(element) or element.word == "not":
            return True
        if element.role not in "DM" and element.word not in _PASSED_BY:
            return False
    return False


_PASSED_BY = frozenset({"or", "nor", ",", "major", "relevant", "substantial", "considerable", "appreciable", "noticeable"})


def is_former(elements: list[Element], position: int) -> bool:
    """Say whether a degree is that of an earlier time ("previously moderate", "(was mild)", "progressed from mild")."""
    before = [element for element in elements[:position] if element.role != "D"][-2:]
    if not before:
        return False
    if before[-1].word in ("was", "were"):
        return len(before) > 1 and before[0].word in (",", "(")
    led = before[-1].word == "from" and any(element.says("change") or element.says("trend") for element in elements[:position])
    return led or before[-1].word in _ONCE


def is_measured(elements: list[Element], position: int) -> bool:
    """Say whether a size stands beside or soon after a word, or a degree behind it ("previously 8 mm", "previously mild")."""
    if any(part.says("severity") for part in elements[position + 1 : position + 2]):
        return True
    return any(part.item and part.item.quantity for part in elements[max(0, position - 1) : position + 4])


def is_compared(elements: list[Element], position: int) -> bool:
    """Say whether "prior" names the examination compared with ("increased from prior"), not a finding of the past."""
    before = [element.word for element in elements[:position] if element.role != "D"]
    return bool(before) and before[-1].split()[-1] in COMPARING


_FRACTIONS = [["half"], ["third"], ["quarter"], ["fourth"], ["fifth"], ["sixth"], ["eighth"], ["tenth"]]


def is_share(elements: list[Element], position: int) -> bool:
    """Say whether a number tells how many of what was just named ("two of which are segmental"), or what part of it ("two
    thirds of the wall"), and counts no finding.
    """
    words = [element.word for element in elements[position + 1 : position + 3]]
    told = " ".join(words).startswith(("of which", "of whom", "of them", "of these", "of those", "of the"))
    return told or words[:1] in _FRACTIONS


def is_of_another_noun(elements: list[Element], position: int) -> bool:
    """Say whether a number counts a noun of its own, which is no finding and no place ("after two cycles of chemotherapy",
    "confirmed by two operators").
    """
    noun = elements[position + 1] if position + 1 < len(elements) else None
    if [part.word for part in elements[position + 2 : position + 3]] == ["width"]:
        return True  # "displaced by one shaft width"
    lead = elements[position - 1].word if position else ""
    if noun is None or noun.item is not None or not noun.word.isalpha() or noun.role != "W":
        return False
    return lead in _LEADING_IN and not any(part.role == "C" for part in elements[position + 2 : position + 5])


_LEADING_IN = frozenset("after following by on with since over between in into , (".split())


def counts(elements: list[Element], position: int, leads: bool) -> bool:
    """Say whether a bare number counts what follows it, and is no time, clock position, ordinal, label or number of a list."""
    following = elements[position + 1] if position + 1 < len(elements) else None
    if leads and position > 0 and elements[position - 1].role not in "DK":
        return False
    if (position and elements[position - 1].word.isdigit()) or (following is not None and following.word.isdigit()):
        return False  # "the 4-5 intermetatarsal joint"
    if position > 0 and elements[position - 1].word == "(" and following is not None and following.role != "C":
        return False
    if following is None:
        return leads
    if is_share(elements, position) or is_of_another_noun(elements, position):
        return False
    return following.word not in _NOT_COUNTED and following.role in "MCWN"


def is_landmark(elements: list[Element], position: int, measured: bool = False) -> bool:
    """Say whether a place is what a distance or a direction starts from ("4 cm above the carina", "distal to the origin"), not
    where the finding is; with `measured`, whether it is a distance.
    """
    if position and elements[position - 1].word in _REFERRED and elements[position].word in _REFERENCES:
        return True
    lead = position - 1
    while lead >= 0 and elements[lead].role in "MD" and not gives_value(elements[lead]):
        lead -= 1
    if lead < 1 or elements[lead].word not in _FROM_WORDS:
        return False
    away = lead > 1 and elements[lead - 1].word == "away" and gives_value(elements[lead - 2])
    return away or gives_value(elements[lead - 1]) or (not measured and elements[lead - 1].word in _LEADING_OFF)


def is_spared(elements: list[Element], position: int) -> bool:
    """Say whether a place is one that a finding leaves out ("dissection sparing the ascending aorta", "not compressing the
    root", "an extra-labyrinthine fracture").
    """
    lead = position - 1
    if lead >= 0 and elements[lead].word == "extra":
        return True
    while lead >= 0 and elements[lead].role in "MDK":
        lead -= 1
    if lead > 0 and elements[lead].word == "of" and elements[lead - 1].word == "sparing":
        return True
    if lead < 0 or elements[lead].word in _SPARING:
        return lead >= 0
    return elements[lead].word in _REACHING | _PRESSING and any(
        part.word in ("not", "without") for part in elements[max(0, lead - 2) : lead]
    )


def is_beside_place(elements: list[Element], position: int) -> bool:
    """Say whether a place only tells what a finding is close to ("the lateral clavicle near the acromioclavicular joint")."""
    lead = position - 1
    while lead >= 0 and (elements[lead].role in "MD" or elements[lead].word == "and"):
        lead -= 1
    if lead > 0 and elements[lead].word == "to" and elements[lead - 1].word in _CLOSE:
        return True
    return lead >= 0 and elements[lead].word in BESIDE


def is_placed_after(elements: list[Element], position: int) -> bool:
    """Say whether a stretch goes on from one place to the one that a finding is in ("near the bladder in the right ovary")."""
    lead = next((place for place in range(position + 1, len(elements)) if elements[place].role not in "WMD"), len(elements))
    rest = elements[lead + 1 :]
    return lead < len(elements) and elements[lead].word in ("in", "within") and any(part.says("anatomy") for part in rest[:6])


def gives_value(element: Element) -> bool:
    """Say whether an element is a value: a size, a distance, a share or the like."""
    return element.item is not None and element.item.quantity is not None
