"""What a word of doubt is about: that a finding is there, or only what it means and comes from."""

from __future__ import annotations

from collections.abc import Sequence

from overread.language.extraction.assertion.grammar import PERCEIVED
from overread.language.extraction.binding.between import kinds_of
from overread.language.extraction.elements.elements import Clause

_PROVED = frozenset(
    (
        "confirmed established proven proved verified diagnosed ascertained substantiated corroborated secured certain sure "
        "assured definite conclusive convincing unequivocal"
    ).split()
)
_SURELY = frozenset("reliably confidently unequivocally convincingly conclusively definitively safely certainly".split())
_UNJUDGED = ("cannot be", "could not be", "not reliably", "not assess", "not evalu")
_NATURE = frozenset(
    (
        "significance etiology origin cause source nature duration age importance relevance character entity dignity mechanism "
        "reason course extent"
    ).split()
)
_OPEN = (
    "uncertain",
    "unclear",
    "unsure",
    "doubt",
    "dubious",
    "question",
    "debatable",
    "disput",
    "open",
    "unproven",
    "unverified",
)
_BEFORE_NATURE = frozenset({",", "the", "its", "their", ":", "with"})
_OF = frozenset({"of", "for", "is", "remain"})


def is_unproved(clause: Clause, index: int) -> bool:
    """Say whether a "not" or "cannot" only denies that something is sure ("cannot be diagnosed", "not reliably shown"), or a
    cue that it could be judged ("cannot be assessed").
    """
    if clause[index].item is not None:
        judged = clause[index].word.startswith(_UNJUDGED) and clause[index].says("limitation")
        return judged and _follows_finding(clause, index)
    surely = False
    for element in clause[index + 1 : index + 6]:
        if element.word in _PROVED or (surely and element.word in PERCEIVED):
            return True
        surely = surely or element.word in _SURELY
        if element.role not in "VWD" and not element.word.endswith("ly"):
            return False
    return False


def _follows_finding(clause: Clause, index: int) -> bool:
    """Say whether no comma parts a cue from the finding before it."""
    before = next((part for part in reversed(clause[:index]) if part.role == "C" or part.word == ","), None)
    return before is not None and before.role == "C"


def is_of_nature(clause: Clause, index: int) -> bool:
    """Say whether a doubt is of what a finding means or comes from, named behind it ("of uncertain significance") or before the
    finding ("the cause of the effusion is unclear"), or behind a comma ("free gas, source probably the sigmoid").
    """
    named = [part.word for part in clause[max(0, index - 2) : index]]
    if len(named) > 1 and named[1] in _NATURE and named[0] in _BEFORE_NATURE:
        return True
    if not clause[index].word.split()[-1].startswith(_OPEN):
        return False
    after = [part.word for part in clause[index + 1 : index + 3]]
    if after and (after[0] in _NATURE or (after[0] == "clinical" and after[-1] in _NATURE)):
        return True
    before = clause[: max(0, index - 1)]
    return any(part.word in _NATURE and clause[place + 1].word in _OF for place, part in enumerate(before))


def questions_a_word(clause: Clause, targets: Sequence[int], index: int) -> bool:
    """Say whether a question is of what a comma parts from the last finding, and that is no finding but its nature ("widening
    of the mediastinum - vascular?").
    """
    asked = clause[index].word == "?"
    last = max((place for place in targets if place < index), default=index) if asked else index
    return asked and "," in [part.word for part in clause[last + 1 : index]][:-1]


def lists_signs(clause: Clause, index: int) -> bool:
    """Say whether "including" lists the signs of the finding before it, and not kinds of that ("suggestive of volume overload,
    including cardiomegaly").
    """
    before = next((part for part in reversed(clause[:index]) if part.role != "K"), None)
    after = next((part for part in clause[index + 1 :] if part.role == "C"), None)
    if before is None or after is None or before.role != "C" or before.item is None:
        return False
    return before.item.value("concept") not in kinds_of(after)


def is_subject_behind(clause: Clause, index: int) -> bool:
    """Say whether a clause that opens with a hedge names what that is of behind "is", "for" or a comma ("suspicious for
    malignancy is the mass", "differential includes abscess for the lesion").
    """
    opened = next((place for place, part in enumerate(clause[:index]) if part.says("certainty")), index)
    return clause[index - 1].word in ("is", "are", ",", "for") and all(part.role in "MWD" for part in clause[:opened])


_KINDS = ("chronicity", "severity")


def weighs_qualities(clause: Clause, index: int) -> bool:
    """Say whether "versus" stands between two ages or degrees of one finding ("subacute versus chronic infarct"), which is
    there in either case.
    """
    if clause[index].word not in ("versus", "vs") or not 0 < index < len(clause) - 1:
        return False
    return any(clause[index - 1].says(kind) and clause[index + 1].says(kind) for kind in _KINDS)
