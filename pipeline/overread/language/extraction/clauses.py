"""Clauses of a sentence: the stretches within which a negation, a hedge or a place can reach a finding."""

from __future__ import annotations

from typing import NamedTuple

from overread.language.extraction.asides import EXCEPTING, without_aside, without_occasions, without_relative
from overread.language.extraction.clause_content import Seen
from overread.language.extraction.clause_links import (
    PARTICIPLES,
    begins_entry,
    calls_rest_normal,
    is_after_almost_none,
    is_amid_adjectives,
    is_in_value,
    is_normal_company,
    is_only_seen,
    is_table,
    opens_elsewhere,
    tells_its_looks,
)
from overread.language.extraction.counterparts import without_counterpart
from overread.language.extraction.elements import Clause, Element, elements_of, is_plain_negation, tells_size
from overread.language.extraction.former import without_former
from overread.language.extraction.grammar import PERCEIVED
from overread.language.extraction.node_links import leads_from_nodes, leads_to_called_nodes, leads_to_nodes
from overread.language.extraction.one_sided import denied_sides, told_sides
from overread.language.extraction.organ_sizes import is_measured, is_other_organ, leads_inside
from overread.language.extraction.parted_courses import parted_courses, without_none_of
from overread.language.extraction.reaching import denied_reach
from overread.language.extraction.respective import in_turn
from overread.language.words.reading import Item, Reading

_ANSWERS = frozenset({"none", "nil", "absent", "negative", "neg", "no", "not", "yes", "positive", "present", "is absent"})
_COPULAS = frozenset({"is", "are", "was", "were", "appear", "remain"})
_UNSEEN = ("could not", "cannot", "not ", "poorly ", "incompletely ", "partially ", "obscured")
_DIMLY = frozenset({"clearly", "well", "fully", "adequately", "separately", "reliably", "confidently"})
_NODES = frozenset({"node", "nodes", "lymph node", "lymph nodes"})
_REACH = 60
_SUBSTANCE = frozenset({"fiber", "bundle", "substance", "margin", "attachment", "mucosa", "serosa", "submucosa", "muscularis"})


class _Last(NamedTuple):
    """The last places of a sentence at which a concept, a normality and an "or" stand, -1 where there is none."""

    concept: int
    normal: int
    choice: int


def clauses(reading: Reading, first: int, last: int, items: list[Item]) -> list[Clause]:
    """Return the clauses of the tokens [first, last), each a list of elements in order."""
    elements, occasions = without_occasions(in_turn(without_former(reading, elements_of(reading, first, last, items))))
    elements, aside = without_aside(elements)
    elements, of_place = without_relative(elements)
    elements, not_reached = denied_reach(elements)
    elements, none_so = without_none_of(reading, elements)
    elements, denied = denied_sides(elements)
    elements, elsewhere = parted_courses(elements)
    elements, other_side = told_sides(elements)
    elements, opposite = without_counterpart(elements)
    last_places = _last_places(elements)
    found: list[Clause] = []
    start, seen, table = 0, Seen(), is_table(elements)
    for index, element in enumerate(elements):
        if index > start and ((table and begins_entry(elements, index)) or _breaks(elements, index, seen, last_places)):
            found.append(elements[start:index])
            apart = element.role in "KXB" and element.word not in EXCEPTING
            start, seen = (index + 1 if apart else index), Seen()
        if index >= start:
            seen.add(element)
    found.append(elements[start:])
    return [
        clause
        for clause in [*none_so, *found, *not_reached, *denied, *elsewhere, *other_side, *opposite, aside, of_place, *occasions]
        if clause
    ]


def _last_places(elements: list[Element]) -> _Last:
    concept = normal = choice = -1
    for index, element in enumerate(elements):
        if element.role == "C":
            concept = index
        elif element.word == "or" or element.word == "nor":
            choice = index
        if element.item and element.item.value("normality"):
            normal = index
    return _Last(concept, normal, choice)


