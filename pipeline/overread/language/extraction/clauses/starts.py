"""Where a comma or "and" begins a clause of its own, with a subject and a verb, a place called normal or a bare finding."""

from __future__ import annotations

from overread.language.extraction.assertion.grammar import PERCEIVED
from overread.language.extraction.clauses.content import Last, Seen, is_predicate
from overread.language.extraction.clauses.fresh_positives import (
    is_chronic_elsewhere,
    is_coursed_anew,
    is_denied_alone,
    is_fresh_positive,
    is_placed_anew,
    stands_between_denials,
)
from overread.language.extraction.clauses.involvement import reached
from overread.language.extraction.clauses.links import PARTICIPLES, is_amid_adjectives
from overread.language.extraction.clauses.node_links import is_measured_node, leads_from_nodes, leads_to_nodes
from overread.language.extraction.clauses.places_and_states import (
    are_courses,
    is_graded_elsewhere,
    is_otherwise_elsewhere,
    is_place_and_state,
    is_place_with_company,
    is_side_without,
    tells_of_place,
)
from overread.language.extraction.clauses.places_called_normal import (
    COPULAS,
    SUBSTANCE,
    ends_in_normal,
    is_list_called_normal,
    is_normal_place,
    is_place_called_normal,
    is_side_called_normal,
)
from overread.language.extraction.elements.elements import Element, is_plain_negation, tells_size

_UNSEEN = ("could not", "cannot", "not ", "poorly ", "incompletely ", "partially ", "obscured")
_DIMLY = frozenset({"clearly", "well", "fully", "adequately", "separately", "reliably", "confidently"})
_REACH = 60
_SHORT = 3


def starts_clause(elements: list[Element], index: int, seen: Seen, last: Last) -> bool:
    """Say whether what follows a comma or "and" has a subject and a verb of its own, and what precedes it is complete."""
    if index + 1 >= len(elements):
        return False
    first = elements[index + 1]
    if first.word in ("or", "nor") or is_amid_adjectives(elements, index):
        return False
    if _tells_of_sides_in_turn(elements, index) or (first.says("extent") and _tells_of_the_other_one(elements, index)):
        return True
    if seen.negated and elements[index].word == "and" and first.says("normality") and first.role != "N":
        return True
    if seen.concept and not seen.negated and leads_to_nodes(elements, index):
        return True
    if seen.node and seen.told and not seen.denial and leads_from_nodes(elements, index):
        return True
    if first.says("normality") and first.role == "M" and seen.verb and not seen.negated and _has_moved(elements[:index]):
        return True
    if first.says("normality") and seen.concept and not seen.negated and _denies_next(elements, index):
        return True
    if seen.concept and not seen.negated and ends_in_normal(elements, index):
        return True
    if seen.normal and not (seen.concept or seen.denial) and is_bare_finding(elements, index):
        return True
    if seen.concept and not seen.negated and (is_measured_node(elements, index) or is_side_called_normal(elements, index)):
        return True
    if seen.concept and not seen.negated and (is_normal_place(elements, index) or _is_place_called_reached(elements, index)):
        return True
    if seen.concept and not seen.negated and (is_list_called_normal(elements, index) or tells_of_place(elements, index)):
        return True
    if first.role == "V" and first.word.startswith("there "):
        placed = any(part.says("anatomy") or part.says("level") for part in elements[:index])
        complete = (seen.verb and seen.subject) or seen.normal
        return complete or seen.concept or not placed or (elements[index].word == "and" and seen.led == "S")
    listed = elements[index].word == "," or (elements[index].word == "and" and seen.normal and seen.verb and not seen.concept)
    if listed and is_place_and_state(elements[index + 1 :], seen):
        return True
    if elements[index].word in (",", "and") and seen.concept and are_courses(elements, index):
        return True
    if seen.denial and not seen.concept and is_denied_alone(elements, index):
        return True
    if is_place_with_company(elements, index, seen) or is_otherwise_elsewhere(elements, index, seen):
        return True
    if seen.concept and is_side_without(elements, index):
        return True
    if seen.negated and last.choice < index and stands_between_denials(elements, index):
        return True
    if first.says("normality") and seen.negated and is_normal_place(elements, index):
        return True
    if seen.negated and first.role == "P" and is_graded_elsewhere(elements[index + 2 :]):
        return True
    told = _has_predicate(elements, index, seen, last)
    if told or not (seen.negated or (seen.gone and seen.concept)) or last.choice > index or last.concept <= index:
        return bool(told)
    opening = elements[index + 2] if first.word in ("a", "an") and index + 2 < len(elements) else first
    if is_fresh_positive(opening, seen.mixed) or is_placed_anew(elements, index) or is_coursed_anew(elements, index):
        return True
    return is_chronic_elsewhere(elements, index)


