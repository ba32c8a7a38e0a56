"""What the words before a finding say of it: negation, hedge, history, family and hypothesis, each with its reach."""

from __future__ import annotations

from overread.language.extraction.assertion.brackets import is_told_in_bracket
from overread.language.extraction.assertion.doubts import is_subject_behind, is_unproved, lists_signs
from overread.language.extraction.assertion.grammar import (
    ADJOINING,
    BESIDE,
    CONTRASTS,
    EITHER,
    ENDS,
    HEARD,
    KIN,
    KIN_VERBS,
    OCCURRING,
    PATIENTS,
    PERCEIVED,
    POSSESSIVES,
    RELATIVES,
    SEEKING,
    SENT,
    SHOWING,
    STAND_INS,
    STUDIES,
    YEAR,
    Assertion,
    is_said_of_subject,
    is_set_apart,
    is_unseen_ahead,
    is_without_its_no,
    perceived,
    resumes,
)
from overread.language.extraction.assertion.heeding import heed
from overread.language.extraction.assertion.presupposed import is_beside_lack, is_presupposed
from overread.language.extraction.assertion.procedures import is_of_procedure, is_of_years, is_taken_out, opens_with_sampling
from overread.language.extraction.assertion.scopes import State, open_scope
from overread.language.extraction.elements.elements import Clause, is_plain_negation

_IN_PLACE = frozenset({"in situ", "in place", "in position", "situ", "place"})
_TO_COMMA = CONTRASTS | {"absent"}
_LISTING = frozenset({"following", "for", "of", "signs", "evidence"})
_WANTED = frozenset({"blood_flow", "fetal_cardiac_activity", "end_diastolic_flow", "compressible_vein"})
"""What is there in health: a list of what a report denies does not go on from it."""
_SUBJECTS = frozenset({"this", "these", "it", "they"})
_POSED = STUDIES | {"risk"}


def _is_denied_to_comma(clause: Clause, opened: int, comma: int) -> bool:
    """Say whether a denial that begins at an index ends at a comma: that of a quality too ("not loculated, drain in place")."""
    quality = clause[opened].word == "not" and comma == opened + 2 and clause[opened + 1].says("descriptor")
    return quality or (clause[opened].word in _TO_COMMA and comma > opened + 1)


def forward(clause: Clause, found: dict[int, Assertion], state: State) -> None:
    """Let the words before each finding of a clause say what they say of it."""
    for index, element in enumerate(clause):
        if state.negated and (_opens_reading(clause, index) or _ends_denial(clause, index, state.opened)):
            state.negated = False
        if index in found:
            _assert(clause, index, found[index], state)
        if element.word == ",":
            _pass_comma(clause, index, state)
        if element.role in "VSDN" or element.word in HEARD:
            _listen(clause, index, state)
        if element.item:
            heed(clause, index, state, index in found)


def _pass_comma(clause: Clause, index: int, state: State) -> None:
    """Close the scopes that do not reach past a comma."""
    if 0 <= state.hedged < state.passed and not any(part.word in EITHER for part in clause[index:]):
        state.certainty, state.hedged = "definite", -1
    if state.certainty != "definite" and (
        _is_seen_apart(clause, index) or _is_spent(clause, index) or any(map(is_plain_negation, clause[index + 1 : index + 2]))
    ):
        state.certainty = "definite"
    if state.negated and state.denied and _is_in_place(clause, index):
        state.negated = False
    if state.negated and _is_denied_to_comma(clause, state.opened, index):
        state.negated = any(part.word in EITHER for part in clause[index:])
    if index == state.opened + 2 and is_said_of_subject(clause, index):
        state.negated = False
    if state.negated and (_is_of_study(clause[: state.opened]) or _is_missed(clause, index, state.opened)):
        state.negated = False


def _ends_denial(clause: Clause, index: int, opened: int) -> bool:
    """Say whether the bracket ends in which a denial was opened ("ectopic (no heart activity) with haemoperitoneum"), or a
    colon leads on from what it denies ("absent left jet: suspected obstruction").
    """
    if clause[index].word == ":":
        return index > opened + 1 and clause[index - 1].role in "WMC" and clause[index - 1].word not in _LISTING
    if clause[index].word in _SUBJECTS and clause[opened].word == "negative":
        return index > opened + 1  # "with a negative screen this is consistent with"
    if clause[index].word != ")":
        return False
    return not any(part.word == "(" for part in clause[opened + 1 : index])


def _is_of_study(before: Clause) -> bool:
    """Say whether a denial behind some words is of how an examination was made ("in an examination without contrast, ...")."""
    led = bool(before) and before[0].role == "P" and all(part.role in "PDMW" for part in before)
    return led and any(part.word in STUDIES for part in before)