def _breaks(elements: list[Element], index: int, seen: Seen, last: _Last) -> bool:
    element = elements[index]
    role = element.role
    if role == "B":
        return not _goes_on(elements, index, last)
    if seen.is_size_of_organ() and last.concept > index and leads_inside(elements, index):
        return True
    if element.word in (";", ":"):
        described = element.word == ":" and last.concept < index
        apart = described or _is_answered(elements, index) or elements[index - 1].word.isdigit()
        return seen.concept and not (apart or (element.word == ";" and is_in_value(elements, index)))
    if role == "D":
        return (seen.concept or seen.normal) and _runs_on(elements, index)
    if role == "S":
        following = elements[index + 1] if index + 1 < len(elements) else None
        if seen.sized and not (seen.concept or seen.verb or seen.node) and leads_to_called_nodes(elements, index):
            return True
        called = last.normal > index >= last.concept and not _is_in_aside(elements, index, last.normal)
        normal_only = (called or (seen.concept and is_normal_company(elements, index))) and not tells_its_looks(elements, index)
        return (seen.normal and not seen.denial) or bool(following and (is_plain_negation(following) or normal_only))
    if role == "N" and is_plain_negation(element):
        return seen.normal
    if role == "W" and element.word == "yet":
        return elements[index - 1].word == ","
    if role != "K" or element.word in ("or", "nor", "/"):
        return False
    if element.word == "and" and is_after_almost_none(elements, index):
        return True
    if seen.led == "S" and seen.normal and not seen.concept and last.concept > index:
        return True
    if element.word == "," and seen.concept and elements[index - 1].word in ("positive", "negative"):
        return True
    if element.word == "," and seen.concept and is_only_seen(elements, index + 1):
        return True
    if (seen.concept or seen.normal) and opens_elsewhere(elements, index):
        return True
    if seen.concept and calls_rest_normal(elements, index):
        return True
    following = elements[index + 1] if index + 1 < len(elements) else None
    if element.word == "," and following is not None and seen.is_a_measure():
        organ = any(map(is_measured, elements[:index])) and _is_bare_finding(elements, index)
        if organ or is_plain_negation(following):
            return True
    if (seen.concept or seen.is_size_of_organ()) and is_other_organ(elements, index):
        return True
    return _starts_clause(elements, index, seen, last)


def _is_in_aside(elements: list[Element], index: int, normal: int) -> bool:
    """Say whether what is called normal behind a comma is the finding before a "with" that names a place ("catheter with its
    tip in the cava, satisfactory").
    """
    between = elements[index + 1 : normal]
    return bool(between) and between[-1].word == "," and any(part.says("anatomy") for part in between)


def _runs_on(elements: list[Element], index: int) -> bool:
    """Say whether a sentence that lacks its stop goes on with the next ("no pneumothorax the lungs are hyperinflated")."""
    following = elements[index + 1 : index + 3]
    return (
        elements[index].word == "the"
        and elements[index - 1].role in "CMW"
        and [part.role for part in following] == ["M", "V"]
        and bool(following[0].item and following[0].item.value("anatomy"))
    )


def _goes_on(elements: list[Element], index: int, last: _Last) -> bool:
    """Say whether what follows "but" only goes on about the finding before it ("is seen but is not new", "but stable")."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    if following is None or elements[index].word != "but" or last.concept > index or last.normal > index:
        return False
    return following.role in "VN" or any(following.says(category) for category in ("certainty", "change", "trend"))


def _is_answered(elements: list[Element], index: int) -> bool:
    """Say whether what follows a colon only says yes or no to the finding before it ("Effusion: none")."""
    return index + 1 < len(elements) and elements[index + 1].word.partition(" ")[0] in _ANSWERS and elements[index].word == ":"


def _starts_clause(elements: list[Element], index: int, seen: Seen, last: _Last) -> bool:
    """Say whether what follows a comma or "and" has a subject and a verb of its own, and what precedes it is complete."""
    if index + 1 >= len(elements):
        return False
    first = elements[index + 1]
    if first.word in ("or", "nor") or is_amid_adjectives(elements, index):
        return False
    if seen.negated and elements[index].word == "and" and first.says("normality") and first.role != "N":
        return True
    if seen.concept and not seen.negated and leads_to_nodes(elements, index):
        return True
    if seen.node and seen.told and not seen.denial and leads_from_nodes(elements, index):
        return True
    complete = (seen.verb and seen.subject) or seen.normal
    if first.says("normality") and seen.concept and not seen.negated and _denies_next(elements, index):
        return True
    if seen.normal and not (seen.concept or seen.denial) and _is_bare_finding(elements, index):
        return True
    if seen.concept and not seen.negated and (_is_of_another(elements, index) or _is_side_called_normal(elements, index)):
        return True
    if first.role == "V" and first.word.startswith("there "):
        placed = any(part.says("anatomy") or part.says("level") for part in elements[:index])
        return complete or seen.concept or not placed or (elements[index].word == "and" and seen.led == "S")
    subject = False
    stretch = elements[index + 1 : index + 1 + _REACH]
    for place, part in enumerate(stretch):
        if part.role == "K" and (part.word == "," or _denies_next(stretch, place)):
            return False
        if part.role == "V" and (
            part.word in PARTICIPLES or any(_is_unseen(after) for after in stretch[place + 1 : place + 2])
        ):
            continue
        if subject and seen.concept and _is_unseen(part):
            return True
        if part.role == "V" or part.word == "being" or (part.item and part.item.value("normality") and subject):
            told = (seen.concept or seen.sized) if elements[index].word == "," else seen.negated
            alone = part.role != "V" and told and _is_place_called_normal(elements, index)
            anew = seen.concept and _is_told_anew(elements, index, stretch[place + 1 :], last)
            fresh = seen.negated and (first.role == "D" or anew)
            return subject and (complete or alone or fresh)
        if part.role == "C" and first.role == "D" and not _COPULAS.isdisjoint(part.word.split()):
            return complete or seen.negated
        if part.role == "N" and not subject:
            return complete and is_plain_negation(part)
        named = part.role == "C" or part.says("anatomy") or part.word in _SUBSTANCE
        subject = subject or named or _is_the_other(elements, index + 1 + place)
    return seen.negated and _is_fresh_positive(first, index, last, seen.mixed)


def _denies_next(stretch: list[Element], place: int) -> bool:
    """Say whether an "and" goes on with a denial of its own ("... and the right rib and no abnormality is seen")."""
    following = stretch[place + 1] if place + 1 < len(stretch) else None
    return stretch[place].word == "and" and following is not None and following.word.split()[0] == "no"


def _is_told_anew(elements: list[Element], index: int, predicate: list[Element], last: _Last) -> bool:
    """Say whether what follows a comma after a denial has a predicate of its own ("no mass, ventricles are enlarged"), and does
    not end the list of what is not seen.
    """
    told = predicate[:1]
    return elements[index].word == "," and last.choice < index and bool(told) and told[0].word not in PERCEIVED | PARTICIPLES


def _is_the_other(elements: list[Element], index: int) -> bool:
    """Say whether a side stands for the organ or finding there ("and the left has a cyst", "and the left one is smaller")."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    named = elements[index].says("side") and elements[index - 1].word == "the"
    return named and following is not None and (following.role == "V" or following.word == "one")


