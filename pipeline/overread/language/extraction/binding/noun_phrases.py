"""Where the noun phrase of a finding begins: which of the words before it are its own, which of the finding before."""

from __future__ import annotations

from overread.language.extraction.assertion.grammar import ACTING, ACTS, CAUSED, NOUNS_OF_DEGREE
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.places import usual_places

_RELATIVES = frozenset({"which", "that", "who"})
_BY_NOW = frozenset({"now", "still", "currently"})
_ALL = frozenset(
    (
        "all multiple several various other adjacent adjoining neighboring surrounding same contralateral ipsilateral "
        "traversing exiting descending"
    ).split()
)


def noun_phrase_start(clause: Clause, target: int, targets: list[int]) -> int:
    """Return where the noun phrase of a target begins: over modifiers, words, determiners and links between modifiers."""
    index = target
    if (clause[target].word.endswith(ACTING) or acts(clause[target])) and _follows_place(clause, target, targets):
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
                and _is_joined_modifier(clause[index + (clause[index].word in _BY_NOW)])
                and not _is_of_another(clause, _host_of(clause, index - 2), listed=previous.word == ",")
                and not _is_of_company(clause, index - 2, targets)
                and not (previous.word == "," and _is_course_of(clause, index - 2, targets))
                and not leads_organ(clause, target)
                and not _is_led(clause, index - 2, targets)
                and not _begins_next(clause, index)
                and not _are_nodes_beside(clause, index, target)
            )
            or (
                previous.word == "surrounding"
                and index >= 2
                and (clause[index - 2].role == "D" or _is_degree(clause[index - 2]))
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


def _is_degree(element: Element) -> bool:
    return element.says("severity") or element.word.endswith((" of", " in"))


def leads_organ(clause: Clause, target: int) -> bool:
    """Say whether "enlarged" or the like stands right before an organ, which it is said of."""
    organ = next((part for part in clause[target + 1 : target + 3] if not part.says("side")), None)
    return clause[target].word in _LEADING and organ is not None and organ.says("anatomy")


def _is_led(clause: Clause, place: int, targets: list[int]) -> bool:
    """Say whether an organ follows the word that it is called enlarged by."""
    before = place - 1 - clause[place - 1].says("side")
    return before in targets and clause[place].says("anatomy") and clause[before].word in _LEADING


_LEADING = frozenset({"enlarged", "dilated", "thickened", "atrophic", "swollen"})


def is_beside_nodes(clause: Clause, start: int) -> bool:
    """Say whether what precedes a noun phrase is a second subject, lymph nodes ("hilar nodes and the left nodule are")."""
    before = clause[start - 1] if start else None
    nodes = clause[start - 2].word if start > 1 else ""
    return before is not None and before.word == "and" and clause[start].role == "D" and nodes.endswith("node")


def leads_its_place(clause: Clause, start: int, target: int) -> bool:
    """Say whether "enlarged" stands before the organ that it is said of, behind another ("spleen, enlarged left adrenal")."""
    listed = clause[start].role == "D" or clause[start - 1].word in (",", "and")
    return listed and leads_organ(clause, target) and not any(part.role == "V" for part in clause[:start])


def is_own_member(clause: Clause, start: int) -> bool:
    """Say whether what a comma parts from the first finding is a member of the list by itself, in words that are no finding
    ("sequelae in the middle lobe, cyst in the upper lobe", "apical changes compatible with scars, nodule of the base").
    """
    before = clause[: start - 1] if start > 1 and clause[start - 1].word == "," else []
    lead = next((place for place, part in enumerate(before) if part.role == "P" or part.says("certainty")), 0)
    noun = before[lead - 1] if lead else None
    return noun is not None and noun.role == "W" and noun.word.isalpha() and not any(part.role == "V" for part in before)


def acts(element: Element) -> bool:
    """Say whether a finding is told as what the one before it does to a neighbor ("contacts the cord")."""
    first, _, rest = element.word.partition(" ")
    return first in ACTS and bool(rest) and not rest.startswith("of ")


def _begins_next(clause: Clause, index: int) -> bool:
    """Say whether a size, degree or number after a link begins a noun phrase, the finding before which has its place or its
    size behind it ("4 mm stone lower pole, 6 mm stone upper pole", "hematoma, 14 mm, 8 mm shift", "plaque proximally (40%),
    mild plaque in the mid segment").
    """
    item = clause[index].item
    if item is None or not (item.quantity or clause[index].says("severity") or clause[index].says("count")):
        return False
    opened = _value_opened(clause, index - 2)
    place = opened - 1 if opened else index - 2
    while place > 0 and clause[place].role in "MD":
        place -= 1
    behind = clause[place + 1 : opened or index - 1]
    if item.quantity and clause[place].word == "," and clause[place - 1].role == "C" and clause[index - 1].word == ",":
        return len(behind) == 1 and behind[0].item is not None and behind[0].item.quantity is not None
    return clause[place].role == "C" and any(part.says(kind) for part in behind for kind in ("anatomy", "level", "direction"))


def _are_nodes_beside(clause: Clause, index: int, target: int) -> bool:
    """Say whether the lymph nodes before a link are a member of their own beside a lesion of another organ ("smaller hilar
    nodes and right lung nodules").
    """
    item = clause[target].item
    concept = (item.value("concept") if item else None) or ""
    placed = bool(usual_places(concept)) or any(part.says("anatomy") for part in clause[index:target])
    apart = clause[index - 2].word.endswith("node") and not clause[target - 1].word.endswith("node")
    return apart and placed and concept.endswith(("nodule", "mass", "lesion", "cyst"))


def _value_opened(clause: Clause, index: int) -> int | None:
    """Return where the bracket that ends at an index opens, when it holds a value beside its place ("celiac (60%) and renal
    artery (50%) stenoses", "adrenal (SUV 8) and L3 (SUV 7) metastases") or degree ("moderate (grade 2) tear"), None otherwise;
    behind a size it holds a former one.
    """
    value = clause[index - 1].item if clause[index].word == ")" and index >= 3 else None
    if value is None or not (value.quantity or any(map(value.value, ("grade", "score", "severity", "extent")))):
        return None
    opened = index - 2 if clause[index - 2].word == "(" else index - 3
    host = clause[opened - 1]
    led = host.role == "M" and not (host.item and host.item.quantity)
    led = led or (host.word in ("grade", "type") and clause[opened - 2].role == "M")
    return opened if opened > 0 and clause[opened].word == "(" and led else None


def _host_of(clause: Clause, index: int) -> int:
    """Return the last word before the bracket that ends at an index and holds a value, the index itself where none does."""
    opened = _value_opened(clause, index)
    return index if opened is None else opened - 1


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
    listing = ("and",) if clause[index].word in CAUSED else ()
    return _is_of_another(clause, index - 1) or (
        bool(told) and all(part.role in "MWDPX" or part.word in listing for part in told)
    )


def _is_of_another(clause: Clause, index: int, listed: bool = False) -> bool:
    """Say whether the modifiers that end at an index belong to a preposition before them ("in the left thalamus and ..."), to
    "of" behind a finding ("effacement of the left horn and ..."), to what a finding does ("contacting the left L5 root,
    ..."), or end a list of places that does so ("of rib and sternum, ...").
    """
    last = clause[index]
    while index > 0 and (
        clause[index].role in "MD"
        or clause[index].word in _ALL
        or (listed and clause[index].word == "and" and clause[index - 1].role == "M")
    ):
        if listed and clause[index].says("certainty"):
            return clause[index].word.endswith((" of", " with", " to", " for"))
        index -= 1
    if clause[index].word == "of" and index > 1 and clause[index - 1].role in "MW":
        return _is_of_another(clause, index - 1 - (clause[index - 1].role == "W"))
    measured = clause[index].role == "C" and last.item is not None and last.item.quantity is not None
    if clause[index].role == "C" and clause[index].word.endswith(" of"):
        return True
    found = clause[index].word == "of" and index > 0 and clause[index - 1].role == "C"
    governed = clause[index].role == "P" or clause[index].word in ACTS
    return measured or found or (governed and clause[index].word != "of")


def _is_course_of(clause: Clause, index: int, targets: list[int]) -> bool:
    """Say whether a course before a comma is that of the finding before it ("fracture position unchanged, early callus")."""
    named = index - 1 - (clause[index - 1].role == "W")
    return (clause[index].says("change") or clause[index].says("trend")) and named in targets


def _is_of_company(clause: Clause, index: int, targets: list[int]) -> bool:
    """Say whether words end with what a "with" adds to the finding before it, or how much that is ("fracture with displacement
    of 50 percent and ...", "fracture with angulation and ...").
    """
    last = clause[index]
    amount = last.item is not None and last.item.quantity is not None
    if not amount and not (last.says("descriptor") and last.word.endswith(_NOUN)):
        return False
    while index > 0 and (clause[index].role in "MDW" or clause[index].word == "of"):
        index -= 1
    return clause[index].role == "S" and any(target < index for target in targets)


_NOUN = ("ment", "tion", "ening", "margin", "border", "contour")


def _is_joined_modifier(element: Element) -> bool:
    """Say whether a modifier after a link can belong with the one before it; a hedge begins a reading of its own."""
    return element.role == "M" and not (element.item and element.item.value("certainty"))
