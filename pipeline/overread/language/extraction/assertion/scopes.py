"""What the words of a clause so far say of the findings that follow: the scopes that are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from overread.finding import Certainty


@dataclass(slots=True)
class State:
    """What the words of a clause so far say of the findings that follow."""

    certainty: Certainty = "definite"
    scope: Literal["patient", "family", "hypothetical"] = "patient"
    negated: bool = False
    outer: bool = False
    denied: int = 0
    verb: bool = False
    past: Literal["", "adjective", "procedure", "history", "known"] = ""
    aged: int = 0
    passed: int = 0
    seeking: bool = False
    opened: int = -2
    noes: int = 0
    hedged: int = -1


def open_scope(state: State, index: int, outer: bool = False) -> None:
    """Open the scope of a negation; a second one straight after a bare first ("not without") cancels it."""
    state.negated, state.outer, state.denied, state.verb, state.opened = True, outer, 0, False, index