def _is_unseen(element: Element) -> bool:
    """Say whether a predicate tells that its subject was not seen ("a cyst, and the left ovary could not be assessed")."""
    faint = element.word.startswith("not ") and element.word.split()[1] in _DIMLY
    return faint or (element.says("limitation") and element.word.startswith(_UNSEEN))


def _is_bare_finding(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma is no more than a finding and its place ("PCL intact, degeneration of the ACL")."""
    own = elements[index + 1 :]
    chunk = own[: next((place for place, part in enumerate(own) if part.role in "KX"), len(own))]
    named = next((place for place, part in enumerate(chunk) if part.role == "C"), None)
    if elements[index].word != "," or named is None:
        return False
    placed = all(any(part.says("anatomy") for part in stretch) for stretch in (elements[:index], chunk[named + 1 :]))
    if tells_size(chunk[named]) and not placed:
        return False
    return all(part.role in "MDW" for part in chunk[:named]) and all(part.role in "MDWP" for part in chunk[named + 1 :])


def _is_place_called_normal(elements: list[Element], index: int) -> bool:
    """Say whether what follows is no more than a place and that it is normal ("pleural plaques, lungs clear")."""
    own = elements[index + 1 :]
    end = next((place for place, part in enumerate(own) if part.role in "KXSB"), len(own))
    chunk = [part for part in own[:end] if part.role != "D"]
    placed = any(part.says("anatomy") or part.word in _SUBSTANCE for part in chunk[:-1])
    plain = all((part.role == "M" or part.word in _SUBSTANCE) and not part.says("concept") for part in chunk)
    return placed and plain and chunk[-1].says("normality")


def _is_side_called_normal(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma is no more than the other side and that it is normal ("left blocked, right patent")."""
    chunk = [part for part in elements[index + 1 : index + 4] if part.role not in "DVX"]
    ends = len(chunk) == 2 and index + 4 >= len(elements) - 1
    return ends and chunk[0].says("side") and chunk[1].says("normality") and any(part.says("side") for part in elements[:index])


def _is_of_another(elements: list[Element], index: int) -> bool:
    """Say whether a measured node follows a link without a verb ("... and right hilar node, 18 mm")."""
    rest = elements[index + 1 : index + 1 + _REACH]
    end = next((place for place, part in enumerate(rest) if part.role == "K"), len(rest))
    if end == 0 or end + 1 >= len(rest) or any(part.role not in "MDW" for part in rest[:end]):
        return False
    node = rest[end - 1]
    size = rest[end + 1].item
    return node.says("anatomy") and node.word.split()[-1] in _NODES and size is not None and size.quantity is not None


def _is_fresh_positive(first: Element, index: int, last: _Last, mixed: bool) -> bool:
    """Say whether a chunk after a negated list opens with a degree, a number, a size or a change and no "or" follows: a new,
    present finding.

    Or with a quality, where the list is `mixed`: what is there stands before what is not ("noncompressible, no flow,
    occlusive thrombus").
    """
    if last.choice > index or last.concept <= index or first.item is None:
        return False
    return bool(
        first.item.value("severity")
        or first.item.value("count") not in (None, "1")
        or (first.item.quantity is not None and first.item.quantity.role == "current")
        or (mixed and first.item.value("descriptor"))
        or first.item.value("change") in ("stable", "increased", "decreased", "persistent")
    )
