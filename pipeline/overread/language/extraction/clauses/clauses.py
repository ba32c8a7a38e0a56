"""Clauses of a sentence: the stretches within which a negation, a hedge or a place can reach a finding."""

from __future__ import annotations

from overread.language.extraction.assertion.grammar import LEADING
from overread.language.extraction.clauses.asides import EXCEPTING
from overread.language.extraction.clauses.content import Last, Seen
from overread.language.extraction.clauses.links import (
    affirms_only,
    begins_entry,
    calls_rest_normal,
    denies_reach,
    is_after_almost_none,
    is_in_value,
    is_measure_of_it,
    is_normal_company,
    is_only_seen,
    is_table,
    is_the_other_sound,
    leads_to_measure,
    leaves_predicate,
    opens_elsewhere,
    parts_courses,
    tells_gone,
    tells_its_looks,
)
from overread.language.extraction.clauses.node_links import leads_to_called_nodes, leads_to_sized_nodes
from overread.language.extraction.clauses.organ_sizes import (
    finds_more,
    is_course_of_organ,
    is_measured,
    is_other_organ,
    is_size_behind,
    leads_inside,
    opens_sized_finding,
)
from overread.language.extraction.clauses.places_and_states import tells_of_place
from overread.language.extraction.clauses.rules import ASIDES, NONE_OF_THEM, PARTINGS, RECASTINGS, Calls, Parting
from overread.language.extraction.clauses.starts import is_bare_finding, starts_clause
from overread.language.extraction.elements.elements import Clause, Element, Holding, gives_size, holding, is_plain_negation
from overread.language.extraction.elements.sentence_elements import elements_of
from overread.language.words.reading import Item, Reading

_ANSWERS = frozenset({"none", "nil", "absent", "negative", "neg", "no", "not", "yes", "positive", "present", "is absent"})


def clauses(reading: Reading, first: int, last: int, items: list[Item]) -> list[Clause]:
    """Return the clauses of the tokens [first, last), each a list of elements in order."""
    elements = elements_of(reading, first, last, items)
    elements, held = _recast(reading, elements, holding(elements))
    elements, held, asides = _parted(reading, elements, held, ASIDES)
    elements, held, before = _parted(reading, elements, held, NONE_OF_THEM)
    elements, held, told = _parted(reading, elements, held, PARTINGS)
    return [clause for clause in [*before, *_in_line(elements), *told, *reversed(asides)] if clause]


def _recast(reading: Reading, elements: list[Element], held: Holding) -> tuple[list[Element], Holding]:
    """Return the elements as the rules of recasting have them, and what they hold then."""
    for calls, recast in RECASTINGS:
        if calls.met_by(held) and (meant := recast(reading, elements)) is not elements:
            elements, held = meant, holding(meant)
    return elements, held


def _parted(
    reading: Reading, elements: list[Element], held: Holding, rules: tuple[tuple[Calls, Parting], ...]
) -> tuple[list[Element], Holding, list[Clause]]:
    """Return the elements without what some rules part from them, what they hold then, and the clauses made of the rest."""
    found: list[Clause] = []
    for calls, part in rules:
        if calls.met_by(held):
            rest, told = part(reading, elements)
            found += told
            if rest is not elements:
                elements, held = rest, holding(rest)
    return elements, held, found


def _in_line(elements: list[Element]) -> list[Clause]:
    """Return the clauses into which the links, stops and companions of a sentence part its main line."""
    last_places = _last_places(elements)
    found: list[Clause] = []
    start, seen, table = 0, Seen(), is_table(elements)
    for index, element in enumerate(elements):
        if index > start and ((table and begins_entry(elements, index)) or _breaks(elements, start, index, seen, last_places)):
            found.append(elements[start:index])
            apart = element.role in "KXB" and element.word not in EXCEPTING
            start, seen = (index + 1 if apart else index), Seen()
        if index >= start:
            seen.add(element)
    return [*found, elements[start:]]


def _last_places(elements: list[Element]) -> Last:
    concept = normal = choice = -1
    for index, element in enumerate(elements):
        if element.role == "C":
            concept = index
        elif element.word == "or" or element.word == "nor":
            choice = index
        if element.item and element.item.value("normality"):
            normal = index
    return Last(concept, normal, choice)


def _breaks(elements: list[Element], start: int, index: int, seen: Seen, last: Last) -> bool:
    """Say whether a clause ends before an element, in view of what it holds so far and of what comes last in the sentence."""
    element = elements[index]
    role = element.role
    if role == "B":
        return not _goes_on(elements, index, last)
    if seen.is_size_of_organ() and last.concept > index and leads_inside(elements, index):
        return True
    if element.word in (";", ":"):
        hedged = elements[index - 1].says("certainty") and not _is_judged(elements, index)
        described = element.word == ":" and (last.concept < index or hedged)
        apart = described or _is_answered(elements, index) or elements[index - 1].word.isdigit() or _is_sized(elements, index)
        return seen.concept and not (apart or (element.word == ";" and is_in_value(elements, index)))
    if role == "D":
        return (seen.concept or seen.normal) and _runs_on(elements, index)
    if role == "S":
        return _breaks_at_company(elements, start, index, seen, last)
    if role == "N" and is_plain_negation(element):
        return seen.normal
    if role == "W" and element.word == "yet":
        return elements[index - 1].word == ","
    return role == "K" and element.word not in ("or", "nor", "/") and _breaks_at_link(elements, index, seen, last)


