"""The findings that one sentence tells, clause by clause, and its advice, rating or statement about the examination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from overread.advice.plans import OPINIONS, as_plan
from overread.advice.requests import orders_care, start_of_request
from overread.finding import Finding
from overread.language.extraction.binding.largest import LARGEST
from overread.language.extraction.clauses.clauses import clauses
from overread.language.extraction.clauses.places_and_states import is_state
from overread.language.extraction.context import PRONOUNS, Context, after, are_paired, sides_of
from overread.language.extraction.continuations import continued_by, others_of
from overread.language.extraction.elements.elements import Clause, is_plain_negation
from overread.language.extraction.naming.clause_findings import findings_of
from overread.language.extraction.statements import category, start_of_advice, statement, statement_cue
from overread.language.extraction.stretches import contained, with_stretches
from overread.language.extraction.taken_over import (
    COUNTED_OFF,
    ONE_OF,
    denies_in_general,
    denies_in_place,
    keeps_subject,
    opened_by,
)
from overread.language.figures.portions import is_of_portion
from overread.language.places import OTHER_SIDE, touches, usual_places
from overread.language.words.reading import Item, Reading, token_at
from overread.language.words.sentences import Sentence

_SHORT = 3


def told_by_sentence(
    reading: Reading, sentence: Sentence, first: int, last: int, items: list[Item], context: Context
) -> Iterator[Finding]:
    """Yield what one sentence states: its findings, and the advice, the category or the remark that it gives instead."""
    cue = statement_cue(reading, items, sentence.span)
    asked = start_of_request(reading.text[slice(*sentence.span)]) if cue is None and context.source == "impression" else None
    if asked is not None:
        start = token_at(reading, sentence.span[0] + asked)
        yield from told_in_clauses(reading, first, start, [item for item in items if item.last <= start], context)
        rest, span = [item for item in items if item.first >= start], (reading.tokens[start].start, sentence.span[1])
        yield statement(reading, span, start, last, rest, "recommendation", context)
        return
    if cue is None and context.source == "impression" and orders_care(reading.text[slice(*sentence.span)]):
        yield statement(reading, sentence.span, first, last, items, "recommendation", context)
        return
    if cue is None:
        found = [one for one in told_in_clauses(reading, first, last, items, context) if one.concept not in OPINIONS]
        found = [as_plan(one) for one in found] if context.source == "impression" else found
        if rated := category(reading, sentence.span, first, last, items, context, found):
            yield rated
        yield from found or ([] if rated else [statement(reading, sentence.span, first, last, items, None, context)])
        return
    kind, item = cue
    cut = start_of_advice(reading, items, first, item) if kind in ("recommendation", "communication") else None
    if cut is None:
        yield statement(reading, sentence.span, first, last, items, kind, context)
        return
    yield from told_in_clauses(reading, first, cut, [item for item in items if item.last <= cut], context)
    rest = [item for item in items if item.first >= cut]
    advice = statement(reading, (reading.tokens[cut].start, sentence.span[1]), cut, last, rest, kind, context)
    told = [item for item in items if item.last <= cut]
    about = {entry.value for item in told for entry in item.entries if entry.category == "anatomy"}
    about.update(*(usual_places(concept) for item in told if (concept := item.value("concept"))))
    yield replace(advice, anatomy=advice.anatomy or frozenset(about))


def told_in_clauses(reading: Reading, first: int, last: int, items: list[Item], context: Context) -> Iterator[Finding]:
    """Yield the findings of the tokens [first, last), clause by clause; one that only goes on about a finding is part of it."""
    former = before = context
    held: list[Finding] = []
    measured, opened = False, cast("Context | None", None)
    listed: tuple[str, ...] = ()
    sides: set[str] = set()
    told_in = clauses(reading, first, last, items)
    for number, clause in enumerate(told_in, 1):
        own = [element.item for element in clause if element.item]
        goes_on = clause[0].role in "VSB" or clause[0].word in PRONOUNS or clause[0].word.startswith("without")
        placed = {entry.value for item in own for entry in item.entries if entry.category == "anatomy"}
        goes_on = goes_on or (not placed and before is not context and len(clause) <= _SHORT and _opens_normal(clause))
        goes_on = goes_on or (not placed and denies_in_general(clause)) or (measured and is_plain_negation(clause[0]))
        goes_on = goes_on or (not placed and (_is_of_other_side(clause, own, before) or _is_in_one_of_pair(own, before)))
        lacking = opened is not None and not placed and denies_in_place(clause, opened.anatomy)
        led = reading.tokens[clause[0].first - 1].norm if clause[0].first > first else ""
        goes_on = goes_on or (led == "but" and not placed and len(clause) <= _SHORT)  # "is thickened, but not torn"
        named = led == ":"  # "focus of the femur: A versus B"
        goes_on = goes_on or (named and not placed and any(element.says("certainty") for element in clause))
        anew = clause[0].role == "V" and clause[0].word.startswith("there ")
        carried = goes_on and (not placed or (not anew and touches(frozenset(placed), frozenset(before.anatomy))))
        largest = len(sides) > 1 and any(element.word in LARGEST for element in clause[:_SHORT])  # of those on both sides
        around = _of_both(former, before, clause, sides) if carried and not largest else context
        around = opened if opened is not None and lacking else around
        if carried and held and clause[0].role == "S" and any(map(is_plain_negation, clause[:2])):
            around = _at_the_last(around, held[-1])
        denied = carried and not placed and any(map(is_plain_negation, clause[:_SHORT]))
        told = (
            _denied_of_each(reading, clause, around, listed)
            if denied and len(listed) > 1
            else findings_of(reading, clause, around)
        )
        found = contained(clause, with_stretches(list(told)), around)
        measured = bool(found) and found[-1].concept == "organ_size"
        opening = next((element.word for element in clause if element.role != "D"), "")
        alike = clause[0].role == "P" and led == "and"
        one_of = _is_of_one(opening) or is_of_portion(found) or alike
        seen = [place for place, one in enumerate(held) if one.presence == "present"][-1:] if one_of else []
        if seen and (others := others_of(held[seen[0]], found, counted=opening in COUNTED_OFF, alike=alike)):
            held.extend(others)
        elif seen and not alike and (continued := continued_by(held[seen[0]], found, placed=True)):
            held[seen[0]] = continued
        else:
            yield from held
            held = found
        if number == len(told_in):
            break
        levels = frozenset(name for item in own if item.names and item.value("level") for name in item.names)
        if placed or levels or not keeps_subject(clause, before):
            outer = context._replace(subject=()) if levels and not placed else context
            former, before = before, after(own, outer)._replace(levels=levels or context.levels)
        listed = _listed(clause) if placed else listed
        opened = opened_by(clause, before, held)
        sides = sides_of(own)
        if len(sides) == 1 and not placed and any(element.word == "one" for element in clause[:_SHORT]):
            before = before._replace(side=min(sides))  # "Kidneys: the right one is normal in size, with a stone"
    yield from held


def _of_both(former: Context, before: Context, clause: Clause, sides: set[str]) -> Context:
    """Return what a clause goes on about: both organs of a pair, where it denies something behind what was told of either
    ("right kidney 10.5 cm, left kidney 11 cm, no hydronephrosis").
    """
    pair = former.anatomy == before.anatomy and former.side == OTHER_SIDE.get(before.side)
    both = bool(before.anatomy) and (pair or {"left", "right"} <= sides) and are_paired(before.anatomy)
    return before._replace(side="bilateral") if both and is_plain_negation(clause[0]) else before


def _listed(clause: Clause) -> tuple[str, ...]:
    """Return the places that a clause lists as what it tells of ("liver, spleen and pancreas are normal")."""
    end = next((index for index, part in enumerate(clause) if part.role in "CVSBNX" or part.says("normality")), len(clause))
    entries = (entry for part in clause[:end] if part.item for entry in part.item.entries)
    places = tuple(dict.fromkeys(entry.value for entry in entries if entry.category == "anatomy"))
    return places if all(part.role in "KDM" for part in clause[:end]) else ()


def _denied_of_each(reading: Reading, clause: Clause, context: Context, places: tuple[str, ...]) -> list[Finding]:
    """Return what a clause denies of all the places that the one before it lists ("..., with no stenosis")."""
    each = [list(findings_of(reading, clause, context._replace(anatomy=(place,)))) for place in places]
    if len({tuple(one.concept for one in told) for told in each}) == 1:
        return list(findings_of(reading, clause, context._replace(anatomy=places)))
    return [one for told in each for one in told]


def _opens_normal(clause: Clause) -> bool:
    """Say whether a clause opens with a normal, be it otherwise so ("clear", "otherwise normal")."""
    return any(element.says("normality") for element in clause[: 1 + (clause[0].word == "otherwise")])


def _is_of_other_side(clause: Clause, items: list[Item], before: Context) -> bool:
    """Say whether a clause only tells how the other side of the organ before it is ("the left is intact", "occluded on the
    right").
    """
    if before.side is None:
        return False
    told = sides_of(items)
    if len(told) != 1 or before.side not in {"left", "right"} - told or not are_paired(before.anatomy):
        return False
    named = [part for part in clause if part.role == "C"]
    state = len(named) == 1 and is_state(named[0]) and all(part.role in "CPDMVW" for part in clause)
    sound = any(element.says("normality") for element in clause)
    return state or (sound and all(element.role not in "CN" for element in clause))


def _at_the_last(context: Context, last: Finding) -> Context:
    """Return the context of what is denied behind a "with": the place of the finding before it, where that tells one ("bursitis
    at the trochanter, gluteus medius tendinosis with no tear").
    """
    if last.presence != "present" or not last.anatomy:
        return context
    return context._replace(anatomy=tuple(sorted(last.anatomy)), side=last.laterality or context.side)


def _is_in_one_of_pair(items: list[Item], before: Context) -> bool:
    """Say whether a clause tells by its side alone where in the organs before it something is ("both kidneys normal in size, no
    hydronephrosis, a 2 cm cyst on the left").
    """
    if not before.anatomy or not are_paired(before.anatomy):
        return False
    named = [concept for item in items if (concept := item.value("concept"))]
    return len(named) == 1 and not usual_places(named[0]) and len(sides_of(items)) == 1


def _is_of_one(opening: str) -> bool:
    """Say whether a clause that opens so tells of one of the lesions named before ("the largest in the fundus of 3.4 cm")."""
    return opening in ONE_OF or opening in COUNTED_OFF or opening.startswith(("the larg", "the small"))