def _is_missed(clause: Clause, index: int, opened: int) -> bool:
    """Say whether what is denied before a comma ought to be there, so that what is found follows ("no flow, lumen filled")."""
    between = [part for part in clause[opened + 1 : index] if part.role == "C" and "vascular" not in part.word]
    denied = [part.item.value("concept") or "" for part in between if part.item]
    missed = bool(denied) and all(concept in _WANTED for concept in denied)
    return missed and not any(part.word in EITHER or part.word == "and" for part in clause[index:])


def _is_seen_apart(clause: Clause, index: int) -> bool:
    """Say whether what follows a comma is said to be seen, by a word of its own ("suggestive of artifact, fracture noted")."""
    rest = clause[index + 1 :]
    return len(rest) > 1 and rest[-1].word in PERCEIVED and not any(part.role in "KXV" for part in rest[:-1])


def _is_spent(clause: Clause, index: int) -> bool:
    """Say whether what a hedge leads to is named before a comma, in words that are no finding ("in favor of lymph nodes,
    effusion", "compatible with sequelae, consolidation").
    """
    named = clause[index - 1]
    if not (named.role == "W" and named.word.isalpha()) and not named.word.endswith("node"):
        return False
    for place in range(index - 2, -1, -1):
        if clause[place].role in "CKX":
            return False
        if clause[place].says("certainty"):
            return clause[place].word.endswith((" of", " with", " to", " for"))
    return False


def _is_in_place(clause: Clause, index: int) -> bool:
    """Say whether the member that follows a comma is said to be in place ("without a shift, chest tube in situ, and ...")."""
    rest = clause[index + 1 :]
    end = next((place for place, part in enumerate(rest) if part.role in "KX"), len(rest))
    return end > 1 and rest[end - 1].word in _IN_PLACE and not any(part.role in "NV" for part in rest[:end])


def _opens_reading(clause: Clause, index: int) -> bool:
    """Say whether a stand-in after a comma begins a reading of its own ("no acute disease, findings compatible with COPD")."""
    if clause[index].word not in STAND_INS or not 0 < index < len(clause) - 1 or clause[index - 1].word != ",":
        return False
    following = clause[index + 1].item
    return following is not None and following.value("certainty") is not None


def _assert(clause: Clause, index: int, assertion: Assertion, state: State) -> None:
    """Say of one finding what the words before it imply."""
    if state.negated and (resumes(clause, index, state.opened) or is_beside_lack(clause, index, state)):
        state.negated = False
    known = is_presupposed(clause, index, state)
    if (
        state.negated
        and state.denied
        and (is_set_apart(clause, index) or (state.noes > 1 and is_without_its_no(clause, index)))
    ):
        state.negated = False
    assertion.granted = known and state.negated
    if state.negated and not known and not is_told_in_bracket(clause, index, state.opened):
        assertion.presence = "absent"
        state.denied += 1
    elif index and clause[index - 1].word == "non" and " " not in clause[index].word:
        assertion.presence = "absent"
    if state.scope != "hypothetical" or not known or opens_with_sampling(clause, state.opened):
        assertion.scope = state.scope
    if state.scope == "patient" and index + 1 < len(clause) and clause[index].role == "C" and clause[index + 1].word in _POSED:
        assertion.scope = "hypothetical"
    assertion.certainty = state.certainty
    past = bool(state.past) and (state.past != "known" or is_of_years(clause, index))
    assertion.historical = past or is_taken_out(clause, index)
    state.passed += 1
    state.aged += 1
    state.verb = False


_AFTERWARDS, _LEFT = frozenset({"after", "following"}), ("residual", "remaining", "persist", "sequela")
"""Words behind which what left nothing is past ("no residual consolidation following pneumonia")."""


