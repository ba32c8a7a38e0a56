"""A course told behind two findings that is of the first of them: of what lies in, lacks or looks like the other."""

from __future__ import annotations

from itertools import takewhile

from overread.language.extraction.binding.attributes import Attributes
from overread.language.extraction.elements.elements import Clause, is_plain_negation

_WITHIN = frozenset({"within", "in", "inside", "amid", "beside", "near", "behind", "adjacent to"})


def is_of_first(clause: Clause, first: int, second: int, later: Attributes) -> bool:
    """Say whether the course that the second of two findings has behind it is that of the first."""
    return any(told(clause, first, second, later) for told in (_is_inside, _is_past_lack, _is_past_look))


def told_behind(clause: Clause, target: int, later: Attributes) -> Clause:
    """Return the elements between a finding and the change that is told behind it."""
    change = later.marks.get("change", (0, 0))[0]
    return list(takewhile(lambda part: part.item is None or part.item.start < change, clause[target + 1 :]))


def _is_inside(clause: Clause, first: int, second: int, later: Attributes) -> bool:
    """Say whether a change behind a comma is of the finding that lies in another one ("nodule within fibrosis, new")."""
    behind, place = told_behind(clause, second, later), second - 1
    while place > first and clause[place].role in "MDW":
        place -= 1
    return clause[place].word in _WITHIN and bool(behind) and behind[-1].word == ","


def _is_past_lack(clause: Clause, first: int, second: int, later: Attributes) -> bool:
    """Say whether a change behind a comma is of the finding that lacks another one ("focus without washout, unchanged")."""
    behind = told_behind(clause, second, later)
    lacking = any(is_plain_negation(part) and part.word.startswith("without") for part in clause[first + 1 : second])
    return lacking and bool(behind) and behind[-1].word == ","


def _is_past_look(clause: Clause, first: int, second: int, later: Attributes) -> bool:
    """Say whether a change follows what a verb, or a comma, says of the looks of a finding ("the nodule is calcified and
    stable", "lesion in the spleen, hypodense, new").
    """
    start = next((place for place in range(second - 1, first, -1) if clause[place].role not in "MW"), first)
    led = clause[start].role == "V" or clause[start].word == ","
    looks = clause[second].says("descriptor") and led and start > first
    return looks and all(part.role in "KV" for part in told_behind(clause, second, later))
