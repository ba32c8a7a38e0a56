"""Findings that a denial or a supposition does not reach: what it takes for granted, and what is beside an absent function."""

from __future__ import annotations

from overread.language.extraction.assertion.grammar import DEFINITE, EITHER, REMAINS, STUDIES, is_second_of_two
from overread.language.extraction.assertion.scopes import State
from overread.language.extraction.elements.elements import Clause

_LACKING = frozenset({"absent", "absence of", "lack of"})
_BEYOND_LACK = frozenset({"and", "of", "in", "within", "with"})
_FUNCTIONS = frozenset("blood_flow gland_activity enhancement fetal_cardiac_activity fetal_movement".split())
_APART = frozenset(
    "beyond outside accompanying complicating surrounding adjoining abutting encasing bordering explaining".split()
)
_SPOTS = frozenset({"area", "region", "site", "zone"})


def is_beside_lack(clause: Clause, index: int, state: State) -> bool:
    """Say whether a finding stands beside a function that is absent, or is where it is absent from, and is none itself ("absent
    flow and whirlpool sign", "absent vascularity of an enlarged testis").
    """
    if clause[state.opened].word not in _LACKING or not state.denied or _names_function(clause, index):
        return False
    between = clause[state.opened + 1 : index]
    words = {part.word for part in between}
    lacking = any(_names_function(between, place) for place in range(len(between)))
    return lacking and not words.isdisjoint(_BEYOND_LACK) and words.isdisjoint(EITHER)


def _names_function(clause: Clause, index: int) -> bool:
    item = clause[index].item
    return item is not None and item.value("concept") in _FUNCTIONS


def is_presupposed(clause: Clause, index: int, state: State) -> bool:
    """Say whether "the" takes a finding for granted ("no enlargement of the aneurysm", "to assess the age of the fracture"), or
    its spot ("no thrombus in the area of stenosis").
    """
    if not state.negated and state.scope != "hypothetical":
        return False
    place = _before_modifiers(clause, index - 1)
    if place > 1 and clause[place].word == "of" and clause[place - 1].word in _SPOTS:
        place = _before_modifiers(clause, place - 2)
    if place < 1 or clause[place].word not in DEFINITE:
        return False
    before = clause[place - 1]
    if state.negated:
        apart = before.role == "P" or before.word in _APART or is_second_of_two(clause, place - 1)
        opened = state.opened - (clause[place - 2].word == "nor")
        return apart and place - 2 > opened and clause[place - 2].word not in REMAINS
    return not before.word.endswith("for")


def _before_modifiers(clause: Clause, place: int) -> int:
    """Return the place of the word before the modifiers that end at a place."""
    while place > 0 and clause[place].role in "MW" and clause[place].word not in STUDIES and clause[place].word not in DEFINITE:
        place -= 1
    return place