def _listen(clause: Clause, index: int, state: State) -> None:
    """Take in what the plain words of a clause do to the scopes that are open."""
    element = clause[index]
    word, role = element.word, element.role
    previous = clause[index - 1].word if index else ""
    if word in ENDS or (previous == "," and (word in RELATIVES or word in ADJOINING)):
        if word in _AFTERWARDS and state.negated and any(part.word.startswith(_LEFT) for part in clause[:index]):
            state.past, state.aged = "history", 0
        state.negated = False
        state.certainty = "definite" if word in ENDS else state.certainty
    elif role == "V":
        _pass_verb(clause, index, state)
    elif role == "S":
        beside = previous == "," and (word == "with" or word in BESIDE)
        state.negated = state.negated and not state.verb and not beside and not _is_removal(clause, state)
        state.past = state.past if state.past == "history" else ""
        if word == "with" and _is_introduced(clause, index):
            state.past, state.aged = "known", 0
        state.certainty = "definite" if previous == "," else state.certainty
    elif role == "D":
        if state.negated and index > state.opened + 1 and word in ("a", "an") and _begins_anew(clause, index):
            state.negated = False
        if word == "the" and state.hedged < 0 and state.passed and is_subject_behind(clause, index):
            state.certainty = "definite"
        state.past = "" if state.past == "adjective" and state.aged else state.past
    elif word == "not" and (
        is_unseen_ahead(clause, index) or (perceived(clause, index) is None and not is_unproved(clause, index))
    ):
        open_scope(state, index, outer=True)
    elif word == "over" and state.passed and any(part.word.startswith("favor") for part in clause[:index]):
        open_scope(state, index)
    elif word == "including" and lists_signs(clause, index):
        state.certainty = "definite"
    elif word == "positive":
        state.negated = state.negated and not state.denied
    elif word in ("wrong", "incorrect", "untrue"):
        state.outer, state.opened, state.denied = True, index, 0
    elif word in SENT or (word in ("when", "should") and _is_supposed(clause, index)):
        state.scope, state.opened = "hypothetical", index
    elif word == "and" and previous == "," and state.scope == "hypothetical" and state.opened > 0:
        state.scope = "patient"
    elif word in SEEKING:
        state.seeking = True
    elif word == "for" and is_of_procedure(clause[:index]):
        state.past, state.aged = "procedure", 0
    elif word == "for" and (state.seeking or _is_purpose(clause, index) or _is_unjudged(clause[:index])):
        state.scope, state.opened = "hypothetical", index
    elif word in KIN and _is_relative(clause, index):
        state.scope = "family"


def _is_purpose(clause: Clause, index: int) -> bool:
    """Say whether "for" leads from an examination, which opens the clause, to what alone it asks for ("CT for embolism")."""
    asked = 0 < index < 5 and clause[index - 1].word in STUDIES and all(part.role in "MWD" for part in clause[:index])
    return asked and all(part.role in "CMWDPK" for part in clause[index + 1 :])


def _is_unjudged(before: Clause) -> bool:
    """Say whether words end in that something could not be judged, before what it would be judged for ("not assessed for")."""
    item = before[-1].item if before else None
    return item is not None and (item.value("limitation") is not None or item.value("concept") == "study_limitation")


def _is_introduced(clause: Clause, index: int) -> bool:
    """Say whether "with" tells what is known of the patient, behind a preposition ("nodules in a patient with melanoma")."""
    place = index - 1
    if place < 1 or clause[place].word not in PATIENTS:
        return False
    while place > 0 and clause[place].role in "MWD":
        place -= 1
    return clause[place].role == "P" and clause[place + 1].word in ("a", "an")


def _is_removal(clause: Clause, state: State) -> bool:
    """Say whether the denial that is open is of what was taken away ("removal of a chest tube with increased atelectasis")."""
    item = clause[state.opened].item if state.opened >= 0 else None
    return item is not None and item.value("change") == "resolved"


def _pass_verb(clause: Clause, index: int, state: State) -> None:
    word = clause[index].word
    if word in ("had", "has had") and YEAR.search(" ".join(element.word for element in clause[index + 1 :])):
        state.past, state.aged = "history", 0
    state.verb = state.denied > 0
    if state.negated and clause[index - 1].word == "and" and clause[state.opened].word.endswith("not"):
        state.negated = False
    if state.past in ("adjective", "procedure") and state.aged:
        state.past = ""
    if state.scope == "hypothetical" and word in SHOWING and index > state.opened + 1:
        state.scope = "patient"
    if word in SHOWING:
        state.seeking = False


def _begins_anew(clause: Clause, index: int) -> bool:
    """Say whether an article opens a present finding after a denied one ("without shift, a small effusion and contusion")."""
    previous = clause[index - 1].word
    return previous == "and" or (previous == "," and not any(part.word in ("or", "nor") for part in clause[index:]))


def _is_supposed(clause: Clause, index: int) -> bool:
    """Say whether "when" or "should" puts a case ("when dissection is suspected", "should a headache develop")."""
    if clause[index].word == "should" and index + 1 < len(clause) and clause[index + 1].role == "D":
        return True
    return any(element.word in OCCURRING for element in clause[index + 1 :])


_OF_KIN = frozenset("the a twin elder older younger half".split())


def _is_relative(clause: Clause, index: int) -> bool:
    """Say whether a word for a relative is what the clause is about, and not the patient ("the mother" of a pregnancy)."""
    before = {element.word for element in clause[max(0, index - 2) : index]}
    after = clause[index + 1].word if index + 1 < len(clause) else ""
    alone = not before or (before <= _OF_KIN and clause[index].word != "mother")
    return bool(before & POSSESSIVES) or (alone and after in KIN_VERBS)