def _has_predicate(elements: list[Element], index: int, seen: Seen, last: Last) -> bool | None:
    """Say whether a subject follows a comma or "and" whose predicate makes a clause, None where no predicate is reached."""
    complete = (seen.verb and seen.subject) or seen.normal
    first = elements[index + 1]
    subject = False
    stretch = elements[index + 1 : index + 1 + _REACH]
    for place, part in enumerate(stretch):
        if part.role == "K" and (part.word == "," or _denies_next(stretch, place)):
            return None
        if part.role == "V" and (
            part.word in PARTICIPLES or any(_is_unseen(after) for after in stretch[place + 1 : place + 2])
        ):
            continue
        if subject and (seen.concept or seen.normal) and _is_unseen(part):
            return True
        if (
            part.role == "V"
            or part.word == "being"
            or is_predicate(part)
            or (part.item and part.item.value("normality") and subject)
        ):
            told = (
                (seen.concept or seen.sized or _denies_unknown(elements, index, seen))
                if elements[index].word == ","
                else seen.negated
            )
            alone = part.role != "V" and told and is_place_called_normal(elements, index)
            anew = seen.concept and _is_told_anew(elements, index, stretch[place + 1 :], last)
            fresh = (seen.negated or seen.gone) and (first.role == "D" or anew)
            absolute = part.word == "being" and seen.concept and elements[index].word == ","
            return subject and (complete or alone or fresh or absolute)
        if part.role == "C" and first.role == "D" and not COPULAS.isdisjoint(part.word.split()):
            return complete or seen.negated
        if part.role == "N" and not subject:
            return complete and is_plain_negation(part)
        named = part.role == "C" or part.says("anatomy") or part.says("level") or part.word in SUBSTANCE
        subject = subject or named or _is_the_other(elements, index + 1 + place)
    return None


def _denies_unknown(elements: list[Element], index: int, seen: Seen) -> bool:
    """Say whether a comma ends the denial of something that the lexicon lacks, or has as a quality ("no migration, limbs
    patent", "no solid component, left ovary unremarkable").
    """
    before = elements[index - 1]
    unknown = before.role == "W" and before.item is None and before.word.isalpha()
    return seen.negated and (unknown or (before.role == "M" and before.says("descriptor")))


def _has_moved(told: list[Element]) -> bool:
    """Say whether the size of an organ is told to be more or less than usual ("shows increased size and preserved density")."""
    moved = any(part.says("change") or part.says("trend") for part in told)
    return moved and any(part.word == "size" or part.word.endswith((" size", " in size")) for part in told)


def _denies_next(stretch: list[Element], place: int) -> bool:
    """Say whether an "and" goes on with a denial of its own ("... and the right rib and no abnormality is seen")."""
    following = stretch[place + 1] if place + 1 < len(stretch) else None
    return stretch[place].word == "and" and following is not None and following.word.split()[0] == "no"


def _is_told_anew(elements: list[Element], index: int, predicate: list[Element], last: Last) -> bool:
    """Say whether what follows a comma after a denial has a predicate of its own ("no mass, ventricles are enlarged"), and does
    not end the list of what is not seen.
    """
    told = predicate[:1]
    return elements[index].word == "," and last.choice < index and bool(told) and told[0].word not in PERCEIVED | PARTICIPLES


def _is_the_other(elements: list[Element], index: int) -> bool:
    """Say whether a side stands for the organ or finding there ("and the left has a cyst", "and left one is smaller")."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    if following is None or not elements[index].says("side"):
        return False
    return following.word == "one" or (following.role == "V" and elements[index - 1].word == "the")


def _tells_of_sides_in_turn(elements: list[Element], index: int) -> bool:
    """Say whether a link stands between what is told of the one on either side ("the right one normal, the left one small")."""
    turns = [place for place in range(1, len(elements)) if elements[place].word == "one" and elements[place - 1].says("side")]
    after = next((place for place in turns if place > index), 0)
    return len(turns) > 1 and turns[0] < index and 0 < after <= index + _SHORT


def _tells_of_the_other_one(elements: list[Element], index: int) -> bool:
    """Say whether a link goes on with the smaller of two behind what is told of the larger ("the larger measures 14 mm, the
    smaller contains debris").
    """
    after = [part for part in elements[index + 1 : index + 4] if part.word != "one"]
    follows = len(after) > 1 and (after[1].role == "V" or (after[1].item is not None and after[1].item.quantity is not None))
    return follows and after[0].word in _EITHER_OF_TWO and elements[0].word in _EITHER_OF_TWO


_EITHER_OF_TWO = frozenset({"the larger", "the smaller", "the largest", "the smallest", "the bigger"})


def _is_unseen(element: Element) -> bool:
    """Say whether a predicate tells that its subject was not seen ("a cyst, and the left ovary could not be assessed")."""
    faint = element.word.startswith("not ") and element.word.split()[1] in _DIMLY
    return faint or (element.says("limitation") and element.word.startswith(_UNSEEN))


def is_bare_finding(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma is no more than a finding and its place ("PCL intact, degeneration of the ACL"),
    whatever it is told to be with or without.
    """
    own = elements[index + 1 :]
    chunk = own[: next((place for place, part in enumerate(own) if part.role in "KXS"), len(own))]
    named = next((place for place, part in enumerate(chunk) if part.role == "C"), None)
    if named is not None:
        lacking = (place for place in range(named + 1, len(chunk)) if is_plain_negation(chunk[place]))
        chunk = chunk[: next(lacking, len(chunk))]
    if elements[index].word != "," or named is None:
        return False
    placed = all(any(part.says("anatomy") for part in stretch) for stretch in (elements[:index], chunk[named + 1 :]))
    if tells_size(chunk[named]) and not placed:
        return False
    return all(part.role in "MDW" for part in chunk[:named]) and all(part.role in "MDWP" for part in chunk[named + 1 :])


def _is_place_called_reached(elements: list[Element], index: int) -> bool:
    """Say whether what follows a comma is a place and that disease has reached it, or not ("fibula not involved")."""
    own = elements[index + 1 :]
    chunk = own[: next((place for place, part in enumerate(own) if part.role in "KXSBC"), len(own))]
    placed = any(part.says("anatomy") for part in chunk[:_SHORT]) and not any(part.says("concept") for part in chunk)
    return elements[index].word == "," and placed and len(chunk) <= 2 * _SHORT and reached(chunk) is not None
