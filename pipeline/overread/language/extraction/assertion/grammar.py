"""The closed classes of words on which assertion turns, and what several of its rules ask of a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from overread.finding import Certainty, Presence
from overread.language.extraction.elements.elements import Clause, Element
from overread.language.lexicon import Entry

Scope = Literal["patient", "family", "hypothetical", "history"]

ENDS = frozenset("after following because since given despite spite through so hence thus therefore".split())
ADJOINING = frozenset("adjacent adjoining underlying overlying beneath abutting neighboring".split()) | {"adjacent to"}
BESIDE = frozenset({"together with", "along with", "as well as", "in addition to", "accompanied by", "alongside"})
CONTRASTS = frozenset({"rather than", "as opposed to", "instead of"})
RELATIVES = frozenset("which who whose where".split())
SHOWING = frozenset({"show", "showed", "demonstrate", "demonstrated", "reveal", "revealed", "there is", "there are", "exhibit"})
STAND_INS = frozenset({"finding", "change", "appearance", "constellation", "pattern"})
ACTING = tuple("silhouetting obscuring effacing displacing invading compressing obstructing occluding encasing".split())
ACTS = frozenset(
    (
        "contact contacts contacting abut abuts abutting efface effaces effacing compress compresses compressing indent "
        "indents indenting deform deforms deforming displace displaces displacing distort distorts distorting flattens "
        "impinge impinges impinging impress impresses impressing"
    ).split()
)
"""Verbs with which what a finding does to a neighbor is named ("contacts the cord"): a place before them is of the finding."""
NOUNS_OF_DEGREE = frozenset(
    (
        "amount degree area focus region volume quantity number component appearance extension spread layer rim band cluster "
        "group pocket zone site station territory"
    ).split()
)
SEEKING = frozenset(
    (
        "reviewed searched examined inspected assessed evaluated performed perform obtained done arranged screened sensitive "
        "sensitivity specificity test looked imaged tested paid"
    ).split()
)
SENT = frozenset("referred requested ordered sent often commonly frequently rarely sometimes occasionally".split())
OCCURRING = frozenset({"suspected", "is suspected", "recur", "recurs", "occur", "develop", "arise", "feared"})
SAMPLING = ("biopsy", "core biopsy", "needle biopsy", "guided biopsy", "vacuum biopsy", "fna", "fine needle")
KIN = frozenset("mother father sister brother aunt uncle cousin grandmother grandfather sibling parent relative".split())
KIN_VERBS = frozenset("has had have with died diagnosed who affected".split())
PATIENTS = frozenset("patient woman man lady female male infant child boy girl neonate newborn adult adolescent smoker".split())
POSSESSIVES = frozenset("his her their my maternal paternal patient degree family affected".split())
STUDIES = frozenset(
    (
        "protocol study ct mri mr cta scan series survey screening screen ultrasound sonogram examination exam workup clinic "
        "investigation"
    ).split()
)
PERCEIVED = frozenset(
    (
        "seen noted identified visualized present evident found detected demonstrated shown apparent appreciated visible "
        "discernible opacified measurable observed depicted recognized recognizable identifiable detectable demonstrable "
        "delineable delineated delimitable delimited visualizable perceptible discerned perceived appreciable observable "
        "distinguishable noticeable occur occurred provocable elicited provoked"
    ).split()
)
PARTLY = frozenset("well fully optimally adequately completely entirely only just always".split())
UNDECIDED = frozenset("not cannot never neither nor difficult impossible unable hard".split())
EITHER = frozenset({"or", "versus", "vs", "and/or"})
OUTER = frozenset("no not neither never".split())
INNER = frozenset({"without", "absent", "lack of", "free of", "free from", "clear of", "absence of", "devoid of"})
LAST = frozenset("no nil absent negative neg".split())
LEADING = frozenset(("of with for to from represent representing reflect reflecting reflects suggest suggesting favor").split())
SUGGESTING = ("suggest", "indicat", "concern", "suspicious", "worrisome", "consistent", "compatible", "in keeping", "in favor")
AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "do", "doe", "did", "has", "have", "any", "could", "can", "is there", "are there"}
)
DEFINITE = frozenset("the this these those its his her their patient".split())
REMAINS = frozenset("trace residual remnant recurrence vestige residue return evidence sign residuum".split())
ADVERBS = ("likely", "prob", "poss", "may", "might", "could", "presum", "perhaps", "most likely", "suspect")
JUDGING = frozenset({"benign", "malignant", "reactive", "physiologic", "indeterminate"})
QUALITIES = ("descriptor", "chronicity", "change", "severity")
_TO_BE = re.compile(r"\b(?:to|should|must) be$")
YEAR = re.compile(r"\bin (?:19|20)\d\d\b")
WORD = re.compile(r"[a-z]+")
ASKED = frozenset("referral request requisition".split())
ASKING = frozenset("indication indications history reason request requested question referral query".split())

HEARD = (
    ENDS
    | ADJOINING
    | RELATIVES
    | SENT
    | SEEKING
    | KIN
    | {"when", "should", "including", "and", "for", "not", "over", "positive", "wrong", "incorrect", "untrue"}
)
_COURSE = re.compile(
    r"(?:progression|growth|enlargement|increase|decrease|improvement|regression|deterioration|worsening of)"
    r"(?: in size)?(?: of| in)?$"
)
_ALONE = frozenset({"only", "alone"})
_BEARING = frozenset("negation certainty history change normality severity".split())


@dataclass(slots=True)
class Assertion:
    """What is said of one finding; `scope` is `family` or `hypothetical` where nothing is asserted of the patient.

    `granted` says that "the" takes it for known ("no enlargement of the aneurysm").
    """

    presence: Presence = "present"
    certainty: Certainty = "definite"
    historical: bool = False
    scope: Literal["patient", "family", "hypothetical"] = "patient"
    granted: bool = False


@lru_cache(maxsize=65536)
def said_by(entries: tuple[Entry, ...]) -> dict[str, str]:
    """Return what an item says that can bear on the findings around it, by category; not to be changed by the caller."""
    return {entry.category: entry.value for entry in reversed(entries) if entry.category in _BEARING}


def is_course(element: Element) -> bool:
    """Say whether a cue is a noun for how a finding moves ("progression of", "interval growth"), which is what "no" denies."""
    return bool(element.item and element.item.value("change") in ("increased", "decreased") and _COURSE.search(element.word))


def is_exclusion(element: Element) -> bool:
    """Say whether a cue excludes what it names ("excluded", "rules out")."""
    return element.word.startswith(("exclud", "rule out", "ruled out"))


def is_undecided(clause: Clause, index: int) -> bool:
    """Say whether "not", "cannot" or the like stands within four words before an exclusion, or it is yet "to be" made."""
    before = " ".join(element.word for element in clause[max(0, index - 4) : index])
    if is_exclusion(clause[index]) and clause[index].word.endswith(("excluded", "ruled out")) and _TO_BE.search(before):
        return True
    for element in reversed(clause[max(0, index - 4) : index]):
        if element.role in "CX" or element.word == "but":
            return False
        if not UNDECIDED.isdisjoint(element.word.split()):
            return True
    return False


def perceived(clause: Clause, index: int) -> int | None:
    """Return the place of the "seen" that a "not", "cannot" or "no longer" denies, None when it denies something else."""
    for place in range(index + 1, min(index + 6, len(clause))):
        element = clause[place]
        if element.word in PERCEIVED:
            onward = place + 1 < len(clause) and clause[place + 1].word == "to"
            return None if onward else place
        if element.word == "to" and clause[place + 1 : place + 2] and clause[place + 1].word == "be":
            continue  # "is not to be seen"
        if element.role not in "VWD" or element.word in PARTLY:
            return None
    return None


def is_of_any(clause: Clause, index: int) -> bool:
    """Say whether a "not" is told of "any" finding, and so denies it with whatever verb ("any mass was not determined")."""
    verb = index - 1
    while verb > 0 and clause[verb].role == "V":
        verb -= 1
    start = verb
    while start > 0 and clause[start].role in "CMWP":
        start -= 1
    return clause[start].word == "any" and any(part.role == "C" for part in clause[start:index])


def is_unseen_ahead(clause: Clause, index: int) -> bool:
    """Say whether a "not" opens a clause with what is not seen behind it ("not appreciable lines of fracture")."""
    if index and clause[index - 1].role not in "KXB":
        return False
    place = index if clause[index].word.startswith("not ") else perceived(clause, index)
    after = [part.role for part in clause[place + 1 : place + 3]] if place is not None else []
    return after[:1] in (["C"], ["M"], ["D"]) or after == ["W", "P"]


_CLOSING = frozenset("suspected favored suggested presumed questioned possible probable likely excluded entertained".split())
_DOUBTED = frozenset(
    "doubtful dubious questionable equivocal uncertain unclear debatable unconfirmed unproven inconclusive".split()
)
_COPULAS = frozenset({"is", "are", "was", "were", "remain", "seem"})
_AFTER_HEDGE = CONTRASTS | {",", "and", ";", "over"}


def closes(clause: Clause, index: int) -> bool:
    """Say whether a hedge ends what is said of the finding before it before a list or company ("rupture suspected, no gas")."""
    words = clause[index].word.split()
    if not 0 < index < len(clause) - 1:
        return False
    if words[-1] in _DOUBTED:
        told = not _COPULAS.isdisjoint((words[0], clause[index - 1].word))
        return told and clause[index + 1].word in _AFTER_HEDGE and any(part.role == "C" for part in clause[:index])
    if words[-1] not in _CLOSING:
        return False
    place = index - 1
    while place > 0 and clause[place].role in "VD":
        place -= 1
    before = clause[place]
    named = before.role == "C" or (before.role == "W" and place > 0 and clause[place - 1].role == "C")
    return named and (clause[index + 1].word in _AFTER_HEDGE or clause[index + 1].role == "S")


def is_without_its_no(clause: Clause, index: int) -> bool:
    """Say whether a finding in a list whose members each have their "no" has none, and is told more of ("no effusion, no
    pneumothorax, large bulla on the left"): it is there.
    """
    place = index
    while place > 0 and clause[place - 1].role in "MWD":
        place -= 1
    end = next((later for later in range(index + 1, len(clause)) if clause[later].role in "KXB"), len(clause))
    last = all(part.role != "K" or part.word == "," for part in clause[place:])
    told = any(part.role == "S" or part.says("severity") or part.says("side") for part in clause[place:end])
    return place > 0 and clause[place - 1].word == "," and last and told


def is_of_judgement(clause: Clause, index: int) -> bool:
    """Say whether an adverb of doubt only weakens the adjective that judges a finding ("a probably benign mass")."""
    following = clause[index + 1] if index + 1 < len(clause) else None
    judging = following is not None and following.item is not None and following.item.value("descriptor") in JUDGING
    return judging and clause[index].word.startswith(ADVERBS) and clause[index].word.split()[-1] not in LEADING


_ADJECTIVE = re.compile(r"(?:ible|able|ed|ous|tic)$")


def resumes(clause: Clause, index: int, opened: int) -> bool:
    """Say whether an adjective after "and" takes up the sentence again after "without X": "is without flow and dilated"."""
    if clause[opened].word != "without" or clause[index - 1].word != "and" or not _ADJECTIVE.search(clause[index].word):
        return False
    last = index + 1 == len(clause) or clause[index + 1].role in "KX" or clause[index + 1].word in (",", "and")
    return last and clause[index - 2].role == "C" and not _ADJECTIVE.search(clause[index - 2].word)


def is_said_of_subject(clause: Clause, index: int) -> bool:
    """Say whether an adjective follows the comma behind one that "not" denies, without a choice ("the liver is not enlarged,
    steatotic", "the aorta is not dilated, atherosclerotic").
    """
    following = clause[index + 1 : index + 2]
    denied = clause[index - 2].word == "not" and _ADJECTIVE.search(clause[index - 1].word) is not None
    return (
        denied and any(_ADJECTIVE.search(part.word) for part in following) and not any(part.word in EITHER for part in clause)
    )


def is_second_of_two(clause: Clause, index: int) -> bool:
    """Say whether a link stands before the second of two that "either" or "both" announced behind a preposition ("no diffusion
    restriction in either the cerebellar or the subgaleal mass").
    """
    opened = next((place for place in range(1, index) if clause[place].word.split()[-1] in ("either", "both")), 0)
    led = opened > 0 and (clause[opened - 1].role == "P" or " " in clause[opened].word)
    return led and clause[index].word in ("or", "and", "nor") and all(part.role in "MDW" for part in clause[opened + 1 : index])


def is_attached(clause: Clause, index: int) -> bool:
    """Say whether a question mark ends the word before it ("scar? tumor?"), and does not lead on to the next ("?tumor")."""
    item, before = clause[index].item, clause[index - 1].item
    return clause[index].word == "?" and item is not None and before is not None and before.end == item.start


def is_set_apart(clause: Clause, index: int) -> bool:
    """Say whether a finding after a comma has its own size right behind it, or is all there is: it is not denied ("no mass,
    spleen 14 cm", "no stones, sludge only").
    """
    place = index
    while place > 0 and clause[place - 1].role in "MWD":
        place -= 1
    if place < 1 or clause[place - 1].word != "," or index + 1 == len(clause):
        return False
    following = clause[index + 1]
    quantity = following.item.quantity if following.item is not None else None
    return following.word in _ALONE or (quantity is not None and quantity.role == "current")


CAUSED = frozenset({"due to", "secondary to", "caused by", "owing to"})
"""Cues behind which the cause of a finding stands, which may lie elsewhere."""
_DONE = frozenset(
    (
        "performed done possible feasible given administered obtained completed conducted tolerated attempted out used "
        "injected undertaken taken practicable achievable"
    ).split()
)


def is_cause_of_undone(clause: Clause, index: int) -> bool:
    """Say whether a cue leads to why something was not done ("biopsy was not performed due to bleeding"): that is there."""
    return index > 1 and clause[index].word in CAUSED and clause[index - 1].word in _DONE