def _breaks_at_company(elements: list[Element], start: int, index: int, seen: Seen, last: Last) -> bool:
    """Say whether a clause ends before a "with": what follows is denied or called normal, or what precedes it is complete."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    if not (seen.concept or seen.verb or seen.normal) and seen.subject and is_course_of_organ(elements[start:index]):
        return True
    if seen.sized and not (seen.concept or seen.verb or seen.node) and leads_to_called_nodes(elements, index):
        return True
    if seen.concept and leads_to_sized_nodes(elements, index):
        return True
    if seen.concept and (is_size_behind(elements, index) or is_other_organ(elements, index)):
        return True
    called = last.normal > index >= last.concept and not _is_past_company(elements, index, last.normal)
    if seen.concept and not seen.gone and following is not None and tells_gone(following):
        return True
    normal_only = (called or (seen.concept and is_normal_company(elements, index))) and not tells_its_looks(elements, index)
    return (seen.normal and not seen.denial) or bool(following and (is_plain_negation(following) or normal_only))


def _breaks_at_link(elements: list[Element], index: int, seen: Seen, last: Last) -> bool:
    """Say whether a clause ends at a comma or an "and": what follows is of another organ, or a clause of its own."""
    element = elements[index]
    if element.word == "and" and is_after_almost_none(elements, index):
        return True
    if element.word == "and" and seen.sized and not seen.concept and is_measure_of_it(elements, index):
        return True
    if seen.concept and denies_reach(elements, index):
        return True
    if seen.led == "S" and seen.normal and not seen.concept and last.concept > index:
        return True
    if (seen.sized or seen.subject) and leads_to_measure(elements, index, seen.sized):
        return True
    if element.word == "," and seen.concept and elements[index - 1].word in ("positive", "negative"):
        return True
    if element.word == "," and seen.concept and is_only_seen(elements, index + 1):
        return True
    if seen.denial and affirms_only(elements, index):
        return True
    if seen.concept and (parts_courses(elements, index) or leaves_predicate(elements, index)):
        return True
    if (seen.concept or seen.normal) and opens_elsewhere(elements, index):
        return True
    if seen.concept and (calls_rest_normal(elements, index) or (element.word == "," and is_the_other_sound(elements, index))):
        return True
    following = elements[index + 1] if index + 1 < len(elements) else None
    unknown = seen.is_only_a_size() or (seen.negated and seen.subject and not (seen.concept or seen.normal))
    if element.word == "," and following is not None and unknown and is_plain_negation(following):
        return True
    if element.word == "," and seen.is_only_a_size() and opens_sized_finding(elements, index):
        return True
    if element.word == "," and following is not None and seen.is_a_measure():
        organ = any(map(is_measured, elements[:index])) and is_bare_finding(elements, index)
        if organ or is_plain_negation(following):
            return True
    if (seen.concept or seen.is_size_of_organ()) and is_other_organ(elements, index):
        return True
    if seen.is_size_of_organ() and finds_more(elements, index):
        return True
    return starts_clause(elements, index, seen, last)


def _is_past_company(elements: list[Element], index: int, normal: int) -> bool:
    """Say whether what is called normal behind a comma is the finding before a "with" that names a place ("catheter with its
    tip in the cava, satisfactory"), or is of another subject than the look before a comma or "but" ("fracture with angulation,
    ulna intact").
    """
    between = elements[index + 1 : normal + 1]
    end = next((place for place, part in enumerate(between) if part.word == "," or part.role == "B"), len(between))
    if end == len(between) - 2 and between[end].word == "," and len(between) > 2:
        return any(part.says("anatomy") for part in between[:end])
    look = any(part.says("descriptor") for part in between[:end]) and not any(
        part.says("normality") or part.says("anatomy") for part in between[:end]
    )
    if look and end < len(between):
        return True
    return any(part.word == "," and tells_of_place(elements, index + 1 + place) for place, part in enumerate(between))


def _runs_on(elements: list[Element], index: int) -> bool:
    """Say whether a sentence that lacks its stop goes on with the next ("no pneumothorax the lungs are hyperinflated")."""
    following = elements[index + 1 : index + 3]
    return (
        elements[index].word == "the"
        and elements[index - 1].role in "CMW"
        and [part.role for part in following] == ["M", "V"]
        and bool(following[0].item and following[0].item.value("anatomy"))
    )


def _goes_on(elements: list[Element], index: int, last: Last) -> bool:
    """Say whether what follows "but" only goes on about the finding before it ("is seen but is not new", "but stable")."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    if following is None or elements[index].word != "but":
        return False
    if _tells_course(following) and elements[index + 2 : index + 3] and elements[index + 2].role in "KX":
        return True
    if last.concept > index or last.normal > index:
        return False
    return following.role in "VN" or any(following.says(category) for category in ("certainty", "change", "trend"))


def _tells_course(element: Element) -> bool:
    return element.says("change") or element.says("trend")


def _is_judged(elements: list[Element], index: int) -> bool:
    """Say whether a hedge before a colon is of the finding before it and leads to none ("torsion is likely: large ovary")."""
    led = elements[index - 1].word.split()[-1] in LEADING or elements[index - 2].word == ","
    return not led and any(part.role == "C" for part in elements[: index - 1])


def _is_sized(elements: list[Element], index: int) -> bool:
    """Say whether no more than its size, which a comma ends, follows the finding before a colon ("Nodule: 12 mm, no fat")."""
    end = index + 1
    while end < len(elements) and (gives_size(elements[end]) or (end > index + 1 and elements[end].word in (">", "(", ")"))):
        end += 1
    return elements[index].word == ":" and end > index + 1 and end < len(elements) and elements[end].word == ","


def _is_answered(elements: list[Element], index: int) -> bool:
    """Say whether what follows a colon only says yes or no to the finding before it ("Effusion: none")."""
    return index + 1 < len(elements) and elements[index + 1].word.partition(" ")[0] in _ANSWERS and elements[index].word == ":"
