"""Whether a clause says that each of its findings is there: presence, certainty, history, family, hypothesis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from overread.finding import Certainty, Presence
from overread.language.clauses import Clause, Element

_ENDS = frozenset({"after", "following", "because", "since", "given", "despite", "through"})


@dataclass(slots=True)
class Assertion:
    """What is said of one finding; `scope` is `patient`, `family`, or `hypothetical` when nothing is asserted of the patient."""

    presence: Presence = "present"
    certainty: Certainty = "definite"
    historical: bool = False
    scope: Literal["patient", "family", "hypothetical"] = "patient"
    interpretation: bool = False


def assertions(clause: Clause) -> dict[int, Assertion]:
    """Return the assertion of every concept and normality element of a clause, by its index in the clause."""
    concepts = any(element.role == "C" for element in clause)
    targets = [index for index, element in enumerate(clause) if _is_target(element) and not (concepts and element.role == "N")]
    found = {index: Assertion() for index in targets}
    _forward(clause, found)
    _backward(clause, found)
    _alternatives(clause, found)
    return found


def _is_target(element: Element) -> bool:
    return element.role == "C" or bool(element.item and element.item.value("normality"))


def _forward(clause: Clause, found: dict[int, Assertion]) -> None:
    negated = interpretation = False
    certainty: Certainty = "definite"
    scope: Literal["patient", "family", "hypothetical"] = "patient"
    historical = -1
    for index, element in enumerate(clause):
        item = element.item
        if index in found and item:
            assertion = found[index]
            if negated:
                assertion.presence = "absent"
            assertion.certainty, assertion.scope, assertion.interpretation = certainty, scope, interpretation
            assertion.historical = historical >= 0
        if element.word == "not" and not _is_seen_later(clause, index):
            negated = True
        elif element.word in _ENDS:
            negated = False
        if not item:
            continue
        negation, hedge, past = item.value("negation"), item.value("certainty"), item.value("history")
        if negation == "before" and index not in found and not _is_predicate(clause, index, found):
            negated = True
        elif item.value("change") == "resolved" and not any(place < index for place in found):
            negated = True
        if hedge in ("probable", "possible"):
            certainty = "probable" if hedge == "probable" else "possible"
            interpretation = interpretation or any(place < index for place in found)
            negated = negated and negation != "pseudo" and not any(place < index for place in found)
        elif hedge == "represents":
            interpretation = any(place < index for place in found)
        if past == "history":
            historical = index
            negated = negated and not _is_procedure(clause, index)
        elif past in ("family", "hypothetical"):
            scope = "family" if past == "family" else "hypothetical"
        if negation == "pseudo":
            negated = False


def _is_predicate(clause: Clause, index: int, found: dict[int, Assertion]) -> bool:
    """Say whether a cue that could work both ways ("absent", "negative") follows its finding and has none after it."""
    item = clause[index].item
    both = item is not None and len([entry for entry in item.entries if entry.category == "negation"]) > 1
    return both and any(place < index for place in found) and not any(place > index for place in found)


def _is_seen_later(clause: Clause, index: int) -> bool:
    following = clause[index + 1] if index + 1 < len(clause) else None
    return bool(following and following.item and following.item.value("negation") == "after")


def _is_procedure(clause: Clause, index: int) -> bool:
    return clause[index].last - clause[index].first > 1


def _backward(clause: Clause, found: dict[int, Assertion]) -> None:
    for index, element in enumerate(clause):
        item = element.item
        if not item or index in found:
            continue
        earlier = [place for place in found if place < index and clause[place].role == "C"]
        later = [place for place in found if place > index and clause[place].role == "C"]
        values = {entry.value for entry in item.entries if entry.category == "negation"}
        if "after" in values and earlier and not ("before" in values and later):
            for place in earlier:
                found[place].presence = "absent"
                if "likely" in element.word:
                    found[place].certainty = "probable"
        hedge = item.value("certainty")
        if hedge in ("probable", "possible") and earlier and not later:
            for place in _coordinated(clause, earlier):
                found[place].certainty = "probable" if hedge == "probable" else "possible"
                if item.value("negation") == "pseudo":
                    found[place].presence = "present"


def _coordinated(clause: Clause, places: list[int]) -> list[int]:
    """Return the last finding before a cue together with those linked to it without a verb between."""
    chosen = [places[-1]]
    for place in reversed(places[:-1]):
        if any(element.role in "VP" for element in clause[place : chosen[-1]]):
            break
        chosen.append(place)
    return chosen


def _alternatives(clause: Clause, found: dict[int, Assertion]) -> None:
    """Make both sides of "versus", and of "or" between present findings, possible."""
    for index, element in enumerate(clause):
        versus = element.word in ("versus", "vs")
        if not versus and element.word != "or":
            continue
        before = [place for place in found if place < index and clause[place].role == "C"]
        after = [place for place in found if place > index and clause[place].role == "C"]
        if before and after and found[before[-1]].presence == found[after[0]].presence == "present":
            between = clause[before[-1] + 1 : after[0]]
            if versus or not any(part.role in "VPN" for part in between):
                found[before[-1]].certainty = found[after[0]].certainty = "possible"
