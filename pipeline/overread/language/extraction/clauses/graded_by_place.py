"""One finding whose degree is told place by place: "arthrosis, mild at L3-L4, moderate at L4-L5 and severe at L5-S1"."""

from __future__ import annotations

from operator import or_

from overread.language.extraction.binding.spine_beside import on_the_spine
from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation
from overread.language.lexicon import lexicon
from overread.language.words.reading import Reading

_PLACES = ("side", "anatomy", "level", "direction")
GRADES = ("severity", "grade", "change", "chronicity", "descriptor")
_OF_HOW_MUCH = ("severity", "grade")
_WORSE = ("worse on", "worse in")
_OTHER = {"left": "right", "right": "left"}
_FILLING = frozenset(
    {"degree", "extent", "one", "to", "a", "an", "the", "more", "and", "of", "that", "is", "are", "which", ":"}
    | {"still", "now", "only", "however", "there is", "there are", "also", "so"}
)


def graded_by_place(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements with the first of the degrees, courses or qualities that a finding has in several places, and a
    clause for each other; what is only called normal at the end is left there.
    """
    if end := _start_of_normal(elements):
        graded, more = _graded(elements[:end])
        return graded + elements[end:], more
    return _graded(elements)


def _start_of_normal(elements: list[Element]) -> int:
    """Return where a link leads to a last stretch that names a place and calls it normal, 0 where none does."""
    link = max((place for place, part in enumerate(elements) if part.role == "K"), default=0)
    rest = elements[link + 1 :]
    normal = any(part.says("normality") for part in rest) and any(part.says("anatomy") for part in rest)
    return link if normal and not any(part.role == "C" for part in rest) else 0


def _graded(elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements and clauses of a stretch that ends with no normal."""
    elements = _with_worse(elements)
    looks = _with_looks(elements)
    named = [place for place, part in enumerate(looks) if part.role == "C"]
    if len(named) != 1:
        return elements, []
    told = _parted(looks, named[0])
    return told if told[1] else (elements, [])


def _parted(elements: list[Element], named: int) -> tuple[list[Element], list[Clause]]:
    grade = next((kind for kind in GRADES if sum(_tells(part, kind) for part in elements) > 1), None)
    if grade is None:
        return elements, []
    head, finding, tail = elements[:named], elements[named], elements[named + 1 :]
    if grade == "severity" and (leading := _graded_before(head, finding, tail)):
        return leading[0], leading[1:]
    members = _joined(_members(tail), grade)
    before = head + members[0]
    if any(_tells(part, grade) and part.word != "known" for part in head):
        members[0] = [part for part in before if part.role != "V"]
    told = next((number for number, member in enumerate(members) if _is_graded(member, grade)), len(members))
    graded, leading = members[told:], members[1:told]
    if len(graded) < 2 or not all(_is_graded(member, grade) for member in graded) or not all(map(_is_place, leading)):
        return elements, []
    if len({_value(member, grade) for member in graded}) < 2 or (grade not in _OF_HOW_MUCH and not _are_apart(graded)):
        return elements, []
    held = [*before, *(part for member in leading for part in member)]
    subject = [part for part in held if part.role in "MP" and not _tells(part, grade)] if told or graded[0] == before else []
    clauses = [_clause(finding, subject, member) for member in graded]
    return clauses[0], clauses[1:]


def _with_worse(elements: list[Element]) -> list[Element]:
    """Return the elements with "worse on the left" as a course and its side where the other side has a course ("improved on the
    right and worse on the left").
    """
    worse = next((place for place, part in enumerate(elements) if part.word.startswith(_WORSE)), None)
    if worse is None or not any(part.role == "M" and _tells(part, "change") for part in elements):
        return elements
    part, side = elements[worse], elements[worse].word.split()[-1]
    others = {other.item.value("side") for other in elements if other.item}
    if part.item is None or side not in _OTHER or _OTHER[side] not in others or side in others:
        return elements
    phrases = lexicon().phrases
    told = (("worsened", part.first, part.first + 1), (side, part.last - 1, part.last))
    parted = [
        Element("M", first, last, part.item._replace(first=first, last=last, entries=phrases[word]), word)
        for word, first, last in told
    ]
    return [*elements[:worse], *parted, *elements[worse + 1 :]]


def _with_looks(elements: list[Element]) -> list[Element]:
    """Return the elements with what can be a finding or a quality as a quality behind the finding that they name ("plaque,
    calcified on the right and noncalcified on the left").
    """
    named = [place for place, part in enumerate(elements) if part.role == "C"]
    if len(named) < 2 or not all(elements[place].says("descriptor") for place in named[1:]):
        return elements
    return [part._replace(role="M") if place in named[1:] else part for place, part in enumerate(elements)]


def _graded_before(head: list[Element], finding: Element, tail: list[Element]) -> list[Clause]:
    """Return a clause for each place and degree that lead to a finding ("mild at L3-L4 and severe at L4-L5 stenosis")."""
    members = [member for member in _members(head) if member]
    graded = len(members) > 1 and all(_is_graded(member, "severity") for member in members)
    if not graded or not _are_apart(members) or any(part.role in "KBS" for part in tail):
        return []
    if not all(any(part.role == "P" for part in member) for member in members):
        return []
    return [[*(part for part in member if part.role in "MP"), finding, *tail] for member in members]


def graded_or_denied(_: Reading, elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements with the first of the places before a finding that have it in a degree of their own or do not have
    it, and a clause for each other ("L4-L5 moderate, L5-S1 no stenosis").
    """
    named = [place for place, part in enumerate(elements) if part.role == "C"]
    if len(named) != 1 or any(part.role in "KBS" for part in elements[named[0] :]):
        return elements, []
    members = [member for member in _members(elements[: named[0]]) if member]
    denied = list(map(_is_denied, members))
    graded = [_is_graded(member, "severity") for member in members]
    if not (any(denied) and any(graded) and all(map(or_, denied, graded)) and _are_apart(members)):
        return elements, []
    clauses = [[*(part for part in member if part.role in "MPN"), *elements[named[0] :]] for member in members]
    return clauses[0], clauses[1:]


def _is_denied(member: list[Element]) -> bool:
    """Say whether a stretch is no more than a place and, before or behind it, a "no" ("L5-S1 no", "no left")."""
    plain = [part for part in member if not is_plain_negation(part)]
    return len(plain) == len(member) - 1 and _is_place(plain) and any(map(is_plain_negation, (member[0], member[-1])))


def _clause(finding: Element, subject: list[Element], member: list[Element]) -> Clause:
    """Return a clause for the finding where a member has it, with what the subject says of no other side, place or level."""
    given = {kind for kind in _PLACES for part in member if part.says(kind)}
    given |= set() if _is_part_of(member, subject) else {"side"}
    levels = frozenset(name for part in member if part.item for name in part.item.names)
    kept = [part for part in subject if part.role == "M" and not any(part.says(kind) for kind in given)]
    kept = [part for part in kept if not part.says("anatomy") or on_the_spine(tuple(_anatomy([part])), levels)]
    return sorted(
        [finding, *kept, *(part for part in member if part.role in "MP" and part not in kept)], key=lambda part: part.first
    )


def _is_part_of(member: list[Element], subject: list[Element]) -> bool:
    """Say whether the place of a member is a part of that of the subject, on whose side it is then ("atrophy of the left
    hamstrings, severe in the semimembranosus").
    """
    inner, outer = _anatomy(member), _anatomy(subject)
    wholes = lexicon().wholes
    return bool(inner) and all(any(whole in wholes(place) and whole != place for whole in outer) for place in inner)


def _anatomy(elements: list[Element]) -> list[str]:
    entries = (entry for part in elements if part.item for entry in part.item.entries)
    return [entry.value for entry in entries if entry.category == "anatomy"]


def _members(elements: list[Element]) -> list[list[Element]]:
    """Return the stretches between commas and "and"s."""
    members: list[list[Element]] = [[]]
    for part in elements:
        if part.role == "K":
            members.append([])
        else:
            members[-1].append(part)
    return members


def _joined(members: list[list[Element]], grade: str) -> list[list[Element]]:
    """Return the stretches with a degree behind a comma joined to its place ("of the lunate, slight, and of the scaphoid,
    moderate"), without those that are empty.
    """
    found = members[:1]
    for member in members[1:]:
        told = any(_tells(part, grade) or part.says("former") for part in member)
        open_place = _is_place(found[-1]) or (len(found) > 1 and any(part.says("former") for part in found[-1]))
        if told and open_place and not any(part.says(kind) for part in member for kind in _PLACES):
            found[-1] = found[-1] + member
        elif member:
            found.append(member)
    return found[:1] + _with_further_places(found[1:])


def _with_further_places(members: list[list[Element]]) -> list[list[Element]]:
    """Return the stretches with each further place joined to the one before it ("mild at L3-L4 and L4-L5, severe at L5-S1")."""
    found: list[list[Element]] = []
    for member in members:
        if found and _is_place(member) and not _is_place(found[-1]):
            found[-1] = found[-1] + member
        else:
            found.append(member)
    return found


def _is_place(member: list[Element]) -> bool:
    """Say whether a stretch names a place and nothing else."""
    plain = all(part.role in "MPD" or part.word in _FILLING for part in member)
    told = any(_tells(part, kind) for part in member for kind in (*GRADES, "normality"))
    told = told or any(part.says("former") for part in member)
    return plain and not told and any(part.says(kind) for part in member for kind in _PLACES)


def _is_graded(member: list[Element], grade: str) -> bool:
    """Say whether a stretch is no more than a degree and a place."""
    plain = all(map(_is_plain, member))
    graded = [part for part in member if _tells(part, grade)]
    return plain and len(graded) == 1 and any(part.says(kind) for part in member for kind in _PLACES)


def _are_apart(members: list[list[Element]]) -> bool:
    """Say whether each of several stretches has a side, a level or a place of its own ("sternum stable, T12 increased")."""
    for kinds in (*((kind,) for kind in _PLACES), ("anatomy", "level")):
        told = [frozenset(_named(part, kind) for part in member for kind in kinds if part.says(kind)) for member in members]
        if all(told) and len(set(told)) == len(told):
            return True
    return False


def _named(element: Element, kind: str) -> str:
    item = element.item
    return " ".join(sorted(item.names)) or item.value(kind) or "" if item else ""


def _value(member: list[Element], grade: str) -> str | None:
    told = [part.item for part in member if part.item and _tells(part, grade)]
    return " ".join(sorted(told[0].names)) or told[0].value(grade) or told[0].value("trend") if told else None


def _tells(element: Element, grade: str) -> bool:
    if any(element.says(kind) for kind in _PLACES):
        return False
    return element.says(grade) or (grade == "change" and element.role == "M" and element.says("trend"))


def _is_plain(element: Element) -> bool:
    return element.role in "MPR" or element.word in _FILLING or element.word[:2] in ("19", "20")
