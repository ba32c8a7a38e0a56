"""Whether a clause says that each of its findings is there: presence, certainty, history, family, hypothesis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from overread.finding import Certainty, Presence
from overread.language.clauses import Clause, Element, is_plain_negation

Scope = Literal["patient", "family", "hypothetical", "history"]

_ENDS = frozenset({"after", "following", "because", "since", "given", "despite", "through"})
_RELATIVES = frozenset({"which", "who", "whose", "where"})
_SHOWING = frozenset({"show", "showed", "demonstrate", "demonstrated", "reveal", "revealed", "there is", "there are", "exhibit"})
_SEEKING = frozenset(
    {"reviewed", "searched", "examined", "inspected", "assessed", "evaluated", "performed", "obtained", "done", "arranged", "screened",
     "sensitive", "sensitivity", "specificity", "test", "looked", "imaged", "tested"}
)  # fmt: skip
_SENT = frozenset({"referred", "requested", "ordered", "sent", "often", "commonly", "frequently", "rarely", "sometimes", "occasionally"})
_OCCURRING = frozenset({"suspected", "is suspected", "recur", "recurs", "occur", "develop", "arise", "feared"})
_KIN = frozenset(
    {"mother", "father", "sister", "brother", "aunt", "uncle", "cousin", "grandmother", "grandfather", "sibling", "parent", "relative"}
)
_KIN_VERBS = frozenset({"has", "had", "have", "with", "died", "diagnosed", "who", "affected"})
_POSSESSIVES = frozenset({"his", "her", "their", "my", "maternal", "paternal", "patient", "degree", "family", "affected"})
_STUDIES = frozenset(
    {"protocol", "study", "ct", "mri", "mr", "cta", "scan", "series", "survey", "screening", "screen", "ultrasound", "sonogram",
     "examination", "exam", "workup", "clinic"}
)  # fmt: skip
_PERCEIVED = frozenset(
    {"seen", "noted", "identified", "visualized", "present", "evident", "found", "detected", "demonstrated", "shown", "apparent",
     "appreciated", "visible", "discernible", "opacified", "measurable", "observed", "depicted", "recognized", "recognizable"}
)  # fmt: skip
_PARTLY = frozenset({"well", "fully", "optimally", "adequately", "completely", "entirely", "only", "just", "always"})
_UNDECIDED = frozenset({"not", "cannot", "never", "difficult", "impossible", "unable", "hard"})
_OUTER = frozenset({"no", "not", "neither", "never"})
_INNER = frozenset({"without", "absent", "lack of", "free of", "clear of", "absence of", "devoid of"})
_LAST = frozenset({"no", "nil", "absent", "negative", "neg"})
_LEADING = frozenset(
    {"of", "with", "for", "to", "from", "represent", "representing", "reflect", "reflecting", "reflects", "suggest", "suggesting", "favor"}
)  # fmt: skip
_SUGGESTING = ("suggest", "indicat", "concern", "suspicious", "worrisome", "consistent", "compatible", "in keeping")
_AUXILIARIES = frozenset({"is", "are", "was", "were", "do", "doe", "did", "has", "have", "any", "could", "can", "is there", "are there"})
_DEFINITE = frozenset({"the", "this", "these", "those", "its", "his", "her", "their", "patient"})
_REMAINS = frozenset({"trace", "residual", "remnant", "recurrence", "vestige", "residue", "return", "evidence", "sign", "residuum"})
_ADVERBS = ("likely", "prob", "poss", "may", "might", "could", "presum", "perhaps", "most likely", "suspect")
_QUALITIES = ("descriptor", "chronicity", "change", "severity")


_YEAR = re.compile(r"\bin (?:19|20)\d\d\b")
_WORD = re.compile(r"[a-z]+")
_ASKING = frozenset({"indication", "indications", "history", "reason", "request", "requested", "question", "referral", "query"})


@dataclass(slots=True)
class Assertion:
    """What is said of one finding; `scope` is `patient`, `family`, or `hypothetical` when nothing is asserted of the patient."""

    presence: Presence = "present"
    certainty: Certainty = "definite"
    historical: bool = False
    scope: Literal["patient", "family", "hypothetical"] = "patient"
    interpretation: bool = False


@dataclass(slots=True)
class _State:
    """What the words of a clause so far say of the findings that follow."""

    certainty: Certainty = "definite"
    scope: Literal["patient", "family", "hypothetical"] = "patient"
    negated: bool = False
    outer: bool = False
    denied: int = 0
    verb: bool = False
    past: Literal["", "adjective", "procedure", "history"] = ""
    aged: int = 0
    interpretation: bool = False
    passed: int = 0
    seeking: bool = False
    opened: int = -2


def assertions(clause: Clause, scope: Scope = "patient") -> dict[int, Assertion]:
    """Return the assertion of every concept and normality element of a clause, by its index in the clause.

    `scope` is what the heading over the clause says: `hypothetical` for an indication, `history` for a past history.
    """
    concepts = any(element.role == "C" for element in clause)
    found = {index: Assertion() for index, element in enumerate(clause) if _is_target(element, concepts)}
    if not found:
        return found
    state = _State(scope="hypothetical" if scope == "hypothetical" else "patient", past="history" if scope == "history" else "")
    _forward(clause, found, state)
    targets = [index for index in found if clause[index].role == "C"]
    if targets:
        _backward(clause, found, targets)
        _alternatives(clause, found, targets)
        _questions(clause, found, targets)
    return found


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
    words = _WORD.findall(heading.lower())
    if not words or len(words) > 4:
        return "patient"
    if words[0] == "clinical":
        return "hypothetical"
    if words[0] in ("pmh", "psh") or words[:2] in (["past", "medical"], ["past", "surgical"], ["past", "history"]):
        return "history"
    return "hypothetical" if words[0] in _ASKING or words[-1] in ("history", "indication", "question") else "patient"


def _is_target(element: Element, concepts: bool) -> bool:
    return element.role == "C" or (not concepts and bool(element.item and element.item.value("normality")))


def _forward(clause: Clause, found: dict[int, Assertion], state: _State) -> None:
    for index, element in enumerate(clause):
        if index in found:
            _assert(clause, index, found[index], state)
        _listen(clause, index, state)
        if element.item:
            _heed(clause, index, state, index in found)


def _assert(clause: Clause, index: int, assertion: Assertion, state: _State) -> None:
    """Say of one finding what the words before it imply."""
    known = _is_presupposed(clause, index, state)
    if state.negated and not known:
        assertion.presence = "absent"
        state.denied += 1
    if state.scope != "hypothetical" or not known:
        assertion.scope = state.scope
    if state.scope == "patient" and index + 1 < len(clause) and clause[index].role == "C" and clause[index + 1].word in _STUDIES:
        assertion.scope = "hypothetical"
    assertion.certainty, assertion.interpretation = state.certainty, state.interpretation
    assertion.historical = bool(state.past)
    state.passed += 1
    state.aged += 1
    state.verb = False


def _is_presupposed(clause: Clause, index: int, state: _State) -> bool:
    """Say whether "the" takes a finding for granted ("no enlargement of the aneurysm", "to assess the age of the fracture")."""
    if not state.negated and state.scope != "hypothetical":
        return False
    place = index - 1
    while place > 0 and clause[place].role in "MW" and clause[place].word not in _STUDIES and clause[place].word not in _DEFINITE:
        place -= 1
    if place < 1 or clause[place].word not in _DEFINITE:
        return False
    before = clause[place - 1]
    if state.negated:
        return before.role == "P" and place - 2 > state.opened and clause[place - 2].word not in _REMAINS
    return before.word != "for"


def _listen(clause: Clause, index: int, state: _State) -> None:
    """Take in what the plain words of a clause do to the scopes that are open."""
    element = clause[index]
    word, role = element.word, element.role
    previous = clause[index - 1].word if index else ""
    if word in _ENDS or (word in _RELATIVES and previous == ","):
        state.negated = False
    elif role == "V":
        _pass_verb(clause, index, state)
    elif role == "S":
        state.negated = state.negated and not state.verb
        state.past = state.past if state.past == "history" else ""
    elif role == "D" or (element.item and element.item.value("severity")):
        state.past = "" if state.past == "adjective" and state.aged else state.past
    elif word == "not" and _perceived(clause, index) is None:
        _open(state, index, outer=True)
    elif word in ("wrong", "incorrect", "untrue"):
        state.outer, state.opened, state.denied = True, index, 0
    elif word in _SENT or (word in ("when", "should") and _is_supposed(clause, index)):
        state.scope, state.opened = "hypothetical", index
    elif word == "and" and previous == "," and state.scope == "hypothetical" and state.opened > 0:
        state.scope = "patient"
    elif word in _SEEKING:
        state.seeking = True
    elif word == "for" and state.seeking:
        state.scope, state.opened = "hypothetical", index
    elif word in _KIN and _is_relative(clause, index):
        state.scope = "family"


def _pass_verb(clause: Clause, index: int, state: _State) -> None:
    word = clause[index].word
    if word in ("had", "has had") and _YEAR.search(" ".join(element.word for element in clause[index + 1 :])):
        state.past, state.aged = "history", 0
    state.verb = state.denied > 0
    if state.past in ("adjective", "procedure") and state.aged:
        state.past = ""
    if state.scope == "hypothetical" and word in _SHOWING and index > state.opened + 1:
        state.scope = "patient"
    if word in _SHOWING:
        state.seeking = False


def _is_supposed(clause: Clause, index: int) -> bool:
    """Say whether "when" or "should" puts a case ("when dissection is suspected", "should a headache develop")."""
    if clause[index].word == "should" and index + 1 < len(clause) and clause[index + 1].role == "D":
        return True
    return any(element.word in _OCCURRING for element in clause[index + 1 :])


def _is_relative(clause: Clause, index: int) -> bool:
    """Say whether a word for a relative is what the clause is about, and not the patient ("the mother" of a pregnancy)."""
    before = {element.word for element in clause[max(0, index - 2) : index]}
    after = clause[index + 1].word if index + 1 < len(clause) else ""
    return bool(before & _POSSESSIVES) or (not before and after in _KIN_VERBS)


def _open(state: _State, index: int, outer: bool = False) -> None:
    """Open the scope of a negation; a second one straight after a bare first ("not without") cancels it."""
    state.negated, state.outer, state.denied, state.verb, state.opened = True, outer, 0, False, index


def _heed(clause: Clause, index: int, state: _State, target: bool) -> None:
    """Take in what a cue does to the scopes that are open."""
    item = clause[index].item
    if item is None:
        return
    negation, hedge, past = item.value("negation"), item.value("certainty"), item.value("history")
    if past and not target:
        _recall(clause, index, state, past)
    if negation == "before" and not target:
        if _is_exclusion(clause[index]):
            _exclude(clause, index, state)
            return
        _deny(clause, index, state)
    elif item.value("change") == "resolved" and not state.passed:
        _open(state, index)
    elif negation == "pseudo":
        state.negated = False
    elif item.value("normality") and state.negated and index and clause[index - 1].word in ("not", "no longer"):
        state.negated = False
    if hedge in ("probable", "possible", "represents") and not target:
        _hedge(clause, index, state, hedge)


def _deny(clause: Clause, index: int, state: _State) -> None:
    word = clause[index].word
    if _is_predicate(clause, index, state):
        return
    inner = word in _INNER or (word == "no" and clause[index - 1].word in ("there is", "there are", "there was"))
    cancels = state.outer and inner and not state.denied and not any(part.role in "KX" for part in clause[state.opened : index])
    if cancels:
        state.negated = state.outer = False
        return
    if word != "no longer" or _perceived(clause, index) is None:
        _open(state, index, word in _OUTER)


def _is_predicate(clause: Clause, index: int, state: _State) -> bool:
    """Say whether a cue that could work both ways ("absent", "negative") follows its finding and has none after it."""
    item = clause[index].item
    both = item is not None and len([entry for entry in item.entries if entry.category == "negation"]) > 1
    return both and state.passed > 0 and not any(element.role == "C" for element in clause[index + 1 :])


def _is_exclusion(element: Element) -> bool:
    return element.word.startswith(("exclud", "rule out", "ruled out"))


def _exclude(clause: Clause, index: int, state: _State) -> None:
    """Tell "rule out X" (asked), "to rule out X" (sought), "cannot rule out X" (open) from "this rules out X" (denied)."""
    marks = [place for place in range(index) if clause[place].role == "X" or clause[place].word == ","]
    before = [element.word for element in clause[marks[-1] + 1 if marks else 0 : index] if element.word != "please"]
    if before and before[-1] == "to":
        state.scope, state.opened = "hypothetical", index
    elif not before or _is_undecided(clause, index):
        state.certainty, state.negated = "possible", False
    else:
        _open(state, index)


def _is_undecided(clause: Clause, index: int) -> bool:
    """Say whether "not", "cannot" or the like stands within four words before an exclusion."""
    for element in reversed(clause[max(0, index - 4) : index]):
        if element.role in "CX":
            return False
        if not _UNDECIDED.isdisjoint(element.word.split()):
            return True
    return False


def _hedge(clause: Clause, index: int, state: _State, hedge: str) -> None:
    item, previous = clause[index].item, clause[index - 1] if index else None
    state.seeking = False
    state.interpretation = state.passed > 0 or (state.interpretation and hedge != "represents")
    if hedge == "represents":
        return
    if state.negated and state.denied:
        attached = clause[index].word.startswith(_SUGGESTING) and previous is not None and previous.role not in "KXV"
        state.negated = attached
    elif state.negated and previous is not None and previous.word == "," and index > state.opened + 2:
        state.negated = False
    if item and item.value("negation") == "pseudo":
        state.negated = False
    if not state.negated:
        state.certainty = "probable" if hedge == "probable" else "possible"


def _recall(clause: Clause, index: int, state: _State, past: str) -> None:
    """Take in a cue of history, family or hypothesis."""
    if past != "history":
        state.scope, state.opened = ("family" if past == "family" else "hypothetical"), index
        return
    element = clause[index]
    told = not {"history", "hx", "h/o", "pmh"}.isdisjoint(element.word.replace("h / o", "h/o").split())
    several = element.last - element.first > 1
    state.past, state.aged = ("history" if told else "procedure" if several else "adjective"), 0
    if several and not (told and index and is_plain_negation(clause[index - 1])):
        state.negated = False


def _backward(clause: Clause, found: dict[int, Assertion], targets: Sequence[int]) -> None:
    """Apply the cues that follow their findings ("is not seen", "is suspected", "cannot be excluded")."""
    denied: set[int] = set()
    for index, element in enumerate(clause):
        if index in found or index < targets[0] or element.role not in "NMR":
            continue
        later = targets[-1] > index
        denial = None if later and not _denies_after(element) else _denial(clause, index)
        if denial:
            earlier = _denied_before(clause, [place for place in targets if place < index])
            _apply(found, earlier, denial, element)
            denied.update(earlier)
            continue
        hedge = element.item.value("certainty") if element.item else None
        if hedge in ("probable", "possible") and not later and not _is_of_quality(clause, index):
            for place in _coordinated(clause, [place for place in targets if place < index]):
                found[place].certainty = "probable" if hedge == "probable" else "possible"
                if place in denied or (element.item and element.item.value("negation") == "pseudo"):
                    found[place].presence = "present"


def _denies_after(element: Element) -> bool:
    """Say whether a cue can only speak of what stands before it."""
    values = {entry.value for entry in element.item.entries if entry.category == "negation"} if element.item else set()
    return "after" in values and "before" not in values or element.word in ("not", "cannot", "no longer", "free")


def _denial(clause: Clause, index: int) -> Literal["absent", "doubted", "double", "unsaid"] | None:
    """Return what the cue at a place says of the findings before it."""
    element = clause[index]
    if element.item is None or element.word == "no longer":
        seen = element.word == "free" or _perceived(clause, index) is not None
        return ("unsaid" if _is_modal(clause, index) else "absent") if seen else None
    values = {entry.value for entry in element.item.entries if entry.category == "negation"}
    last = all(part.role in "KX" for part in clause[index + 1 :])
    if "after" not in values and not (element.word in _LAST and last):
        return None
    if "pseudo" in values or (index + 1 < len(clause) and clause[index + 1].word == "to" and not last):
        return None
    if _is_modal(clause, index):
        return "unsaid"
    if _is_undecided(clause, index):
        return "doubted" if _is_exclusion(element) or "likely" in element.word else "double"
    return "absent"


def _is_modal(clause: Clause, index: int) -> bool:
    """Say whether what is denied is only that it would be seen ("small fractures may not be demonstrated")."""
    return any(part.word in ("may", "might") for part in clause[max(0, index - 3) : index])


def _apply(found: dict[int, Assertion], places: Sequence[int], denial: str, element: Element) -> None:
    for place in places:
        if denial == "absent":
            found[place].presence = "absent"
            if "likely" in element.word:
                found[place].certainty = "probable"
        elif denial == "unsaid":
            found[place].scope = "hypothetical"
        else:
            found[place].presence = "present"
            found[place].certainty = "possible" if denial == "doubted" else found[place].certainty


def _perceived(clause: Clause, index: int) -> int | None:
    """Return the place of the "seen" that a "not", "cannot" or "no longer" denies, None when it denies something else."""
    for place in range(index + 1, min(index + 6, len(clause))):
        element = clause[place]
        if element.word in _PERCEIVED:
            onward = place + 1 < len(clause) and clause[place + 1].word == "to"
            return None if onward else place
        if element.role not in "VWD" or element.word in _PARTLY:
            return None
    return None


def _denied_before(clause: Clause, places: Sequence[int]) -> list[int]:
    """Return the findings that a denial after them reaches: the last, those listed with it, none that "the" takes for granted."""
    chosen: list[int] = []
    listed = False
    for number in range(len(places) - 1, -1, -1):
        place = places[number]
        if chosen:
            between = clause[place + 1 : chosen[-1]]
            listed = listed or any(part.word in ("or", "and", "nor", "/") for part in between)
            if not listed and any(part.word == "," for part in between):
                break
        if len(places) == 1 or place == places[0] or not _follows_the(clause, place):
            chosen.append(place)
    return chosen


def _follows_the(clause: Clause, index: int) -> bool:
    place = index - 1
    while place > 0 and clause[place].role in "MW":
        place -= 1
    return place > 0 and clause[place].word in ("the", "this") and clause[place - 1].role == "P"


def _is_of_quality(clause: Clause, index: int) -> bool:
    """Say whether a hedge speaks of a quality of the finding before it ("is probably malignant") and not of its presence."""
    element = clause[index]
    if element.item is None or element.item.value("negation"):
        return False
    onward = [part for part in clause[index + 1 :] if part.role not in "DV"]
    if element.word.split()[-1] in _LEADING:
        return any(part.role in "MW" for part in onward)
    if not element.word.startswith(_ADVERBS) or not onward:
        return False
    if index and clause[index - 1].word in ("which", "that"):
        return onward[0].role in "MW"
    first = onward[0]
    quality = first.role == "M" and first.item and any(first.item.value(quality) for quality in _QUALITIES)
    return bool(quality) or (first.role == "W" and first.word.isalpha() and first.word not in _PERCEIVED)


def _coordinated(clause: Clause, places: list[int]) -> list[int]:
    """Return the last finding before a cue together with those linked to it without a verb between."""
    chosen = [places[-1]]
    for place in reversed(places[:-1]):
        if any(element.role in "VP" for element in clause[place : chosen[-1]]):
            break
        chosen.append(place)
    return chosen


def _alternatives(clause: Clause, found: dict[int, Assertion], targets: Sequence[int]) -> None:
    """Make both sides of "versus", and of "or" between present findings, possible."""
    if len(targets) < 2:
        return
    for index, element in enumerate(clause):
        versus = element.word in ("versus", "vs")
        if not versus and element.word != "or":
            continue
        before = [place for place in targets if place < index]
        after = [place for place in targets if place > index]
        if before and after and found[before[-1]].presence == found[after[0]].presence == "present":
            between = clause[before[-1] + 1 : after[0]]
            if versus or not any(part.role in "VPN" for part in between):
                found[before[-1]].certainty = found[after[0]].certainty = "possible"


def _questions(clause: Clause, found: dict[int, Assertion], targets: Sequence[int]) -> None:
    """Read a question and its answer: "Any stones? Yes", "Effusion? None", "Is this a fracture?"."""
    mark = next((index for index, element in enumerate(clause) if element.word == "?" and index > targets[0]), None)
    if mark is None:
        return
    answer = clause[mark + 1].word if mark + 1 < len(clause) else ""
    for place in targets:
        if place < mark and answer == "yes":
            found[place].certainty, found[place].scope = "definite", "patient"
        elif place < mark and answer.partition(" ")[0] in ("no", "none", "nil", "negative", "absent", "not"):
            found[place].presence, found[place].certainty, found[place].scope = "absent", "definite", "patient"
        elif place < mark and clause[0].word in _AUXILIARIES:
            found[place].scope = "hypothetical"
