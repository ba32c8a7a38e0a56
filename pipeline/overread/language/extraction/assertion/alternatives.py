"""What a clause leaves open between its findings, and what it asks and answers: "X versus Y", "X or Y", "Any X? None"."""

from __future__ import annotations

from collections.abc import Sequence

from overread.language.extraction.assertion.grammar import AUXILIARIES, Assertion
from overread.language.extraction.elements.elements import Clause

_COMPARED = frozenset("greater more less higher lower larger smaller fewer above below over longer shorter".split())


def alternatives(clause: Clause, found: dict[int, Assertion], targets: Sequence[int]) -> None:
    """Make both sides of "versus", and of "or" between present findings, possible; and all that cannot be told apart."""
    if len(targets) < 2:
        return
    if _cannot_tell_apart(clause):
        for place in targets:
            found[place].presence, found[place].certainty = "present", "possible"
        return
    for index, element in enumerate(clause):
        versus = element.word in ("versus", "vs")
        if not versus and element.word != "or":
            continue
        behind = next((part for part in clause[index + 1 :] if part.word != "."), None)
        if behind is not None and (behind.word in _COMPARED or behind.word == "#"):
            continue
        before = [place for place in targets if place < index]
        after = [place for place in targets if place > index]
        if before and after and found[before[-1]].presence == found[after[0]].presence == "present":
            between = clause[before[-1] + 1 : after[0]]
            if versus or not any(part.role in "VPN" for part in between):
                found[before[-1]].certainty = found[after[0]].certainty = "possible"


def _cannot_tell_apart(clause: Clause) -> bool:
    """Say whether a clause denies that its findings can be told from one another ("differentiation could not be made")."""
    words = " ".join([element.word for element in clause]).split()
    denied = not _UNTOLD.isdisjoint(words) and _GRADED.isdisjoint(words)
    return denied and any(word.startswith(_APART) and (word != "distinguishable" or "from" in words) for word in words)


_APART = ("distinguish", "distinction", "differentiat", "discriminat")
_UNTOLD = frozenset("no not cannot impossible difficult hard unable without".split())
_GRADED = frozenset("well poorly moderately matter corticomedullary gray can".split())


def questions(clause: Clause, found: dict[int, Assertion], targets: Sequence[int]) -> None:
    """Read a question and its answer: "Any stones? Yes", "Effusion? None", "Is this a fracture?"."""
    if "?" not in [element.word for element in clause]:
        return
    mark = next((index for index, element in enumerate(clause) if element.word == "?" and index > targets[0]), None)
    if mark is None:
        return
    answer = clause[mark + 1].word if mark + 1 < len(clause) else ""
    for place in targets:
        if place < mark and answer == "yes":
            found[place].certainty, found[place].scope = "definite", "patient"
        elif place < mark and answer.partition(" ")[0] in ("no", "none", "nil", "negative", "absent", "not"):
            found[place].presence, found[place].certainty, found[place].scope = "absent", "definite", "patient"
        elif place < mark and clause[0].word in AUXILIARIES:
            found[place].scope = "hypothetical"
