"""One finding whose degree is told place by place: "arthrosis, mild at L3-L4, moderate at L4-L5 and severe at L5-S1"."""

from __future__ import annotations

from overread.language.extraction.elements import Clause, Element

_PLACES = ("side", "anatomy", "level")
_FILLING = frozenset(
    {"degree", "extent", "one", "to", "a", "an", "the", "more", "and", "of", "that", "is", "are", "which", ":"}
)


def graded_by_place(elements: list[Element]) -> tuple[list[Element], list[Clause]]:
    """Return the elements with the first of the degrees that a finding has in several places, and a clause for each other."""
    named = [place for place, part in enumerate(elements) if part.role == "C"]
    if len(named) != 1 or sum(part.says("severity") for part in elements) < 2:
        return elements, []
    members = _members(elements[named[0] + 1 :])
    before = elements[: named[0]] + members[0]
    if any(part.says("severity") for part in elements[: named[0]]):
        members[0] = [part for part in before if part.role != "V"]
    told = next((number for number, member in enumerate(members) if _is_graded(member)), len(members))
    graded = members[told:]
    if len(graded) < 2 or told > 1 or not all(map(_is_graded, graded)) or len(set(map(_degree, graded))) < 2:
        return elements, []
    subject = (
        [part for part in before if part.role in "MP" and not part.says("severity")] if told or graded[0] == before else []
    )
    clauses = [_clause(elements[named[0]], subject, member) for member in graded]
    return clauses[0], clauses[1:]


def _clause(finding: Element, subject: list[Element], member: list[Element]) -> Clause:
    """Return a clause for the finding where a member has it, with what the subject says of no other side, place or level."""
    given = {kind for kind in _PLACES for part in member if part.says(kind)}
    kept = [part for part in subject if part.role == "M" and not any(part.says(kind) for kind in given | {"side"})]
    return sorted(
        [finding, *kept, *(part for part in member if part.role in "MP" and part not in kept)], key=lambda part: part.first
    )


def _members(elements: list[Element]) -> list[list[Element]]:
    """Return the stretches between commas and "and"s."""
    members: list[list[Element]] = [[]]
    for part in elements:
        if part.role == "K":
            members.append([])
        else:
            members[-1].append(part)
    return members


def _is_graded(member: list[Element]) -> bool:
    """Say whether a stretch is no more than a degree and a place."""
    plain = all(part.role in "MP" or part.word in _FILLING for part in member)
    graded = [part for part in member if part.says("severity")]
    return plain and len(graded) == 1 and any(part.says(kind) for part in member for kind in _PLACES)


def _degree(member: list[Element]) -> str | None:
    return next((part.item.value("severity") for part in member if part.item and part.says("severity")), None)
