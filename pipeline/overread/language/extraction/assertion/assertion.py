"""Whether a clause says that each of its findings is there: presence, certainty, history, family, hypothesis."""

from __future__ import annotations

from overread.language.extraction.assertion.alternatives import alternatives, questions
from overread.language.extraction.assertion.grammar import ASKED, ASKING, WORD, Assertion, Scope
from overread.language.extraction.assertion.leading import forward
from overread.language.extraction.assertion.scopes import State
from overread.language.extraction.assertion.trailing import backward
from overread.language.extraction.elements.elements import Clause, Element

__all__ = ["Assertion", "Scope", "assertion_of", "assertions", "scope_of_heading"]


def assertions(clause: Clause, scope: Scope = "patient") -> dict[int, Assertion]:
    """Return the assertion of every concept and normality element of a clause, by its index in the clause.

    `scope` is what the heading over the clause says: `hypothetical` for an indication, `history` for a past history.
    """
    targets = [index for index, element in enumerate(clause) if element.role == "C"]
    told = targets or [index for index, element in enumerate(clause) if element.says("normality")]
    if not told:
        return {}
    found = {index: Assertion() for index in told}
    state = State(scope="hypothetical" if scope == "hypothetical" else "patient", past="history" if scope == "history" else "")
    forward(clause, found, state)
    if targets:
        backward(clause, found, targets)
        alternatives(clause, found, targets)
        questions(clause, found, targets)
        _likened(clause, found, targets)
    return found


def _likened(clause: Clause, found: dict[int, Assertion], targets: list[int]) -> None:
    """Make what a finding is only likened to no more than likely ("abscess-like collection")."""
    for place in targets:
        alike = place + 1 < len(clause) and clause[place + 1].word == "like"
        if alike and any(part.role == "C" for part in clause[place + 2 : place + 4]) and found[place].certainty == "definite":
            found[place].certainty = "probable"


def assertion_of(clause: Clause, word: str, scope: Scope = "patient") -> Assertion:
    """Return what a clause says of a word, or of a quality, that the lexicon does not know as a finding."""
    place = max((index for index, element in enumerate(clause) if _means(element, word)), default=None)
    if place is None:
        return Assertion()
    marked = [*clause[:place], clause[place]._replace(role="C"), *clause[place + 1 :]]
    return assertions(marked, scope)[place]


def _means(element: Element, word: str) -> bool:
    return element.word == word or (element.item is not None and element.item.value("descriptor") == word)


def scope_of_heading(heading: str) -> Scope:
    """Return what a heading says of the text under it: an indication asserts nothing, a past history speaks of the past."""
    words = WORD.findall(heading.lower())
    if words and words[-1] in ASKED:
        return "hypothetical"
    if not words or len(words) > 4:
        return "patient"
    if words[0] in ("clinical", "frax") or words[-1] in ("probability", "risk") or words == ["data"]:
        return "hypothetical"
    if words[0] in ("pmh", "psh") or words[:2] in (["past", "medical"], ["past", "surgical"], ["past", "history"]):
        return "history"
    return "hypothetical" if words[0] in ASKING or words[-1] in ("history", "indication", "question") else "patient"
