"""What a cue before a finding does to the scopes that are open: denial, hedge, history, hypothesis."""

from __future__ import annotations

from overread.language.extraction.assertion.doubts import is_of_nature, weighs_qualities
from overread.language.extraction.assertion.grammar import (
    CONTRASTS,
    INNER,
    OUTER,
    SUGGESTING,
    closes,
    is_attached,
    is_cause_of_undone,
    is_course,
    is_exclusion,
    is_of_judgement,
    is_undecided,
    is_unseen_ahead,
    perceived,
    said_by,
)
from overread.language.extraction.assertion.scopes import State, open_scope
from overread.language.extraction.elements.elements import Clause, Element, is_plain_negation

_VALUE_REACH = 4
_PAIR = 2
_STRESSING = frozenset("highly very strongly quite somewhat most more moderately mildly particularly still again".split())


def heed(clause: Clause, index: int, state: State, target: bool) -> None:
    """Take in what a cue does to the scopes that are open."""
    item = clause[index].item
    if item is None:
        return
    if _is_of_the_past(clause, index):
        state.past, state.aged = "adjective", 0
    values = said_by(item.entries)
    if not values:
        return
    negation, hedge, past = values.get("negation"), values.get("certainty"), values.get("history")
    if state.past == "adjective" and state.aged and "severity" in values:
        state.past = ""
    if past and not target and not _is_of_value(clause, index):
        _recall(clause, index, state, past)
    if negation == "before" and not target:
        if is_exclusion(clause[index]):
            _exclude(clause, index, state)
            return
        _deny(clause, index, state)
    elif (not state.passed and _is_gone_ahead(clause, index, values)) or (not target and _denies_on(clause, index, values)):
        open_scope(state, index)
    elif negation == "pseudo" or is_course(clause[index]) or _is_not_normal(clause, index, values):
        state.negated = False
    if hedge in ("probable", "possible", "represents") and not (target or _is_apart(clause, index)):
        _hedge(clause, index, state, hedge)


def _is_apart(clause: Clause, index: int) -> bool:
    """Say whether a hedge does not lead on to the findings after it."""
    about = is_of_judgement(clause, index) or is_of_nature(clause, index) or weighs_qualities(clause, index)
    return about or closes(clause, index) or is_attached(clause, index)


def _denies_on(clause: Clause, index: int, values: dict[str, str]) -> bool:
    """Say whether "no abnormality" opens a denial of something else too ("no abnormality of the ducts or thickening")."""
    if "normality" not in values or not clause[index].word.startswith("no "):
        return False
    ends = (part.word for part in clause[index + 1 :] if part.role in "VBSX" or part.word in ("or", "nor", ","))
    return next(ends, "") in ("or", "nor")


def _is_gone_ahead(clause: Clause, index: int, values: dict[str, str]) -> bool:
    """Say whether what has resolved, or is not seen, is named behind the cue ("resolved edema", "not evident effusions")."""
    return values.get("change") == "resolved" or (values.get("negation") == "after" and is_unseen_ahead(clause, index))


def _is_of_value(clause: Clause, index: int) -> bool:
    """Say whether "previously" only tells of a former size ("nodule, previously 6 mm, suspicious for malignancy")."""
    following = clause[index + 1 : index + 1 + _VALUE_REACH]
    value = next((place for place, part in enumerate(following) if part.item and part.item.quantity), None)
    return value is not None and not any(part.role in "CK" for part in following[:value])


def _is_of_the_past(clause: Clause, index: int) -> bool:
    """Say whether "from previous" speaks of an old finding and not of an examination ("deformity from previous fractures")."""
    if clause[index].word not in ("from previous", "from prior"):
        return False
    return index + 1 < len(clause) and clause[index + 1].role == "C"


def _is_not_normal(clause: Clause, index: int, values: dict[str, str]) -> bool:
    return "normality" in values and index > 0 and clause[index - 1].word in ("not", "no longer")


def _deny(clause: Clause, index: int, state: State) -> None:
    word = clause[index].word
    if _is_predicate(clause, index, state) or (word in CONTRASTS and _weighs_degrees(clause, index)):
        return
    inner = word in INNER or (word == "no" and clause[index - 1].word in ("there is", "there are", "there was"))
    cancels = state.outer and inner and not state.denied and not any(part.role in "KX" for part in clause[state.opened : index])
    if cancels:
        state.negated = state.outer = False
        return
    if word != "no longer" or perceived(clause, index) is None:
        state.noes += word == "no"
        open_scope(state, index, word in OUTER)


def _weighs_degrees(clause: Clause, index: int) -> bool:
    """Say whether a contrast is between two degrees, numbers or sides of one finding ("small rather than large effusion")."""
    return index > 0 and any(clause[index - 1].says(kind) for kind in ("severity", "side", "count"))


def _is_predicate(clause: Clause, index: int, state: State) -> bool:
    """Say whether a cue that could work both ways ("absent", "negative") follows its finding and has none after it.

    "None" answers the finding before it whatever comes after ("stones: none, mild hydronephrosis").
    """
    item = clause[index].item
    if clause[index].word == "none":
        return state.passed > 0
    both = item is not None and len([entry for entry in item.entries if entry.category == "negation"]) > 1
    return both and state.passed > 0 and not any(element.role == "C" for element in clause[index + 1 :])


def _exclude(clause: Clause, index: int, state: State) -> None:
    """Tell "rule out X" (asked), "to rule out X" (sought), "cannot rule out X" (open) from "this rules out X" (denied)."""
    marks = [place for place in range(index) if clause[place].role == "X" or clause[place].word == ","]
    before = [element.word for element in clause[marks[-1] + 1 if marks else 0 : index] if element.word != "please"]
    if before and before[-1] == "to":
        state.scope, state.opened = "hypothetical", index
    elif not before or is_undecided(clause, index):
        state.certainty, state.negated = "possible", False
    else:
        open_scope(state, index)


def _hedge(clause: Clause, index: int, state: State, hedge: str) -> None:
    item, before = clause[index].item, index - 1
    while before > 0 and clause[before].word in _STRESSING:
        before -= 1
    previous = clause[before] if index else None
    state.seeking = False
    if previous is not None and previous.word == "to" and any(map(_is_no_change, clause[:index])):
        open_scope(state, index)
        return
    if state.negated and not state.denied and is_cause_of_undone(clause, index):
        state.negated = False
    if hedge == "represents":
        apart = previous is not None and previous.word == "," and (state.denied > 0 or index > state.opened + _PAIR)
        state.negated = state.negated and not apart
        return
    if state.negated and clause[index].word == "apparent" and previous is not None and previous.word in ("or", "nor"):
        return  # as much as evident, "no mass or apparent adenopathy"
    if state.negated and state.denied:
        attached = clause[index].word.startswith(SUGGESTING) and previous is not None and previous.role not in "KXV"
        state.negated = attached
    elif state.negated and previous is not None and previous.word == "," and index > state.opened + 2:
        state.negated = False
    if item and item.value("negation") == "pseudo":
        state.negated = False
    if not state.negated:
        accompanying = previous is not None and previous.role == "S" and state.passed > 0 and state.certainty == "definite"
        state.hedged = state.passed if accompanying else -1
        state.certainty = "probable" if hedge == "probable" else "possible"


def _is_no_change(element: Element) -> bool:
    """Say whether a cue denies a change, and with it what that would point to ("no interval change to suggest recurrence")."""
    return element.says("change") and element.word.startswith(("no ", "without "))


def _recall(clause: Clause, index: int, state: State, past: str) -> None:
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
